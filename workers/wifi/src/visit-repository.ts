import { commit, isUniqueViolation, type Lang, uuidv7, withDeadline } from "@ven/kit";

import type { Limits } from "./gateways/gateway";
import type { Visit, Way } from "./plan";

export interface Known {
  holder: string | undefined;
  visits: Visit[];
  /** Other phones of the person that are in now. */
  otherDevices: number;
  blocked: boolean;
  /** Phones that are in at the site. */
  running: number;
  /** The grant that this arrival got already. */
  earlier: { id: string; grantedAt: number } | undefined;
}

export interface Asking {
  group: string;
  site: string;
  client: string | null;
  proof: string | null;
  /** A person whom a signed link names. */
  holder: string | null;
  arrival: string;
  since: number;
  now: number;
}

export interface NewGrant {
  id: string;
  group: string;
  site: string;
  gateway: string;
  holder: string;
  isNewHolder: boolean;
  proof: string | null;
  counting: boolean;
  client: string | null;
  way: Way;
  arrival: string;
  ticket: string | null;
  phone: string;
  now: number;
  endsAt: number;
  limits: Limits;
  code: string | null;
  lease: { sealed: string; untilAt: number } | null;
  pending: { pollHash: string; line: string } | null;
  /** When the first page was opened, UTC ms, and in which language. */
  arrivedAt: number;
  lang: Lang;
}

interface VisitRow {
  id: string;
  grantedAt: number;
  endsAt: number;
  endedAt: number | null;
  bytes: number;
}

const readDeadline = 800;
/** A line that no gateway fetched in this time is dropped: the phone has gone, or opens the page again. */
const pendingFor = 10 * 60_000;

/** Who was let in. */
export const visitRepository = (d1: D1Database) => ({
  /** Everything that is known of whoever asks, in one trip. */
  async known({ group, site, client, proof, holder, arrival, since, now }: Asking): Promise<Known> {
    const whose = `coalesce(?, (SELECT id FROM wifi_holder WHERE "group" = ? AND proof = ?),
      CASE WHEN ? IS NULL THEN (SELECT holder FROM wifi_device WHERE "group" = ? AND client = ?) END)`;
    const who = [holder, group, proof, proof, group, client];
    const [person, visits, devices, rest] = await withDeadline(
      d1.batch([
        d1.prepare(`SELECT id FROM wifi_holder WHERE id = ${whose}`).bind(...who),
        d1
          .prepare(
            `SELECT g.granted_at AS grantedAt, g.ends_at AS endsAt, g.ended_at AS endedAt,
               (SELECT coalesce(sum(up_bytes + down_bytes), 0) FROM wifi_session WHERE grant_id = g.id) AS bytes
             FROM wifi_grant AS g WHERE g.holder = ${whose} AND g.granted_at > ? ORDER BY g.granted_at`,
          )
          .bind(...who, since - 86_400_000),
        d1
          .prepare(
            `SELECT count(DISTINCT client) AS others FROM wifi_grant
             WHERE holder = ${whose} AND granted_at > ? AND ends_at > ? AND ended_at IS NULL AND client IS NOT ?`,
          )
          .bind(...who, now - 86_400_000, now, client),
        d1
          .prepare(
            `SELECT EXISTS (SELECT 1 FROM wifi_block WHERE "group" = ? AND subject IN (?, ?) AND until_at > ?) AS blocked,
               (SELECT count(*) FROM wifi_grant WHERE site = ? AND ends_at > ? AND ended_at IS NULL) AS running,
               (SELECT json_object('id', id, 'grantedAt', granted_at) FROM wifi_grant WHERE arrival = ?) AS earlier`,
          )
          .bind(group, client, proof, now, site, now, arrival),
      ]),
      readDeadline,
    );
    const facts = rest?.results[0] as { blocked: number; running: number; earlier: string | null } | undefined;
    return {
      holder: (person?.results[0] as { id: string } | undefined)?.id,
      visits: (visits?.results ?? []) as unknown[] as VisitRow[],
      otherDevices: (devices?.results[0] as { others: number } | undefined)?.others ?? 0,
      blocked: facts?.blocked === 1,
      running: facts?.running ?? 0,
      earlier: facts?.earlier ? (JSON.parse(facts.earlier) as Known["earlier"]) : undefined,
    };
  },

  /** Writes a grant with all that belongs to it, in one batch. False when another tap, or another phone, was first. */
  async add(grant: NewGrant): Promise<boolean> {
    try {
      await commit(d1, statementsOf(d1, grant));
      return true;
    } catch (err) {
      if (isUniqueViolation(err, "wifi_")) return false;
      throw err;
    }
  },

  /** Grants that were given while the database was away, as many as still fit. */
  async addLate(grants: readonly NewGrant[]) {
    for (const grant of grants) await this.add(grant);
  },
});
export type VisitRepository = ReturnType<typeof visitRepository>;

