import type { ClassPart } from "@ven/db/classrooms-bookings";
import { audit, type AuditEntry, commit, commitOnce, type CommittedAnswer, withDeadline } from "@ven/kit";

import type { Status } from "./rules/booking-life";
import type { Counted } from "./rules/limits";

export type { ClassPart } from "@ven/db/classrooms-bookings";

/** A booking as it is kept. Times are UTC ms. */
export interface BookingRow {
  id: string;
  school: string;
  resource: string;
  unit: number;
  date: string;
  bell: string | null;
  firstPeriod: number | null;
  lastPeriod: number | null;
  startAt: number;
  endAt: number;
  person: string | null;
  department: string | null;
  classes: ClassPart[];
  subject: string | null;
  title: string | null;
  label: string;
  source: "manual" | "timetable" | "exam" | "maintenance" | "door";
  beside: string | null;
  series: string | null;
  cell: string | null;
  status: Status;
  closure: string | null;
  reason: string | null;
  checkedInAt: number | null;
  checkedOutAt: number | null;
  createdBy: string;
  createdAt: number;
  version: number;
}

/** A booking that is to be. Without a unit it takes the lowest one that is free. */
export type NewBooking = Omit<
  BookingRow,
  "unit" | "school" | "checkedInAt" | "checkedOutAt" | "createdBy" | "createdAt" | "version" | "closure" | "reason"
> & { unit: number | null; closure?: string };

export const bookingColumns = `id, school, resource, unit, date, bell, first_period AS firstPeriod, last_period AS lastPeriod,
  start_at AS startAt, end_at AS endAt, person, department, classes, subject, title, label, source, beside, series, cell,
  status, closure, reason, checked_in_at AS checkedInAt, checked_out_at AS checkedOutAt, created_by AS createdBy,
  created_at AS createdAt, version`;

export const bookingOf = (row: Record<string, unknown>): BookingRow =>
  ({ ...row, classes: JSON.parse(String(row.classes)) as ClassPart[] }) as BookingRow;

/** The lowest unit of a resource that nobody has at a time; no row: none is free. Each look-back reads one claim. */
const freeUnit = `(SELECT min(unit.value) FROM room_resource AS r, room_number AS unit
  WHERE r.id = v.value ->> 'resource' AND unit.value <= r.units
    AND NOT EXISTS (SELECT 1 FROM room_unit_out WHERE holder = 'r:' || r.id || ':' || unit.value)
    AND ifnull((SELECT end_at FROM room_claim WHERE holder = 'r:' || r.id || ':' || unit.value
      AND start_at < v.value ->> 'endAt' ORDER BY start_at DESC LIMIT 1), 0) <= v.value ->> 'startAt')`;

const insertSql = `
  INSERT INTO room_booking (id, school, resource, unit, date, bell, first_period, last_period, start_at, end_at, person,
    department, classes, subject, title, label, source, beside, series, cell, status, closure, created_by, created_at, placed, version)
  SELECT v.value ->> 'id', ?2, v.value ->> 'resource', coalesce(v.value ->> 'unit', ${freeUnit}), v.value ->> 'date',
    v.value ->> 'bell', v.value ->> 'firstPeriod', v.value ->> 'lastPeriod', v.value ->> 'startAt', v.value ->> 'endAt',
    v.value ->> 'person', v.value ->> 'department', v.value -> 'classes', v.value ->> 'subject', v.value ->> 'title',
    v.value ->> 'label', v.value ->> 'source', v.value ->> 'beside', v.value ->> 'series', v.value ->> 'cell',
    v.value ->> 'status', v.value ->> 'closure', ?3, ?4, 1, 1
  FROM json_each(?1) AS v WHERE true`;

/** One statement for any number of bookings; slots and claims follow by trigger. */
export const insertBookings = (
  d1: D1Database,
  { school, bookings, by, at }: { school: string; bookings: readonly NewBooking[]; by: string; at: number },
  returning = false,
) =>
  d1
    .prepare(returning ? `${insertSql} RETURNING ${bookingColumns}` : insertSql)
    .bind(JSON.stringify(bookings), school, by, at);

