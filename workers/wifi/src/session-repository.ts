import { audit, commit, withDeadline } from "@ven/kit";

import { pendingStatement } from "./visit-repository";

/** A grant as its status page and its gateway's notices need it. Instants are UTC ms. */
export interface Session {
  id: string;
  group: string;
  gateway: string;
  holder: string;
  client: string | null;
  way: string;
  ticket: string | null;
  phone: string | null;
  grantedAt: number;
  endsAt: number;
  endedAt: number | null;
  takenAt: number | null;
  upKbps: number | null;
  downKbps: number | null;
  upKB: number | null;
  downKB: number | null;
  code: string | null;
  bytes: number;
  site: string;
  siteName: string;
  siteNameEn: string;
  timezone: string;
  organisation: string;
  /** 1: a voucher let them in, and a whole bus may have it. What is about one device is then all that one may see. */
  shared: number;
}

/** What a gateway counted of one session; all of it since its start. */
export interface Counted {
  gateway: string;
  key: string;
  grant: string;
  startedAt: number;
  at: number;
  seconds: number;
  upBytes: number;
  downBytes: number;
  stopped: boolean;
  cause: string | null;
}

const sessionOf = `
  SELECT g.id, g."group", g.gateway, g.holder, g.client, g.way, g.ticket, g.phone, g.granted_at AS grantedAt, g.ends_at AS endsAt,
    g.ended_at AS endedAt, g.taken_at AS takenAt, g.up_kbps AS upKbps, g.down_kbps AS downKbps, g.up_kb AS upKB,
    g.down_kb AS downKB, g.code, s.id AS site, s.name AS siteName, s.name_en AS siteNameEn, p.timezone, p.organisation,
    (SELECT coalesce(sum(up_bytes + down_bytes), 0) FROM wifi_session WHERE grant_id = g.id) AS bytes,
    EXISTS (SELECT 1 FROM wifi_holder WHERE id = g.holder AND proof LIKE 'voucher:%') AS shared
  FROM wifi_grant AS g JOIN wifi_site AS s ON s.id = g.site JOIN wifi_group AS p ON p.id = g."group"`;

const readDeadline = 800;

