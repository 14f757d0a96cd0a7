import { drizzle } from "drizzle-orm/d1";

const opened = new WeakMap<D1Database, Db>();

/** Opens a D1 database. The same binding gives the same object, so that prepared queries can be kept. */
export function openDb(d1: D1Database): Db {
  const known = opened.get(d1);
  if (known) return known;
  const db = drizzle(d1);
  opened.set(d1, db);
  return db;
}

export type Db = ReturnType<typeof drizzle<Record<string, never>, D1Database>>;
/** What `db.batch()` takes: a built query that has not run yet. */
export type Statement = Parameters<Db["batch"]>[0][number];

export { auditTable, idempotencyTable, outboxTable } from "./shared";
export type { AuditTable, IdempotencyTable, OutboxTable } from "./shared";
