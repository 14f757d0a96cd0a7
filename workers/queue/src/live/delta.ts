import type { Event } from "./events";
import type { TicketState } from "./model";

/** A ticket moved. Holds no id, token, device, class or reason: the whole hall reads it. */
export interface TicketDelta {
  seq: number;
  at: number;
  op: Extract<Event, { ticket: string }>["type"];
  service: string;
  date: string;
  number: number;
  label: string;
  /** Rank and state after it; `rankBefore` where the rank of a waiting ticket changed. */
  rank: number;
  rankBefore?: number;
  from: TicketState | null;
  to: TicketState;
  /** People waiting in the service after it. */
  waiting: number;
  /** In front of this ticket, when it entered the line. */
  ahead?: number;
  counter?: string;
  /** Announcement of this call, from 1: what a board speaks and a phone rings for. */
  calls?: number;
}

export interface OpeningDelta {
  seq: number;
  at: number;
  op: "openingSet";
  date: string;
  service: string;
  open: boolean | null;
}

export interface DayDelta {
  seq: number;
  at: number;
  op: "dayOpened";
  date: string;
}

export type Delta = TicketDelta | OpeningDelta | DayDelta;

/** The public frame of an event, under 1 kB of JSON however many wait. */
export const delta = (event: Event): Delta => {
  const { seq, at, date } = event;
  if (event.type === "dayOpened") return { seq, at, op: event.type, date };
  if (event.type === "openingSet") return { seq, at, op: event.type, date, service: event.service, open: event.open };
  const frame: TicketDelta = {
    seq,
    at,
    op: event.type,
    service: event.service,
    date,
    number: event.number,
    label: event.label,
    rank: event.rank,
    from: event.from,
    to: event.to,
    waiting: event.waiting,
  };
  if (event.type === "reclassified") frame.rankBefore = event.rankBefore;
  if ("ahead" in event && event.ahead !== null) frame.ahead = event.ahead;
  if ("counter" in event) frame.counter = event.counter;
  if (event.type === "called") frame.calls = 1;
  if (event.type === "recalled") frame.calls = event.calls;
  return frame;
};

export const isTicketDelta = (frame: Delta): frame is TicketDelta => "number" in frame;
