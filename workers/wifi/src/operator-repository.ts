import { audit, commit, staleWhileError, withDeadline } from "@ven/kit";

export interface Hotspot {
  id: string;
  name: string;
  nameEn: string;
  kind: string;
  ward: string;
  lat: number;
  lon: number;
  gateway: string | null;
  make: string | null;
  level: number | null;
  polledAt: number | null;
  running: number;
  lastGrantAt: number | null;
}
export interface Group {
  id: string;
  name: string;
  nameEn: string;
  organisation: string;
  ssid: string;
  timezone: string;
  /** JSON: the ways in that are offered. */
  ways: string;
  leaseDays: number;
  disasterUntil: number | null;
  /** JSON, by language. */
  disasterBanner: string | null;
  version: number;
}

export interface Who {
  actor: string;
  now: number;
  requestId: string;
}

/** How long it took, ms, over `n` times. */
export interface Times {
  n: number;
  median: number;
  p95: number;
}

const deadline = 1500;
const dayMs = 86_400_000;

const groupOf = `SELECT id, name, name_en AS nameEn, organisation, ssid, timezone, ways, lease_days AS leaseDays,
  disaster_until AS disasterUntil, disaster_banner AS disasterBanner, version FROM wifi_group`;

/** When a phone was online: at gateways that poll when it was taken, elsewhere when its accounting began. */
const onlineAt = `CASE WHEN w.level IN (3, 4) THEN g.taken_at
  ELSE (SELECT min(started_at) FROM wifi_session WHERE grant_id = g.id) END`;
const timesOf = (from: string, where: string) => `
  WITH took AS (SELECT g.site, ${onlineAt} - g.${from} AS ms FROM wifi_grant AS g
      JOIN wifi_gateway AS w ON w.id = g.gateway WHERE ${where}),
    ranked AS (SELECT site, ms, row_number() OVER (PARTITION BY site ORDER BY ms) AS place,
      count(*) OVER (PARTITION BY site) AS n FROM took WHERE ms BETWEEN 0 AND 1800000)
  SELECT site, n, max(CASE WHEN place = (n + 1) / 2 THEN ms END) AS median,
    max(CASE WHEN place = (n * 95 + 99) / 100 THEN ms END) AS p95 FROM ranked GROUP BY site`;
/** Fewer times than these say nothing about a site, and might say something about somebody. */
export const leastTimes = 10;

/** What operators see of their own groups. `held`: organisations whose own role gives the permission. */
export const operatorRepository = (d1: D1Database) => ({
  async groups(held: readonly string[]) {
    const { results } = await withDeadline(
      d1
        .prepare(
          `${groupOf} WHERE organisation IN (SELECT organisation FROM id_organisation_path WHERE ancestor IN (SELECT value FROM json_each(?)))
           ORDER BY id`,
        )
        .bind(JSON.stringify(held))
        .all<Group>(),
      deadline,
    );
    return results;
  },

  group: (id: string) => withDeadline(d1.prepare(`${groupOf} WHERE id = ?`).bind(id).first<Group>(), deadline),

  /** Every hotspot once for each of its gateways that are in use, and once without any. */
  async hotspots(group: string, now: number) {
    const { results } = await withDeadline(
      d1
        .prepare(
          `SELECT s.id, s.name, s.name_en AS nameEn, s.kind, s.ward, s.lat, s.lon, g.id AS gateway, g.make, g.level,
             g.polled_at AS polledAt,
             (SELECT count(*) FROM wifi_grant WHERE site = s.id AND ends_at > ?1 AND ended_at IS NULL) AS running,
             (SELECT max(granted_at) FROM wifi_grant WHERE site = s.id AND ends_at > ?1 - ${dayMs}) AS lastGrantAt
           FROM wifi_site AS s LEFT JOIN wifi_gateway AS g ON g.site = s.id AND g.retired_at IS NULL
           WHERE s."group" = ?2 ORDER BY s.id, g.id`,
        )
        .bind(now, group)
        .all<Hotspot>(),
      deadline,
    );
    return results;
  },

  /** From the tap until online, last day, by site; a minute old at most. */
  async toOnline(group: string, now: number): Promise<ReadonlyMap<string, Times>> {
    const { value } = await staleWhileError({ key: `wifi-to-online:${group}`, now, ttlMs: 60_000 }, async () => {
      const { results } = await d1
        .prepare(timesOf("granted_at", `g."group" = ? AND g.granted_at > ?`))
        .bind(group, now - dayMs)
        .all<Times & { site: string }>();
      return results;
    });
    return new Map(value.filter(({ n }) => n >= leastTimes).map((one) => [one.site, one]));
  },

  /** The same of one site over a week, from the tap and from the first page; null below ten times. */
  async toOnlineAt(site: string, now: number) {
    const where = "g.site = ? AND g.ends_at > ?";
    const answers = await withDeadline(
      d1.batch<Times>(
        ["granted_at", "arrived_at"].map((from) => d1.prepare(timesOf(from, where)).bind(site, now - 7 * dayMs)),
      ),
      deadline,
    );
    const [tap, page] = answers.map(({ results: [times] }) => (times && times.n >= leastTimes ? times : null));
    return { tap: tap ?? null, page: page ?? null };
  },

  /** Open access with a banner, until it ends by itself; `until` null ends it now. */
  async setDisaster(
    { id, organisation }: Group,
    { until, banner }: { until: number | null; banner: Record<string, string> | null },
    { actor, now, requestId }: Who,
  ) {
    await commit(d1, [
      d1
        .prepare("UPDATE wifi_group SET disaster_until = ?, disaster_banner = ?, version = version + 1 WHERE id = ?")
        .bind(until, banner === null ? null : JSON.stringify(banner), id),
      audit(d1, "wifi", {
        at: now,
        actor,
        action: until === null ? "end-disaster-mode" : "begin-disaster-mode",
        object: id,
        organisation,
        detail: { until, banner },
        requestId,
      }),
    ]);
  },
});
