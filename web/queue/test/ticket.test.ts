import type { Delta, OwnPlace, TicketDelta } from "@ven/contracts/queue-live";
import { expect, test } from "vitest";

import { counted, type Following, greeted, ringFor, told } from "../src/ticket-model";
import { at, ticket } from "./hospital";

const date = "2026-11-19";
const place = (more: Partial<OwnPlace> = {}) => ({
  seq: 412,
  service: "baichay.noi",
  number: 47,
  date,
  rank: at,
  state: "waiting" as const,
  ahead: 6,
  version: 3,
  ...more,
});
const frame = (seq: number, more: Partial<TicketDelta> = {}): Delta => ({
  seq,
  at: at + seq,
  op: "called",
  service: "baichay.noi",
  date,
  number: 41,
  label: "A041",
  rank: at - 1000,
  from: "waiting",
  to: "called",
  waiting: 12,
  ...more,
});
const fresh: Following = { ticket: ticket("waiting"), place: null, stale: false };
const following = greeted(fresh, place(), at);

test("a phone counts the people in front down by itself", () => {
  const once = counted(following, frame(413));
  expect(once.ticket.position).toBe(5);
  expect(once.stale).toBe(false);
  const twice = counted(once, frame(414, { number: 42, label: "A042" }));
  expect(twice.ticket.position).toBe(4);
});

test("somebody behind, or of another service, changes nothing but the age", () => {
  const behind = counted(following, frame(413, { number: 60, rank: at + 1000 }));
  const elsewhere = counted(behind, frame(414, { service: "baichay.nhi" }));
  expect(elsewhere.ticket.position).toBe(6);
  expect(elsewhere.ticket.at).toBe(at + 414);
});

test("a priority ticket that comes in front counts up", () => {
  const { ticket: next } = counted(
    following,
    frame(413, { op: "issued", number: 13, rank: at - 1, from: null, to: "waiting" }),
  );
  expect(next.position).toBe(7);
});

test("a missed frame is never guessed over: the phone asks", () => {
  const gap = counted(following, frame(415));
  expect(gap).toMatchObject({ place: null, stale: true });
});

test("a call is asked for at once, because the frame does not say where the room is", () => {
  const called = counted(following, frame(413, { number: 47, label: "A047", rank: at, from: "waiting", to: "called" }));
  expect(called.ticket.state).toBe("called");
  expect(called.stale).toBe(true);
  const answered = told(called, ticket("called", { seq: 413 }));
  expect(answered.stale).toBe(false);
  expect(answered.ticket.counter?.name).toBe("Phòng 105");
});

test("an answer older than what was counted since is put aside", () => {
  const on = counted(following, frame(413));
  expect(told(on, ticket("waiting", { seq: 412 }))).toBe(on);
  expect(told(on, ticket("waiting", { seq: 413, position: 5 })).ticket.position).toBe(5);
});

test("after a transfer the phone learns of its next number", () => {
  const next = greeted(following, place({ service: "baichay.xn", number: 3, seq: 420 }), at);
  expect(next.stale).toBe(true);
});

test("a socket that does not know the ticket makes the phone ask", () => {
  expect(greeted(following, null, at)).toMatchObject({ place: null, stale: true });
});

test("a call rings once, also after a reload; a second call rings anew", () => {
  const called = ticket("called");
  const first = ringFor(called, [], 2);
  expect(first.ring).toBe("called");
  expect(ringFor(called, [first.mark], 2).ring).toBeNull();
  expect(ringFor(ticket("called", { calls: 2, calledAt: at + 30_000 }), [first.mark], 2).ring).toBe("called");
});

test("a person who was undone and is called again hears it again", () => {
  const again = ringFor(ticket("called", { calledAt: at + 60_000 }), [ringFor(ticket("called"), [], 2).mark], 2);
  expect(again.ring).toBe("called");
});

test("the turn that comes near is told once", () => {
  expect(ringFor(ticket("waiting", { position: 3 }), [], 2).ring).toBeNull();
  const near = ringFor(ticket("waiting", { position: 2 }), [], 2);
  expect(near.ring).toBe("near");
  expect(ringFor(ticket("waiting", { position: 1 }), [near.mark], 2).ring).toBeNull();
});
