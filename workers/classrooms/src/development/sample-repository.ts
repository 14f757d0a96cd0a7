import { addDays } from "@ven/kit/local-time";

import type { SampleYear, sampleBells } from "./sample-year";

export interface SampleLesson {
  class: string;
  className: string;
  weekday: number;
  period: number;
  subject: string;
  person: string;
  resource: string | null;
}

/** A random id in the form of a UUID. */
const uuid = `lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-a' ||
  substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))`;

/** Sample data in few large statements: a warm start must not wait for it. */
export function sampleRepository(d1: D1Database) {
  const run = (sql: string, ...values: unknown[]) => d1.prepare(sql).bind(...values);
  const rows = (columns: Record<string, string>) =>
    Object.values(columns)
      .map((member) => `value ->> '${member}'`)
      .join(", ");
  return {
    /** The lessons of the year come last: where they are, everything is. */
    async isThere(startsOn: string, schools: readonly string[]) {
      const found = await run(
        "SELECT count(*) AS n FROM room_timetable WHERE effective_from = ? AND school IN (SELECT value FROM json_each(?))",
        startsOn,
        JSON.stringify(schools),
      ).first<number>("n");
      return (found ?? 0) >= schools.length;
    },

    addSchools: (schools: readonly object[]) =>
      run(
        `INSERT INTO room_school (id, name, folded, level, commune, timezone, max_advance_days, min_notice_minutes, check_in_before,
           check_in_after, check_in_required, target_per_mille, sample, version)
         SELECT value ->> 'id', value ->> 'name', value ->> 'folded', value ->> 'level', value ->> 'commune', value ->> 'timezone',
           280, 0, 10, 15, 1, 500, 1, 1 FROM json_each(?) WHERE true ON CONFLICT DO NOTHING`,
        JSON.stringify(schools),
      ).run(),

    async addYear(year: SampleYear, bells: ReturnType<typeof sampleBells>) {
      const every = "FROM room_school AS s, json_each(?1) WHERE s.sample ON CONFLICT DO NOTHING";
      await d1.batch([
        run(
          `INSERT INTO room_year (school, name, starts_on, ends_on) SELECT s.id, value ->> 'name', value ->> 'startsOn', value ->> 'endsOn' ${every}`,
          JSON.stringify([year]),
        ),
        run(
          `INSERT INTO room_term (school, term, name, name_en, starts_on, ends_on) SELECT s.id, ${rows({ a: "term", b: "name", c: "nameEn", d: "startsOn", e: "endsOn" })} ${every}`,
          JSON.stringify(year.terms),
        ),
        run(
          `INSERT INTO room_week (school, starts_on, number) SELECT s.id, value ->> 'startsOn', value ->> 'number' ${every}`,
          JSON.stringify(year.weeks),
        ),
        run(
          `INSERT INTO room_calendar_day (school, date, kind, planned, runs_as, reason, reason_en, midnight)
           SELECT s.id, ${rows({ a: "date", b: "kind", c: "kind", d: "runsAs", e: "reason", f: "reasonEn", g: "midnight" })} ${every}`,
          JSON.stringify(year.days),
        ),
        run(
          `INSERT INTO room_bell_schedule (id, school, name, name_en, valid_from, valid_to, weekdays)
           SELECT s.id || '.' || ?2 || '-' || (value ->> 'slug'), s.id, ${rows({ a: "name", b: "nameEn", c: "from", d: "to" })}, 63 ${every}`,
          JSON.stringify(bells),
          year.startsOn.slice(0, 4),
        ),
        run(
          `INSERT OR IGNORE INTO room_bell_period (schedule, period, session, starts, ends)
           SELECT b.id, p.value ->> 'period', p.value ->> 'session', p.value ->> 'starts', p.value ->> 'ends'
           FROM room_bell_schedule AS b, json_each(?1) AS v, json_each(v.value -> 'periods') AS p
           WHERE b.id = b.school || '.' || ?2 || '-' || (v.value ->> 'slug')
             AND NOT EXISTS (SELECT 1 FROM room_bell_period WHERE schedule = b.id AND period = p.value ->> 'period')
           ORDER BY b.id, p.value ->> 'period'`,
          JSON.stringify(bells),
          year.startsOn.slice(0, 4),
        ),
      ]);
    },

    addResources: (resources: readonly object[]) =>
      run(
        `INSERT INTO room_resource (id, school, code, name, folded, kind, units, capacity, features, building, floor, approval, status, door, sample, version)
         SELECT value ->> 'id', value ->> 'school', value ->> 'code', value ->> 'name', value ->> 'folded', value ->> 'kind', value ->> 'units',
           value ->> 'capacity', value -> 'features', value ->> 'building', value ->> 'floor', value ->> 'approval', 'active', value ->> 'door', 1, 1
         FROM json_each(?) WHERE true ON CONFLICT DO NOTHING`,
        JSON.stringify(resources),
      ).run(),

    addPeople: (people: readonly object[]) =>
      run(
        `INSERT INTO room_person (id, school, subject, code, name, short_name, folded, department, status)
         SELECT ${rows({ a: "id", b: "school", c: "subject", d: "code", e: "name", f: "shortName", g: "folded", h: "department" })}, 'active'
         FROM json_each(?) WHERE true ON CONFLICT DO NOTHING`,
        JSON.stringify(people),
      ).run(),

    addClasses: (classes: readonly object[]) =>
      run(
        `INSERT INTO room_class (id, school, code, name, folded, grade, size, parts, status)
         SELECT value ->> 'id', value ->> 'school', value ->> 'code', value ->> 'name', value ->> 'code', value ->> 'grade', 40, 2, 'active'
         FROM json_each(?) WHERE true ON CONFLICT DO NOTHING`,
        JSON.stringify(classes),
      ).run(),

    /** A timetable in force for the year, and bookings for its lessons in rooms: last week, this one and two more. */
    async addLessons(school: string, lessons: readonly SampleLesson[], year: SampleYear, monday: string) {
      const timetable = `${school}.${year.startsOn.slice(0, 4)}.1`;
      await d1.batch([
        run(
          `INSERT INTO room_timetable (id, school, number, effective_from, effective_to, source, fingerprint, status, applied, created_by, created_at)
           SELECT ?1, ?2, ifnull(max(number), 0) + 1, ?3, ?4, 'manual', 'sample', 'live', 0, 'sample', 0 FROM room_timetable WHERE school = ?2
           ON CONFLICT DO NOTHING`,
          timetable,
          school,
          year.startsOn,
          year.endsOn,
        ),
        run(
          `INSERT INTO room_timetable_cell (id, timetable, school, key, class, part, weekday, first_period, last_period, subject, person, resource, place)
           SELECT ?1 || '.' || key, ?1, ?2, value ->> 'class' || '.' || (value ->> 'weekday') || '.' || (value ->> 'period'), value ->> 'class', 0,
             value ->> 'weekday', value ->> 'period', value ->> 'period', value ->> 'subject', value ->> 'person', value ->> 'resource', key
           FROM json_each(?3) WHERE true ON CONFLICT DO NOTHING`,
          timetable,
          school,
          JSON.stringify(lessons),
        ),
        run(
          `INSERT INTO room_booking (id, school, resource, unit, date, bell, first_period, last_period, start_at, end_at, person, department,
             classes, subject, label, source, cell, status, created_by, created_at, placed, version)
           SELECT ${uuid}, ?2, c.resource, 0, d.date, b.id, c.first_period, c.last_period, d.midnight + p.starts * 60000,
             d.midnight + p.ends * 60000, c.person, NULL, json_array(json_object('class', c.class, 'part', 0)), c.subject,
             g.name || ' · ' || c.subject || ' · ' || w.short_name, 'timetable', c.id, 'confirmed', 'sample', 0, 1, 1
           FROM room_timetable_cell AS c JOIN room_class AS g ON g.id = c.class JOIN room_person AS w ON w.id = c.person
             JOIN room_calendar_day AS d ON d.school = ?2 AND d.runs_as = c.weekday AND d.kind <> 'closed' AND d.date BETWEEN ?3 AND ?4
             JOIN room_bell_schedule AS b ON b.id = (SELECT id FROM room_bell_schedule WHERE school = ?2 AND valid_from <= d.date AND valid_to >= d.date
               AND weekdays & (1 << (d.runs_as - 1)) ORDER BY valid_from DESC LIMIT 1)
             JOIN room_bell_period AS p ON p.schedule = b.id AND p.period = c.first_period
           WHERE c.timetable = ?1 AND c.resource IS NOT NULL AND NOT EXISTS (SELECT 1 FROM room_booking WHERE cell = c.id)`,
          timetable,
          school,
          addDays(monday, -7),
          addDays(monday, 20),
        ),
      ]);
    },
  };
}
