import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

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
