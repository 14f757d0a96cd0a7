import type { ThreadState } from "@ven/contracts/ask";

/** What can happen to a thread. `ask-on` is the tourist's next question. */
export type ThreadCommand = "hand-off" | "claim" | "release" | "reply" | "publish" | "close" | "ask-on";

const moves: Readonly<Record<ThreadState, Partial<Record<ThreadCommand, ThreadState>>>> = {
  bot: { "ask-on": "bot", "hand-off": "open", close: "closed" },
  open: { "ask-on": "open", "hand-off": "open", claim: "claimed", close: "closed" },
  claimed: { "ask-on": "claimed", "hand-off": "claimed", release: "open", reply: "answered", close: "closed" },
  // Who asks on after an answer of a person is not sent back to the machine.
  answered: { "ask-on": "open", "hand-off": "open", reply: "answered", publish: "published", close: "closed" },
  published: { "ask-on": "open", "hand-off": "open", reply: "published", close: "closed" },
  closed: {},
};

/** Where a command leads; undefined where it makes no sense. `next("open", "claim") === "claimed"` */
export const next = (state: ThreadState, command: ThreadCommand): ThreadState | undefined => moves[state][command];

/** Whether the machine may speak: only while no person has, or had, the thread. */
export const botMayAnswer = (state: ThreadState) => state === "bot";

export interface Hours {
  timezone: string;
  /** Minutes of the local day. */
  opens: number;
  closes: number;
  /** Minutes within which a question is usually answered. */
  answersWithin: number;
}

/**
 * When an answer can be expected: within the usual minutes while the desk is open, else that long after it opens next.
 * `minute` is the local minute of the day.
 */
export function expectedBy(now: number, minute: number, { opens, closes, answersWithin }: Hours) {
  const wait = minute < opens ? opens - minute : minute >= closes ? 1440 - minute + opens : 0;
  return now + (wait + answersWithin) * 60_000;
}
