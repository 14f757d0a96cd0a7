import { commit, staleWhileError, withDeadline } from "@ven/kit";

import { endsGrant, type Granted } from "./radius";
import type { Counted } from "./session-repository";

const deadline = 800;
const keptFor = 30_000;

const granted = `
  SELECT g.id, g.way, g.client, g.ends_at AS endsAt, g.ended_at AS endedAt, g.up_kbps AS upKbps, g.down_kbps AS downKbps,
    g.up_kb AS upKB, g.down_kb AS downKB,
    (SELECT coalesce(sum(up_bytes + down_bytes), 0) FROM wifi_session WHERE grant_id = g.id) AS bytes,
    EXISTS (SELECT 1 FROM wifi_block WHERE "group" = g."group" AND until_at > ?1
      AND subject IN (g.client, (SELECT proof FROM wifi_holder WHERE id = g.holder))) AS blocked
  FROM wifi_grant AS g`;

type Row = Omit<Granted, "blocked"> & { blocked: number };

/** What a RADIUS server asks about and reports. */
export const radiusRepository = (d1: D1Database) => {
  const read = async (where: string, values: readonly (string | number)[]): Promise<Granted | null> => {
    const statement = d1.prepare(`${granted} WHERE ${where}`).bind(...values);
    const row = await withDeadline(statement.first<Row>(), deadline);
    return row && { ...row, blocked: row.blocked === 1 };
  };
  return {
    /** The group whose RADIUS server shows a key or a certificate, by its keyed hash. */
    async groupOf(hash: string, now: number) {
      const { value } = await staleWhileError({ key: `wifi-radius:${hash}`, now, ttlMs: keptFor }, () =>
        d1
          .prepare(
            `SELECT "group" AS id FROM wifi_radius_key WHERE hash = ?1
             UNION ALL SELECT id FROM wifi_group WHERE radius_key_hash = ?1 LIMIT 1`,
          )
          .bind(hash)
          .first<string>("id"),
      );
      return value ?? undefined;
    },

    byName: (group: string, id: string, now: number) => read(`g.id = ?2 AND g."group" = ?3`, [now, id, group]),

    /** The running grant of a phone. */
    ofClient: (group: string, client: string, now: number) =>
      read(
        `g."group" = ?2 AND g.client = ?3 AND g.ends_at > ?1 AND g.ended_at IS NULL ORDER BY g.granted_at DESC LIMIT 1`,
        [now, group, client],
      ),

    /**
     * Counters of one session, all of it since its start: one statement finds the grant's gateway. Twice, late or out of
     * order changes nothing, for they only grow; what was given up for lost and speaks again goes on. A final cause ends
     * the grant too.
     */
    async count(group: string, grant: string, one: Omit<Counted, "gateway" | "grant">) {
      const { key, startedAt, at, seconds, upBytes, downBytes, stopped, cause } = one;
      const statements = [
        d1
          .prepare(
            `INSERT INTO wifi_session (gateway, key, grant_id, started_at, last_at, stopped_at, seconds, up_bytes, down_bytes, cause)
             SELECT gateway, ?1, id, ?2, ?3, iif(?7, ?3, NULL), ?4, ?5, ?6, ?8 FROM wifi_grant WHERE id = ?9 AND "group" = ?10
             ON CONFLICT (gateway, key) DO UPDATE SET last_at = max(last_at, excluded.last_at),
               stopped_at = iif(cause = 'lost', excluded.stopped_at, coalesce(stopped_at, excluded.stopped_at)),
               cause = iif(cause = 'lost', excluded.cause, coalesce(cause, excluded.cause)),
               seconds = max(seconds, excluded.seconds), up_bytes = max(up_bytes, excluded.up_bytes),
               down_bytes = max(down_bytes, excluded.down_bytes)
             WHERE grant_id = excluded.grant_id`,
          )
          .bind(key, startedAt, at, seconds, upBytes, downBytes, stopped ? 1 : 0, cause, grant, group),
      ];
      if (endsGrant(cause))
        statements.push(
          d1
            .prepare(
              `UPDATE wifi_grant SET ended_at = ?, end_reason = ?, phone = NULL WHERE id = ? AND "group" = ? AND ended_at IS NULL`,
            )
            .bind(at, cause, grant, group),
        );
      await commit(d1, statements);
    },
  };
};
