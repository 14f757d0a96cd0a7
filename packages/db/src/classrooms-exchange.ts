import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

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

/** A system outside that is told what happens in a school; `secret` is sealed, `cursor` is an audit row. */
export const hook = sqliteTable("room_hook", {
  id: text().primaryKey(),
  school: text().notNull(),
  url: text().notNull(),
  secret: text().notNull(),
  cursor: text().notNull(),
  createdBy: text("created_by").notNull(),
  createdAt: integer("created_at").notNull(),
  stoppedAt: integer("stopped_at"),
});
