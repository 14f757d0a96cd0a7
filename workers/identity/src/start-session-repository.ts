import type { Db } from "@ven/db";
import { idChallenge, idSubject } from "@ven/db/identity";
import { withDeadline } from "@ven/kit";
import { and, eq, isNull, sql } from "drizzle-orm";

import { beginSession, type SessionStart } from "./begin-session-repository";
import { deadline } from "./deadline";
import { changed } from "./session-repository";

export interface StartByCode extends Omit<SessionStart, "aal" | "action"> {
  challenge: string;
  /** Whether sample staff who have no passkey yet may use a code: on a developer's machine only. */
  sampleStaff: boolean;
}

/**
 * Turns a code's challenge into a session, once: of many that try at the same time one gets it. Kind and lifetimes
 * follow from the subject; somebody whom we have not seen begins as a guest. `staff` says that a member of staff proved
 * the contact, whom a code does not let in; without it and without a session the challenge was taken.
 */
export async function startSession(db: Db, { challenge, sampleStaff, ...start }: StartByCode) {
  const { subject, now } = start;
  // Also counts as a change for a subject that is known already, so that what follows goes on.
  const known = db
    .insert(idSubject)
    .select(sql`SELECT ${subject}, 'guest', ${now}, NULL WHERE ${changed}`)
    .onConflictDoUpdate({
      target: idSubject.id,
      set: { kind: sql`"id_subject"."kind"` },
      setWhere: sql`"id_subject"."kind" <> 'staff' OR (${Number(sampleStaff)}
        AND EXISTS (SELECT 1 FROM id_staff_profile WHERE subject = ${subject} AND sample = 1)
        AND NOT EXISTS (SELECT 1 FROM id_passkey WHERE subject = ${subject}))`,
    });
  const [, , , , , , [session], roles, [who]] = await withDeadline(
    db.batch([
      db
        .update(idChallenge)
        .set({ consumedAt: now })
        .where(and(eq(idChallenge.id, challenge), isNull(idChallenge.consumedAt), isNull(idChallenge.supersededAt))),
      known,
      ...beginSession(db, { ...start, aal: 1, action: "sign-in" }),
      db.select({ kind: idSubject.kind }).from(idSubject).where(eq(idSubject.id, subject)),
    ]),
    deadline,
  );
  return session
    ? ({ started: true, session, roles } as const)
    : ({ started: false, staff: who?.kind === "staff" } as const);
}
