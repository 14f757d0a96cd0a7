import type { AuditTable, Db, IdempotencyTable, OutboxTable, Statement } from "@ven/db";
import { and, eq } from "drizzle-orm";

import { uuidv7 } from "./bytes";
import { withDeadline } from "./deadline";
import { Problem } from "./problem";

/** A write that does not answer in time is answered 503; with an Idempotency-Key the retry finds what happened. */
const writeDeadline = 1000;

/** Runs a change and all that belongs to it (audit, outbox) in one D1 batch: all of it, or nothing. */
export async function commit(db: Db, [first, ...rest]: Statement[]) {
  if (!first) return [];
  return withDeadline(db.batch([first, ...rest]), writeDeadline);
}

export interface AuditEntry {
  at: number;
  actor: string;
  action: string;
  object: string;
  organisation?: string;
  detail?: Record<string, unknown>;
  requestId?: string;
}

/** The statement that records who did what; goes into the same `commit` as the change. */
export function audit(db: Db, table: AuditTable, entry: AuditEntry): Statement {
  return db.insert(table).values({ id: uuidv7(entry.at), ...entry });
}

/** The statement that queues a message for the outside; `payload` is sealed by the caller. */
export function enqueue(
  db: Db,
  table: OutboxTable,
  message: { at: number; topic: string; payload: string },
): Statement {
  return db.insert(table).values({ id: uuidv7(message.at), attempts: 0, nextAt: message.at, ...message });
}

export interface StoredAnswer {
  status: number;
  response: string;
}

export interface OnceOptions extends StoredAnswer {
  /** Caller and route, so that two callers' equal keys never meet. */
  scope: string;
  key: string;
  requestHash: string;
  now: number;
  /** How long the answer is kept, ms. */
  keepFor: number;
}

/**
 * Like `commit`, once per key: the row of the key is the first statement of the batch, so a second request with the key
 * changes nothing and gets the first one's answer. Throws `key-reused` when the request differs.
 */
export async function commitOnce(
  db: Db,
  table: IdempotencyTable,
  { scope, key, requestHash, now, keepFor, status, response }: OnceOptions,
  statements: Statement[],
): Promise<StoredAnswer> {
  const row = { scope, key, requestHash, status, response, createdAt: now, expiresAt: now + keepFor };
  try {
    await commit(db, [db.insert(table).values(row), ...statements]);
    return { status, response };
  } catch (err) {
    if (!isUniqueViolation(err, "_idempotency.")) throw err;
    const [stored] = await withDeadline(
      db
        .select()
        .from(table)
        .where(and(eq(table.scope, scope), eq(table.key, key))),
      writeDeadline,
    );
    if (!stored) throw err;
    if (stored.requestHash !== requestHash) throw new Problem("key-reused");
    return stored;
  }
}

/** Whether D1 refused a statement because of a key; `of` is a part of `table.column`. The text is D1's only interface. */
export function isUniqueViolation(err: unknown, of = "") {
  for (let e = err; e instanceof Error; e = e.cause)
    if (e.message.includes("UNIQUE constraint failed") && e.message.includes(of)) return true;
  return false;
}
