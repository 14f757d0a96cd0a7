import type { Db } from "@ven/db";
import { idVaultContact, idVaultKey } from "@ven/db/identity";
import { withDeadline } from "@ven/kit";
import { and, eq, or, sql } from "drizzle-orm";

import { deadline } from "./deadline";
import type { BlindIndex, PackedContacts } from "./vault";

const isCurrent = (now: number) => sql`(${idVaultContact.expiresAt} IS NULL OR ${idVaultContact.expiresAt} > ${now})`;
const hasIndex = (indexes: readonly BlindIndex[]) =>
  or(...indexes.map(({ pepper, mac }) => and(eq(idVaultContact.pepper, pepper), eq(idVaultContact.mac, mac))));

/** The subject who proved this contact before. */
export async function findSubject(vault: Db, indexes: readonly BlindIndex[], now: number) {
  const [found] = await withDeadline(
    vault
      .select({ subject: idVaultContact.subject, isTemporary: sql<number>`${idVaultContact.expiresAt} IS NOT NULL` })
      .from(idVaultContact)
      .where(and(hasIndex(indexes), isCurrent(now)))
      .limit(1),
    deadline,
  );
  return found && { subject: found.subject, isTemporary: found.isTemporary === 1 };
}

/** Keeps a new subject's key and contacts. `expiresAt` (UTC ms) is when they may be forgotten; null for staff. */
export async function addContacts(
  vault: Db,
  { subject, sealedKey, rows }: PackedContacts,
  { now, expiresAt }: { now: number; expiresAt: number | null },
) {
  const contacts = rows.map((row) => ({ ...row, subject, verifiedAt: now, expiresAt }));
  await withDeadline(
    vault.batch([
      // Guests of yesterday are forgotten, key and all; a phone may then begin anew as somebody else's.
      vault
        .delete(idVaultKey)
        .where(
          sql`${idVaultKey.subject} IN (SELECT ${idVaultContact.subject} FROM ${idVaultContact} WHERE ${idVaultContact.expiresAt} <= ${now})`,
        ),
      vault
        .insert(idVaultKey)
        .values({ subject, ...sealedKey, createdAt: now })
        .onConflictDoNothing(),
      vault.insert(idVaultContact).values(contacts).onConflictDoNothing(),
    ]),
    deadline,
  );
}

/** A guest who comes back is remembered for another day. */
export async function keepLonger(vault: Db, subject: string, expiresAt: number) {
  await withDeadline(
    vault
      .update(idVaultContact)
      .set({ expiresAt })
      .where(and(eq(idVaultContact.subject, subject), sql`${idVaultContact.expiresAt} < ${expiresAt}`)),
    deadline,
  );
}

/** A subject's contacts, sealed, with the key that opens them. */
export async function readContacts(vault: Db, subject: string) {
  return withDeadline(
    vault
      .select({
        channel: idVaultContact.channel,
        sealed: idVaultContact.sealed,
        wrapped: idVaultKey.wrapped,
        masterKey: idVaultKey.masterKey,
      })
      .from(idVaultContact)
      .innerJoin(idVaultKey, eq(idVaultKey.subject, idVaultContact.subject))
      .where(eq(idVaultContact.subject, subject)),
    deadline,
  );
}
