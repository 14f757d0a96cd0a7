import type { ExportedBooking } from "@ven/contracts/classrooms-exchange";
import { withDeadline } from "@ven/kit";
import { localTime } from "@ven/kit/local-time";

import type { RegisterEntry } from "./register";
import type { UsageRow } from "./usage";

interface RegisterRow {
  date: string;
  resource: string;
  unit: number;
  first: number | null;
  last: number | null;
  startAt: number;
  endAt: number;
  classes: string;
  subject: string | null;
  title: string | null;
  teacher: string | null;
  status: RegisterEntry["status"];
  handovers: string;
}

const deadline = 5000;

/** What leaves the service: reports read whole months, so they are no pages of every day. */
export function exportRepository(d1: D1Database) {
  const rows = async <T>(statement: D1PreparedStatement) =>
    (await withDeadline(statement.all<T & Record<string, unknown>>(), deadline)).results as T[];
  return {
    /**
     * Uses of one room, or of all equipment of a school. Goes over the colleagues, whose bookings have an index by date, and
     * over what holds the rooms, which has exams and repairs that are nobody's.
     */
    async register(
      school: string,
      { resource, from, to }: { resource: string | undefined; from: string; to: string },
      timezone: string,
    ): Promise<RegisterEntry[]> {
      const found = await rows<RegisterRow>(
        d1
          .prepare(
            `SELECT b.date, r.name AS resource, b.unit, b.first_period AS first, b.last_period AS last, b.start_at AS startAt, b.end_at AS endAt,
               (SELECT json_group_array(c.code || CASE v.value ->> 'part' WHEN 0 THEN '' ELSE '/' || (v.value ->> 'part') END)
                  FROM json_each(b.classes) AS v JOIN room_class AS c ON c.id = v.value ->> 'class') AS classes,
               b.subject, b.title, p.name AS teacher, b.status,
               (SELECT json_group_object(direction, json_object('condition', condition, 'note', note)) FROM room_handover WHERE booking = b.id) AS handovers
             FROM (
               SELECT one.id FROM room_person AS colleague JOIN room_booking AS one
                 ON one.person = colleague.id AND one.date BETWEEN ?2 AND ?3 WHERE colleague.school = ?1
               UNION SELECT claim.booking FROM room_resource AS held, room_number AS unit JOIN room_claim AS claim
                 ON claim.holder = 'r:' || held.id || ':' || unit.value
                 AND claim.start_at BETWEEN (unixepoch(?2) - 50400) * 1000 AND (unixepoch(?3) + 136800) * 1000
               WHERE held.school = ?1 AND unit.value <= held.units AND CASE WHEN ?4 IS NULL THEN held.kind = 'equipment' ELSE held.id = ?4 END
             ) AS found
               JOIN room_booking AS b ON b.id = found.id AND b.school = ?1 AND b.date BETWEEN ?2 AND ?3
               JOIN room_resource AS r ON r.id = b.resource
               LEFT JOIN room_person AS p ON p.id = b.person
             WHERE CASE WHEN ?4 IS NULL THEN r.kind = 'equipment' ELSE r.id = ?4 END
               AND (b.status IN ('confirmed', 'checked_in', 'no_show') OR (b.status = 'released' AND b.checked_in_at IS NOT NULL))
             ORDER BY b.start_at LIMIT 5000`,
          )
          .bind(school, from, to, resource ?? null),
      );
      return found.map((row) => {
        const { in: before, out: after } = JSON.parse(row.handovers) as Partial<
          Record<"in" | "out", { condition: "good" | "fault"; note: string | null }>
        >;
        return {
          date: row.date,
          resource: row.resource,
          unit: row.unit,
          first: row.first,
          last: row.last,
          starts: localTime(row.startAt, timezone),
          ends: localTime(row.endAt, timezone),
          classes: JSON.parse(row.classes) as string[],
          subject: row.subject ?? "",
          title: row.title ?? "",
          teacher: row.teacher ?? "",
          status: row.status,
          before: before?.condition ?? null,
          after: after?.condition ?? null,
          notes: [before?.note, after?.note].flatMap((note) => note ?? []),
        };
      });
    },

    /** Live bookings of a school between two dates, by moment and id; `after` is where the last page ended. */
    bookings: (school: string, from: string, to: string, after: { startAt: number; id: string }, limit: number) =>
      rows<ExportedBooking>(
        d1
          .prepare(
            `SELECT b.id, b.resource, b.date, b.first_period AS first, b.last_period AS last, b.start_at AS startAt, b.end_at AS endAt,
               b.label, b.subject, b.title, b.source, b.status, b.version
             FROM room_person AS p JOIN room_booking AS b ON b.person = p.id AND b.date BETWEEN ?2 AND ?3 AND b.school = ?1
             WHERE p.school = ?1 AND b.live AND (b.start_at, b.id) > (?4, ?5) ORDER BY b.start_at, b.id LIMIT ?6`,
          )
          .bind(school, from, to, after.startAt, after.id, limit),
      ),

    rooms: (school: string) =>
      rows<{ id: string; name: string; kind: string }>(
        d1
          .prepare("SELECT id, name, kind FROM room_resource WHERE school = ? AND status <> 'retired' LIMIT 500")
          .bind(school),
      ),

    /** Use by school over whole weeks, of the schools under some organisations. */
    usage: (organisations: readonly string[], from: string, to: string) =>
      rows<UsageRow & { id: string }>(
        d1
          .prepare(
            `SELECT s.id, s.name, s.commune, s.target_per_mille AS targetPerMille, max(u.rooms) AS rooms,
               sum(u.open) AS open, sum(u.booked) AS booked, sum(u.used) AS used
             FROM room_usage_weekly AS u JOIN room_school AS s ON s.id = u.school
             WHERE u.starts_on BETWEEN ?2 AND ?3 AND s.id IN (
               SELECT organisation FROM id_organisation_path WHERE ancestor IN (SELECT value FROM json_each(?1)))
             GROUP BY s.id ORDER BY s.id`,
          )
          .bind(JSON.stringify(organisations), from, to),
      ),
  };
}
export type ExportRepository = ReturnType<typeof exportRepository>;