/** Stops the batch unless so many of these bookings are as they were seen. */
export const expectVersions = (d1: D1Database, seen: readonly { id: string; version: number }[]) =>
  d1
    .prepare(
      `INSERT INTO room_expect SELECT ?2, count(*) FROM json_each(?1) AS v
         JOIN room_booking AS b ON b.id = v.value ->> 'id' AND b.version = v.value ->> 'version'`,
    )
    .bind(JSON.stringify(seen), seen.length);

export interface StatusChange {
  ids: readonly string[];
  status: Status;
  at: number;
  reason?: string | undefined;
  closure?: string | undefined;
}

/** Gives bookings another status; what they occupied is freed by trigger, and a wrong step refused. */
export const setStatus = (d1: D1Database, { ids, status, at, reason, closure }: StatusChange) =>
  d1
    .prepare(
      `UPDATE room_booking SET status = ?2, version = version + 1, reason = coalesce(?3, reason), closure = coalesce(?4, closure),
         checked_in_at = CASE ?2 WHEN 'checked_in' THEN coalesce(checked_in_at, ?5) ELSE checked_in_at END,
         checked_out_at = CASE WHEN ?2 = 'checked_in' AND status = 'checked_in' THEN ?5 ELSE checked_out_at END
       WHERE id IN (SELECT value FROM json_each(?1))`,
    )
    .bind(JSON.stringify(ids), status, reason ?? null, closure ?? null, at);

/** Lays a booking down somewhere else; the trigger frees the old place and takes the new one, or refuses all of it. */
export const placeAnew = (
  d1: D1Database,
  b: Pick<
    BookingRow,
    "id" | "resource" | "unit" | "date" | "bell" | "firstPeriod" | "lastPeriod" | "startAt" | "endAt"
  >,
) =>
  d1
    .prepare(
      `UPDATE room_booking SET resource = ?2, unit = ?3, date = ?4, bell = ?5, first_period = ?6, last_period = ?7,
         start_at = ?8, end_at = ?9, placed = placed + 1, version = version + 1 WHERE id = ?1`,
    )
    .bind(b.id, b.resource, b.unit, b.date, b.bell, b.firstPeriod, b.lastPeriod, b.startAt, b.endAt);

/** Something that takes a holder's time. */
export interface Busy {
  date: string;
  holder: string;
  label: string;
  booking: string;
  startAt: number;
  endAt: number;
}

const deadline = 900;

