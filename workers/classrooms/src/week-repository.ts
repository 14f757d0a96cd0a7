import { withDeadline } from "@ven/kit";

const deadline = 900;
const foldDeadline = 5000;
/** A statement takes at most 100 parameters; as a list in JSON each room would be one more row read. */
const mostRooms = 90;

/** What a cell of the grid is made of: one row of the slots and one of the bookings. */
export interface SlotRow {
  resource: string;
  date: string;
  period: number;
  unit: number;
  booking: string;
  label: string;
  status: string;
  source: string;
  person: string | null;
  version: number;
}

export interface SchoolRow {
  id: string;
  name: string;
  level: "primary" | "lower" | "upper" | "mixed";
  commune: string;
  rooms: number;
  sample: boolean;
}

export interface LessonRow {
  id: string;
  class: string;
  part: number;
  weekday: number;
  first: number;
  last: number;
  subject: string;
  resource: string | null;
}

export interface DoorRow {
  id: string;
  school: string;
  schoolName: string;
  code: string;
  name: string;
  units: number;
  timezone: string;
}

export interface HeldRow {
  booking: string;
  holder: string;
  label: string;
  status: string;
  startAt: number;
  endAt: number;
}

export interface UsageRow {
  school: string;
  name: string;
  commune: string;
  targetPerMille: number;
  rooms: number;
  open: number;
  booked: number;
  used: number;
}

