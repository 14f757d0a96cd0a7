import type { Db } from "@ven/db";
import { idRole, idSubject, roleIsValid } from "@ven/db/identity";
import { uuidv7, withDeadline } from "@ven/kit";
import { and, eq } from "drizzle-orm";

import { deadline } from "./deadline";

/** Whether somebody may be erased by their own word. */
export async function standingOf(db: Db, subject: string, now: number) {
  const [known, roles] = await withDeadline(
    db.batch([
      db.select({ id: idSubject.id }).from(idSubject).where(eq(idSubject.id, subject)),
      db
        .select({ role: idRole.role })
        .from(idRole)
        .where(and(eq(idRole.subject, subject), roleIsValid(now)))
        .limit(1),
    ]),
    deadline,
  );
  if (known.length === 0) return "unknown";
  return roles.length > 0 ? "employed" : "free";
}

/**
 * Ends all that an erased subject had in `city` and tells every service, once: a second time gives the first event's
 * number. Passkeys and the name shown at work go at once; what they did stays in the audit, under a pseudonym. `at` is
 * when they were erased.
 */
export async function closeSubject(
  db: Db,
  { subject, at, now, requestId }: { subject: string; at: number; now: number; requestId: string | null },
) {
  const run = (text: string, ...values: (string | number | null)[]) => db.$client.prepare(text).bind(...values);
  const isNew = "NOT EXISTS (SELECT 1 FROM id_subject_event WHERE subject = ?2 AND kind = 'erase')";
  const answers = await withDeadline(
    db.$client.batch<{ seq: number }>([
      run(
        `UPDATE id_session SET ended_at = ?, end_reason = 'erased' WHERE subject = ? AND ended_at IS NULL`,
        now,
        subject,
      ),
      run(`UPDATE id_session SET device = '' WHERE subject = ?`, subject),
      run("UPDATE id_subject SET disabled_at = ? WHERE id = ? AND disabled_at IS NULL", now, subject),
      // After the account is closed: until then the last passkey of staff stays.
      run("DELETE FROM id_passkey WHERE subject = ?", subject),
      run("DELETE FROM id_staff_profile WHERE subject = ?", subject),
      run("DELETE FROM id_invitation WHERE redeemed_by = ?", subject),
      run("DELETE FROM id_recovery WHERE subject = ? AND consumed_at IS NULL", subject),
      run(
        `INSERT INTO id_audit (id, at, actor, action, object, request_id) SELECT ?1, ?3, ?2, 'erase', ?2, ?4 WHERE ${isNew}`,
        uuidv7(now),
        subject,
        now,
        requestId,
      ),
      run(
        `INSERT INTO id_subject_event (at, kind, subject, request_id) SELECT ?1, 'erase', ?2, ?3 WHERE ${isNew}`,
        at,
        subject,
        requestId,
      ),
      run("SELECT seq FROM id_subject_event WHERE subject = ? AND kind = 'erase' ORDER BY seq DESC LIMIT 1", subject),
    ]),
    deadline,
  );
  const event = answers.at(-1)?.results[0];
  if (!event) throw new Error("an erasure without an event");
  return event.seq;
}
