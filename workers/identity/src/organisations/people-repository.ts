import type { Db } from "@ven/db";
import type { Principal } from "@ven/identity";
import { withDeadline } from "@ven/kit";

import { applyChange, auditIfChanged, type Happening, revokeIfChanged } from "../change-repository";
import { deadline } from "../deadline";

export interface Organisation {
  id: string;
  kind: string;
  name: string;
  nameEn: string | null;
}

/** An organisation, what it lies under (nearest first) and what lies directly under it. */
export async function readOrganisation(db: Db, id: string, now: number) {
  const d1 = db.$client;
  const columns = "o.id, o.kind, o.name, o.name_en AS nameEn";
  const [above, below] = await withDeadline(
    d1.batch<Organisation>([
      d1
        .prepare(
          `SELECT ${columns} FROM id_organisation_path AS p JOIN id_organisation_list AS o ON o.id = p.ancestor
           WHERE p.organisation = ? ORDER BY p.depth`,
        )
        .bind(id),
      d1
        .prepare(
          `SELECT ${columns} FROM id_organisation_list AS o WHERE o.parent = ? AND (o.valid_to IS NULL OR o.valid_to > ?)
           ORDER BY o.name LIMIT 200`,
        )
        .bind(id, now),
    ]),
    deadline,
  );
  const [self, ...ancestors] = above?.results ?? [];
  return self && { self, ancestors, below: below?.results ?? [] };
}

/** Names of organisations, for a list of those that somebody administers. */
export async function readOrganisations(db: Db, ids: readonly string[]) {
  const query = db.$client
    .prepare(
      `SELECT id, kind, name, name_en AS nameEn FROM id_organisation_list WHERE id IN (SELECT value FROM json_each(?)) ORDER BY name`,
    )
    .bind(JSON.stringify(ids));
  return (await withDeadline(query.all<Organisation>(), deadline)).results;
}

/** Those that lie under some organisations, themselves left out; by name. */
export async function organisationsUnder(db: Db, ids: readonly string[]) {
  const query = db.$client
    .prepare(
      `SELECT DISTINCT o.id, o.kind, o.name, o.name_en AS nameEn FROM id_organisation_path AS p
         JOIN id_organisation_list AS o ON o.id = p.organisation
       WHERE p.depth > 0 AND p.ancestor IN (SELECT value FROM json_each(?)) ORDER BY o.name LIMIT 500`,
    )
    .bind(JSON.stringify(ids));
  return (await withDeadline(query.all<Organisation>(), deadline)).results;
}

export interface HeldRoleRow {
  subject: string;
  name: string;
  organisation: string;
  organisationName: string;
  organisationNameEn: string | null;
  role: string;
  validFrom: number;
  validTo: number | null;
}

const roleColumns = `r.subject, coalesce(p.display_name, r.subject) AS name, r.organisation, o.name AS organisationName,
  o.name_en AS organisationNameEn, r.role, r.valid_from AS validFrom, r.valid_to AS validTo`;

/** Who has a role in this very organisation, now or later; by name. */
export async function listPeople(db: Db, organisation: string, now: number) {
  const query = db.$client
    .prepare(
      `SELECT ${roleColumns} FROM id_role AS r JOIN id_organisation AS o ON o.id = r.organisation
         JOIN id_subject AS s ON s.id = r.subject LEFT JOIN id_staff_profile AS p ON p.subject = r.subject
       WHERE r.organisation = ? AND (r.valid_to IS NULL OR r.valid_to > ?) AND s.disabled_at IS NULL
       ORDER BY name, r.subject, r.role LIMIT 1000`,
    )
    .bind(organisation, now);
  return (await withDeadline(query.all<HeldRoleRow>(), deadline)).results;
}

/** The organisations that lie under those of a JSON list, themselves too. */
const under = `(SELECT organisation FROM id_organisation_path WHERE ancestor IN (SELECT value FROM json_each(?)))`;
/** A member of staff whom an administrator of those organisations may see: one of their house, or with a role in it. */
const isTheirs = `(EXISTS (SELECT 1 FROM id_staff_profile WHERE subject = s.id AND organisation IN ${under})
  OR EXISTS (SELECT 1 FROM id_role WHERE subject = s.id AND organisation IN ${under}))`;

const scopeOf = (principal: Principal) => JSON.stringify(principal.organisationsWith("identity.people"));

export interface Person {
  subject: string;
  name: string;
  home: string;
  disabledAt: number | null;
}

/** One member of staff and the roles that lie in the administrator's reach, ended ones too; undefined out of reach. */
export async function readPerson(db: Db, principal: Principal, subject: string) {
  const d1 = db.$client;
  const scope = scopeOf(principal);
  const [found, roles] = await withDeadline(
    d1.batch([
      d1
        .prepare(
          `SELECT s.id AS subject, coalesce(p.display_name, s.id) AS name, coalesce(p.organisation, '') AS home,
             s.disabled_at AS disabledAt
           FROM id_subject AS s LEFT JOIN id_staff_profile AS p ON p.subject = s.id
           WHERE s.id = ? AND s.kind = 'staff' AND ${isTheirs}`,
        )
        .bind(subject, scope, scope),
      d1
        .prepare(
          `SELECT ${roleColumns} FROM id_role AS r JOIN id_organisation AS o ON o.id = r.organisation
             LEFT JOIN id_staff_profile AS p ON p.subject = r.subject
           WHERE r.subject = ? AND r.organisation IN ${under} ORDER BY r.valid_to IS NOT NULL, r.valid_from DESC LIMIT 200`,
        )
        .bind(subject, scope),
    ]),
    deadline,
  );
  const person = (found?.results as Person[] | undefined)?.[0];
  return person && { person, roles: (roles?.results ?? []) as HeldRoleRow[] };
}

