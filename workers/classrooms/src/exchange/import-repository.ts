import type { ImportKind, ImportSummary } from "@ven/contracts/classrooms-exchange";
import { audit, type AuditEntry, Problem, withDeadline } from "@ven/kit";

import { refusedBy } from "../refused";
import type { PersonRecord } from "./people-file";
import type { TermChange, TermRecord, YearRecord } from "./plan-terms";
import type { SchoolPeople } from "./plan-timetable";
import type { ClassRecord } from "./read-oneroster";
import type { RoomRecord } from "./rooms-file";

export interface ImportRow {
  id: string;
  school: string;
  kind: ImportKind;
  status: "draft" | "applying" | "done" | "dropped";
  total: number;
  done: number;
  version: number;
  createdBy: string;
  createdAt: number;
  summary: ImportSummary;
}

const columns =
  "id, school, kind, status, total, done, version, created_by AS createdBy, created_at AS createdAt, summary";
const rowOf = (row: Record<string, unknown>) =>
  ({ ...row, summary: JSON.parse(String(row.summary)) as ImportSummary }) as ImportRow;

/** An imported event as a booking outside the periods; `key` is the same whenever it is imported. */
export interface BookedEvent {
  id: string;
  key: string;
  date: string;
  startAt: number;
  endAt: number;
  title: string;
  label: string;
}
export interface EventsPayload {
  resource: string;
  person: string;
  department: string | null;
  holders: string[];
  events: BookedEvent[];
}

/** The claim of a holder that overlaps an event: claims of one holder never overlap, so one row is read. */
const overlapping = `room_claim AS c ON c.holder = h.value AND c.end_at > v.value ->> 'startAt' AND c.start_at =
  (SELECT start_at FROM room_claim WHERE holder = h.value AND start_at < v.value ->> 'endAt' ORDER BY start_at DESC LIMIT 1)`;

const readDeadline = 900;
// An import is one long transaction that its user waits for; it is not held to the second of a click.
const writeDeadline = 25_000;

