import type { Db } from "@ven/db";
import { idAudit, idRole, idSession, idSubject, idSubjectEvent, roleIsValid } from "@ven/db/identity";
import { uuidv7, withDeadline } from "@ven/kit";
import { and, desc, eq, isNull, sql } from "drizzle-orm";

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
 * number. `at` is when they were erased.
 */
export async function closeSubject(
  db: Db,
  { subject, at, now, requestId }: { subject: string; at: number; now: number; requestId: string | null },
) {
  const isNew = sql`NOT EXISTS (SELECT 1 FROM id_subject_event WHERE subject = ${subject} AND kind = 'erase')`;
  const [, , , , [event]] = await withDeadline(
    db.batch([
      db
        .update(idSession)
        .set({ endedAt: now, endReason: "erased" })
        .where(and(eq(idSession.subject, subject), isNull(idSession.endedAt))),
      db
        .update(idSubject)
        .set({ disabledAt: now })
        .where(and(eq(idSubject.id, subject), isNull(idSubject.disabledAt))),
      db
        .insert(idAudit)
        .select(
          sql`SELECT ${uuidv7(now)}, ${now}, ${subject}, 'erase', ${subject}, NULL, NULL, ${requestId} WHERE ${isNew}`,
        ),
      db
        .insert(idSubjectEvent)
        .select(sql`SELECT NULL, ${at}, 'erase', ${subject}, NULL, NULL, ${requestId} WHERE ${isNew}`),
      db
        .select({ seq: idSubjectEvent.seq })
        .from(idSubjectEvent)
        .where(and(eq(idSubjectEvent.subject, subject), eq(idSubjectEvent.kind, "erase")))
        .orderBy(desc(idSubjectEvent.seq))
        .limit(1),
    ]),
    deadline,
  );
  if (!event) throw new Error("an erasure without an event");
  return event.seq;
}
