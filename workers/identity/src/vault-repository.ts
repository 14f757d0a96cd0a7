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
      .select({ subject: idVaultContact.subject })
      .from(idVaultContact)
      .where(and(hasIndex(indexes), isCurrent(now)))
      .limit(1),
    deadline,
  );
  return found;
}

/**
 * Who this contact is of, in one trip: whoever proved it before, remembered for longer where that is for a while only, or
 * else the new subject, kept until `expiresAt` (UTC ms). Of several at the same time one is kept, and all get that one.
 */
export async function rememberContact(
  vault: Db,
  { subject, sealedKey, rows: [row] }: PackedContacts,
  indexes: readonly BlindIndex[],
  { now, expiresAt }: { now: number; expiresAt: number },
) {
  if (!row) throw new Error("a person without a contact");
  const d1 = vault.$client;
  const isThis = `(pepper, mac) IN (${indexes.map(() => "(?, ?)").join(", ")})`;
  const these = indexes.flatMap(({ pepper, mac }) => [pepper, mac]);
  const answers = await withDeadline(
    d1.batch<{ subject: string }>([
      // Guests of yesterday are forgotten, key and all; a phone may then begin anew as somebody else's.
      d1
        .prepare(
          "DELETE FROM id_vault_key WHERE subject IN (SELECT subject FROM id_vault_contact WHERE expires_at <= ?)",
        )
        .bind(now),
      d1
        .prepare(
          `INSERT INTO id_vault_key (subject, wrapped, master_key, created_at)
           SELECT ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM id_vault_contact WHERE ${isThis})`,
        )
        .bind(subject, sealedKey.wrapped, sealedKey.masterKey, now, ...these),
      d1
        .prepare(
          `INSERT INTO id_vault_contact (subject, channel, pepper, mac, sealed, verified_at, expires_at)
           SELECT ?, ?, ?, ?, ?, ?, ? WHERE changes() = 1`,
        )
        .bind(subject, row.channel, row.pepper, row.mac, row.sealed, now, expiresAt),
      d1
        .prepare(`UPDATE id_vault_contact SET expires_at = ? WHERE ${isThis} AND expires_at < ?`)
        .bind(expiresAt, ...these, expiresAt),
      d1.prepare(`SELECT subject FROM id_vault_contact WHERE ${isThis} LIMIT 1`).bind(...these),
    ]),
    deadline,
  );
  const found = answers.at(-1)?.results[0];
  if (!found) throw new Error("a contact that was not kept");
  return found.subject;
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
