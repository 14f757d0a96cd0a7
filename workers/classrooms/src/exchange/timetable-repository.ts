import type { ImportConflict } from "@ven/contracts/classrooms-exchange";
import { withDeadline } from "@ven/kit";

import type { Lesson, SchoolDay, Session, Week } from "./timetable";

/** A lesson in a room of this service, as a booking on each of its days. */
export interface BookedLesson {
  key: string;
  weekday: number;
  first: number;
  last: number;
  subject: string;
  person: string;
  department: string | null;
  resource: string;
  classes: { class: string; part: number }[];
  label: string;
  /** Further teachers; null where there are none. */
  also: readonly string[] | null;
  week: Week;
  /** Whose time it takes: `r:<room>:<unit>`, `p:<person>`, `c:<class>:<part>`. */
  holders: string[];
}

/** What an import of a timetable keeps until it is applied. */
export interface TimetablePayload {
  timetable: string;
  source: "xlsx" | "asc" | "csv";
  from: string;
  to: string;
  /** First day whose bookings are touched: not before today. */
  bookFrom: string;
  /** The timetable that was compared with. */
  baseline: string | null;
  lessons: (Lesson & { key: string })[];
  bookings: BookedLesson[];
  /** Keys of lessons whose bookings are given up. */
  cancel: string[];
  /** Classes that have lessons in more groups than they had. */
  divided: { class: string; parts: number }[];
}

const readDeadline = 5000;
export const chunkOfCells = 300;

/**
 * Each lesson on each of its days, with its bells. Makeup days run as the weekday they name. ?1 school, ?2 first and ?3 last
 * date, ?4 lessons as JSON.
 */
const placed = `
  WITH lesson AS MATERIALIZED (
    SELECT value AS lesson, value ->> 'key' AS key, value ->> 'weekday' AS weekday, value ->> 'first' AS first, value ->> 'last' AS last,
      ifnull(value ->> 'week', 0) AS week
    FROM json_each(?4)),
  day AS MATERIALIZED (
    SELECT date, runs_as, midnight, (SELECT bell.id FROM room_bell_schedule AS bell WHERE bell.school = ?1
        AND day.date BETWEEN bell.valid_from AND bell.valid_to AND bell.weekdays & (1 << (day.runs_as - 1))
      ORDER BY bell.valid_from DESC, bell.weekdays, bell.id LIMIT 1) AS bell,
      (SELECT 2 - number % 2 FROM room_week WHERE school = ?1 AND starts_on = date(day.date, 'weekday 0', '-6 days')) AS week
    FROM room_calendar_day AS day WHERE school = ?1 AND date BETWEEN ?2 AND ?3 AND kind <> 'closed'),
  placed AS (
    SELECT l.lesson, l.key, day.date, day.bell,
      day.midnight + b.starts * 60000 AS start_at, day.midnight + e.ends * 60000 AS end_at
    FROM lesson AS l CROSS JOIN day ON day.runs_as = l.weekday AND (l.week = 0 OR l.week = day.week)
      CROSS JOIN room_bell_period AS b ON b.schedule = day.bell AND b.period = l.first
      CROSS JOIN room_bell_period AS e ON e.schedule = day.bell AND e.period = l.last)`;

/** The claim of a holder that overlaps a placed lesson: claims of one holder never overlap, so one row is read. */
const overlapping = `room_claim AS c ON c.holder = h.value AND c.end_at > p.start_at AND c.start_at =
  (SELECT start_at FROM room_claim WHERE holder = h.value AND start_at < p.end_at ORDER BY start_at DESC LIMIT 1)`;

