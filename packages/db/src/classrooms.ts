import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

import { auditTable, idempotencyTable, outboxTable } from "./shared";

/** A class that takes part in a booking; part 0 is the whole class. */
export interface ClassPart {
  class: string;
  part: number;
}

/** A date that a series leaves out, and why. */
export interface Skipped {
  date: string;
  why: "taken" | "closed" | "waitlisted" | "removed" | "rule";
}

/** A school that takes part; its code is that of its organisation. */
export const school = sqliteTable("room_school", {
  id: text().primaryKey(),
  name: text().notNull(),
  folded: text().notNull(),
  level: text({ enum: ["primary", "lower", "upper", "mixed"] }).notNull(),
  commune: text().notNull(),
  timezone: text().notNull(),
  maxAdvanceDays: integer("max_advance_days").notNull(),
  minNoticeMinutes: integer("min_notice_minutes").notNull(),
  checkInBefore: integer("check_in_before").notNull(),
  checkInAfter: integer("check_in_after").notNull(),
  checkInRequired: integer("check_in_required", { mode: "boolean" }).notNull(),
  targetPerMille: integer("target_per_mille").notNull(),
  sample: integer({ mode: "boolean" }).notNull(),
  version: integer().notNull(),
});

export const year = sqliteTable(
  "room_year",
  {
    school: text().notNull(),
    name: text().notNull(),
    startsOn: text("starts_on").notNull(),
    endsOn: text("ends_on").notNull(),
  },
  (t) => [primaryKey({ columns: [t.school, t.startsOn] })],
);

export const term = sqliteTable(
  "room_term",
  {
    school: text().notNull(),
    term: integer().notNull(),
    name: text().notNull(),
    nameEn: text("name_en").notNull(),
    startsOn: text("starts_on").notNull(),
    endsOn: text("ends_on").notNull(),
  },
  (t) => [primaryKey({ columns: [t.school, t.startsOn] })],
);

export const week = sqliteTable(
  "room_week",
  {
    school: text().notNull(),
    startsOn: text("starts_on").notNull(),
    number: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.school, t.startsOn] })],
);

/** A day of a school. `planned` is what it is again when a closure is lifted; `midnight` is UTC ms. */
export const calendarDay = sqliteTable(
  "room_calendar_day",
  {
    school: text().notNull(),
    date: text().notNull(),
    kind: text({ enum: ["teach", "closed", "makeup"] }).notNull(),
    planned: text({ enum: ["teach", "closed", "makeup"] }).notNull(),
    runsAs: integer("runs_as").notNull(),
    reason: text(),
    reasonEn: text("reason_en"),
    closure: text(),
    midnight: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.school, t.date] })],
);

export const bellSchedule = sqliteTable("room_bell_schedule", {
  id: text().primaryKey(),
  school: text().notNull(),
  name: text().notNull(),
  nameEn: text("name_en").notNull(),
  validFrom: text("valid_from").notNull(),
  validTo: text("valid_to").notNull(),
  weekdays: integer().notNull(),
});

/** Minutes since local midnight. */
export const bellPeriod = sqliteTable(
  "room_bell_period",
  {
    schedule: text().notNull(),
    period: integer().notNull(),
    session: text({ enum: ["morning", "afternoon", "evening"] }).notNull(),
    starts: integer().notNull(),
    ends: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.schedule, t.period] })],
);

/** A room, a kind of equipment or a space; `units` are half-rooms or pieces. */
export const resource = sqliteTable("room_resource", {
  id: text().primaryKey(),
  school: text().notNull(),
  code: text().notNull(),
  name: text().notNull(),
  folded: text().notNull(),
  kind: text({ enum: ["room", "equipment", "space"] }).notNull(),
  units: integer().notNull(),
  capacity: integer(),
  features: text({ mode: "json" }).$type<string[]>().notNull(),
  building: text(),
  floor: integer(),
  approval: text({ enum: ["none", "manager"] }).notNull(),
  status: text({ enum: ["active", "out_of_service", "retired"] }).notNull(),
  photo: text(),
  door: text().notNull(),
  sample: integer({ mode: "boolean" }).notNull(),
  version: integer().notNull(),
});

export const person = sqliteTable("room_person", {
  id: text().primaryKey(),
  school: text().notNull(),
  subject: text(),
  code: text().notNull(),
  name: text().notNull(),
  shortName: text("short_name").notNull(),
  folded: text().notNull(),
  department: text(),
  status: text({ enum: ["active", "left"] }).notNull(),
});

export const classGroup = sqliteTable("room_class", {
  id: text().primaryKey(),
  school: text().notNull(),
  code: text().notNull(),
  name: text().notNull(),
  folded: text().notNull(),
  grade: integer(),
  size: integer(),
  parts: integer().notNull(),
  status: text({ enum: ["active", "left"] }).notNull(),
});

