import type { ClassPart } from "@ven/db/classrooms-bookings";
import { withDeadline } from "@ven/kit";

export interface WaitingRow {
  id: string;
  school: string;
  resource: string;
  date: string;
  first: number;
  last: number;
  person: string;
  classes: ClassPart[];
  subject: string | null;
  label: string;
  series: string | null;
  createdBy: string;
  createdAt: number;
}
export interface KeptWaiting extends WaitingRow {
  status: "waiting" | "promoted" | "left" | "passed";
  booking: string | null;
}

const columns = `id, school, resource, date, first_period AS first, last_period AS last, person, classes, subject, label,
  series, created_by AS createdBy, created_at AS createdAt, status, booking`;
const waitingOf = (row: Record<string, unknown>) =>
  ({ ...row, classes: JSON.parse(String(row.classes)) as ClassPart[] }) as KeptWaiting;
const deadline = 900;

export function waitlistRepository(d1: D1Database) {
  return {
    /** One statement for any number of dates. */
    join: (rows: readonly WaitingRow[]) =>
      d1
        .prepare(
          `INSERT INTO room_waitlist (id, school, resource, date, first_period, last_period, person, classes, subject, label,
             series, status, created_by, created_at)
           SELECT v.value ->> 'id', v.value ->> 'school', v.value ->> 'resource', v.value ->> 'date', v.value ->> 'first',
             v.value ->> 'last', v.value ->> 'person', v.value -> 'classes', v.value ->> 'subject', v.value ->> 'label',
             v.value ->> 'series', 'waiting', v.value ->> 'createdBy', v.value ->> 'createdAt' FROM json_each(?) AS v WHERE true`,
        )
        .bind(JSON.stringify(rows)),

    async find(id: string): Promise<KeptWaiting | undefined> {
      const row = await withDeadline(
        d1.prepare(`SELECT ${columns} FROM room_waitlist WHERE id = ?`).bind(id).first<Record<string, unknown>>(),
        deadline,
      );
      return row ? waitingOf(row) : undefined;
    },

    /** Who waits for a room on some dates, in the order of asking. */
    async waiting(resource: string, dates: readonly string[]): Promise<KeptWaiting[]> {
      const { results } = await withDeadline(
        d1
          .prepare(
            `SELECT ${columns} FROM room_waitlist WHERE resource = ?1 AND date IN (SELECT value FROM json_each(?2))
               AND status = 'waiting' ORDER BY created_at, id LIMIT 200`,
          )
          .bind(resource, JSON.stringify(dates))
          .all<Record<string, unknown>>(),
        deadline,
      );
      return results.map(waitingOf);
    },

    async ofPerson(person: string, from: string): Promise<KeptWaiting[]> {
      const { results } = await withDeadline(
        d1
          .prepare(
            `SELECT ${columns} FROM room_waitlist WHERE person = ? AND date >= ? AND status = 'waiting' ORDER BY date LIMIT 100`,
          )
          .bind(person, from)
          .all<Record<string, unknown>>(),
        deadline,
      );
      return results.map(waitingOf);
    },

    promote: (id: string, booking: string) =>
      d1.prepare("UPDATE room_waitlist SET status = 'promoted', booking = ? WHERE id = ?").bind(booking, id),
    leave: (id: string) => d1.prepare("UPDATE room_waitlist SET status = 'left' WHERE id = ?").bind(id),
  };
}
export type WaitlistRepository = ReturnType<typeof waitlistRepository>;