export function timetableRepository(d1: D1Database) {
  const rows = async <T>(statement: D1PreparedStatement) =>
    (await withDeadline(statement.all<T & Record<string, unknown>>(), readDeadline)).results as T[];
  return {
    /** The periods of a day by session, as the bells of a date ring. */
    async day(school: string, date: string): Promise<SchoolDay> {
      const found = await rows<{ period: number; session: Session }>(
        d1
          .prepare(
            `SELECT DISTINCT p.period, p.session FROM room_bell_schedule AS b JOIN room_bell_period AS p ON p.schedule = b.id
             WHERE b.school = ?1 AND ?2 BETWEEN b.valid_from AND b.valid_to ORDER BY p.period`,
          )
          .bind(school, date),
      );
      const of = (session: Session) => found.filter((one) => one.session === session).map(({ period }) => period);
      return { morning: of("morning"), afternoon: of("afternoon"), evening: of("evening") };
    },
    /** The last day of the school year in which a date lies; undefined outside of all. */
    async endOfYear(school: string, date: string): Promise<string | undefined> {
      const [row] = await rows<{ last: string | null }>(
        d1
          .prepare(
            `SELECT coalesce((SELECT ends_on FROM room_year WHERE school = ?1 AND ?2 BETWEEN date(starts_on, '-7 days') AND ends_on),
               (SELECT max(date) FROM room_calendar_day WHERE school = ?1 AND date >= ?2)) AS last`,
          )
          .bind(school, date),
      );
      return row?.last ?? undefined;
    },
    /** The timetable in force on a date, and whether one begins later. */
    async current(school: string, from: string) {
      const live = await rows<{ id: string; effectiveFrom: string; effectiveTo: string }>(
        d1
          .prepare(
            `SELECT id, effective_from AS effectiveFrom, effective_to AS effectiveTo FROM room_timetable
             WHERE school = ? AND status = 'live' AND effective_to >= ? ORDER BY number DESC`,
          )
          .bind(school, from),
      );
      return {
        baseline: live.find(({ effectiveFrom }) => effectiveFrom <= from),
        later: live.find(({ effectiveFrom }) => effectiveFrom > from),
      };
    },
    lessons: (timetable: string) =>
      rows<Omit<Lesson, "also"> & { also: string | null }>(
        d1
          .prepare(
            `SELECT class, part, weekday, first_period AS first, last_period AS last, subject, person, resource, week, also
             FROM room_timetable_cell WHERE timetable = ? ORDER BY place`,
          )
          .bind(timetable),
      ).then((found) =>
        found.map(({ also, ...lesson }): Lesson => ({
          ...lesson,
          ...(also && { also: JSON.parse(also) as string[] }),
        })),
      ),
    /** Whether weeks have numbers, so that it is known which are odd; and which term it is, from 1. */
    async weeksAndTerm(school: string, date: string) {
      const [row] = await rows<{ numbered: number; term: number | null }>(
        d1
          .prepare(
            `SELECT EXISTS (SELECT 1 FROM room_week WHERE school = ?1 AND starts_on >= ?2) AS numbered,
               (SELECT term FROM room_term WHERE school = ?1 AND ends_on >= ?2 ORDER BY starts_on LIMIT 1) AS term`,
          )
          .bind(school, date),
      );
      return { numbered: row?.numbered === 1, term: row?.term ?? undefined };
    },
    /** Bookings that stay in the way of new lessons; those that the timetable itself gives up are not in the way. */
    async conflicts(
      school: string,
      { bookFrom, to, bookings, cancel }: Pick<TimetablePayload, "bookFrom" | "to" | "bookings" | "cancel">,
    ) {
      return rows<ImportConflict>(
        d1
          .prepare(
            `${placed} SELECT DISTINCT p.date, p.lesson ->> 'label' AS lesson, b.label AS booking
             FROM placed AS p, json_each(p.lesson, '$.holders') AS h JOIN ${overlapping} JOIN room_booking AS b ON b.id = c.booking
             WHERE NOT (b.source = 'timetable' AND b.cell IN (SELECT value FROM json_each(?5))) ORDER BY p.date LIMIT 1000`,
          )
          .bind(school, bookFrom, to, JSON.stringify(bookings), JSON.stringify(cancel)),
      );
    },

    begin: (id: string, school: string, payload: TimetablePayload, by: string, at: number, fingerprint: string) =>
      d1
        .prepare(
          `INSERT INTO room_timetable (id, school, number, effective_from, effective_to, source, fingerprint, status, applied, created_by, created_at)
           SELECT ?1, ?2, (SELECT ifnull(max(number), 0) + 1 FROM room_timetable WHERE school = ?2), ?3, ?4, ?5, ?6, 'applying', 0, ?7, ?8`,
        )
        .bind(id, school, payload.from, payload.to, payload.source, fingerprint, by, at),
    /** The next cells of a draft, taken from the import itself; nobody sees them before `flip`. */
    chunk: (importId: string, done: number) => [
      d1
        .prepare(
          `INSERT INTO room_timetable_cell (id, timetable, school, key, class, part, weekday, first_period, last_period, subject, person, resource, place, week, also)
           SELECT (i.payload ->> 'timetable') || '.' || l.key, i.payload ->> 'timetable', i.school, l.value ->> 'key', l.value ->> 'class',
             l.value ->> 'part', l.value ->> 'weekday', l.value ->> 'first', l.value ->> 'last', l.value ->> 'subject',
             l.value ->> 'person', l.value ->> 'resource', l.key, ifnull(l.value ->> 'week', 0), l.value -> 'also'
           FROM room_import AS i, json_each(i.payload, '$.lessons') AS l
           WHERE i.id = ?1 AND l.key >= ?2 AND l.key < ?2 + ?3`,
        )
        .bind(importId, done, chunkOfCells),
      d1
        .prepare("UPDATE room_import SET done = min(total, done + ?2), version = version + 1 WHERE id = ?1")
        .bind(importId, chunkOfCells),
      d1
        .prepare(
          `UPDATE room_timetable SET applied = (SELECT done FROM room_import WHERE id = ?1)
           WHERE id = (SELECT payload ->> 'timetable' FROM room_import WHERE id = ?1)`,
        )
        .bind(importId),
    ],
    /**
     * The new timetable takes the place of the old one, in one transaction: bookings of lessons that are gone are given up,
     * new lessons are booked where nothing else is. Stops when another timetable came in between.
     */
    flip(school: string, payload: TimetablePayload, by: string, at: number) {
      const { timetable, from, to, bookFrom, baseline, bookings, cancel, divided } = payload;
      const stamp = at.toString(16).padStart(12, "0");
      return [
        d1
          .prepare(
            `INSERT INTO room_expect SELECT 1, ?1 IS (SELECT id FROM room_timetable WHERE school = ?2 AND status = 'live' AND effective_to >= ?3
               ORDER BY number DESC LIMIT 1)`,
          )
          .bind(baseline, school, from),
        d1
          .prepare(
            `UPDATE room_class SET parts = v.value ->> 'parts' FROM json_each(?1) AS v
             WHERE room_class.id = v.value ->> 'class' AND school = ?2 AND parts < v.value ->> 'parts'`,
          )
          .bind(JSON.stringify(divided), school),
        d1
          .prepare(
            `UPDATE room_booking SET status = 'cancelled', reason = 'timetable', version = version + 1
             WHERE cell IN (SELECT value FROM json_each(?1)) AND date >= ?2 AND source = 'timetable'
               AND status IN ('hold', 'pending', 'confirmed')`,
          )
          .bind(JSON.stringify(cancel), bookFrom),
        d1
          .prepare(
            `${placed} INSERT INTO room_booking (id, school, resource, unit, date, bell, first_period, last_period, start_at, end_at,
               person, department, classes, subject, title, label, source, beside, series, cell, status, created_by, created_at, placed, version, also)
             SELECT substr(?5, 1, 8) || '-' || substr(?5, 9, 4) || '-7' || lower(substr(hex(randomblob(2)), 2)) || '-8' ||
                 lower(substr(hex(randomblob(2)), 2)) || '-' || lower(hex(randomblob(6))),
               ?1, p.lesson ->> 'resource', 0, p.date, p.bell, p.lesson ->> 'first', p.lesson ->> 'last', p.start_at, p.end_at,
               p.lesson ->> 'person', p.lesson ->> 'department', p.lesson -> 'classes', p.lesson ->> 'subject', NULL,
               p.lesson ->> 'label', 'timetable', NULL, NULL, p.key, 'confirmed', ?6, ?7, 1, 1, nullif(p.lesson -> 'also', 'null')
             FROM placed AS p
             WHERE NOT EXISTS (SELECT 1 FROM json_each(p.lesson, '$.holders') AS h JOIN ${overlapping})`,
          )
          .bind(school, bookFrom, to, JSON.stringify(bookings), stamp, by, at),
        d1
          .prepare(
            `UPDATE room_timetable SET status = CASE WHEN effective_from >= ?3 THEN 'replaced' ELSE status END,
               effective_to = CASE WHEN effective_from >= ?3 THEN effective_to ELSE date(?3, '-1 day') END
             WHERE school = ?1 AND id <> ?2 AND status = 'live' AND effective_to >= ?3`,
          )
          .bind(school, timetable, from),
        d1.prepare("UPDATE room_timetable SET status = 'live' WHERE id = ?").bind(timetable),
      ];
    },
  };
}
export type TimetableRepository = ReturnType<typeof timetableRepository>;
