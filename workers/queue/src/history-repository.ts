import { withDeadline } from "@ven/kit";

import type { LoggedEvent } from "./live-repository";
import type { Ticket } from "./live/model";

export interface Chunk {
  facility: string;
  events: LoggedEvent[];
  /** Tickets that are over with these events. */
  over: Ticket[];
}

/** What the object hands over to D1. Statements answer to being sent twice: a lost answer loses and doubles nothing. */
export function historyRepository(d1: D1Database) {
  return {
    async append({ facility, events, over }: Chunk) {
      const first = events[0]!.event.seq;
      const last = events.at(-1)!.event.seq;
      await withDeadline(
        d1.batch([
          d1
            .prepare(
              "INSERT INTO queue_event (facility, from_seq, to_seq, events) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            )
            .bind(facility, first, last, JSON.stringify(events.map(withoutSecrets))),
          // One statement for any number of tickets: a statement takes at most 100 parameters.
          d1
            .prepare(
              `INSERT INTO queue_ticket (facility, service, date, number, class, state, counter, calls, issued_at, called_at, started_at, ended_at)
               SELECT ?, value ->> 'service', value ->> 'date', value ->> 'number', value ->> 'class', value ->> 'state',
                 value ->> 'counter', value ->> 'calls', value ->> 'issuedAt', value ->> 'calledAt', value ->> 'startedAt', value ->> 'endedAt'
               FROM json_each(?) WHERE true ON CONFLICT DO NOTHING`,
            )
            .bind(facility, JSON.stringify(over.map(asHistory))),
          d1
            .prepare(
              "INSERT INTO queue_projection (facility, seq) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET seq = ?2 WHERE seq < ?2",
            )
            .bind(facility, last),
        ]),
        10_000,
      );
    },
  };
}

/** The columns of `queue_ticket`, by the names that the statement above reads. */
const asHistory = (ticket: Ticket) => ({
  service: ticket.service,
  date: ticket.date,
  number: ticket.number,
  class: ticket.class,
  state: ticket.state,
  counter: ticket.counter,
  calls: ticket.calls,
  issuedAt: ticket.issuedAt,
  calledAt: ticket.calledAt,
  startedAt: ticket.startedAt,
  endedAt: ticket.endedAt,
});

/** The phone's token and the device stay in the object, where they end with the day. */
function withoutSecrets({ event, actor }: LoggedEvent) {
  if (event.type !== "issued") return { ...event, actor };
  const { token: _, device: __, ...rest } = event;
  return { ...rest, actor };
}