/** Reads for pages and lists; nothing here decides or writes. */
export function weekRepository(d1: D1Database) {
  const rows = async <T>(statement: D1PreparedStatement) =>
    (await withDeadline(statement.all<T & Record<string, unknown>>(), deadline)).results as T[];
  return {
    /** The slots of some rooms on some dates, over the key: two rows read for each. */
    slots: (resources: readonly string[], from: string, to: string) =>
      rows<SlotRow>(
        d1
          .prepare(
            `SELECT s.resource, s.date, s.period, s.unit, s.booking, b.label, b.status, b.source, b.person, b.version
             FROM room_slot AS s JOIN room_booking AS b ON b.id = s.booking
             WHERE s.resource IN (${resources
               .slice(0, mostRooms)
               .map(() => "?")
               .join()}) AND s.date BETWEEN ? AND ?`,
          )
          .bind(...resources.slice(0, mostRooms), from, to),
      ),

    /** Schools under the organisations in which somebody may do something, in the order of their codes. */
    async schools(organisations: readonly string[], after: string, limit: number): Promise<SchoolRow[]> {
      const found = await rows<Omit<SchoolRow, "sample"> & { sample: number }>(
        d1
          .prepare(
            `SELECT s.id, s.name, s.level, s.commune, s.sample,
               (SELECT count(*) FROM room_resource WHERE school = s.id AND kind = 'room' AND status <> 'retired') AS rooms
             FROM room_school AS s WHERE s.id > ?2 AND s.id IN (
               SELECT organisation FROM id_organisation_path WHERE ancestor IN (SELECT value FROM json_each(?1)))
             ORDER BY s.id LIMIT ?3`,
          )
          .bind(JSON.stringify(organisations), after, limit),
      );
      return found.map((row) => ({ ...row, sample: row.sample === 1 }));
    },

    /** A person's lessons of the week by the timetable that is in force on a date. */
    lessons: (school: string, person: string, date: string) =>
      rows<LessonRow>(
        d1
          .prepare(
            `WITH force AS (SELECT id FROM room_timetable WHERE school = ?1 AND status = 'live' AND effective_from <= ?3
                 AND effective_to >= ?3 ORDER BY number DESC LIMIT 1),
               mine AS (SELECT id FROM room_timetable_cell WHERE person = ?2 AND timetable = (SELECT id FROM force)
                 UNION SELECT id FROM room_timetable_cell AS c WHERE timetable = (SELECT id FROM force) AND also IS NOT NULL
                   AND EXISTS (SELECT 1 FROM json_each(c.also) WHERE value = ?2))
             SELECT c.id, c.class, c.part, c.weekday, c.first_period AS first, c.last_period AS last, c.subject, c.resource
             FROM mine JOIN room_timetable_cell AS c ON c.id = mine.id
             WHERE c.week = 0 OR c.week = (SELECT 2 - number % 2 FROM room_week WHERE school = ?1 AND starts_on = date(?3, 'weekday 0', '-6 days'))
             ORDER BY c.weekday, c.first_period`,
          )
          .bind(school, person, date),
      ),

    async door(code: string): Promise<DoorRow | undefined> {
      const [found] = await rows<DoorRow>(
        d1
          .prepare(
            `SELECT r.id, r.school, s.name AS schoolName, r.code, r.name, r.units, s.timezone
             FROM room_resource AS r JOIN room_school AS s ON s.id = r.school WHERE r.door = ? AND r.status <> 'retired'`,
          )
          .bind(code),
      );
      return found;
    },

    /** What holds some units between two moments, in order. */
    held: (holders: readonly string[], from: number, to: number) =>
      rows<HeldRow>(
        d1
          .prepare(
            `SELECT c.booking, c.holder, b.label, b.status, c.start_at AS startAt, c.end_at AS endAt FROM json_each(?1) AS v
               JOIN room_claim AS c ON c.holder = v.value AND c.start_at BETWEEN ?2 AND ?3
               JOIN room_booking AS b ON b.id = c.booking ORDER BY c.start_at`,
          )
          .bind(JSON.stringify(holders), from, to),
      ),

    /** Use of rooms by school over whole weeks; one row a school and a week is read. */
    usage: (organisations: readonly string[], from: string, to: string) =>
      rows<UsageRow>(
        d1
          .prepare(
            `SELECT s.id AS school, s.name, s.commune, s.target_per_mille AS targetPerMille, max(u.rooms) AS rooms,
               sum(u.open) AS open, sum(u.booked) AS booked, sum(u.used) AS used
             FROM room_usage_weekly AS u JOIN room_school AS s ON s.id = u.school
             WHERE u.starts_on BETWEEN ?2 AND ?3 AND s.id IN (
               SELECT organisation FROM id_organisation_path WHERE ancestor IN (SELECT value FROM json_each(?1)))
             GROUP BY s.id ORDER BY s.id`,
          )
          .bind(JSON.stringify(organisations), from, to),
      ),

    /** Lays the use of a school's week down from its bookings: the same fold whenever it is made. */
    foldWeek: (school: string, monday: string, sunday: string) =>
      withDeadline(
        d1.batch([
          d1
            .prepare(
              `INSERT OR REPLACE INTO room_usage_daily (school, date, resource, open, booked, used, missed)
           SELECT r.school, day.date, r.id,
             (SELECT count(*) FROM room_bell_period WHERE schedule = (
               SELECT bell.id FROM room_bell_schedule AS bell WHERE bell.school = day.school
                 AND day.date BETWEEN bell.valid_from AND bell.valid_to AND bell.weekdays & (1 << (day.runs_as - 1))
               ORDER BY bell.valid_from DESC LIMIT 1)),
             count(DISTINCT s.period),
             count(DISTINCT CASE WHEN b.checked_in_at IS NOT NULL OR b.source = 'timetable' THEN s.period END),
             0
           FROM room_calendar_day AS day JOIN room_resource AS r ON r.school = day.school AND r.kind = 'room' AND r.status <> 'retired'
             LEFT JOIN room_slot AS s ON s.resource = r.id AND s.date = day.date
             LEFT JOIN room_booking AS b ON b.id = s.booking
           WHERE day.school = ?1 AND day.date BETWEEN ?2 AND ?3 AND day.kind <> 'closed'
           GROUP BY r.id, day.date`,
            )
            .bind(school, monday, sunday),
          d1
            .prepare(
              `INSERT OR REPLACE INTO room_usage_weekly (starts_on, school, rooms, open, booked, used)
           SELECT ?2, ?1, count(DISTINCT resource), ifnull(sum(open), 0), ifnull(sum(booked), 0), ifnull(sum(used), 0) FROM room_usage_daily
           WHERE school = ?1 AND date BETWEEN ?2 AND ?3`,
            )
            .bind(school, monday, sunday),
        ]),
        foldDeadline,
      ),

    everySchool: () =>
      rows<{ id: string; timezone: string }>(d1.prepare("SELECT id, timezone FROM room_school ORDER BY id")),
  };
}
export type WeekRepository = ReturnType<typeof weekRepository>;
