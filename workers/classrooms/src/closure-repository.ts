import { withDeadline } from "@ven/kit";

import { bookingOf, type BookingRow } from "./booking-repository";

export interface ClosureRow {
  id: string;
  school: string;
  act: string;
  kind: "storm" | "exam" | "repair";
  startsOn: string;
  endsOn: string;
  reason: string;
  status: "closed" | "restored";
}

/** A closure of one or many schools, as one act. */
export interface ActRow {
  act: string;
  kind: ClosureRow["kind"];
  startsOn: string;
  endsOn: string;
  reason: string;
  status: ClosureRow["status"];
  schools: number;
}

const columns = "id, school, act, kind, starts_on AS startsOn, ends_on AS endsOn, reason, status";
const bookingColumns = `b.id, b.school, b.resource, b.unit, b.date, b.bell, b.first_period AS firstPeriod,
  b.last_period AS lastPeriod, b.start_at AS startAt, b.end_at AS endAt, b.person, b.department, b.classes, b.subject, b.title,
  b.label, b.source, b.beside, b.series, b.cell, b.status, b.closure, b.reason, b.checked_in_at AS checkedInAt,
  b.checked_out_at AS checkedOutAt, b.created_by AS createdBy, b.created_at AS createdAt, b.version`;

/** A storm over 46 schools is rare and large; it may take longer than a page. */
const deadline = 5000;

