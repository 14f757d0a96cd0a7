import type { TicketClass } from "./model";

/**
 * Where a request for a number comes from. `poster` and `screen` are phones (a static code, a rotating one);
 * `kiosk` and `desk` are signed in and may give any class.
 */
export type IssueSource = "poster" | "screen" | "kiosk" | "desk";

export interface Issue {
  type: "issue";
  service: string;
  /** Both made outside, once per idempotency key. */
  id: string;
  token: string;
  class: TicketClass;
  reason: string | null;
  source: IssueSource;
  /** Signed device or null; null from a phone draws from the service's budget. */
  device: string | null;
}

/** The person has arrived: by themselves (no counter) or through staff. */
export interface CheckIn {
  type: "checkIn";
  ticket: string;
}

/** Settles what the counter holds, then calls the next ticket. */
export interface CallNext {
  type: "callNext";
  counter: string;
}

/** What a counter does with one ticket it has seen in this version. */
export interface CounterCommand<Type extends string> {
  type: Type;
  counter: string;
  ticket: string;
  version: number;
}

/** Out of turn, by hand; the reason goes to the log. */
export interface Call extends CounterCommand<"call"> {
  reason: string;
}

/** A new ticket in another service, in the same journey. */
export interface Transfer extends CounterCommand<"transfer"> {
  service: string;
  id: string;
  token: string;
}

/** Staff confirm or lower a class; the arrival time stays. */
export interface Reclassify extends CounterCommand<"reclassify"> {
  class: TicketClass;
  reason: string | null;
}

/** By staff (with the version they saw) or by the patient who holds the token (without). */
export interface Reinstate {
  type: "reinstate";
  ticket: string;
  version?: number;
}

export interface Cancel {
  type: "cancel";
  ticket: string;
  version?: number;
}

/** Today only; `followWindows` takes the word back. */
export interface SetOpening {
  type: "openService" | "closeService" | "followWindows";
  service: string;
}

/** What an alarm sends after midnight; every other first command of a date does the same work. */
export interface CloseDay {
  type: "closeDay";
}

export type Recall = CounterCommand<"recall">;
export type Start = CounterCommand<"start">;
export type Finish = CounterCommand<"finish">;
export type NoShow = CounterCommand<"noShow">;
export type Undo = CounterCommand<"undo">;
export type Park = CounterCommand<"park">;
export type Resume = CounterCommand<"resume">;

export type Command =
  | Issue
  | CheckIn
  | CallNext
  | Call
  | Recall
  | Start
  | Finish
  | NoShow
  | Reinstate
  | Park
  | Resume
  | Transfer
  | Undo
  | Cancel
  | Reclassify
  | SetOpening
  | CloseDay;