export const right = sqliteTable(
  "room_right",
  {
    resource: text().notNull(),
    department: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.resource, t.department] })],
);

export const quota = sqliteTable("room_quota", {
  id: text().primaryKey(),
  school: text().notNull(),
  who: text({ enum: ["person", "department", "school"] }).notNull(),
  per: text({ enum: ["day", "week", "term"] }).notNull(),
  resource: text(),
  most: integer().notNull(),
  createdBy: text("created_by").notNull(),
  createdAt: integer("created_at").notNull(),
});

export const closure = sqliteTable("room_closure", {
  id: text().primaryKey(),
  school: text().notNull(),
  act: text().notNull(),
  kind: text({ enum: ["storm", "exam", "repair"] }).notNull(),
  startsOn: text("starts_on").notNull(),
  endsOn: text("ends_on").notNull(),
  reason: text().notNull(),
  status: text({ enum: ["closed", "restored"] }).notNull(),
  createdBy: text("created_by").notNull(),
  createdAt: integer("created_at").notNull(),
  restoredAt: integer("restored_at"),
});

export const series = sqliteTable("room_series", {
  id: text().primaryKey(),
  school: text().notNull(),
  resource: text().notNull(),
  person: text().notNull(),
  weekday: integer().notNull(),
  firstPeriod: integer("first_period").notNull(),
  lastPeriod: integer("last_period").notNull(),
  startsOn: text("starts_on").notNull(),
  endsOn: text("ends_on").notNull(),
  followsMakeups: integer("follows_makeups", { mode: "boolean" }).notNull(),
  every: integer().notNull(),
  policy: text({ enum: ["fail", "skip", "waitlist"] }).notNull(),
  skipped: text({ mode: "json" }).$type<Skipped[]>().notNull(),
  subject: text(),
  status: text({ enum: ["live", "asked", "ended"] }).notNull(),
  createdAt: integer("created_at").notNull(),
  version: integer().notNull(),
  /** UTC ms: when the owner was asked whether to keep it, and when they last said so. */
  askedAt: integer("asked_at"),
  keptAt: integer("kept_at"),
});

/** What somebody does in a room; a live one occupies its slots and claims by trigger. Times are UTC ms. */
export const booking = sqliteTable("room_booking", {
  id: text().primaryKey(),
  school: text().notNull(),
  resource: text().notNull(),
  unit: integer().notNull(),
  date: text().notNull(),
  bell: text(),
  firstPeriod: integer("first_period"),
  lastPeriod: integer("last_period"),
  startAt: integer("start_at").notNull(),
  endAt: integer("end_at").notNull(),
  person: text(),
  department: text(),
  classes: text({ mode: "json" }).$type<ClassPart[]>().notNull(),
  subject: text(),
  title: text(),
  label: text().notNull(),
  source: text({ enum: ["manual", "timetable", "exam", "maintenance", "door"] }).notNull(),
  beside: text(),
  series: text(),
  cell: text(),
  status: text({
    enum: ["hold", "pending", "confirmed", "checked_in", "released", "cancelled", "denied", "no_show"],
  }).notNull(),
  closure: text(),
  reason: text(),
  checkedInAt: integer("checked_in_at"),
  checkedOutAt: integer("checked_out_at"),
  createdBy: text("created_by").notNull(),
  createdAt: integer("created_at").notNull(),
  placed: integer().notNull(),
  version: integer().notNull(),
  /** UTC ms; null while it is as it was made. */
  changedAt: integer("changed_at"),
  /** Further teachers, by their ids. */
  also: text({ mode: "json" }).$type<string[]>(),
});

/** One unit in one period of one date: the key is the guarantee. */
export const slot = sqliteTable(
  "room_slot",
  {
    resource: text().notNull(),
    date: text().notNull(),
    period: integer().notNull(),
    unit: integer().notNull(),
    booking: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.resource, t.date, t.period, t.unit] })],
);

/** A time (UTC ms) that a unit, a person or a part of a class is taken. */
export const claim = sqliteTable(
  "room_claim",
  {
    holder: text().notNull(),
    startAt: integer("start_at").notNull(),
    endAt: integer("end_at").notNull(),
    booking: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.holder, t.startAt] })],
);

export const waitlist = sqliteTable("room_waitlist", {
  id: text().primaryKey(),
  school: text().notNull(),
  resource: text().notNull(),
  date: text().notNull(),
  firstPeriod: integer("first_period").notNull(),
  lastPeriod: integer("last_period").notNull(),
  person: text().notNull(),
  classes: text({ mode: "json" }).$type<ClassPart[]>().notNull(),
  subject: text(),
  label: text().notNull(),
  series: text(),
  status: text({ enum: ["waiting", "promoted", "left", "passed"] }).notNull(),
  booking: text(),
  createdBy: text("created_by").notNull(),
  createdAt: integer("created_at").notNull(),
});

