import type { Db } from "@ven/db";
import { idVaultContact, idVaultIdentity, idVaultKey } from "@ven/db/identity";
import { withDeadline } from "@ven/kit";
import { and, asc, count, eq, gt, ne, sql } from "drizzle-orm";

import { deadline } from "./deadline";
import type { SealedKey } from "./vault";

/** A subject's wrapped key; undefined for somebody who was erased, or never known. */
export async function readSubjectKey(vault: Db, subject: string) {
  const [row] = await withDeadline(
    vault
      .select({ wrapped: idVaultKey.wrapped, masterKey: idVaultKey.masterKey })
      .from(idVaultKey)
      .where(eq(idVaultKey.subject, subject)),
    deadline,
  );
  return row;
}

/** Forgets somebody: without the key nothing that is sealed with it can be read again, in backups neither. */
export async function deleteSubjectKey(vault: Db, subject: string) {
  const deleted = await withDeadline(
    vault.delete(idVaultKey).where(eq(idVaultKey.subject, subject)).returning({ subject: idVaultKey.subject }),
    deadline,
  );
  return deleted.length === 1;
}

/** Keys that another master key than `active` wraps, after a subject, in order. */
export const keysToRewrap = (vault: Db, active: string, after: string, limit: number) =>
  withDeadline(
    vault
      .select()
      .from(idVaultKey)
      .where(and(ne(idVaultKey.masterKey, active), gt(idVaultKey.subject, after)))
      .orderBy(asc(idVaultKey.subject))
      .limit(limit),
    deadline,
  );

/** Stores keys anew, each only if it is still wrapped as it was read. */
export async function putKeys(vault: Db, rows: readonly { subject: string; before: SealedKey; after: SealedKey }[]) {
  const [first, ...rest] = rows.map(({ subject, before, after }) =>
    vault
      .update(idVaultKey)
      .set(after)
      .where(and(eq(idVaultKey.subject, subject), eq(idVaultKey.wrapped, before.wrapped))),
  );
  if (first) await withDeadline(vault.batch([first, ...rest]), deadline);
}

/** Contacts whose index is made with another pepper than `active`, with their keys, in order. */
export const contactsToReindex = (vault: Db, active: string, after: string, limit: number) =>
  withDeadline(
    vault
      .select({
        subject: idVaultContact.subject,
        channel: idVaultContact.channel,
        pepper: idVaultContact.pepper,
        mac: idVaultContact.mac,
        sealed: idVaultContact.sealed,
        wrapped: idVaultKey.wrapped,
        masterKey: idVaultKey.masterKey,
      })
      .from(idVaultContact)
      .innerJoin(idVaultKey, eq(idVaultKey.subject, idVaultContact.subject))
      .where(and(ne(idVaultContact.pepper, active), gt(idVaultContact.subject, after)))
      .orderBy(asc(idVaultContact.subject))
      .limit(limit),
    deadline,
  );

export interface Reindexed {
  subject: string;
  before: { pepper: string; mac: string };
  after: { pepper: string; mac: string };
}

/**
 * Moves contacts to their new index. Where the person has proved the same contact again meanwhile, the new row stays
 * and the old one goes.
 */
export async function putIndexes(vault: Db, rows: readonly Reindexed[]) {
  const statements = rows.flatMap(({ subject, before, after }) => {
    const old = and(
      eq(idVaultContact.subject, subject),
      eq(idVaultContact.pepper, before.pepper),
      eq(idVaultContact.mac, before.mac),
    );
    const taken = sql`EXISTS (SELECT 1 FROM id_vault_contact AS taken WHERE taken.pepper = ${after.pepper} AND taken.mac = ${after.mac})`;
    return [vault.delete(idVaultContact).where(and(old, taken)), vault.update(idVaultContact).set(after).where(old)];
  });
  const [first, ...rest] = statements;
  if (first) await withDeadline(vault.batch([first, ...rest]), deadline);
}

/** Citizens whose index is made with another pepper than `active`, in order. */
export async function identitiesToReindex(vault: Db, active: string, after: string, limit: number) {
  const rows = await withDeadline(
    vault
      .select({ subject: idVaultIdentity.subject })
      .from(idVaultIdentity)
      .where(and(ne(idVaultIdentity.pepper, active), gt(idVaultIdentity.subject, after)))
      .orderBy(asc(idVaultIdentity.subject))
      .limit(limit),
    deadline,
  );
  return rows.map(({ subject }) => subject);
}

export async function putIdentityIndexes(
  vault: Db,
  rows: readonly { subject: string; after: { pepper: string; mac: string } }[],
) {
  const [first, ...rest] = rows.map(({ subject, after }) =>
    vault.update(idVaultIdentity).set(after).where(eq(idVaultIdentity.subject, subject)),
  );
  if (first) await withDeadline(vault.batch([first, ...rest]), deadline);
}

/** How many rows each key of a ring still holds: `{ m1: 12 }`. */
export async function countByKey(vault: Db) {
  const [keys, contacts, citizens] = await withDeadline(
    vault.batch([
      vault.select({ name: idVaultKey.masterKey, rows: count() }).from(idVaultKey).groupBy(idVaultKey.masterKey),
      vault.select({ name: idVaultContact.pepper, rows: count() }).from(idVaultContact).groupBy(idVaultContact.pepper),
      vault
        .select({ name: idVaultIdentity.pepper, rows: count() })
        .from(idVaultIdentity)
        .groupBy(idVaultIdentity.pepper),
    ]),
    deadline,
  );
  const sum = (rows: readonly { name: string; rows: number }[]) => {
    const byName = new Map<string, number>();
    for (const one of rows) byName.set(one.name, (byName.get(one.name) ?? 0) + one.rows);
    return Object.fromEntries(byName);
  };
  return { masterKeys: sum(keys), peppers: sum([...contacts, ...citizens]) };
}