/** Imports on their way, and what they compare with and write: rooms, people, classes. */
export function importRepository(d1: D1Database) {
  const rows = async <T>(statement: D1PreparedStatement) =>
    (await withDeadline(statement.all<T & Record<string, unknown>>(), readDeadline)).results as T[];
  const json = JSON.stringify;
  return {
    async find(id: string): Promise<ImportRow | undefined> {
      const [row] = await rows<Record<string, unknown>>(
        d1.prepare(`SELECT ${columns} FROM room_import WHERE id = ?`).bind(id),
      );
      return row && rowOf(row);
    },
    async list(school: string): Promise<ImportRow[]> {
      const found = await rows<Record<string, unknown>>(
        d1
          .prepare(`SELECT ${columns} FROM room_import WHERE school = ? ORDER BY created_at DESC LIMIT 10`)
          .bind(school),
      );
      return found.map(rowOf);
    },
    async payload(id: string): Promise<unknown> {
      const [row] = await rows<{ payload: string }>(
        d1.prepare("SELECT payload FROM room_import WHERE id = ?").bind(id),
      );
      return row && JSON.parse(row.payload);
    },

    draft: (row: Omit<ImportRow, "done" | "version"> & { fingerprint: string; payload: unknown }) =>
      d1
        .prepare(
          `INSERT INTO room_import (id, school, kind, fingerprint, payload, summary, total, done, status, created_by, created_at, version)
           VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, 1)`,
        )
        .bind(
          row.id,
          row.school,
          row.kind,
          row.fingerprint,
          json(row.payload),
          json(row.summary),
          row.total,
          row.status,
          row.createdBy,
          row.createdAt,
        ),
    /** Stops the batch unless the import is where it was seen. */
    expect: (row: Pick<ImportRow, "id" | "status" | "version">) =>
      d1
        .prepare(
          "INSERT INTO room_expect SELECT 1, count(*) FROM room_import WHERE id = ? AND status = ? AND version = ?",
        )
        .bind(row.id, row.status, row.version),
    setStatus: (id: string, status: ImportRow["status"]) =>
      d1
        .prepare(
          "UPDATE room_import SET status = ?2, version = version + 1, done = CASE ?2 WHEN 'done' THEN total ELSE done END WHERE id = ?1",
        )
        .bind(id, status),
    audit: (entry: AuditEntry) => audit(d1, "classrooms", entry),
    /** Runs a batch: all of it or nothing. An import that somebody else took further is `stale-version`. */
    async run(statements: D1PreparedStatement[]) {
      try {
        return await withDeadline(d1.batch(statements), writeDeadline);
      } catch (err) {
        throw refusedBy(err) === "stale-version" ? new Problem("stale-version", undefined, { cause: err }) : err;
      }
    },

    async rooms(schools: readonly string[]): Promise<(RoomRecord & { id: string })[]> {
      const found = await rows<Omit<RoomRecord, "features"> & { id: string; features: string }>(
        d1
          .prepare(
            `SELECT r.id, r.school, r.kind, r.code, r.name, r.capacity, r.units, r.building, r.floor, r.features, r.approval, r.status
             FROM json_each(?) AS v JOIN room_resource AS r ON r.school = v.value`,
          )
          .bind(json(schools)),
      );
      return found.map((room) => ({ ...room, features: (JSON.parse(room.features) as string[]).toSorted() }));
    },
    schools: (ids: readonly string[]) =>
      rows<{ id: string; name: string; timezone: string }>(
        d1
          .prepare("SELECT s.id, s.name, s.timezone FROM json_each(?) AS v JOIN room_school AS s ON s.id = v.value")
          .bind(json(ids)),
      ),
    /** Those of some schools that lie under organisations. */
    schoolsUnder: (ids: readonly string[], organisations: readonly string[]) =>
      rows<{ id: string }>(
        d1
          .prepare(
            `SELECT s.id FROM json_each(?1) AS v JOIN room_school AS s ON s.id = v.value WHERE EXISTS (
               SELECT 1 FROM id_organisation_path WHERE organisation = s.id AND ancestor IN (SELECT value FROM json_each(?2)))`,
          )
          .bind(json(ids), json(organisations)),
      ),
    /** One statement for any number of rooms. `id`, `folded` and `door` are for those that are new. */
    putRooms: (rooms: readonly (RoomRecord & { id: string; folded: string; door: string })[]) =>
      d1
        .prepare(
          `INSERT INTO room_resource (id, school, code, name, folded, kind, units, capacity, features, building, floor, approval, status, photo, door, sample, version)
           SELECT v.value ->> 'id', v.value ->> 'school', v.value ->> 'code', v.value ->> 'name', v.value ->> 'folded', v.value ->> 'kind',
             v.value ->> 'units', v.value ->> 'capacity', v.value -> 'features', v.value ->> 'building', v.value ->> 'floor',
             v.value ->> 'approval', v.value ->> 'status', NULL, v.value ->> 'door', 0, 1 FROM json_each(?) AS v WHERE true
           ON CONFLICT (school, kind, code) DO UPDATE SET name = excluded.name, folded = excluded.folded, units = excluded.units,
             capacity = excluded.capacity, features = excluded.features, building = excluded.building, floor = excluded.floor,
             approval = excluded.approval, status = excluded.status, version = version + 1`,
        )
        .bind(json(rooms)),

    people: (school: string) =>
      rows<PersonRecord & { id: string }>(
        d1
          .prepare(
            "SELECT id, code, name, short_name AS shortName, department, status FROM room_person WHERE school = ?",
          )
          .bind(school),
      ),
    putPeople: (school: string, people: readonly (PersonRecord & { id: string; folded: string })[]) =>
      d1
        .prepare(
          `INSERT INTO room_person (id, school, subject, code, name, short_name, folded, department, status)
           SELECT v.value ->> 'id', ?1, NULL, v.value ->> 'code', v.value ->> 'name', v.value ->> 'shortName', v.value ->> 'folded',
             v.value ->> 'department', v.value ->> 'status' FROM json_each(?2) AS v WHERE true
           ON CONFLICT (school, code) DO UPDATE SET name = excluded.name, short_name = excluded.short_name,
             folded = excluded.folded, department = excluded.department, status = excluded.status`,
        )
        .bind(school, json(people)),
    classes: (school: string) =>
      rows<ClassRecord & { id: string; parts: number }>(
        d1.prepare("SELECT id, code, name, grade, size, parts, status FROM room_class WHERE school = ?").bind(school),
      ),
    putClasses: (school: string, classes: readonly (ClassRecord & { id: string; folded: string })[]) =>
      d1
        .prepare(
          `INSERT INTO room_class (id, school, code, name, folded, grade, size, parts, status)
           SELECT v.value ->> 'id', ?1, v.value ->> 'code', v.value ->> 'name', v.value ->> 'folded', v.value ->> 'grade',
             v.value ->> 'size', 1, v.value ->> 'status' FROM json_each(?2) AS v WHERE true
           ON CONFLICT (school, code) DO UPDATE SET name = excluded.name, folded = excluded.folded, grade = excluded.grade,
             size = excluded.size, status = excluded.status`,
        )
        .bind(school, json(classes)),

    async terms(school: string): Promise<{ terms: TermRecord[]; years: YearRecord[] }> {
      const [terms, years] = await Promise.all([
        rows<TermRecord>(
          d1
            .prepare("SELECT term, name, starts_on AS startsOn, ends_on AS endsOn FROM room_term WHERE school = ?")
            .bind(school),
        ),
        rows<YearRecord>(
          d1
            .prepare("SELECT name, starts_on AS startsOn, ends_on AS endsOn FROM room_year WHERE school = ?")
            .bind(school),
        ),
      ]);
      return { terms, years };
    },
    /** A term is kept under its first day: one that begins on another day takes the place of the old one. */
    putTerms: (school: string, terms: readonly TermChange[], years: readonly YearRecord[]) => [
      d1
        .prepare(
          `DELETE FROM room_term WHERE school = ?1 AND starts_on IN
             (SELECT value ->> '$.before.startsOn' FROM json_each(?2) WHERE value ->> '$.before.startsOn' IS NOT NULL)`,
        )
        .bind(school, json(terms)),
      d1
        .prepare(
          `INSERT INTO room_term (school, term, name, name_en, starts_on, ends_on)
           SELECT ?1, value ->> 'term', value ->> 'name', 'Term ' || (value ->> 'term'), value ->> 'startsOn', value ->> 'endsOn'
           FROM json_each(?2)`,
        )
        .bind(school, json(terms)),
      d1
        .prepare(
          `INSERT INTO room_year (school, name, starts_on, ends_on)
           SELECT ?1, value ->> 'name', value ->> 'startsOn', value ->> 'endsOn' FROM json_each(?2)`,
        )
        .bind(school, json(years)),
    ],

    /** The room and the colleague for whom a calendar is imported; undefined when there is no such one. */
    async roomAndPerson(school: string, resource: string, subject: string) {
      const [row] = await rows<{
        units: number;
        code: string;
        person: string;
        department: string | null;
        shortName: string;
      }>(
        d1
          .prepare(
            `SELECT r.units, r.code, p.id AS person, p.department, p.short_name AS shortName FROM room_resource AS r
               JOIN room_person AS p ON p.school = r.school AND p.subject = ?3 AND p.status = 'active'
             WHERE r.id = ?2 AND r.school = ?1 AND r.status = 'active'`,
          )
          .bind(school, resource, subject),
      );
      return row;
    },
    /** Events that are not there yet, with who is in their way. */
    events: (school: string, events: readonly BookedEvent[], holders: readonly string[]) =>
      rows<{ key: string; known: number; booking: string | null }>(
        d1
          .prepare(
            `SELECT v.value ->> 'key' AS key,
               EXISTS (SELECT 1 FROM room_booking WHERE cell = v.value ->> 'key' AND date = v.value ->> 'date' AND school = ?1) AS known,
               (SELECT b.label FROM json_each(?3) AS h JOIN ${overlapping} JOIN room_booking AS b ON b.id = c.booking LIMIT 1) AS booking
             FROM json_each(?2) AS v`,
          )
          .bind(school, json(events), json(holders)),
      ),
    /** Books events where nothing else is. */
    putEvents: (
      school: string,
      { resource, person, department, holders, events }: EventsPayload,
      by: string,
      at: number,
    ) =>
      d1
        .prepare(
          `INSERT INTO room_booking (id, school, resource, unit, date, bell, first_period, last_period, start_at, end_at, person, department,
             classes, subject, title, label, source, beside, series, cell, status, created_by, created_at, placed, version)
           SELECT v.value ->> 'id', ?1, ?2, 0, v.value ->> 'date', NULL, NULL, NULL, v.value ->> 'startAt', v.value ->> 'endAt', ?3, ?4,
             '[]', NULL, v.value ->> 'title', v.value ->> 'label', 'manual', NULL, NULL, v.value ->> 'key', 'confirmed', ?7, ?8, 1, 1
           FROM json_each(?5) AS v
           WHERE NOT EXISTS (SELECT 1 FROM room_booking WHERE cell = v.value ->> 'key' AND date = v.value ->> 'date' AND school = ?1)
             AND NOT EXISTS (SELECT 1 FROM json_each(?6) AS h JOIN ${overlapping})`,
        )
        .bind(school, resource, person, department, json(events), json(holders), by, at),

    /** What a timetable may name; retired rooms and people who left are not among it. */
    async schoolPeople(school: string): Promise<SchoolPeople> {
      const read = <T>(sql: string) => rows<T>(d1.prepare(sql).bind(school));
      const [classes, persons, rooms] = await Promise.all([
        read<SchoolPeople["classes"][number]>(
          "SELECT id, code, name, parts FROM room_class WHERE school = ? AND status = 'active'",
        ),
        read<SchoolPeople["persons"][number]>(
          "SELECT id, code, name, short_name AS shortName, department FROM room_person WHERE school = ? AND status = 'active'",
        ),
        read<SchoolPeople["rooms"][number]>(
          "SELECT id, code, name, units FROM room_resource WHERE school = ? AND kind = 'room' AND status = 'active'",
        ),
      ]);
      return { classes, persons, rooms };
    },
  };
}
export type ImportRepository = ReturnType<typeof importRepository>;
