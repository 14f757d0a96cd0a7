import { commit, isUniqueViolation, type Lang, uuidv7 } from "@ven/kit";

import type { Limits } from "./gateways/gateway";

/** A grant as it is written. Instants are UTC ms; `takenAt` is null until the gateway says that it took it. */
export interface GrantRow {
  id: string;
  group: string;
  site: string;
  gateway: string;
  holder: string;
  client: string | null;
  way: string;
  arrival: string;
  ticket: string | null;
  phone: string;
  now: number;
  endsAt: number;
  limits: Limits;
  takenAt: number | null;
  /** A line of the lease log, sealed, and how long it is kept. */
  lease: { sealed: string; untilAt: number } | null;
  code?: string | null;
  /** When the first page was opened, and in which language. */
  arrivedAt?: number;
  lang?: Lang;
}

/** A grant, whose phone it is now, and its line of the lease log. */
export function grantStatements(d1: D1Database, grant: GrantRow) {
  const { id, group, site, gateway, holder, client, now, limits, lease } = grant;
  return [
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
        grant.way,
        grant.arrival,
        grant.ticket,
        grant.phone,
        now,
        grant.endsAt,
        limits.upKbps,
        limits.downKbps,
        limits.upKB,
        limits.downKB,
        grant.takenAt,
        grant.code ?? null,
        grant.arrivedAt ?? null,
        grant.lang ?? null,
      ),
    ...(client === null
      ? []
      : [
          d1
            .prepare(
              `INSERT INTO wifi_device ("group", client, holder, seen_at) VALUES (?, ?, ?, ?)
               ON CONFLICT ("group", client) DO UPDATE SET holder = excluded.holder, seen_at = excluded.seen_at`,
            )
            .bind(group, client, holder, now),
        ]),
    ...(lease === null
      ? []
      : [
          d1
            .prepare(`INSERT INTO wifi_lease (id, "group", site, at, sealed, until_at) VALUES (?, ?, ?, ?, ?, ?)`)
            .bind(uuidv7(now), group, site, now, lease.sealed, lease.untilAt),
        ]),
  ];
}

/** Writes a grant with all that belongs to it, in one batch. False when another tap, or another phone, was first. */
export async function commitGrant(d1: D1Database, statements: D1PreparedStatement[]): Promise<boolean> {
  try {
    await commit(d1, statements);
    return true;
  } catch (err) {
    if (isUniqueViolation(err, "wifi_")) return false;
    throw err;
  }
}
