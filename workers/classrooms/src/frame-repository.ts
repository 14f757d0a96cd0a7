import { withDeadline } from "@ven/kit";

import type { Bell, Day } from "./rules/calendar";
import type { Quota } from "./rules/limits";

export interface Room {
  id: string;
  code: string;
  name: string;
  folded: string;
  kind: "room" | "equipment" | "space";
  units: number;
  capacity: number | null;
  features: string[];
  building: string | null;
  floor: number | null;
  approval: "none" | "manager";
  status: "active" | "out_of_service" | "retired";
  door: string;
  version: number;
  /** Departments that may book it; empty: everybody. */
  rights: string[];
  /** Its pieces or halves that are out of service. */
  out: number[];
}

export interface Person {
  id: string;
  subject: string | null;
  name: string;
  shortName: string;
  folded: string;
  department: string | null;
}

export interface ClassGroup {
  id: string;
  name: string;
  size: number | null;
  parts: number;
}

export interface SchoolFacts {
  id: string;
  name: string;
  level: "primary" | "lower" | "upper" | "mixed";
  commune: string;
  timezone: string;
  maxAdvanceDays: number;
  minNoticeMinutes: number;
  checkInBefore: number;
  checkInAfter: number;
  checkInRequired: boolean;
  targetPerMille: number;
  sample: boolean;
}

/** What a school's rules are decided by: all of its days, bells, rooms, quotas, people and classes. */
export interface Frame {
  school: SchoolFacts;
  terms: { term: number; name: string; nameEn: string; startsOn: string; endsOn: string }[];
  days: Day[];
  bells: (Bell & { name: string; nameEn: string })[];
  rooms: Room[];
  quotas: Quota[];
  people: Person[];
  classes: ClassGroup[];
}

const boolean = (column: string) => `json(CASE ${column} WHEN 1 THEN 'true' ELSE 'false' END)`;

const roomObject = `json_object('id', r.id, 'code', r.code, 'name', r.name, 'folded', r.folded, 'kind', r.kind, 'units', r.units,
  'capacity', r.capacity, 'features', json(r.features), 'building', r.building, 'floor', r.floor, 'approval', r.approval,
  'status', r.status, 'door', r.door, 'version', r.version, 'rights',
  (SELECT json_group_array(department) FROM room_right WHERE resource = r.id), 'out',
  (SELECT json_group_array(unit) FROM room_unit_out WHERE holder BETWEEN 'r:' || r.id || ':' AND 'r:' || r.id || ';'))`;

/**
 * One statement that gives the frame of a school (?1) as one JSON text. Rooms are read over their key, which begins with the
 * school's code: half the rows that an index would read.
 */
const frameSql = `
  SELECT json_object(
    'school', json_object('id', s.id, 'name', s.name, 'level', s.level, 'commune', s.commune, 'timezone', s.timezone,
      'maxAdvanceDays', s.max_advance_days, 'minNoticeMinutes', s.min_notice_minutes,
      'checkInBefore', s.check_in_before, 'checkInAfter', s.check_in_after,
      'checkInRequired', ${boolean("s.check_in_required")}, 'targetPerMille', s.target_per_mille,
      'sample', ${boolean("s.sample")}),
    'terms', (SELECT json_group_array(json_object('term', term, 'name', name, 'nameEn', name_en, 'startsOn', starts_on,
      'endsOn', ends_on)) FROM room_term WHERE school = ?1),
    'days', (SELECT json_group_array(json_object('date', date, 'kind', kind, 'runsAs', runs_as, 'midnight', midnight,
      'reason', reason, 'reasonEn', reason_en)) FROM room_calendar_day WHERE school = ?1),
    'bells', (SELECT json_group_array(json_object('id', b.id, 'name', b.name, 'nameEn', b.name_en, 'validFrom', b.valid_from,
      'validTo', b.valid_to, 'weekdays', b.weekdays, 'periods', (SELECT json_group_array(json_object('period', period,
        'session', session, 'starts', starts, 'ends', ends)) FROM room_bell_period WHERE schedule = b.id)))
      FROM room_bell_schedule AS b WHERE b.school = ?1),
    'rooms', (SELECT json_group_array(${roomObject}) FROM room_resource AS r
      WHERE r.id > ?1 || '.' AND r.id < ?1 || '/' AND r.school = ?1 AND r.status <> 'retired'),
    'quotas', (SELECT json_group_array(json_object('id', id, 'who', who, 'per', per, 'resource', resource, 'most', most))
      FROM room_quota WHERE school = ?1),
    'people', (SELECT json_group_array(json_object('id', id, 'subject', subject, 'name', name, 'shortName', short_name,
      'folded', folded, 'department', department)) FROM room_person WHERE school = ?1 AND status = 'active'),
    'classes', (SELECT json_group_array(json_object('id', id, 'name', name, 'size', size, 'parts', parts))
      FROM room_class WHERE school = ?1 AND status = 'active')) AS frame
  FROM room_school AS s WHERE s.id = ?1`;

const readDeadline = 800;

async function readFrame(d1: D1Database, school: string): Promise<Frame | undefined> {
  const text = await withDeadline(d1.prepare(frameSql).bind(school).first<string>("frame"), readDeadline);
  return text === null ? undefined : (JSON.parse(text) as Frame);
}

const keptFor = 30_000;
const kept = new Map<string, { at: number; text: string }>();

/**
 * The whole frame of a school, from this isolate's memory for 30 s: rules that decide may be that old, because those that
 * must never be broken are held by the database.
 */
export async function schoolFrame(d1: D1Database, school: string, now: number): Promise<Frame | undefined> {
  const known = kept.get(school);
  if (known && now >= known.at && now - known.at < keptFor) return JSON.parse(known.text) as Frame;
  const frame = await readFrame(d1, school);
  if (kept.size >= 100) kept.clear();
  if (frame) kept.set(school, { at: now, text: JSON.stringify(frame) });
  return frame;
}

/** The same frame with the days of a span only. */
export const within = (frame: Frame, from: string, to: string): Frame => ({
  ...frame,
  days: frame.days.filter(({ date }) => from <= date && date <= to),
});

/** What changed a school's frame forgets it here; other isolates see it within 30 s. */
export const forgetFrame = (school?: string) => (school === undefined ? kept.clear() : kept.delete(school));
