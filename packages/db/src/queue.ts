import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

import { auditTable, idempotencyTable } from "./shared";

export const facility = sqliteTable("queue_facility", {
  id: text().primaryKey(),
  organisation: text().notNull(),
  name: text().notNull(),
  nameEn: text("name_en").notNull(),
  timezone: text().notNull(),
  joinMode: text("join_mode", { enum: ["poster", "rotating"] }).notNull(),
  posterArrival: text("poster_arrival", { enum: ["waiting", "booked"] }).notNull(),
  sample: integer({ mode: "boolean" }).notNull(),
  version: integer().notNull(),
});

export const area = sqliteTable("queue_area", {
  id: text().primaryKey(),
  facility: text()
    .notNull()
    .references(() => facility.id),
  name: text().notNull(),
  nameEn: text("name_en").notNull(),
  place: text().notNull(),
});

export const service = sqliteTable("queue_service", {
  id: text().primaryKey(),
  facility: text()
    .notNull()
    .references(() => facility.id),
  area: text()
    .notNull()
    .references(() => area.id),
  name: text().notNull(),
  nameEn: text("name_en").notNull(),
  prefix: text().notNull(),
  firstNumber: integer("first_number").notNull(),
  meanServiceMs: integer("mean_service_ms").notNull(),
  dailyLimit: integer("daily_limit"),
  windows: text({ mode: "json" }).$type<{ weekday: number; from: string; to: string }[]>().notNull(),
  policy: text({ mode: "json" })
    .$type<
      | { kind: "head-start"; priorityMs: number; emergencyMs: number }
      | { kind: "strict" }
      | { kind: "ratio"; k: number }
    >()
    .notNull(),
  priorityFromPhone: text("priority_from_phone", { enum: ["claimed", "at-once"] }).notNull(),
  anonymousDaily: integer("anonymous_daily"),
  anonymousPerMinute: integer("anonymous_per_minute"),
  place: integer().notNull(),
});

export const counter = sqliteTable("queue_counter", {
  id: text().primaryKey(),
  facility: text()
    .notNull()
    .references(() => facility.id),
  name: text().notNull(),
  nameEn: text("name_en").notNull(),
  speech: text(),
  services: text({ mode: "json" }).$type<string[]>().notNull(),
  place: integer().notNull(),
});

/** What the object of a facility has handed over, a chunk of its gapless log a row; no token, no device. */
export const event = sqliteTable(
  "queue_event",
  {
    facility: text().notNull(),
    fromSeq: integer("from_seq").notNull(),
    toSeq: integer("to_seq").notNull(),
    events: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.facility, t.fromSeq] })],
);

/** How each ticket went, written once, when it is over. */
export const ticket = sqliteTable(
  "queue_ticket",
  {
    facility: text().notNull(),
    service: text().notNull(),
    date: text().notNull(),
    number: integer().notNull(),
    class: text({ enum: ["normal", "priority", "emergency"] }).notNull(),
    state: text({ enum: ["served", "cancelled", "expired", "transferred"] }).notNull(),
    counter: text(),
    calls: integer().notNull(),
    issuedAt: integer("issued_at").notNull(),
    calledAt: integer("called_at"),
    startedAt: integer("started_at"),
    endedAt: integer("ended_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.service, t.date, t.number] })],
);

/** How far the log of a facility has been handed over. */
export const projection = sqliteTable("queue_projection", {
  facility: text().primaryKey(),
  seq: integer().notNull(),
});

export const queueAudit = auditTable("queue");
export const queueIdempotency = idempotencyTable("queue");
