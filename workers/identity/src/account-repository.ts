import type { Db } from "@ven/db";
import { idAudit, idSession, idVaultIdentity, idVaultKey } from "@ven/db/identity";
import { uuidv7, withDeadline } from "@ven/kit";
import { and, eq, isNull, ne, sql } from "drizzle-orm";

import { deadline } from "./deadline";

/** Ends every session of a subject but one (or none); gives how many ended. One audit row says so. */
export async function endSessionsOf(
  db: Db,
  {
    subject,
    except = "",
    reason,
    now,
    requestId,
  }: { subject: string; except?: string; reason: string; now: number; requestId: string | null },
) {
  const [ended] = await withDeadline(
    db.batch([
      db
        .update(idSession)
        .set({ endedAt: now, endReason: reason })
        .where(and(eq(idSession.subject, subject), ne(idSession.id, except), isNull(idSession.endedAt)))
        .returning({ id: idSession.id }),
      db.insert(idAudit).select(sql`
        SELECT ${uuidv7(now)}, ${now}, ${subject}, ${reason}, ${except === "" ? "every session" : "every other session"}, NULL, NULL, ${requestId}
        WHERE changes() > 0`),
    ]),
    deadline,
  );
  return ended.length;
}

/** From now on the session ends after `idleMs` without use. */
export async function shortenIdle(db: Db, session: string, idleMs: number) {
  await withDeadline(
    db
      .update(idSession)
      .set({ idleMs: sql`min(${idSession.idleMs}, ${idleMs})` })
      .where(and(eq(idSession.id, session), isNull(idSession.endedAt))),
    deadline,
  );
}

/** What a provider of identities told of a citizen, sealed, with the key that opens it. */
export async function readIdentity(vault: Db, subject: string) {
  const [found] = await withDeadline(
    vault
      .select({ sealed: idVaultIdentity.sealed, wrapped: idVaultKey.wrapped, masterKey: idVaultKey.masterKey })
      .from(idVaultIdentity)
      .innerJoin(idVaultKey, eq(idVaultKey.subject, idVaultIdentity.subject))
      .where(eq(idVaultIdentity.subject, subject)),
    deadline,
  );
  return found;
}
