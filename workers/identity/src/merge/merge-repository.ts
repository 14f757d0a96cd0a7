import type { Db } from "@ven/db";
import { idSession, idSubject, idVaultKey } from "@ven/db/identity";
import { withDeadline } from "@ven/kit";
import { and, eq, isNull, sql } from "drizzle-orm";

import { deadline } from "../deadline";
import { auditOf } from "../session-repository";
import { eventIfChanged } from "../subject-event-repository";

export interface Merge {
  guest: string;
  citizen: string;
  now: number;
  requestId: string | null;
}

/** Ends a guest and tells every service who they are now: once, one way, in one batch. False when it cannot be. */
export async function mergeSubjects(db: Db, { guest, citizen, now, requestId }: Merge) {
  const [ended] = await withDeadline(
    db.batch([
      db
        .update(idSubject)
        .set({ disabledAt: now })
        .where(
          sql`${idSubject.id} = ${guest} AND ${idSubject.kind} = 'guest' AND ${idSubject.disabledAt} IS NULL
            AND EXISTS (SELECT 1 FROM id_subject WHERE id = ${citizen} AND kind = 'citizen' AND disabled_at IS NULL)`,
        )
        .returning({ id: idSubject.id }),
      eventIfChanged(db, { kind: "merge", subject: guest, target: citizen, now, requestId }),
      auditOf(db, { now, actor: citizen, action: "guest-merged", object: guest, requestId }),
      db
        .update(idSession)
        .set({ endedAt: now, endReason: "merged" })
        .where(
          and(
            eq(idSession.subject, guest),
            isNull(idSession.endedAt),
            sql`EXISTS (SELECT 1 FROM id_subject WHERE id = ${guest} AND disabled_at = ${now})`,
          ),
        ),
    ]),
    deadline,
  );
  return ended.length === 1;
}

/** Forgets a subject's contacts with their key: whoever proves the phone next is somebody new. */
export const forgetKey = (vault: Db, subject: string) =>
  withDeadline(vault.delete(idVaultKey).where(eq(idVaultKey.subject, subject)), deadline);
