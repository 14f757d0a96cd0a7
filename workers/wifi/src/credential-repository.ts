import { commit, isUniqueViolation, staleWhileError, uuidv7, withDeadline } from "@ven/kit";

import type { Limits } from "./gateways/gateway";

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
export interface SecureVisit {
  id: string;
  credential: Pick<Credential, "id" | "group" | "holder" | "way">;
  site: string;
  gateway: string;
  client: string;
  /** How many visits this credential had before: two at once are one. */
  before: number;
  phone: string;
  now: number;
  endsAt: number;
  limits: Limits;
  lease: { sealed: string; untilAt: number } | null;
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

  /** Writes a visit with all that belongs to it. False when another request of the same device was first. */
  async visit(visit: SecureVisit): Promise<boolean> {
    const { id, credential, site, gateway, client, before, now, limits } = visit;
    const { group, holder, way } = credential;
    const statements = [
      d1.prepare("UPDATE wifi_holder SET seen_at = ? WHERE id = ?").bind(now, holder),
      d1
        .prepare(
          `INSERT INTO wifi_grant (id, "group", site, gateway, holder, client, way, arrival, ticket, phone, granted_at,
             ends_at, up_kbps, down_kbps, up_kb, down_kb, taken_at, version)
           VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?11, 1)`,
        )
        .bind(
          id,
          group,
          site,
          gateway,
          holder,
          client,
          way,
          `secure/${credential.id}/${before}`,
          credential.id,
          visit.phone,
          now,
          visit.endsAt,
          limits.upKbps,
          limits.downKbps,
          limits.upKB,
          limits.downKB,
        ),
      d1
        .prepare(
          `INSERT INTO wifi_device ("group", client, holder, seen_at) VALUES (?, ?, ?, ?)
           ON CONFLICT ("group", client) DO UPDATE SET holder = excluded.holder, seen_at = excluded.seen_at`,
        )
        .bind(group, client, holder, now),
    ];
    if (visit.lease)
      statements.push(
        d1
          .prepare(`INSERT INTO wifi_lease (id, "group", site, at, sealed, until_at) VALUES (?, ?, ?, ?, ?, ?)`)
          .bind(uuidv7(now), group, site, now, visit.lease.sealed, visit.lease.untilAt),
      );
    try {
      await commit(d1, statements);
      return true;
    } catch (err) {
      if (isUniqueViolation(err, "wifi_")) return false;
      throw err;
    }
  },
});
export type CredentialRepository = ReturnType<typeof credentialRepository>;
