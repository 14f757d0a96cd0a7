import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

import { auditTable, idempotencyTable, outboxTable } from "./shared";

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