export function closureRepository(d1: D1Database) {
  const bookings = async (statement: D1PreparedStatement): Promise<BookingRow[]> =>
    (await withDeadline(statement.all<Record<string, unknown>>(), deadline)).results.map(bookingOf);
  return {
    run: (statements: D1PreparedStatement[]) => withDeadline(d1.batch(statements), deadline),

    insert: (closures: readonly Omit<ClosureRow, "status">[], by: string, at: number) =>
      d1
        .prepare(
          `INSERT INTO room_closure (id, school, act, kind, starts_on, ends_on, reason, status, created_by, created_at)
           SELECT v.value ->> 'id', v.value ->> 'school', v.value ->> 'act', v.value ->> 'kind', v.value ->> 'startsOn',
             v.value ->> 'endsOn', v.value ->> 'reason', 'closed', ?2, ?3 FROM json_each(?1) AS v WHERE true`,
        )
        .bind(JSON.stringify(closures), by, at),

    /** Days that are closed already keep their own reason, and are not opened by this act's end. */
    closeDays: (act: string) =>
      d1
        .prepare(
          `UPDATE room_calendar_day SET kind = 'closed', closure = c.id, reason = c.reason, reason_en = c.reason
           FROM room_closure AS c WHERE c.act = ? AND room_calendar_day.school = c.school
             AND room_calendar_day.date BETWEEN c.starts_on AND c.ends_on AND room_calendar_day.kind <> 'closed'`,
        )
        .bind(act),

    /** Everything live on the days of the act, room by room over the key of slots, and what is outside the periods. */
    releaseAll: (act: string) =>
      d1
        .prepare(
          `UPDATE room_booking SET status = 'released', closure = c.id, version = version + 1
           FROM room_closure AS c WHERE c.act = ? AND room_booking.live AND room_booking.status <> 'checked_in' AND room_booking.id IN (
             SELECT s.booking FROM room_resource AS r JOIN room_slot AS s ON s.resource = r.id
             WHERE r.school = c.school AND s.date BETWEEN c.starts_on AND c.ends_on
             UNION ALL SELECT b.id FROM room_person AS p JOIN room_booking AS b ON b.person = p.id
             WHERE p.school = c.school AND b.date BETWEEN c.starts_on AND c.ends_on AND b.bell IS NULL)
           AND room_booking.school = c.school`,
        )
        .bind(act),

    /** One notice a person, whatever the number of lessons. */
    tellReleased: (act: string, kind: string, at: number) =>
      d1
        .prepare(
          `INSERT INTO room_notice (id, school, person, kind, facts, at)
           SELECT c.id || ':' || b.person || ':' || ?2, c.school, b.person, ?2,
             json_object('reason', c.reason, 'from', c.starts_on, 'to', c.ends_on, 'count', count(*)), ?3
           FROM room_closure AS c JOIN room_booking AS b ON b.closure = c.id
           WHERE c.act = ?1 AND b.person IS NOT NULL GROUP BY c.id, b.person`,
        )
        .bind(act, kind, at),

    async ofAct(act: string): Promise<ClosureRow[]> {
      const { results } = await withDeadline(
        d1
          .prepare(`SELECT ${columns} FROM room_closure WHERE act = ?`)
          .bind(act)
          .all<ClosureRow & Record<string, unknown>>(),
        deadline,
      );
      return results as ClosureRow[];
    },

    async ofSchool(school: string, from: string): Promise<ClosureRow[]> {
      const { results } = await withDeadline(
        d1
          .prepare(
            `SELECT ${columns} FROM room_closure WHERE school = ? AND ends_on >= ? ORDER BY starts_on DESC LIMIT 50`,
          )
          .bind(school, from)
          .all<ClosureRow & Record<string, unknown>>(),
        deadline,
      );
      return results as ClosureRow[];
    },

    releasedBy: (act: string) =>
      bookings(
        d1
          .prepare(
            `SELECT ${bookingColumns} FROM room_closure AS c JOIN room_booking AS b ON b.closure = c.id
             WHERE c.act = ? AND b.status = 'released' ORDER BY b.created_at, b.id`,
          )
          .bind(act),
      ),

    reopen: (act: string, at: number) => [
      d1
        .prepare("INSERT INTO room_expect SELECT 0, count(*) FROM room_closure WHERE act = ? AND status <> 'closed'")
        .bind(act),
      d1
        .prepare(
          `UPDATE room_calendar_day SET kind = planned, closure = NULL, reason = NULL, reason_en = NULL
           WHERE closure IN (SELECT id FROM room_closure WHERE act = ?)`,
        )
        .bind(act),
      d1.prepare("UPDATE room_closure SET status = 'restored', restored_at = ? WHERE act = ?").bind(at, act),
    ],

    /** The exams that an act put in place, when it is lifted. */
    cancelExams: (act: string) =>
      d1
        .prepare(
          "UPDATE room_booking SET status = 'cancelled', version = version + 1 WHERE closure = ? AND source = 'exam' AND live",
        )
        .bind(act),

    /** What a closure would release, school by school. */
    async affected(schools: readonly string[], from: string, to: string) {
      const { results } = await withDeadline(
        d1
          .prepare(
            `SELECT school.value AS school, count(DISTINCT s.booking) AS lessons, count(DISTINCT b.person) AS people
             FROM json_each(?1) AS school LEFT JOIN room_resource AS r ON r.school = school.value
               LEFT JOIN room_slot AS s ON s.resource = r.id AND s.date BETWEEN ?2 AND ?3
               LEFT JOIN room_booking AS b ON b.id = s.booking
             GROUP BY school.value`,
          )
          .bind(JSON.stringify(schools), from, to)
          .all<{ school: string; lessons: number; people: number }>(),
        deadline,
      );
      return results;
    },

    /** Live bookings of a school between two dates, in order. */
    between: (school: string, from: string, to: string, limit: number) =>
      bookings(
        d1
          .prepare(
            `SELECT DISTINCT ${bookingColumns} FROM room_resource AS r
               JOIN room_slot AS s ON s.resource = r.id AND s.date BETWEEN ?2 AND ?3
               JOIN room_booking AS b ON b.id = s.booking WHERE r.school = ?1 ORDER BY b.start_at LIMIT ?4`,
          )
          .bind(school, from, to, limit),
      ),

    /** Schools that somebody manages, in the order of their communes. */
    async underOrganisations(organisations: readonly string[]) {
      const { results } = await withDeadline(
        d1
          .prepare(
            `SELECT id, name, commune FROM room_school WHERE id IN (
               SELECT organisation FROM id_organisation_path WHERE ancestor IN (SELECT value FROM json_each(?)))
             ORDER BY commune, name LIMIT 200`,
          )
          .bind(JSON.stringify(organisations))
          .all<{ id: string; name: string; commune: string }>(),
        deadline,
      );
      return results;
    },

    /** Acts over some schools, the latest first. */
    async acts(schools: readonly string[]) {
      const { results } = await withDeadline(
        d1
          .prepare(
            `SELECT act, kind, starts_on AS startsOn, ends_on AS endsOn, reason, status, count(*) AS schools,
               json_group_array(school) AS codes
             FROM room_closure WHERE school IN (SELECT value FROM json_each(?)) GROUP BY act
             ORDER BY max(created_at) DESC LIMIT 20`,
          )
          .bind(JSON.stringify(schools))
          .all<ActRow & { codes: string }>(),
        deadline,
      );
      return results;
    },

    /** Live bookings in rooms during periods of a date. */
    inRooms: (resources: readonly string[], date: string, first: number, last: number) =>
      bookings(
        d1
          .prepare(
            `SELECT DISTINCT ${bookingColumns} FROM json_each(?1) AS v
               JOIN room_slot AS s ON s.resource = v.value AND s.date = ?2 AND s.period BETWEEN ?3 AND ?4
               JOIN room_booking AS b ON b.id = s.booking`,
          )
          .bind(JSON.stringify(resources), date, first, last),
      ),

    /** Schools by code or by commune. */
    async schools(codes: readonly string[], communes: readonly string[]): Promise<string[]> {
      const { results } = await withDeadline(
        d1
          .prepare(
            `SELECT id FROM room_school WHERE id IN (SELECT value FROM json_each(?1)) OR commune IN (SELECT value FROM json_each(?2)) ORDER BY id`,
          )
          .bind(JSON.stringify(codes), JSON.stringify(communes))
          .all<{ id: string }>(),
        deadline,
      );
      return results.map(({ id }) => id);
    },
  };
}
export type ClosureRepository = ReturnType<typeof closureRepository>;
