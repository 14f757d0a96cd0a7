import type { TicketClass, TicketState } from "./model";

/** `seq` is gapless per facility; `date` is the service day of the ticket, not the date of `at`. */
interface Base {
  seq: number;
  at: number;
  date: string;
}

/** Enough to replay, to tell the public, and to project, without looking anything up. */
interface TicketBase extends Base {
  ticket: string;
  service: string;
  number: number;
  label: string;
  /** Class and rank after the event. */
  class: TicketClass;
  rank: number;
  from: TicketState | null;
  to: TicketState;
  /** The ticket's version after the event. */
  version: number;
  /** People waiting in the service after the event. */
  waiting: number;
}

/** Entering the line: how many wait in front. */
interface Entering {
  ahead: number;
}

export interface Issued extends TicketBase {
  type: "issued";
  token: string;
  device: string | null;
  claimed: boolean;
  reason: string | null;
  journey: string;
  step: number;
  /** Null when the ticket is booked and has no place in the line yet. */
  ahead: number | null;
  /** Drawn from the budget of requests without a device. */
  anonymous: boolean;
}
export interface CheckedIn extends TicketBase, Entering {
  type: "checkedIn";
}
export interface Called extends TicketBase {
  type: "called";
  counter: string;
  /** Null: it was next; otherwise why it was called by hand. */
  reason: string | null;
}
export interface Recalled extends TicketBase {
  type: "recalled";
  counter: string;
  calls: number;
}
export interface Started extends TicketBase {
  type: "started";
  counter: string;
}
/** `settled`: by call-next, not by its own command. */
export interface Served extends TicketBase {
  type: "served";
  counter: string;
  settled: boolean;
}
export interface Missed extends TicketBase {
  type: "missed";
  counter: string;
  settled: boolean;
}
export interface Reinstated extends TicketBase, Entering {
  type: "reinstated";
}
export interface Parked extends TicketBase {
  type: "parked";
  counter: string;
}
export interface Resumed extends TicketBase, Entering {
  type: "resumed";
}
/** Followed by the `issued` of the next step. */
export interface Transferred extends TicketBase {
  type: "transferred";
  counter: string;
  next: string;
  nextService: string;
}
export interface Undone extends TicketBase {
  type: "undone";
  counter: string;
  /** Null when it went back to where it was called from by hand. */
  ahead: number | null;
}
export interface Cancelled extends TicketBase {
  type: "cancelled";
}
export interface Reclassified extends TicketBase {
  type: "reclassified";
  rankBefore: number;
  reason: string | null;
  ahead: number | null;
}
export interface Expired extends TicketBase {
  type: "expired";
}

/** A new business date begins; numbers start again. */
export interface DayOpened extends Base {
  type: "dayOpened";
}
/** `open` null: the windows decide again. */
export interface OpeningSet extends Base {
  type: "openingSet";
  service: string;
  open: boolean | null;
}

export type TicketEvent =
  | Issued
  | CheckedIn
  | Called
  | Recalled
  | Started
  | Served
  | Missed
  | Reinstated
  | Parked
  | Resumed
  | Transferred
  | Undone
  | Cancelled
  | Reclassified
  | Expired;

export type Event = TicketEvent | DayOpened | OpeningSet;

type WithoutSeq<E> = E extends Event ? Omit<E, "seq"> : never;
/** An event before it has its place in the log. */
export type Draft = WithoutSeq<Event>;
export type TicketDraft = WithoutSeq<TicketEvent>;
