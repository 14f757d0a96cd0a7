import type { Db } from "@ven/db";
import { uuidv7, withDeadline } from "@ven/kit";

import { deadline } from "./deadline";

export interface Happening {
  at: number;
  actor: string;
  action: string;
  object: string;
  organisation: string | null;
  detail?: Record<string, unknown>;
  requestId: string | null;
}

/** The audit row of what the statement before it did, if it did anything. */
export function auditIfChanged(db: Db, { at, actor, action, object, organisation, detail, requestId }: Happening) {
  return db.$client
    .prepare(
      `INSERT INTO id_audit (id, at, actor, action, object, organisation, detail, request_id)
       SELECT ?, ?, ?, ?, ?, ?, ?, ? WHERE changes() > 0`,
    )
    .bind(uuidv7(at), at, actor, action, object, organisation, detail ? JSON.stringify(detail) : null, requestId);
}

/** An audit row that stands alone, for what was only looked at. */
export async function record(db: Db, { at, actor, action, object, organisation, detail, requestId }: Happening) {
  const row = db.$client
    .prepare(
      `INSERT INTO id_audit (id, at, actor, action, object, organisation, detail, request_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(uuidv7(at), at, actor, action, object, organisation, detail ? JSON.stringify(detail) : null, requestId);
  await withDeadline(row.run(), deadline);
}

/** If the statement before changed something: tokens that this subject has already are worth nothing from now on. */
export const revokeIfChanged = (db: Db, subject: string, now: number) =>
  db.$client
    .prepare(
      `INSERT INTO id_revocation (scope, target, issued_before, expires_at) SELECT 'subject', ?, ?, ? WHERE changes() > 0`,
    )
    .bind(subject, now, now + 86_400_000);

/** A message on its way, if the statement before changed something. `payload` is sealed. */
export const sendIfChanged = (
  db: Db,
  { id, at, topic, payload }: { id: string; at: number; topic: string; payload: string },
) =>
  db.$client
    .prepare(
      `INSERT INTO id_outbox (id, at, topic, payload, attempts, next_at) SELECT ?, ?, ?, ?, 0, ? WHERE changes() > 0`,
    )
    .bind(id, at, topic, payload, at);

/** Runs a change and what belongs to it, all or nothing; whether the first statement changed anything. */
export async function applyChange(db: Db, statements: readonly D1PreparedStatement[]) {
  const [first] = await withDeadline(db.$client.batch([...statements]), deadline);
  return (first?.meta.changes ?? 0) > 0;
}
