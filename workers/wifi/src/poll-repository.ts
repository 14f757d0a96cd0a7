import { commit } from "@ven/kit";

import { authlist } from "./gateways/opennds-authmon";

/** A line is sent again when its acknowledgement did not come in this time, ms. */
const resendAfter = 8_000;
/** A gateway's last poll is written at most so often, ms. */
const seenEvery = 20_000;
/** From a gateway's first redirect to its `clear` it takes at most so long, ms. */
const startsWithin = 60_000;

/** What gateways that poll fetch, and that they live. */
export const pollRepository = (d1: D1Database) => ({
  /** The answer to `view`: the oldest lines, and a note that the gateway lives. One trip. */
  async view(pollHash: string, now: number) {
    const [taken] = await commit(d1, [
      d1
        .prepare(
          `UPDATE wifi_pending SET sent_at = ?1 WHERE poll_hash = ?2 AND ticket IN (
             SELECT ticket FROM wifi_pending WHERE poll_hash = ?2 AND until_at > ?1 AND (sent_at IS NULL OR sent_at < ?3)
             ORDER BY sent_at IS NOT NULL, added_at LIMIT 4) RETURNING line, added_at`,
        )
        .bind(now, pollHash, now - resendAfter),
      seen(d1, pollHash, now),
    ]);
    const rows = (taken?.results ?? []) as { line: string; added_at: number }[];
    return authlist(rows.toSorted((a, b) => a.added_at - b.added_at).map(({ line }) => line)).body;
  },

  /** The gateway took these. Twice, or another gateway's, changes nothing. */
  async taken(pollHash: string, tickets: readonly string[], now: number) {
    const list = JSON.stringify(tickets.slice(0, 50));
    const mine = "poll_hash = ? AND ticket IN (SELECT value FROM json_each(?))";
    await commit(d1, [
      d1
        .prepare(
          `UPDATE wifi_grant SET taken_at = coalesce(taken_at, ?) WHERE id IN (SELECT grant_id FROM wifi_pending WHERE ${mine})`,
        )
        .bind(now, pollHash, list),
      d1.prepare(`DELETE FROM wifi_pending WHERE ${mine}`).bind(pollHash, list),
      seen(d1, pollHash, now),
    ]);
  },

  /**
   * The gateway has begun anew: its phones have other tokens now. It says so some seconds after it opened, and nobody
   * signs it, so what was added just before stays: a phone may have tapped already.
   */
  async cleared(pollHash: string, now: number) {
    await commit(d1, [
      d1.prepare("DELETE FROM wifi_pending WHERE poll_hash = ? AND added_at < ?").bind(pollHash, now - startsWithin),
      seen(d1, pollHash, now),
    ]);
  },

  /** A session that the gateway ended, by what only the gateway and its phone know; with what it counted. */
  async ended(
    notice: { gateway: string; tickets: readonly string[]; method: string; up: number; down: number },
    now: number,
  ) {
    const { gateway, tickets, method, up, down } = notice;
    const list = JSON.stringify(tickets);
    const which = `id = (SELECT id FROM wifi_grant WHERE ticket IN (SELECT value FROM json_each(?)) AND gateway = ?
      ORDER BY granted_at DESC LIMIT 1)`;
    await commit(d1, [
      d1
        .prepare(
          `INSERT INTO wifi_session (gateway, key, grant_id, started_at, last_at, stopped_at, seconds, up_bytes, down_bytes, cause)
           SELECT gateway, id, id, granted_at, ?1, ?1, max(0, CAST((?1 - granted_at) / 1000 AS INTEGER)), ?2, ?3, ?4 FROM wifi_grant
           WHERE id = (SELECT id FROM wifi_grant WHERE ticket IN (SELECT value FROM json_each(?5)) AND gateway = ?6
             ORDER BY granted_at DESC LIMIT 1)
           ON CONFLICT (gateway, key) DO UPDATE SET last_at = max(last_at, excluded.last_at),
             stopped_at = coalesce(stopped_at, excluded.stopped_at), seconds = max(seconds, excluded.seconds),
             up_bytes = max(up_bytes, excluded.up_bytes), down_bytes = max(down_bytes, excluded.down_bytes)`,
        )
        .bind(now, up, down, method, list, gateway),
      d1
        .prepare(`UPDATE wifi_grant SET ended_at = ?, end_reason = ?, phone = NULL WHERE ended_at IS NULL AND ${which}`)
        .bind(now, method, list, gateway),
    ]);
  },
});
export type PollRepository = ReturnType<typeof pollRepository>;

const seen = (d1: D1Database, pollHash: string, now: number) =>
  d1
    .prepare("UPDATE wifi_gateway SET polled_at = ?1 WHERE poll_hash = ?2 AND (polled_at IS NULL OR polled_at < ?3)")
    .bind(now, pollHash, now - seenEvery);
