import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Who did what to which object, for one service. Append-only: the migration's triggers abort UPDATE and DELETE. */
export const auditTable = <Prefix extends string>(prefix: Prefix) =>
  sqliteTable(`${prefix}_audit`, {
    id: text().primaryKey(),
    at: integer().notNull(),
    actor: text().notNull(),
    action: text().notNull(),
    object: text().notNull(),
    organisation: text(),
    detail: text({ mode: "json" }).$type<Record<string, unknown>>(),
    requestId: text("request_id"),
  });
export type AuditTable = ReturnType<typeof auditTable>;

/** What still has to leave a service. `payload` is sealed, because it may name a person. */
export const outboxTable = <Prefix extends string>(prefix: Prefix) =>
  sqliteTable(`${prefix}_outbox`, {
    id: text().primaryKey(),
    at: integer().notNull(),
    topic: text().notNull(),
    payload: text().notNull(),
    attempts: integer().notNull(),
    nextAt: integer("next_at").notNull(),
    doneAt: integer("done_at"),
  });
export type OutboxTable = ReturnType<typeof outboxTable>;

/** The answer that a write gave, kept so that a retry gets the same one. `expiresAt` is UTC ms. */
export const idempotencyTable = <Prefix extends string>(prefix: Prefix) =>
  sqliteTable(
    `${prefix}_idempotency`,
    {
      scope: text().notNull(),
      key: text().notNull(),
      requestHash: text("request_hash").notNull(),
      status: integer().notNull(),
      response: text().notNull(),
      createdAt: integer("created_at").notNull(),
      expiresAt: integer("expires_at").notNull(),
    },
    (t) => [primaryKey({ columns: [t.scope, t.key] })],
  );
export type IdempotencyTable = ReturnType<typeof idempotencyTable>;
