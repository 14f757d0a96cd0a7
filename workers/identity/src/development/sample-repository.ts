import type { Db } from "@ven/db";
import { idOrganisation, idRole, idStaffProfile, idSubject, idVaultContact, idVaultKey } from "@ven/db/identity";
import type { Role } from "@ven/identity";
import { eq } from "drizzle-orm";

import type { PackedContacts } from "../vault";

export interface SampleOrganisation {
  id: string;
  parent: string | null;
  kind: (typeof idOrganisation.$inferInsert)["kind"];
  name: string;
  nameEn: string;
}
export interface SamplePerson {
  subject: string;
  name: string;
  role: Role;
  organisation: string;
}

/** Lays down organisations, parents first; what is there already stays. */
export async function addOrganisations(db: Db, organisations: readonly SampleOrganisation[]) {
  for (const organisation of organisations)
    await db
      .insert(idOrganisation)
      .values({ ...organisation, sample: true, validFrom: 0 })
      .onConflictDoNothing();
}

/** Lays down one member of staff with their role; what is there already stays. */
export async function addPerson(db: Db, { subject, name, role, organisation }: SamplePerson) {
  await db.batch([
    db.insert(idSubject).values({ id: subject, kind: "staff", createdAt: 0 }).onConflictDoNothing(),
    db
      .insert(idStaffProfile)
      .values({ subject, displayName: name, organisation, sample: true, updatedAt: 0 })
      .onConflictDoNothing(),
    db.insert(idRole).values({ subject, organisation, role, validFrom: 0, grantedBy: "sample" }).onConflictDoNothing(),
  ]);
}

/** Stores a sample person's contacts anew: this machine's keys may have been made again since. */
export async function putContacts(vault: Db, { subject, sealedKey, rows }: PackedContacts) {
  await vault.batch([
    vault.delete(idVaultKey).where(eq(idVaultKey.subject, subject)),
    ...rows.map(({ mac }) => vault.delete(idVaultContact).where(eq(idVaultContact.mac, mac))),
    vault.insert(idVaultKey).values({ subject, ...sealedKey, createdAt: 0 }),
    vault.insert(idVaultContact).values(rows.map((row) => ({ ...row, subject }))),
  ]);
}
