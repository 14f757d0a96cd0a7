import { withDeadline } from "@ven/kit";

export interface HookRow {
  id: string;
  school: string;
  url: string;
  secret: string;
  cursor: string;
  createdAt: number;
  stoppedAt: number | null;
}
/** What happened, as the audit has it. */
export interface Happening {
  id: string;
  at: number;
  action: string;
  object: string;
  organisation: string | null;
  detail: string | null;
}
export interface Delivery {
  id: string;
  payload: string;
  attempts: number;
  hook: string;
  url: string;
  secret: string;
}

const deadline = 5000;
const columns = "id, school, url, secret, cursor, created_at AS createdAt, stopped_at AS stoppedAt";

/** Systems that are told, what they have not been told yet, and what is on its way to them. */
export function hookRepository(d1: D1Database) {
  const rows = async <T>(statement: D1PreparedStatement) =>
    (await withDeadline(statement.all<T & Record<string, unknown>>(), deadline)).results as T[];
  return {
    ofSchool: (school: string) =>
      rows<HookRow>(d1.prepare(`SELECT ${columns} FROM room_hook WHERE school = ? ORDER BY id LIMIT 20`).bind(school)),
    running: () => rows<HookRow>(d1.prepare(`SELECT ${columns} FROM room_hook WHERE stopped_at IS NULL LIMIT 200`)),
    /** It is told from now on, not what was before. */
    make: (hook: Omit<HookRow, "cursor" | "stoppedAt"> & { by: string }) =>
      d1
        .prepare(
          `INSERT INTO room_hook (id, school, url, secret, cursor, created_by, created_at)
           SELECT ?1, ?2, ?3, ?4, ifnull((SELECT max(id) FROM room_audit), ''), ?5, ?6`,
        )
        .bind(hook.id, hook.school, hook.url, hook.secret, hook.by, hook.createdAt),
    stop: (id: string, school: string, at: number) =>
      d1
        .prepare("UPDATE room_hook SET stopped_at = ? WHERE id = ? AND school = ? AND stopped_at IS NULL")
        .bind(at, id, school),
    /** What the service wrote down after a cursor and before a moment, of all schools: over the key, with no index more. */
    since: (cursor: string, before: string) =>
      rows<Happening>(
        d1
          .prepare(
            "SELECT id, at, action, object, organisation, detail FROM room_audit WHERE id > ? AND id < ? ORDER BY id LIMIT 500",
          )
          .bind(cursor, before),
      ),
    /** Queues deliveries and moves the cursor in one batch, unless somebody else did meanwhile. */
    queue: (hook: HookRow, cursor: string, deliveries: readonly { id: string; payload: string }[], at: number) => [
      d1
        .prepare("INSERT INTO room_expect SELECT 1, count(*) FROM room_hook WHERE id = ? AND cursor = ?")
        .bind(hook.id, hook.cursor),
      d1
        .prepare(
          `INSERT INTO room_outbox (id, at, topic, payload, attempts, next_at)
           SELECT v.value ->> 'id', ?2, 'hook:' || ?3, v.value ->> 'payload', 0, ?2 FROM json_each(?1) AS v`,
        )
        .bind(JSON.stringify(deliveries), at, hook.id),
      d1.prepare("UPDATE room_hook SET cursor = ? WHERE id = ?").bind(cursor, hook.id),
    ],
    due: (now: number) =>
      rows<Delivery>(
        d1
          .prepare(
            `SELECT o.id, o.payload, o.attempts, h.id AS hook, h.url, h.secret FROM room_outbox AS o
               JOIN room_hook AS h ON h.id = substr(o.topic, 6) AND h.stopped_at IS NULL
             WHERE o.done_at IS NULL AND o.next_at <= ? AND o.topic LIKE 'hook:%' ORDER BY o.next_at LIMIT 40`,
          )
          .bind(now),
      ),
    delivered: (id: string, at: number) =>
      d1.prepare("UPDATE room_outbox SET done_at = ?, attempts = attempts + 1 WHERE id = ?").bind(at, id),
    again: (id: string, at: number) =>
      d1.prepare("UPDATE room_outbox SET attempts = attempts + 1, next_at = ? WHERE id = ?").bind(at, id),
    run: (statements: D1PreparedStatement[]) => withDeadline(d1.batch(statements), deadline),
  };
}
export type HookRepository = ReturnType<typeof hookRepository>;