export interface RoleChange {
  subject: string;
  organisation: string;
  role: string;
}

/** Gives a role, unless the person has it for some of that time already, is not staff, or is out of reach. */
export const addRole = (
  db: Db,
  principal: Principal,
  grant: RoleChange & { validFrom: number; validTo: number | null; now: number },
  happening: Happening,
) => {
  const { subject, organisation, role, validFrom, validTo, now } = grant;
  const scope = scopeOf(principal);
  return applyChange(db, [
    db.$client
      .prepare(
        `INSERT INTO id_role (subject, organisation, role, valid_from, valid_to, granted_by)
         SELECT s.id, ?, ?, ?, ?, ? FROM id_subject AS s
         WHERE s.id = ? AND s.kind = 'staff' AND s.disabled_at IS NULL AND ${isTheirs}
           AND NOT EXISTS (SELECT 1 FROM id_role WHERE subject = s.id AND organisation = ? AND role = ?
             AND (valid_to IS NULL OR valid_to > ?) AND (? IS NULL OR valid_from < ?))`,
      )
      .bind(
        organisation,
        role,
        validFrom,
        validTo,
        principal.subject,
        subject,
        scope,
        scope,
        organisation,
        role,
        validFrom,
        validTo,
        validTo,
      ),
    auditIfChanged(db, happening),
    revokeIfChanged(db, subject, now),
  ]);
};

/**
 * True while the last administrator would not be taken away: somebody else administers this organisation or one above,
 * for ever, and whoever acts on themself keeps such a role elsewhere.
 */
const leavesAnAdministrator = `(r.role <> 'administrator' OR (
  EXISTS (SELECT 1 FROM id_role AS other JOIN id_subject AS s ON s.id = other.subject
    WHERE other.role = 'administrator' AND other.subject <> r.subject AND other.valid_from <= ?1 AND other.valid_to IS NULL
      AND s.disabled_at IS NULL
      AND other.organisation IN (SELECT ancestor FROM id_organisation_path WHERE organisation = r.organisation))
  AND (r.subject <> ?2 OR EXISTS (SELECT 1 FROM id_role AS own WHERE own.subject = r.subject AND own.role = 'administrator'
    AND own.organisation <> r.organisation AND own.valid_from <= ?1 AND own.valid_to IS NULL))))`;

/** Lets a role end at `validTo`, or for ever last (null); one that has not begun is over before it begins. */
export const setRoleEnd = (
  db: Db,
  change: RoleChange & { validTo: number | null; now: number; actor: string },
  happening: Happening,
) => {
  const { subject, organisation, role, validTo, now, actor } = change;
  return applyChange(db, [
    db.$client
      .prepare(
        `UPDATE id_role AS r SET valid_to = CASE WHEN ?3 IS NULL THEN NULL ELSE max(?3, valid_from + 1) END
         WHERE r.subject = ?4 AND r.organisation = ?5 AND r.role = ?6 AND (r.valid_to IS NULL OR r.valid_to > ?1)
           AND (?3 IS NULL OR ${leavesAnAdministrator})`,
      )
      .bind(now, actor, validTo, subject, organisation, role),
    auditIfChanged(db, happening),
    revokeIfChanged(db, subject, now),
  ]);
};

/** Whether the person has this role in this organisation, now or later. */
export async function hasRole(db: Db, { subject, organisation, role }: RoleChange, now: number) {
  const query = db.$client
    .prepare(
      `SELECT 1 AS found FROM id_role WHERE subject = ? AND organisation = ? AND role = ? AND (valid_to IS NULL OR valid_to > ?)`,
    )
    .bind(subject, organisation, role, now);
  return (await withDeadline(query.first<number>("found"), deadline)) === 1;
}

/** Whoever leaves: the account is closed, every role and session ends. False when it was closed before. */
export const closeAccount = (
  db: Db,
  { subject, home, now }: { subject: string; home: string; now: number },
  happening: Happening,
) =>
  applyChange(db, [
    db.$client
      .prepare(
        `UPDATE id_subject SET disabled_at = ? WHERE id = ? AND kind = 'staff' AND disabled_at IS NULL
           AND EXISTS (SELECT 1 FROM id_staff_profile WHERE subject = id_subject.id AND organisation = ?)`,
      )
      .bind(now, subject, home),
    auditIfChanged(db, happening),
    revokeIfChanged(db, subject, now),
    db.$client
      .prepare(
        `UPDATE id_role SET valid_to = max(?, valid_from + 1)
         WHERE subject = ? AND (valid_to IS NULL OR valid_to > ?) AND changes() > 0`,
      )
      .bind(now, subject, now),
    db.$client
      .prepare(
        `UPDATE id_session SET ended_at = ?, end_reason = 'left' WHERE subject = ? AND ended_at IS NULL
           AND EXISTS (SELECT 1 FROM id_subject WHERE id = ? AND disabled_at IS NOT NULL)`,
      )
      .bind(now, subject, subject),
  ]);

/** Signs somebody out everywhere: for a lost phone, by their administrator. */
export const endSessionsOf = (db: Db, subject: string, now: number, happening: Happening) =>
  applyChange(db, [
    db.$client
      .prepare(
        `UPDATE id_session SET ended_at = ?, end_reason = 'ended-by-administrator' WHERE subject = ? AND ended_at IS NULL`,
      )
      .bind(now, subject),
    auditIfChanged(db, happening),
    revokeIfChanged(db, subject, now),
  ]);
