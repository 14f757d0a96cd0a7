import type { Db } from "@ven/db";
import { idSubject, idVaultIdentity, idVaultKey } from "@ven/db/identity";
import { withDeadline } from "@ven/kit";
import { and, eq, or, sql } from "drizzle-orm";

import { beginSession, type SessionStart } from "../begin-session-repository";
import { deadline } from "../deadline";
import type { BlindIndex, SealedKey } from "../vault";

const hasIndex = (indexes: readonly BlindIndex[]) =>
  or(...indexes.map(({ pepper, mac }) => and(eq(idVaultIdentity.pepper, pepper), eq(idVaultIdentity.mac, mac))));

/** The subject who was this citizen before, with the key of their data. */
export async function findCitizen(vault: Db, indexes: readonly BlindIndex[]) {
  const [found] = await withDeadline(
    vault
      .select({ subject: idVaultKey.subject, wrapped: idVaultKey.wrapped, masterKey: idVaultKey.masterKey })
      .from(idVaultIdentity)
      .innerJoin(idVaultKey, eq(idVaultKey.subject, idVaultIdentity.subject))
      .where(hasIndex(indexes))
      .limit(1),
    deadline,
  );
  return found;
}

/** Keeps a citizen who is new here. Of two sign-ins at once one wins: gives the subject who is this citizen now. */
export async function addCitizen(
  vault: Db,
  {
    subject,
    sealedKey,
    index,
    sealed,
    now,
  }: { subject: string; sealedKey: SealedKey; index: BlindIndex; sealed: string; now: number },
) {
  const [, , , [winner]] = await withDeadline(
    vault.batch([
      vault.insert(idVaultKey).values({ subject, ...sealedKey, createdAt: now }),
      vault
        .insert(idVaultIdentity)
        .values({ subject, ...index, sealed, provedAt: now })
        .onConflictDoNothing(),
      vault
        .delete(idVaultKey)
        .where(
          sql`${idVaultKey.subject} = ${subject} AND NOT EXISTS (SELECT 1 FROM id_vault_identity WHERE subject = ${subject})`,
        ),
      vault
        .select({ subject: idVaultIdentity.subject })
        .from(idVaultIdentity)
        .where(hasIndex([index])),
    ]),
    deadline,
  );
  return winner?.subject;
}

/** What the provider says now of a citizen who is known; found by the active pepper from now on. */
export async function keepCitizen(
  vault: Db,
  { subject, index, sealed, now }: { subject: string; index: BlindIndex; sealed: string; now: number },
) {
  await withDeadline(
    vault
      .update(idVaultIdentity)
      .set({ ...index, sealed, provedAt: now })
      .where(eq(idVaultIdentity.subject, subject)),
    deadline,
  );
}

/** Begins a session of a citizen; undefined when they may not sign in. */
export async function startCitizen(db: Db, start: SessionStart) {
  const { subject, now } = start;
  const [, , , , , [session], roles] = await withDeadline(
    db.batch([
      // Also counts as a change for a citizen who is known already, so that what follows goes on.
      db
        .insert(idSubject)
        .values({ id: subject, kind: "citizen", createdAt: now })
        .onConflictDoUpdate({
          target: idSubject.id,
          set: { kind: sql`"id_subject"."kind"` },
          setWhere: sql`"id_subject"."kind" = 'citizen'`,
        }),
      ...beginSession(db, start),
    ]),
    deadline,
  );
  return session && { session, roles };
}