export const swap = sqliteTable("room_swap", {
  id: text().primaryKey(),
  school: text().notNull(),
  mine: text().notNull(),
  theirs: text().notNull(),
  askedBy: text("asked_by").notNull(),
  askedOf: text("asked_of").notNull(),
  status: text({ enum: ["asked", "done", "refused", "withdrawn"] }).notNull(),
  note: text(),
  createdAt: integer("created_at").notNull(),
  answeredAt: integer("answered_at"),
});

export const timetable = sqliteTable("room_timetable", {
  id: text().primaryKey(),
  school: text().notNull(),
  number: integer().notNull(),
  effectiveFrom: text("effective_from").notNull(),
  effectiveTo: text("effective_to").notNull(),
  source: text({ enum: ["xlsx", "asc", "csv", "manual"] }).notNull(),
  fingerprint: text().notNull(),
  status: text({ enum: ["draft", "applying", "live", "replaced"] }).notNull(),
  applied: integer().notNull(),
  createdBy: text("created_by").notNull(),
  createdAt: integer("created_at").notNull(),
});

export const timetableCell = sqliteTable("room_timetable_cell", {
  id: text().primaryKey(),
  timetable: text().notNull(),
  school: text().notNull(),
  key: text().notNull(),
  class: text().notNull(),
  part: integer().notNull(),
  weekday: integer().notNull(),
  firstPeriod: integer("first_period").notNull(),
  lastPeriod: integer("last_period").notNull(),
  subject: text().notNull(),
  person: text(),
  resource: text(),
  place: integer().notNull(),
  /** 0 is every week, 1 odd and 2 even numbers. */
  week: integer().notNull(),
  also: text({ mode: "json" }).$type<string[]>(),
});

export const importRun = sqliteTable("room_import", {
  id: text().primaryKey(),
  school: text().notNull(),
  kind: text({ enum: ["rooms", "timetable", "people", "oneroster", "calendar"] }).notNull(),
  fingerprint: text().notNull(),
  payload: text({ mode: "json" }).$type<unknown>().notNull(),
  summary: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
  total: integer().notNull(),
  done: integer().notNull(),
  status: text({ enum: ["draft", "applying", "done", "dropped"] }).notNull(),
  createdBy: text("created_by").notNull(),
  createdAt: integer("created_at").notNull(),
  version: integer().notNull(),
});

export const feed = sqliteTable("room_feed", {
  tokenHash: text("token_hash").primaryKey(),
  school: text().notNull(),
  kind: text({ enum: ["person", "room", "class", "school"] }).notNull(),
  object: text().notNull(),
  privacy: text({ enum: ["full", "busy"] }).notNull(),
  createdBy: text("created_by").notNull(),
  createdAt: integer("created_at").notNull(),
  revokedAt: integer("revoked_at"),
});

export const handover = sqliteTable("room_handover", {
  id: text().primaryKey(),
  school: text().notNull(),
  booking: text().notNull(),
  direction: text({ enum: ["in", "out"] }).notNull(),
  condition: text({ enum: ["good", "fault"] }).notNull(),
  note: text(),
  signedBy: text("signed_by").notNull(),
  at: integer().notNull(),
});

export const fault = sqliteTable("room_fault", {
  id: text().primaryKey(),
  school: text().notNull(),
  resource: text().notNull(),
  what: text().notNull(),
  status: text({ enum: ["open", "working", "fixed", "dropped"] }).notNull(),
  reportedBy: text("reported_by").notNull(),
  createdAt: integer("created_at").notNull(),
  settledAt: integer("settled_at"),
  version: integer().notNull(),
});

/** What a person should know: one row a person and an act. */
export const notice = sqliteTable("room_notice", {
  id: text().primaryKey(),
  school: text().notNull(),
  person: text().notNull(),
  kind: text().notNull(),
  facts: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
  at: integer().notNull(),
  readAt: integer("read_at"),
});

/** The fold of a day's bookings, in periods. */
export const usageDaily = sqliteTable(
  "room_usage_daily",
  {
    school: text().notNull(),
    date: text().notNull(),
    resource: text().notNull(),
    open: integer().notNull(),
    booked: integer().notNull(),
    used: integer().notNull(),
    missed: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.school, t.date, t.resource] })],
);

export const usageWeekly = sqliteTable(
  "room_usage_weekly",
  {
    startsOn: text("starts_on").notNull(),
    school: text().notNull(),
    rooms: integer().notNull(),
    open: integer().notNull(),
    booked: integer().notNull(),
    used: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.startsOn, t.school] })],
);

export const roomAudit = auditTable("room");
export const roomOutbox = outboxTable("room");
export const roomIdempotency = idempotencyTable("room");
