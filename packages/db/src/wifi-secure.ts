import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Who may ask for a group's RADIUS server: keyed hash of a header key or of a certificate. */
export const radiusKey = sqliteTable("wifi_radius_key", {
  hash: text().primaryKey(),
  group: text().notNull(),
  kind: text({ enum: ["key", "certificate"] }).notNull(),
  addedAt: integer("added_at").notNull(),
});

/** What phones have to know of a group's secure network; `authority` is PEM. */
export const secure = sqliteTable("wifi_secure", {
  group: text().primaryKey(),
  ssid: text().notNull(),
  server: text().notNull(),
  authority: text(),
});

/** One device's name and password for the secure network. */
export const credential = sqliteTable("wifi_credential", {
  id: text().primaryKey(),
  group: text().notNull(),
  holder: text().notNull(),
  gateway: text().notNull(),
  way: text().notNull(),
  client: text(),
  passwordHash: text("password_hash").notNull(),
  createdAt: integer("created_at").notNull(),
  validTo: integer("valid_to").notNull(),
  revokedAt: integer("revoked_at"),
});
