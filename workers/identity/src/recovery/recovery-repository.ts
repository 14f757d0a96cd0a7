import type { Db } from "@ven/db";
import { idOrganisationPath, idRecovery, idStaffProfile, idSubject } from "@ven/db/identity";
import { withDeadline } from "@ven/kit";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";

import { deadline } from "../deadline";
import { auditOf } from "../session-repository";

/** How long two administrators have to agree, ms. */
export const openFor = 3 * 86_400_000;
/** How long the link is good, ms. */
export const linkLasts = 3_600_000;

interface Acting {
  actor: string;
  organisation: string;
  now: number;
  requestId: string | null;
}

const waits = (now: number) =>
  sql`${idRecovery.approvedAt} IS NULL AND ${idRecovery.withdrawnAt} IS NULL AND ${idRecovery.expiresAt} > ${now}`;

/** Colleagues of an organisation and of all under it, by name; and which recoveries wait there. */
export async function readRecoveries(db: Db, organisation: string, now: number) {
  const first = alias(idStaffProfile, "first");
  const [colleagues, waiting] = await withDeadline(
    db.batch([
      db
        .select({ subject: idStaffProfile.subject, name: idStaffProfile.displayName })
        .from(idStaffProfile)
        .innerJoin(idSubject, and(eq(idSubject.id, idStaffProfile.subject), isNull(idSubject.disabledAt)))
        .innerJoin(
          idOrganisationPath,
          and(
            eq(idOrganisationPath.organisation, idStaffProfile.organisation),
            eq(idOrganisationPath.ancestor, organisation),
          ),
        )
        .orderBy(asc(idStaffProfile.displayName))
        .limit(500),
      db
        .select({
          id: idRecovery.id,
          subject: idRecovery.subject,
          name: idStaffProfile.displayName,
          firstAdministrator: idRecovery.firstAdministrator,
          // Named anew: in a batch D1 knows columns by their names alone.
          first: sql<string | null>`${first.displayName}`.as("first_name"),
          openedAt: idRecovery.openedAt,
        })
        .from(idRecovery)
        .innerJoin(idStaffProfile, eq(idStaffProfile.subject, idRecovery.subject))
        .leftJoin(first, eq(first.subject, idRecovery.firstAdministrator))
        .where(and(eq(idRecovery.organisation, organisation), waits(now)))
        .orderBy(asc(idRecovery.openedAt))
        .limit(100),
    ]),
    deadline,
  );
  return { colleagues, waiting };
}

/** Opens a recovery; false for whoever does not work there, or waits for one already. */
export async function addRecovery(
  db: Db,
  { id, subject, actor, organisation, now, requestId }: Acting & { id: string; subject: string },
) {
  const [, , rows] = await withDeadline(
    db.batch([
      db.insert(idRecovery).select(sql`
        SELECT ${id}, p.subject, ${organisation}, ${actor}, NULL, ${now}, NULL, ${now + openFor}, NULL, NULL, NULL
        FROM id_staff_profile AS p JOIN id_subject AS s ON s.id = p.subject AND s.disabled_at IS NULL
        JOIN id_organisation_path AS o ON o.organisation = p.organisation AND o.ancestor = ${organisation}
        WHERE p.subject = ${subject} AND p.subject <> ${actor} AND NOT EXISTS (
          SELECT 1 FROM id_recovery WHERE subject = ${subject} AND approved_at IS NULL AND withdrawn_at IS NULL AND expires_at > ${now})`),
      auditOf(db, { now, actor, action: "recovery-opened", object: subject, organisation, requestId }),
      db.select({ id: idRecovery.id }).from(idRecovery).where(eq(idRecovery.id, id)),
    ]),
    deadline,
  );
  return rows.length === 1;
}

/** The second administrator agrees, once; gives whom it is for, or undefined when it is not theirs to approve. */
export async function approveRecovery(
  db: Db,
  { id, actor, organisation, linkHash, now, requestId }: Acting & { id: string; linkHash: string },
) {
  const [, , [row]] = await withDeadline(
    db.batch([
      db
        .update(idRecovery)
        .set({ secondAdministrator: actor, approvedAt: now, linkHash, expiresAt: now + linkLasts })
        .where(
          sql`${idRecovery.id} = ${id} AND ${idRecovery.organisation} = ${organisation} AND ${idRecovery.firstAdministrator} <> ${actor}
            AND ${idRecovery.subject} <> ${actor} AND ${waits(now)}`,
        ),
      auditOf(db, { now, actor, action: "recovery-approved", object: id, organisation, requestId }),
      db
        .select({ name: idStaffProfile.displayName })
        .from(idRecovery)
        .innerJoin(idStaffProfile, eq(idStaffProfile.subject, idRecovery.subject))
        .where(and(eq(idRecovery.id, id), eq(idRecovery.linkHash, linkHash))),
    ]),
    deadline,
  );
  return row;
}

/** Any administrator there takes an open one back; false when there is none. */
export async function withdrawRecovery(db: Db, { id, actor, organisation, now, requestId }: Acting & { id: string }) {
  const [withdrawn] = await withDeadline(
    db.batch([
      db
        .update(idRecovery)
        .set({ withdrawnAt: now })
        .where(and(eq(idRecovery.id, id), eq(idRecovery.organisation, organisation), waits(now)))
        .returning({ id: idRecovery.id }),
      auditOf(db, { now, actor, action: "recovery-withdrawn", object: id, organisation, requestId }),
    ]),
    deadline,
  );
  return withdrawn.length === 1;
}

/** The recovery of a link that may still be used. */
export async function findRecovery(db: Db, linkHash: string, now: number) {
  const [row] = await withDeadline(
    db
      .select({ id: idRecovery.id, subject: idRecovery.subject })
      .from(idRecovery)
      .where(
        sql`${idRecovery.linkHash} = ${linkHash} AND ${idRecovery.consumedAt} IS NULL AND ${idRecovery.withdrawnAt} IS NULL
          AND ${idRecovery.expiresAt} > ${now}`,
      ),
    deadline,
  );
  return row;
}
