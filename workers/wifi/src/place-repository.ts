import { Problem, randomToken, staleWhileError, withDeadline } from "@ven/kit";

import type { Make } from "./gateways/gateway";
import { type Place, saltContext } from "./place";
import { nextMonthAt, periodsAt } from "./plan";
import { type Ring, sealFor } from "./seals";

/** One statement that gives everything as one JSON text: one row over the wire, nothing to map. */
const place = `
  SELECT json_object(
    'group', json_object('id', p.id, 'organisation', p.organisation, 'name', p.name, 'nameEn', p.name_en, 'ssid', p.ssid,
      'timezone', p.timezone, 'ways', json(p.ways), 'leaseDays', p.lease_days, 'disasterUntil', p.disaster_until,
      'disasterBanner', json(p.disaster_banner)),
    'site', json_object('id', s.id, 'name', s.name, 'nameEn', s.name_en, 'opens', s.opens, 'closes', s.closes,
      'egress', json(s.egress), 'busyAt', s.busy_at),
    'gateway', json_object('id', g.id, 'make', g.make, 'level', g.level, 'addresses', json(g.addresses),
      'secrets', json(g.secrets), 'settings', g.settings, 'pollHash', g.poll_hash, 'testUntil', g.test_until),
    'plans', (SELECT json_group_array(json_object('way', way, 'session', session_s, 'dailySeconds', daily_s,
      'monthlySeconds', monthly_s, 'dailyKB', daily_kb, 'monthlyKB', monthly_kb, 'dailySessions', daily_sessions,
      'upKbps', up_kbps, 'downKbps', down_kbps, 'devices', devices)) FROM wifi_plan WHERE "group" = p.id),
    'salt', (SELECT json_object('fromAt', from_at, 'untilAt', until_at, 'sealed', sealed) FROM wifi_salt
      WHERE "group" = p.id ORDER BY from_at DESC LIMIT 1)) AS place
  FROM wifi_gateway AS g JOIN wifi_site AS s ON s.id = g.site JOIN wifi_group AS p ON p.id = s."group"`;

const keptFor = 30_000;

async function load(d1: D1Database, where: string, values: readonly string[]) {
  const text = await d1
    .prepare(`${place} WHERE g.retired_at IS NULL AND ${where} LIMIT 1`)
    .bind(...values)
    .first<string>("place");
  return text === null ? null : (JSON.parse(text) as Place);
}

/** From this isolate's memory for half a minute, and while the database is away as it was last. Undefined: no such. */
const kept = async (key: string, now: number, read: () => Promise<Place | null>) =>
  (await staleWhileError({ key: `wifi-place:${key}`, now, ttlMs: keptFor }, read)).value ?? undefined;

/** Where gateways stand. */
export const placeRepository = (d1: D1Database) => ({
  byGateway: (id: string, now: number) => kept(`gateway:${id}`, now, () => load(d1, "g.id = ?", [id])),

  bySite: (site: string, make: Make, now: number) =>
    kept(`site:${make}:${site}`, now, () => load(d1, "s.id = ? AND g.make = ?", [site, make])),

  /** Any gateway of a site. */
  atSite: (site: string, now: number) => kept(`at:${site}`, now, () => load(d1, "s.id = ?", [site])),

  /** Any gateway of a group. */
  anyOf: (group: string, now: number) => kept(`group:${group}`, now, () => load(d1, "p.id = ?", [group])),

  byPollHash: (hash: string, now: number) => kept(`poll:${hash}`, now, () => load(d1, "g.poll_hash = ?", [hash])),

  /** By the first of its names that somebody registered. */
  async byNames(make: Make, names: readonly string[], now: number) {
    for (const name of names.slice(0, 3)) {
      const found = await kept(`name:${make}:${name}`, now, () =>
        load(d1, "g.id = (SELECT gateway FROM wifi_gateway_name WHERE make = ? AND name = ?)", [make, name]),
      );
      if (found) return found;
    }
    return undefined;
  },

  /** The different secrets of a group's gateways that encrypt, sealed, to find the one that fits. */
  async encryptingGateways(group: string, now: number) {
    const { value } = await staleWhileError({ key: `wifi-fas:${group}`, now, ttlMs: keptFor }, async () => {
      const { results } = await d1
        .prepare(
          `SELECT min(g.id) AS id, g.secrets FROM wifi_gateway AS g JOIN wifi_site AS s ON s.id = g.site
           WHERE s."group" = ? AND g.make = 'opennds' AND g.level IN (2, 3) AND g.retired_at IS NULL
           GROUP BY json_extract(g.secrets, '$[0].hash') LIMIT 16`,
        )
        .bind(group)
        .all<{ id: string }>();
      return results.map(({ id }) => id);
    });
    return value;
  },

  /** What a page without a gateway shows of a group: its name, its sites. */
  async group(id: string, now: number) {
    const { value } = await staleWhileError({ key: `wifi-group:${id}`, now, ttlMs: keptFor }, () =>
      d1.prepare(`SELECT id, name, name_en AS nameEn, ssid, timezone FROM wifi_group WHERE id = ?`).bind(id).first<{
        id: string;
        name: string;
        nameEn: string;
        ssid: string;
        timezone: string;
      }>(),
    );
    return value ?? undefined;
  },

  /** The place with a salt that is good now; the first phone of a month makes it. */
  async withSalt(found: Place, ring: Ring, now: number): Promise<Place> {
    if (found.salt && found.salt.untilAt > now) return found;
    const { id, timezone } = found.group;
    const fromAt = periodsAt(now, timezone).month;
    const { value: salt } = await staleWhileError(
      { key: `wifi-salt:${id}:${fromAt}`, now, ttlMs: keptFor },
      async () => {
        const sealed = await sealFor(ring, randomToken(32), saltContext(id, fromAt));
        const [, read] = await withDeadline(
          d1.batch<{ fromAt: number; untilAt: number; sealed: string }>([
            d1
              .prepare(`INSERT OR IGNORE INTO wifi_salt ("group", from_at, until_at, sealed) VALUES (?, ?, ?, ?)`)
              .bind(id, fromAt, nextMonthAt(now, timezone), sealed),
            d1
              .prepare(
                `SELECT from_at AS fromAt, until_at AS untilAt, sealed FROM wifi_salt WHERE "group" = ? AND from_at = ?`,
              )
              .bind(id, fromAt),
          ]),
          600,
        );
        return read?.results[0];
      },
    );
    if (!salt) throw new Problem("unavailable");
    return { ...found, salt };
  },
});
export type PlaceRepository = ReturnType<typeof placeRepository>;
