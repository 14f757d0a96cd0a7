import type { Skipped } from "@ven/db/classrooms-bookings";
import { withDeadline } from "@ven/kit";

import type { Status } from "./rules/booking-life";

export type { Skipped } from "@ven/db/classrooms-bookings";

/** A series as it is kept. `createdAt` is UTC ms. */
export interface SeriesRow {
  id: string;
  school: string;
  resource: string;
  person: string;
  weekday: number;
  firstPeriod: number;
  lastPeriod: number;
  startsOn: string;
  endsOn: string;
  followsMakeups: boolean;
  every: number;
  policy: "fail" | "skip" | "waitlist";
  skipped: Skipped[];
  subject: string | null;
  createdAt: number;
}

export interface SeriesDetail extends SeriesRow {
  status: "live" | "asked" | "ended";
  version: number;
  missed: number;
  label: string;
  bookings: { id: string; date: string; resource: string; status: Status; startAt: number }[];
}

const deadline = 900;
const missedSince = `(SELECT count(*) FROM room_booking WHERE series = s.id AND status = 'no_show' AND end_at > ifnull(s.kept_at, 0))`;

/** Series of bookings, each with what became of its dates and the question that its owner is asked. */
export function seriesRepository(d1: D1Database) {
  return {
    async find(id: string): Promise<SeriesDetail | undefined> {
      const row = await withDeadline(
        d1
          .prepare(
            `SELECT s.id, s.school, s.resource, s.person, s.weekday, s.first_period AS firstPeriod, s.last_period AS lastPeriod,
               s.starts_on AS startsOn, s.ends_on AS endsOn, s.follows_makeups AS followsMakeups, s.every, s.policy, s.skipped,
               s.subject, s.created_at AS createdAt, s.status, s.version, ${missedSince} AS missed,
               ifnull((SELECT label FROM room_booking WHERE series = s.id LIMIT 1), '') AS label,
               (SELECT json_group_array(json_object('id', id, 'date', date, 'resource', resource, 'status', status,
                 'startAt', start_at)) FROM (SELECT * FROM room_booking WHERE series = s.id ORDER BY date)) AS bookings
             FROM room_series AS s WHERE s.id = ?`,
          )
          .bind(id)
          .first<Record<string, unknown>>(),
        deadline,
      );
      return row
        ? ({
            ...row,
            followsMakeups: row.followsMakeups === 1,
            skipped: JSON.parse(String(row.skipped)) as unknown,
            bookings: JSON.parse(String(row.bookings)) as unknown,
          } as SeriesDetail)
        : undefined;
    },

    /** Stops the batch unless the series is as it was seen. */
    expect: (id: string, version: number) =>
      d1
        .prepare("INSERT INTO room_expect SELECT 1, count(*) FROM room_series WHERE id = ? AND version = ?")
        .bind(id, version),
    setStatus: (id: string, status: SeriesDetail["status"], at: number) =>
      d1
        .prepare(
          `UPDATE room_series SET status = ?2, version = version + 1, asked_at = CASE ?2 WHEN 'asked' THEN ?3 ELSE asked_at END,
             kept_at = CASE ?2 WHEN 'live' THEN ?3 ELSE kept_at END WHERE id = ?1`,
        )
        .bind(id, status, at),

    insert: (series: SeriesRow) =>
      d1
        .prepare(
          `INSERT INTO room_series (id, school, resource, person, weekday, first_period, last_period, starts_on, ends_on,
             follows_makeups, every, policy, skipped, subject, status, created_at, version)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'live', ?, 1)`,
        )
        .bind(
          series.id,
          series.school,
          series.resource,
          series.person,
          series.weekday,
          series.firstPeriod,
          series.lastPeriod,
          series.startsOn,
          series.endsOn,
          series.followsMakeups ? 1 : 0,
          series.every,
          series.policy,
          JSON.stringify(series.skipped),
          series.subject,
          series.createdAt,
        ),
    skip: (id: string, dates: readonly string[]) =>
      d1
        .prepare(
          `UPDATE room_series SET version = version + 1, skipped = (SELECT json_group_array(json(value)) FROM (
             SELECT value FROM json_each(skipped)
             UNION ALL SELECT json_object('date', value, 'why', 'removed') FROM json_each(?2))) WHERE id = ?1`,
        )
        .bind(id, JSON.stringify(dates)),
    unskip: (id: string, date: string) =>
      d1
        .prepare(
          `UPDATE room_series SET version = version + 1, skipped =
             (SELECT json_group_array(json(value)) FROM json_each(skipped) WHERE value ->> 'date' <> ?2) WHERE id = ?1`,
        )
        .bind(id, date),
  };
}
export type SeriesRepository = ReturnType<typeof seriesRepository>;
