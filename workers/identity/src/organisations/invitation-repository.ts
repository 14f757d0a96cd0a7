import type { Db } from "@ven/db";
import { withDeadline } from "@ven/kit";

import { applyChange, auditIfChanged, type Happening, revokeIfChanged, sendIfChanged } from "../change-repository";
import { deadline } from "../deadline";
import type { Payer } from "../delivery/budget";
import { allMayPay, spendIfChanged } from "../delivery/budget-repository";

export interface Invitation {
  id: string;
  organisation: string;
  organisationName: string;
  organisationNameEn: string | null;
  role: string;
  roleUntil: number | null;
  displayName: string;
  createdBy: string;
  sentAt: number;
  expiresAt: number;
  redeemedAt: number | null;
  revokedAt: number | null;
}

const select = `SELECT i.id, i.organisation, o.name AS organisationName, o.name_en AS organisationNameEn, i.role,
    i.role_until AS roleUntil, i.display_name AS displayName, i.created_by AS createdBy, i.sent_at AS sentAt,
    i.expires_at AS expiresAt, i.redeemed_at AS redeemedAt, i.revoked_at AS revokedAt
  FROM id_invitation AS i JOIN id_organisation AS o ON o.id = i.organisation`;
const isOpen = "redeemed_at IS NULL AND revoked_at IS NULL";

/** Invitations of one organisation that are neither taken nor withdrawn, the newest first. */
export async function listInvitations(db: Db, organisation: string) {
  const query = db.$client
    .prepare(`${select} WHERE i.organisation = ? AND ${isOpen} ORDER BY i.created_at DESC, i.id LIMIT 200`)
    .bind(organisation);
  return (await withDeadline(query.all<Invitation>(), deadline)).results;
}

export async function readInvitation(db: Db, { id, organisation }: { id: string; organisation: string }) {
  const query = db.$client.prepare(`${select} WHERE i.id = ? AND i.organisation = ?`).bind(id, organisation);
  return (await withDeadline(query.first<Invitation>(), deadline)) ?? undefined;
}

/** The invitation behind a link, while it can be taken. */
export async function findInvitation(db: Db, tokenHash: string, now: number) {
  const query = db.$client
    .prepare(`${select} WHERE i.token_hash = ? AND ${isOpen} AND i.expires_at > ?`)
    .bind(tokenHash, now);
  return (await withDeadline(query.first<Invitation>(), deadline)) ?? undefined;
}

interface Sent {
  tokenHash: string;
  now: number;
  expiresAt: number;
  message: { id: string; at: number; topic: string; payload: string };
  /** Who pays for the message, on which business date. */
  payers: readonly Payer[];
  day: string;
}

/** Keeps where it goes first: an invitation without an address could never be taken. */
export async function keepContact(
  vault: Db,
  { invitation, sealed, expiresAt, now }: { invitation: string; sealed: string; expiresAt: number; now: number },
) {
  const d1 = vault.$client;
  await withDeadline(
    d1.batch([
      d1.prepare("DELETE FROM id_vault_invitation WHERE expires_at <= ?").bind(now),
      d1
        .prepare(
          `INSERT INTO id_vault_invitation (invitation, sealed, expires_at) VALUES (?, ?, ?)
           ON CONFLICT (invitation) DO UPDATE SET expires_at = excluded.expires_at`,
        )
        .bind(invitation, sealed, expiresAt),
    ]),
    deadline,
  );
}

export async function readSealedContact(vault: Db, invitation: string) {
  const query = vault.$client.prepare("SELECT sealed FROM id_vault_invitation WHERE invitation = ?").bind(invitation);
  return (await withDeadline(query.first<string>("sealed"), deadline)) ?? undefined;
}

export async function forgetContact(vault: Db, invitation: string) {
  await withDeadline(
    vault.$client.prepare("DELETE FROM id_vault_invitation WHERE invitation = ?").bind(invitation).run(),
    deadline,
  );
}

export const addInvitation = (
  db: Db,
  invitation: Pick<Invitation, "id" | "organisation" | "role" | "roleUntil" | "displayName" | "createdBy">,
  { tokenHash, now, expiresAt, message, payers, day }: Sent,
  happening: Happening,
) =>
  applyChange(db, [
    db.$client
      .prepare(
        `INSERT INTO id_invitation (id, organisation, role, role_until, display_name, token_hash, created_at, created_by, sent_at, expires_at)
         SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ? WHERE ${allMayPay}`,
      )
      .bind(
        invitation.id,
        invitation.organisation,
        invitation.role,
        invitation.roleUntil,
        invitation.displayName,
        tokenHash,
        now,
        invitation.createdBy,
        now,
        expiresAt,
        JSON.stringify(payers),
        day,
      ),
    auditIfChanged(db, happening),
    sendIfChanged(db, message),
    spendIfChanged(db, payers, day),
  ]);

