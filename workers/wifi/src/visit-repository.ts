import { withDeadline } from "@ven/kit";

import { commitGrant, type GrantRow, grantStatements } from "./grant-repository";
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

export interface NewGrant extends Required<Omit<GrantRow, "takenAt">> {
  isNewHolder: boolean;
  proof: string | null;
  counting: boolean;
  way: Way;
  pending: { pollHash: string; line: string } | null;
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

  /** False when another tap, or another phone, was first. */
  add: (grant: NewGrant) => commitGrant(d1, statementsOf(d1, grant)),

  /** Grants that were given while the database was away, as many as still fit. */
  async addLate(grants: readonly NewGrant[]) {
    for (const grant of grants) await this.add(grant);
  },
});
export type VisitRepository = ReturnType<typeof visitRepository>;

function statementsOf(d1: D1Database, grant: NewGrant) {
  const { id, group, holder, proof, counting, ticket, pending, now } = grant;
  return [
    grant.isNewHolder
      ? d1
          .prepare(
            `INSERT INTO wifi_holder (id, "group", proof, counting, created_at, seen_at) VALUES (?, ?, ?, ?, ?, ?)`,
          )
          .bind(holder, group, proof, counting ? "yes" : "no", now, now)
      : d1
          .prepare("UPDATE wifi_holder SET seen_at = ?, counting = ? WHERE id = ?")
          .bind(now, counting ? "yes" : "no", holder),
    ...grantStatements(d1, { ...grant, takenAt: pending ? null : now }),
    ...(pending && ticket !== null ? [pendingStatement(d1, { ...pending, ticket, grant: id, now })] : []),
  ];
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
