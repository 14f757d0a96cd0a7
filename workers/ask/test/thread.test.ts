import * as fc from "fast-check";
import { describe, test } from "vitest";

import { botMayAnswer, next, type ThreadCommand, threadCommands } from "../src/thread";

type State = Parameters<typeof next>[0];
const commands = fc.array(fc.constantFrom(...threadCommands), { maxLength: 40 });
/** Each state that a thread goes through, with the command that led there. */
function* way(list: readonly ThreadCommand[]) {
  let state: State = "bot";
  for (const command of list) {
    const to = next(state, command);
    if (to === undefined) continue;
    yield { from: state, command, to };
    state = to;
  }
}
interface Step {
  from: State;
  command: ThreadCommand;
  to: State;
}
/** Commands after which a step did not hold; null when it always does. */
const broken = (holds: (step: Step) => boolean) =>
  fc.check(fc.property(commands, (list) => [...way(list)].every(holds))).counterexample;

describe("whatever is done to a thread", () => {
  const laws: [string, (step: Step) => boolean][] = [
    [
      "a person who was asked is never replaced by the machine",
      ({ from, to }) => botMayAnswer(from) || !botMayAnswer(to),
    ],
    [
      "a closed one stays closed until somebody at the desk opens it, for people",
      ({ from, command, to }) => from !== "closed" || (command === "reopen" && to === "open"),
    ],
    [
      "only who has it, or has had it, answers",
      ({ from, command }) => command !== "reply" || ["claimed", "answered", "published"].includes(from),
    ],
    [
      "it is taken once: from the inbox, or over from a colleague",
      ({ from, command, to }) =>
        to !== "claimed" ||
        (command === "claim" && from === "open") ||
        (from === "claimed" && ["take-over", "ask-on", "hand-off"].includes(command)),
    ],
    [
      "what a visitor says is never refused but where it has ended",
      ({ to }) => (next(to, "ask-on") === undefined) === (to === "closed"),
    ],
    ["it can always be ended", ({ to }) => to === "closed" || next(to, "close") === "closed"],
  ];
  test.for(laws)("%s", ([, holds], { expect }) => {
    expect(broken(holds)).toBeNull();
  });
});