/** Sends another link; the one before is worth nothing from then on. At most one a minute. */
export const sendAgain = (
  db: Db,
  { id, organisation }: Pick<Invitation, "id" | "organisation">,
  { tokenHash, now, expiresAt, message, payers, day }: Sent,
  happening: Happening,
) =>
  applyChange(db, [
    db.$client
      .prepare(
        `UPDATE id_invitation SET token_hash = ?, sent_at = ?, expires_at = ?
         WHERE id = ? AND organisation = ? AND ${isOpen} AND sent_at <= ? AND ${allMayPay}`,
      )
      .bind(tokenHash, now, expiresAt, id, organisation, now - 60_000, JSON.stringify(payers), day),
    auditIfChanged(db, happening),
    sendIfChanged(db, message),
    spendIfChanged(db, payers, day),
  ]);

export const revokeInvitation = (
  db: Db,
  { id, organisation, now }: { id: string; organisation: string; now: number },
  happening: Happening,
) =>
  applyChange(db, [
    db.$client
      .prepare(`UPDATE id_invitation SET revoked_at = ? WHERE id = ? AND organisation = ? AND ${isOpen}`)
      .bind(now, id, organisation),
    auditIfChanged(db, happening),
  ]);

export interface Redemption {
  id: string;
  tokenHash: string;
  subject: string;
  session: string;
  now: number;
}

/**
 * Takes an invitation, once: whoever was a guest is staff from now on, with the role that was offered, and the guest's
 * session is over. A citizen stays a citizen, and a closed account stays closed.
 */
export const redeemInvitation = (
  db: Db,
  { id, tokenHash, subject, session, now }: Redemption,
  happening: Happening,
) => {
  const d1 = db.$client;
  const taken = `FROM id_invitation AS i WHERE i.id = ? AND i.redeemed_by = ? AND i.redeemed_at = ?`;
  return applyChange(db, [
    d1
      .prepare(
        `UPDATE id_invitation SET redeemed_at = ?, redeemed_by = ?
         WHERE id = ? AND token_hash = ? AND ${isOpen} AND expires_at > ?
           AND EXISTS (SELECT 1 FROM id_subject WHERE id = ? AND kind IN ('guest', 'staff') AND disabled_at IS NULL)`,
      )
      .bind(now, subject, id, tokenHash, now, subject),
    auditIfChanged(db, happening),
    revokeIfChanged(db, subject, now),
    d1
      .prepare(`UPDATE id_subject SET kind = 'staff' WHERE id = ? AND kind = 'guest' AND EXISTS (SELECT 1 ${taken})`)
      .bind(subject, id, subject, now),
    d1
      .prepare(
        `INSERT INTO id_staff_profile (subject, display_name, organisation, sample, updated_at)
         SELECT ?, i.display_name, i.organisation, 0, ? ${taken} ON CONFLICT (subject) DO NOTHING`,
      )
      .bind(subject, now, id, subject, now),
    d1
      .prepare(
        `INSERT INTO id_role (subject, organisation, role, valid_from, valid_to, granted_by)
         SELECT ?, i.organisation, i.role, ?, i.role_until, i.created_by ${taken}
           AND NOT EXISTS (SELECT 1 FROM id_role WHERE subject = ? AND organisation = i.organisation AND role = i.role
             AND (valid_to IS NULL OR valid_to > ?))`,
      )
      .bind(subject, now, id, subject, now, subject, now),
    d1
      .prepare(
        `UPDATE id_session SET ended_at = ?, end_reason = 'became-staff'
         WHERE id = ? AND subject = ? AND kind = 'guest' AND ended_at IS NULL AND EXISTS (SELECT 1 ${taken})`,
      )
      .bind(now, session, subject, id, subject, now),
  ]);
};

/** From now on this person's contacts are kept, not forgotten after a day as a guest's are. */
export async function keepContacts(vault: Db, subject: string) {
  await withDeadline(
    vault.$client.prepare("UPDATE id_vault_contact SET expires_at = NULL WHERE subject = ?").bind(subject).run(),
    deadline,
  );
}
