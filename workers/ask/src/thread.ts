import type { ThreadState } from "@ven/contracts/ask";

/**
 * What can happen to a thread. `ask-on` is the tourist's next question; `take-over` is a colleague's, who goes on where
 * somebody went home.
 */
export const threadCommands = [
  "hand-off",
  "claim",
  "take-over",
  "release",
  "reply",
  "publish",
  "close",
  "reopen",
  "ask-on",
] as const;
export type ThreadCommand = (typeof threadCommands)[number];

const moves: Readonly<Record<ThreadState, Partial<Record<ThreadCommand, ThreadState>>>> = {
  bot: { "ask-on": "bot", "hand-off": "open", close: "closed" },
  open: { "ask-on": "open", "hand-off": "open", claim: "claimed", close: "closed" },
  claimed: {
    "ask-on": "claimed",
    "hand-off": "claimed",
    "take-over": "claimed",
    release: "open",
    reply: "answered",
    close: "closed",
  },
  // Who asks on after an answer of a person is not sent back to the machine.
  answered: { "ask-on": "open", "hand-off": "open", reply: "answered", publish: "published", close: "closed" },
  published: { "ask-on": "open", "hand-off": "open", reply: "published", close: "closed" },
  closed: { reopen: "open" },
};

/** Where a command leads; undefined where it makes no sense. `next("open", "claim") === "claimed"` */
export const next = (state: ThreadState, command: ThreadCommand): ThreadState | undefined => moves[state][command];

/** Whether the machine may speak: only while no person has, or had, the thread. */
export const botMayAnswer = (state: ThreadState) => state === "bot";
