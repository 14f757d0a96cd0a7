import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

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
