import type { ThreadState } from "@ven/contracts/ask";
import { localDate, weekdayOf } from "@ven/kit/local-time";

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

export interface Hours {
  timezone: string;
  /** Minutes of the local day. */
  opens: number;
  closes: number;
  /** Minutes within which a question is usually answered. */
  answersWithin: number;
  /** Digits of the days on which it is open, 1 is Monday; without them, every day. */
  days?: string;
}

const everyDay = "1234567";

/**
 * When an answer can be expected: within the usual minutes while the desk is open, else that long after it opens next.
 * `minute` is the local minute of the day.
 */
export function expectedBy(
  now: number,
  minute: number,
  { timezone, opens, closes, answersWithin, days = everyDay }: Hours,
) {
  const today = weekdayOf(localDate(now, timezone));
  const isOpen = (ahead: number) => days.includes(String(((today - 1 + ahead) % 7) + 1));
  let ahead = isOpen(0) && minute < closes ? 0 : 1;
  while (ahead < 7 && !isOpen(ahead)) ahead++;
  const wait = Math.max(0, ahead * 1440 + opens - minute);
  return now + ((ahead === 0 && minute >= opens ? 0 : wait) + answersWithin) * 60_000;
}
