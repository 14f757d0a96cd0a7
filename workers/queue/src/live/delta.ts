import type { Delta, TicketDelta } from "@ven/contracts/queue-live";

import type { Event } from "./events";

export type { Delta };

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
