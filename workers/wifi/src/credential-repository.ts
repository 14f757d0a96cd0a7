import { commit, staleWhileError, withDeadline } from "@ven/kit";

import { commitGrant, type GrantRow, grantStatements } from "./grant-repository";

/** What phones have to know of a group's secure network. */
export interface SecureNetwork {
  ssid: string;
  /** The name in the RADIUS server's certificate. */
  server: string;
  /** Who signed it, PEM; null: an authority that phones know. */
  authority: string | null;
}

/** One device's name and password. Instants are UTC ms. */
export interface Credential {
  id: string;
  group: string;
  holder: string;
  gateway: string;
  way: string;
  passwordHash: string;
  createdAt: number;
  validTo: number;
  revokedAt: number | null;
}

/** A visit to the secure network: a grant like every other one, under the name of its credential. */
export interface SecureVisit extends Pick<
  GrantRow,
  "id" | "site" | "gateway" | "phone" | "now" | "endsAt" | "limits" | "lease"
> {
  credential: Pick<Credential, "id" | "group" | "holder" | "way">;
  client: string;
  /** How many visits this credential had before: two at once are one. */
  before: number;
}

const deadline = 800;
const columns = `c.id, c."group", c.holder, c.gateway, c.way, c.password_hash AS passwordHash, c.created_at AS createdAt,
  c.valid_to AS validTo, c.revoked_at AS revokedAt`;

/** Names and passwords for the secure network. */
export const credentialRepository = (d1: D1Database) => ({
  /** From this isolate's memory for half a minute. */
  async network(group: string, now: number) {
    const { value } = await staleWhileError({ key: `wifi-secure:${group}`, now, ttlMs: 30_000 }, () =>
      d1
        .prepare(`SELECT ssid, server, authority FROM wifi_secure WHERE "group" = ?`)
        .bind(group)
        .first<SecureNetwork>(),
    );
    return value;
  },

  /** A credential, and how many visits it had. */
  byId: (group: string, id: string) =>
    withDeadline(
      d1
        .prepare(
          `SELECT ${columns}, (SELECT count(*) FROM wifi_grant WHERE ticket = c.id) AS visits
           FROM wifi_credential AS c WHERE c.id = ? AND c."group" = ?`,
        )
        .bind(id, group)
        .first<Credential & { visits: number }>(),
      deadline,
    ),

  /** A person's credentials that still work, the newest first. */
  async of(holder: string, now: number) {
    const { results } = await withDeadline(
      d1
        .prepare(
          `SELECT ${columns} FROM wifi_credential AS c WHERE c.holder = ? AND c.revoked_at IS NULL AND c.valid_to > ?
           ORDER BY c.created_at DESC`,
        )
        .bind(holder, now)
        .all<Credential>(),
      deadline,
    );
    return results;
  },

  /**
   * Issues one, in the place of the device's earlier one; false when the person has `most` on other devices. A voucher's
   * credential is good for no longer than the voucher.
   */
  async issue(one: Omit<Credential, "revokedAt"> & { client: string | null; most: number }): Promise<boolean> {
    const { id, group, holder, gateway, way, client, passwordHash, createdAt: now, validTo, most } = one;
    const [, issued] = await commit(d1, [
      d1
        .prepare(`UPDATE wifi_credential SET revoked_at = ? WHERE holder = ? AND revoked_at IS NULL AND client IS ?`)
        .bind(now, holder, client),
      d1
        .prepare(
          `INSERT INTO wifi_credential (id, "group", holder, gateway, way, client, password_hash, created_at, valid_to)
           SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, min(?9, coalesce((SELECT b.valid_to FROM wifi_holder AS h
               JOIN wifi_voucher AS v ON v."group" = h."group" AND 'voucher:' || v.code_hash = h.proof
               JOIN wifi_voucher_batch AS b ON b.id = v.batch WHERE h.id = ?3 AND b.valid_to > ?8), ?9))
           WHERE (SELECT count(*) FROM wifi_credential WHERE holder = ?3 AND revoked_at IS NULL AND valid_to > ?8) < ?10`,
        )
        .bind(id, group, holder, gateway, way, client, passwordHash, now, validTo, most),
    ]);
    return issued?.meta.changes === 1;
  },

  /** Takes one back, and what runs under it. False: it is not this person's, or was taken back before. */
  async revoke(holder: string, id: string, now: number): Promise<boolean> {
    const [revoked] = await commit(d1, [
      d1
        .prepare("UPDATE wifi_credential SET revoked_at = ? WHERE id = ? AND holder = ? AND revoked_at IS NULL")
        .bind(now, id, holder),
      d1
        .prepare(
          `UPDATE wifi_grant SET ended_at = ?, end_reason = 'revoked', phone = NULL
           WHERE ticket = ? AND holder = ? AND ended_at IS NULL`,
        )
        .bind(now, id, holder),
    ]);
    return revoked?.meta.changes === 1;
  },

  /** False when another request of the same device was first. */
  visit({ credential, before, ...visit }: SecureVisit): Promise<boolean> {
    const { id: ticket, group, holder, way } = credential;
    const arrival = `secure/${ticket}/${before}`;
    return commitGrant(d1, [
      d1.prepare("UPDATE wifi_holder SET seen_at = ? WHERE id = ?").bind(visit.now, holder),
      ...grantStatements(d1, { ...visit, group, holder, way, arrival, ticket, takenAt: visit.now }),
    ]);
  },
});
export type CredentialRepository = ReturnType<typeof credentialRepository>;