function statementsOf(d1: D1Database, grant: NewGrant) {
  const { id, group, site, gateway, holder, proof, counting, client, way, arrival, now, limits } = grant;
  const statements = [
    grant.isNewHolder
      ? d1
          .prepare(
            `INSERT INTO wifi_holder (id, "group", proof, counting, created_at, seen_at) VALUES (?, ?, ?, ?, ?, ?)`,
          )
          .bind(holder, group, proof, counting ? "yes" : "no", now, now)
      : d1
          .prepare("UPDATE wifi_holder SET seen_at = ?, counting = ? WHERE id = ?")
          .bind(now, counting ? "yes" : "no", holder),
    d1
      .prepare(
        `INSERT INTO wifi_grant (id, "group", site, gateway, holder, client, way, arrival, ticket, phone, granted_at,
           ends_at, up_kbps, down_kbps, up_kb, down_kb, taken_at, code, arrived_at, lang, version)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`,
      )
      .bind(
        id,
        group,
        site,
        gateway,
        holder,
        client,
        way,
        arrival,
        grant.ticket,
        grant.phone,
        now,
        grant.endsAt,
        limits.upKbps,
        limits.downKbps,
        limits.upKB,
        limits.downKB,
        grant.pending ? null : now,
        grant.code,
        grant.arrivedAt,
        grant.lang,
      ),
  ];
  if (client !== null)
    statements.push(
      d1
        .prepare(
          `INSERT INTO wifi_device ("group", client, holder, seen_at) VALUES (?, ?, ?, ?)
           ON CONFLICT ("group", client) DO UPDATE SET holder = excluded.holder, seen_at = excluded.seen_at`,
        )
        .bind(group, client, holder, now),
    );
  if (grant.lease)
    statements.push(
      d1
        .prepare(`INSERT INTO wifi_lease (id, "group", site, at, sealed, until_at) VALUES (?, ?, ?, ?, ?, ?)`)
        .bind(uuidv7(now), group, site, now, grant.lease.sealed, grant.lease.untilAt),
    );
  if (grant.pending && grant.ticket !== null)
    statements.push(pendingStatement(d1, { ...grant.pending, ticket: grant.ticket, grant: id, now }));
  return statements;
}

/** A line for a gateway that polls; a newer one for the same phone replaces it. */
export function pendingStatement(
  d1: D1Database,
  {
    pollHash,
    ticket,
    line,
    grant,
    now,
  }: { pollHash: string; ticket: string; line: string; grant: string; now: number },
) {
  return d1
    .prepare(
      `INSERT INTO wifi_pending (poll_hash, ticket, line, grant_id, added_at, until_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (poll_hash, ticket) DO UPDATE SET line = excluded.line, grant_id = excluded.grant_id, sent_at = NULL,
         until_at = excluded.until_at`,
    )
    .bind(pollHash, ticket, line, grant, now, now + pendingFor);
}