/** Sessions that run or ran. */
export const sessionRepository = (d1: D1Database) => ({
  byId: (id: string) => withDeadline(d1.prepare(`${sessionOf} WHERE g.id = ?`).bind(id).first<Session>(), readDeadline),

  /** The latest session of a person: what a resume link leads to. */
  latest: (holder: string) =>
    withDeadline(
      d1.prepare(`${sessionOf} WHERE g.holder = ? ORDER BY g.granted_at DESC LIMIT 1`).bind(holder).first<Session>(),
      readDeadline,
    ),

  /** Running sessions of the same person on other devices. */
  async othersOf({ id, holder, client }: Pick<Session, "id" | "holder" | "client">, now: number) {
    const { results } = await withDeadline(
      d1
        .prepare(
          `${sessionOf} WHERE g.holder = ? AND g.id <> ? AND g.client IS NOT ? AND g.ends_at > ? AND g.ended_at IS NULL
           ORDER BY g.granted_at DESC LIMIT 20`,
        )
        .bind(holder, id, client, now)
        .all<Session>(),
      readDeadline,
    );
    return results;
  },

  /** The running session of a phone: what RFC 8908 asks for. */
  ofClient: (group: string, client: string, now: number) =>
    withDeadline(
      d1
        .prepare(
          `${sessionOf} WHERE g."group" = ? AND g.client = ? AND g.ends_at > ? AND g.ended_at IS NULL
           ORDER BY g.granted_at DESC LIMIT 1`,
        )
        .bind(group, client, now)
        .first<Session>(),
      readDeadline,
    ),

  /** Whose resume code it is, when it was given not too long ago. */
  byCode: (group: string, code: string, since: number) =>
    withDeadline(
      d1
        .prepare(`SELECT holder FROM wifi_grant WHERE "group" = ? AND code = ? AND granted_at > ? LIMIT 1`)
        .bind(group, code, since)
        .first<string>("holder"),
      readDeadline,
    ),

  /** Ends a session that runs; what has ended stays as it ended. */
  async end(id: string, reason: string, now: number) {
    await commit(d1, [
      d1
        .prepare("UPDATE wifi_grant SET ended_at = ?, end_reason = ?, phone = NULL WHERE id = ? AND ended_at IS NULL")
        .bind(now, reason, id),
      d1.prepare("DELETE FROM wifi_pending WHERE grant_id = ?").bind(id),
    ]);
  },

  /** More time, or the person now proved who they are. Only as long as nobody else changed the session. */
  async extend(
    session: Session,
    change: {
      endsAt: number;
      way: string;
      proof: string | null;
      pending: { pollHash: string; ticket: string; line: string } | null;
      now: number;
    },
  ) {
    const { endsAt, way, proof, pending, now } = change;
    const statements = [
      d1
        .prepare(
          `UPDATE wifi_grant SET ends_at = max(ends_at, ?), way = ?, version = version + 1
           WHERE id = ? AND ended_at IS NULL AND ends_at > ?`,
        )
        .bind(endsAt, way, session.id, now),
    ];
    if (proof !== null)
      statements.push(
        // Whoever proved the same before keeps what they used: this session becomes theirs.
        d1
          .prepare(
            `UPDATE wifi_grant SET holder = (SELECT id FROM wifi_holder WHERE "group" = ? AND proof = ?)
             WHERE id = ? AND EXISTS (SELECT 1 FROM wifi_holder WHERE "group" = ? AND proof = ?)`,
          )
          .bind(session.group, proof, session.id, session.group, proof),
        d1
          .prepare(
            `UPDATE wifi_holder SET proof = ? WHERE id = ? AND proof IS NULL
             AND NOT EXISTS (SELECT 1 FROM wifi_holder WHERE "group" = ? AND proof = ?)`,
          )
          .bind(proof, session.holder, session.group, proof),
      );
    if (pending) statements.push(pendingStatement(d1, { ...pending, grant: session.id, now }));
    await commit(d1, statements);
  },

  /** Counters of one session. Twice, late or out of order changes nothing: they only grow. */
  async count(counted: readonly Counted[]) {
    await commit(
      d1,
      counted.map((one) =>
        d1
          .prepare(
            `INSERT INTO wifi_session (gateway, key, grant_id, started_at, last_at, stopped_at, seconds, up_bytes, down_bytes, cause)
             VALUES (?1, ?2, ?3, ?4, ?5, iif(?9, ?5, NULL), ?6, ?7, ?8, ?10)
             ON CONFLICT (gateway, key) DO UPDATE SET last_at = max(last_at, excluded.last_at),
               stopped_at = coalesce(stopped_at, excluded.stopped_at), seconds = max(seconds, excluded.seconds),
               up_bytes = max(up_bytes, excluded.up_bytes), down_bytes = max(down_bytes, excluded.down_bytes),
               cause = coalesce(cause, excluded.cause)`,
          )
          .bind(
            one.gateway,
            one.key,
            one.grant,
            one.startedAt,
            one.at,
            one.seconds,
            one.upBytes,
            one.downBytes,
            one.stopped ? 1 : 0,
            one.cause,
          ),
      ),
    );
  },

  /** Everything that is kept of a person and may be shown to them. */
  async dataOf({ holder, client, shared }: Pick<Session, "holder" | "client" | "shared">) {
    const { results } = await withDeadline(
      d1
        .prepare(
          `SELECT g.site, g.way, g.granted_at AS grantedAt, g.ends_at AS endsAt, g.ended_at AS endedAt,
             (SELECT coalesce(sum(up_bytes + down_bytes), 0) FROM wifi_session WHERE grant_id = g.id) AS bytes
           FROM wifi_grant AS g WHERE g.holder = ?1 AND (?2 = 0 OR g.client IS ?3) ORDER BY g.granted_at`,
        )
        .bind(holder, shared, client)
        .all(),
      readDeadline,
    );
    return results;
  },

  /** Forgets a person: devices and grants go with them. What the law keeps is sealed and stays its time. */
  async erase({ holder, client, shared, group, organisation }: Session, now: number, requestId: string) {
    // Of a bus with one voucher, only the device that asks.
    const whose = "holder = ?1 AND (?2 = 0 OR client IS ?3)";
    const of = (sql: string) => d1.prepare(sql).bind(holder, shared, client);
    await commit(d1, [
      of(`DELETE FROM wifi_pending WHERE grant_id IN (SELECT id FROM wifi_grant WHERE ${whose})`),
      of(`DELETE FROM wifi_credential WHERE ${whose}`),
      of(`DELETE FROM wifi_grant WHERE ${whose}`),
      of(`DELETE FROM wifi_device WHERE ${whose}`),
      d1
        .prepare(`DELETE FROM wifi_holder WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM wifi_grant WHERE holder = ?1)`)
        .bind(holder),
      audit(d1, "wifi", { at: now, actor: "guest", action: "erase", object: group, organisation, requestId }),
    ]);
  },
});
export type SessionRepository = ReturnType<typeof sessionRepository>;
