import { blob, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** At least `least` lessons in rooms of the service, of each person or department. */
export const minimum = sqliteTable("room_minimum", {
  id: text().primaryKey(),
  school: text().notNull(),
  who: text({ enum: ["person", "department"] }).notNull(),
  per: text({ enum: ["week", "term"] }).notNull(),
  least: integer().notNull(),
  createdBy: text("created_by").notNull(),
  createdAt: integer("created_at").notNull(),
});

/** A half-room or a piece of equipment that cannot be booked for now. */
export const unitOut = sqliteTable("room_unit_out", {
  holder: text().primaryKey(),
  school: text().notNull(),
  resource: text().notNull(),
  unit: integer().notNull(),
  reason: text().notNull(),
  since: integer().notNull(),
});

/** Several rooms on one tablet; the code opens it. */
export const board = sqliteTable("room_board", {
  code: text().primaryKey(),
  school: text().notNull(),
  name: text().notNull(),
  rooms: text({ mode: "json" }).$type<string[]>().notNull(),
  createdBy: text("created_by").notNull(),
  createdAt: integer("created_at").notNull(),
});

/** One picture a room, at most 400 kB. */
export const photo = sqliteTable("room_photo", {
  resource: text().primaryKey(),
  school: text().notNull(),
  type: text({ enum: ["image/jpeg", "image/png"] }).notNull(),
  width: integer().notNull(),
  height: integer().notNull(),
  etag: text().notNull(),
  bytes: blob({ mode: "buffer" }).notNull(),
  createdAt: integer("created_at").notNull(),
});
