import { expect, test } from "vitest";

import { settledAtFirst, toAnnounce } from "../src/board-model";
import { at, board } from "./hospital";

const [newest] = board().calls;
const call = (seq: number, ago: number) => {
  if (!newest) throw new Error("no call");
  return { ...newest, seq, at: at - ago };
};

test("a new call is announced once", () => {
  const shown = board({ calls: [call(410, 1_000)] });
  const first = toAnnounce(shown, 400, at);
  expect(first.calls.map(({ seq }) => seq)).toEqual([410]);
  expect(toAnnounce(shown, first.settled, at).calls).toEqual([]);
});

test("two calls that came at once are spoken in the order in which they were made", () => {
  const { calls } = toAnnounce(board({ calls: [call(411, 500), call(409, 1_500)] }), 400, at);
  expect(calls.map(({ seq }) => seq)).toEqual([409, 411]);
});

test("a call older than a minute is shown and never spoken, also later", () => {
  const shown = board({ calls: [call(410, 61_000), call(411, 59_000)] });
  const first = toAnnounce(shown, 400, at);
  expect(first.calls.map(({ seq }) => seq)).toEqual([411]);
  expect(first.settled).toBe(411);
});

test("a board that is loaded again says nothing twice", () => {
  const shown = board({ calls: [call(410, 1_000)] });
  expect(toAnnounce(shown, settledAtFirst("410", shown), at).calls).toEqual([]);
  expect(toAnnounce(shown, settledAtFirst("409", shown), at).calls).toHaveLength(1);
});

test("a board that is opened for the first time is silent about what it finds", () => {
  const shown = board({ calls: [call(410, 1_000)] });
  expect(toAnnounce(shown, settledAtFirst(null, shown), at).calls).toEqual([]);
});

test("a log that begins again does not silence the hall", () => {
  const shown = board({ seq: 3, calls: [call(4, 1_000)] });
  expect(toAnnounce(shown, 9_000, at).calls).toHaveLength(1);
});
