import { uuidv7 } from "./bytes";
import { withDeadline } from "./deadline";
import { Problem } from "./problem";

/** A write that does not answer in time is 503, within a second; with an Idempotency-Key the retry finds what happened. */
const writeDeadline = 600;

/** Runs a change and all that belongs to it (audit, outbox) in one D1 batch: all of it, or nothing. */
export async function commit(d1: D1Database, statements: D1PreparedStatement[]) {
  return statements.length ? withDeadline(d1.batch(statements), writeDeadline) : [];
}

/** A service's own tables of one shape each: `queue` has `queue_audit`, `queue_outbox`, `queue_idempotency`. */
export type Service = "identity" | "queue" | "classrooms" | "wifi" | "ask" | "kit";
const prefixes: Record<Service, string> = {
  identity: "id",
  queue: "queue",
  classrooms: "room",
  wifi: "wifi",
  ask: "ask",
  kit: "kit",
};

/** `auditTableOf("classrooms") === "room_audit"` */
export const auditTableOf = (service: Service) => `${prefixes[service]}_audit`;

export interface AuditEntry {
  at: number;
  actor: string;
  action: string;
  object: string;
  organisation?: string;
  detail?: Record<string, unknown>;
  requestId?: string;
}

/**
 * The statement that records who did what; goes into the same `commit` as the change. `ifChanged` records it only if the
 * statement before changed a row: who comes too late has done nothing.
 */
export function audit(d1: D1Database, service: Service, entry: AuditEntry, { ifChanged = false } = {}) {
  const { at, actor, action, object, organisation = null, detail, requestId = null } = entry;
  return d1
    .prepare(
      `INSERT INTO ${auditTableOf(service)} (id, at, actor, action, object, organisation, detail, request_id) SELECT ?, ?, ?, ?, ?, ?, ?, ?${ifChanged ? " WHERE changes() = 1" : ""}`,
    )
    .bind(uuidv7(at), at, actor, action, object, organisation, detail ? JSON.stringify(detail) : null, requestId);
}

/** The statement that queues a message for the outside; `payload` is sealed by the caller. */
export function enqueue(d1: D1Database, service: Service, message: { at: number; topic: string; payload: string }) {
  const { at, topic, payload } = message;
  return d1
    .prepare(
      `INSERT INTO ${prefixes[service]}_outbox (id, at, topic, payload, attempts, next_at) VALUES (?, ?, ?, ?, 0, ?)`,
    )
    .bind(uuidv7(at), at, topic, payload, at);
}

export interface StoredAnswer {
  status: number;
  response: string;
}

export interface CommittedAnswer extends StoredAnswer {
  /** What each statement gave; absent when the answer is that of an earlier request with the key. */
  results?: D1Result[];
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
  d1: D1Database,
  service: Service,
  { scope, key, requestHash, now, keepFor, status, response }: OnceOptions,
  statements: D1PreparedStatement[],
): Promise<CommittedAnswer> {
  const table = `${prefixes[service]}_idempotency`;
  const row = d1
    .prepare(
      `INSERT INTO ${table} (scope, key, request_hash, status, response, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(scope, key, requestHash, status, response, now, now + keepFor);
  try {
    const [, ...results] = await commit(d1, [row, ...statements]);
    return { status, response, results };
  } catch (err) {
    if (!isUniqueViolation(err, `${table}.`)) throw err;
    const stored = await withDeadline(
      d1
        .prepare(`SELECT request_hash, status, response FROM ${table} WHERE scope = ? AND key = ?`)
        .bind(scope, key)
        .first<StoredAnswer & { request_hash: string }>(),
      writeDeadline,
    );
    if (!stored) throw err;
    if (stored.request_hash !== requestHash) throw new Problem("key-reused");
    return { status: stored.status, response: stored.response };
  }
}

/** Whether D1 refused a statement because of a key; `of` is a part of `table.column`. The text is D1's only interface. */
export function isUniqueViolation(err: unknown, of = "") {
  for (let e = err; e instanceof Error; e = e.cause)
    if (e.message.includes("UNIQUE constraint failed") && e.message.includes(of)) return true;
  return false;
}