export function bookingRepository(d1: D1Database) {
  const within = <T>(work: Promise<T>) => withDeadline(work, deadline);
  return {
    async find(id: string): Promise<BookingRow | undefined> {
      const row = await within(
        d1.prepare(`SELECT ${bookingColumns} FROM room_booking WHERE id = ?`).bind(id).first<Record<string, unknown>>(),
      );
      return row ? bookingOf(row) : undefined;
    },

    async findAll(ids: readonly string[]): Promise<BookingRow[]> {
      const { results } = await within(
        d1
          .prepare(`SELECT ${bookingColumns} FROM room_booking WHERE id IN (SELECT value FROM json_each(?))`)
          .bind(JSON.stringify(ids))
          .all<Record<string, unknown>>(),
      );
      return results.map(bookingOf);
    },

    async ofSeries(series: string): Promise<BookingRow[]> {
      const { results } = await within(
        d1
          .prepare(`SELECT ${bookingColumns} FROM room_booking WHERE series = ? AND live ORDER BY date`)
          .bind(series)
          .all<Record<string, unknown>>(),
      );
      return results.map(bookingOf);
    },

    /** Bookings of rooms that have begun in the last two hours and that nobody checked in; the rule decides. */
    async perhapsMissed(now: number): Promise<BookingRow[]> {
      const { results } = await within(
        d1
          .prepare(
            `SELECT ${bookingColumns} FROM room_booking WHERE status = 'confirmed' AND source IN ('manual', 'door') AND id IN (
               SELECT c.booking FROM room_school AS s JOIN room_resource AS r ON r.school = s.id AND r.kind = 'room'
                 JOIN room_number AS unit ON unit.value <= r.units
                 JOIN room_claim AS c ON c.holder = 'r:' || r.id || ':' || unit.value
                   AND c.start_at BETWEEN ?1 - 7200000 AND ?1 - s.check_in_after * 60000
               WHERE s.check_in_required = 1)`,
          )
          .bind(now)
          .all<Record<string, unknown>>(),
      );
      return results.map(bookingOf);
    },

    async pending(school: string): Promise<BookingRow[]> {
      const { results } = await within(
        d1
          .prepare(
            `SELECT ${bookingColumns} FROM room_booking WHERE school = ? AND status = 'pending' ORDER BY date, start_at LIMIT 200`,
          )
          .bind(school)
          .all<Record<string, unknown>>(),
      );
      return results.map(bookingOf);
    },

    /** What a person has on some dates, live only unless all are wanted. */
    async ofPerson(person: string, from: string, to: string): Promise<BookingRow[]> {
      const { results } = await within(
        d1
          .prepare(
            // A second teacher of a lesson is known by the time that it takes.
            `SELECT ${bookingColumns} FROM room_booking WHERE live AND id IN (
               SELECT id FROM room_booking WHERE person = ?1 AND date BETWEEN ?2 AND ?3
               UNION ALL SELECT booking FROM room_claim WHERE holder = 'p:' || ?1
                 AND start_at BETWEEN (unixepoch(?2) - 50400) * 1000 AND (unixepoch(?3) + 136800) * 1000)
               AND date BETWEEN ?2 AND ?3 ORDER BY start_at`,
          )
          .bind(person, from, to)
          .all<Record<string, unknown>>(),
      );
      return results.map(bookingOf);
    },

    /** Who takes the holders' time at some times: two rows read for each holder and time. */
    async busy(holders: readonly string[], times: readonly { date: string; startAt: number; endAt: number }[]) {
      if (holders.length === 0 || times.length === 0) return [];
      const { results } = await within(
        d1
          .prepare(
            `SELECT t.value ->> 'date' AS date, h.value AS holder, b.label, b.id AS booking, b.start_at AS startAt, b.end_at AS endAt
             FROM json_each(?1) AS t, json_each(?2) AS h
               JOIN room_claim AS c ON c.holder = h.value AND c.start_at = (
                 SELECT start_at FROM room_claim WHERE holder = h.value AND start_at < t.value ->> 'endAt' ORDER BY start_at DESC LIMIT 1)
                 AND c.end_at > t.value ->> 'startAt'
               JOIN room_booking AS b ON b.id = c.booking`,
          )
          .bind(JSON.stringify(times), JSON.stringify(holders))
          .all<Busy & Record<string, unknown>>(),
      );
      return results as Busy[];
    },

    /** Live bookings made by hand that a quota may count, of a person or of all colleagues. */
    async counted(school: string, person: string | null, from: string, to: string): Promise<Counted[]> {
      const { results } = await within(
        d1
          .prepare(
            `SELECT b.date, b.resource, b.person, b.department FROM room_person AS p JOIN room_booking AS b ON b.person = p.id
             WHERE p.school = ?1 AND (?2 IS NULL OR p.id = ?2) AND b.date BETWEEN ?3 AND ?4 AND b.live AND b.source = 'manual'`,
          )
          .bind(school, person, from, to)
          .all<Counted & Record<string, unknown>>(),
      );
      return results as Counted[];
    },

    /** Writes bookings once per key, all or none, with the record of who did it. */
    async book(order: {
      school: string;
      bookings: readonly NewBooking[];
      by: string;
      at: number;
      once: { scope: string; key: string; requestHash: string };
      action: string;
      requestId: string;
      before?: D1PreparedStatement[];
      after?: D1PreparedStatement[];
      response?: string;
    }): Promise<CommittedAnswer & { booked: BookingRow[] | undefined }> {
      const { school, bookings, by, at, once, action, requestId, before = [], after = [] } = order;
      const response = order.response ?? JSON.stringify(bookings.map(({ id }) => id));
      const entry: AuditEntry = {
        at,
        actor: by,
        action,
        object: bookings.length === 1 ? bookings[0]!.id : (bookings[0]?.series ?? school),
        organisation: school,
        detail: { bookings: bookings.map(({ id, resource, date, status }) => ({ id, resource, date, status })) },
        requestId,
      };
      const answer = await commitOnce(
        d1,
        "classrooms",
        { ...once, now: at, keepFor: 48 * 3_600_000, status: 201, response },
        [...before, insertBookings(d1, { school, bookings, by, at }, true), ...after, audit(d1, "classrooms", entry)],
      );
      const rows = answer.results?.[before.length]?.results as Record<string, unknown>[] | undefined;
      return { ...answer, booked: rows?.map(bookingOf) };
    },

    insert: (order: Parameters<typeof insertBookings>[1]) => insertBookings(d1, order),
    run: (statements: D1PreparedStatement[]) => commit(d1, statements),
    audit: (entry: AuditEntry) => audit(d1, "classrooms", entry),
    expectVersions: (seen: readonly { id: string; version: number }[]) => expectVersions(d1, seen),
    setStatus: (change: StatusChange) => setStatus(d1, change),
    placeAnew: (booking: Parameters<typeof placeAnew>[1]) => placeAnew(d1, booking),

    /**
     * Lets two bookings change places: slots and rooms' claims change hands by their booking, keys stay. People and classes
     * get their claims anew where the times differ; `holders` are theirs, by booking.
     */
    exchange(
      mine: BookingRow,
      theirs: BookingRow,
      places: readonly [BookingRow, BookingRow],
      holders: readonly { booking: string; holder: string; from: number; startAt: number; endAt: number }[],
    ) {
      const both = JSON.stringify([mine, theirs]);
      const change = "CASE booking WHEN ?2 THEN ?3 ELSE ?2 END";
      return [
        d1
          .prepare(
            `UPDATE room_slot SET booking = ${change} WHERE (resource, date, period, unit) IN (
               SELECT s.resource, s.date, s.period, s.unit FROM json_each(?1) AS v JOIN room_slot AS s
                 ON s.resource = v.value ->> 'resource' AND s.date = v.value ->> 'date'
                 AND s.period BETWEEN v.value ->> 'firstPeriod' AND v.value ->> 'lastPeriod' AND s.booking = v.value ->> 'id')`,
          )
          .bind(both, mine.id, theirs.id),
        d1
          .prepare(
            `UPDATE room_claim SET booking = ${change} WHERE (holder, start_at) IN (
               SELECT c.holder, c.start_at FROM json_each(?1) AS v, room_number AS unit JOIN room_claim AS c
                 ON c.holder = 'r:' || (v.value ->> 'resource') || ':' || unit.value AND c.start_at = v.value ->> 'startAt'
                 AND c.booking = v.value ->> 'id')`,
          )
          .bind(both, mine.id, theirs.id),
        ...places.map((b) =>
          d1
            .prepare(
              `UPDATE room_booking SET resource = ?2, unit = ?3, date = ?4, bell = ?5, first_period = ?6, last_period = ?7,
                 start_at = ?8, end_at = ?9, version = version + 1 WHERE id = ?1`,
            )
            .bind(b.id, b.resource, b.unit, b.date, b.bell, b.firstPeriod, b.lastPeriod, b.startAt, b.endAt),
        ),
        ...(holders.length === 0
          ? []
          : [
              d1
                .prepare(
                  `DELETE FROM room_claim WHERE (holder, start_at) IN
                     (SELECT value ->> 'holder', value ->> 'from' FROM json_each(?))`,
                )
                .bind(JSON.stringify(holders)),
              d1
                .prepare(
                  `INSERT INTO room_claim (holder, start_at, end_at, booking) SELECT value ->> 'holder', value ->> 'startAt',
                     value ->> 'endAt', value ->> 'booking' FROM json_each(?)`,
                )
                .bind(JSON.stringify(holders)),
            ]),
      ];
    },
  };
}
export type BookingRepository = ReturnType<typeof bookingRepository>;
