import { openDb } from "@ven/db";
import { event, projection, ticket } from "@ven/db/queue";
import { withDeadline } from "@ven/kit";
import { sql } from "drizzle-orm";

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
  const db = openDb(d1);
  return {
    async append({ facility, events, over }: Chunk) {
      const first = events[0]!.event.seq;
      const last = events.at(-1)!.event.seq;
      const rows = over.map((one) => ({
        service: one.service,
        date: one.date,
        number: one.number,
        class: one.class,
        state: one.state,
        counter: one.counter,
        calls: one.calls,
        issuedAt: one.issuedAt,
        calledAt: one.calledAt,
        startedAt: one.startedAt,
        endedAt: one.endedAt,
      }));
      const value = (name: string) => sql.raw(`value ->> '${name}'`);
      await withDeadline(
        db.batch([
          db
            .insert(event)
            .values({ facility, fromSeq: first, toSeq: last, events: JSON.stringify(events.map(withoutSecrets)) })
            .onConflictDoNothing(),
          // One statement for any number of tickets: a statement takes at most 100 parameters.
          db
            .insert(ticket)
            .select(sql`SELECT ${facility}, ${value("service")}, ${value("date")}, ${value("number")}, ${value("class")}, ${value("state")},
              ${value("counter")}, ${value("calls")}, ${value("issuedAt")}, ${value("calledAt")}, ${value("startedAt")}, ${value("endedAt")}
            FROM json_each(${JSON.stringify(rows)}) WHERE true`)
            .onConflictDoNothing(),
          db
            .insert(projection)
            .values({ facility, seq: last })
            .onConflictDoUpdate({
              target: projection.facility,
              set: { seq: last },
              setWhere: sql`${projection.seq} < ${last}`,
            }),
        ]),
        10_000,
      );
    },
  };
}

/** The phone's token and the device stay in the object, where they end with the day. */
function withoutSecrets({ event: logged, actor }: LoggedEvent) {
  if (logged.type !== "issued") return { ...logged, actor };
  const { token: _, device: __, ...rest } = logged;
  return { ...rest, actor };
}
