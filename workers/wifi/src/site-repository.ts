import { audit, commit, isUniqueViolation, withDeadline } from "@ven/kit";

import { gatewayStatements, type KeptGateway, type NewGateway } from "./gateway-repository";
import type { Make } from "./gateways/gateway";
import type { Group, Who } from "./operator-repository";
import type { Ring } from "./seals";

export const kinds = ["pier", "cave", "beach", "station", "square", "market", "museum", "park", "other"] as const;
export type Kind = (typeof kinds)[number];

export interface SiteFacts {
  name: string;
  nameEn: string;
  kind: Kind;
  ward: string;
  lat: number;
  lon: number;
  /** Minutes after local midnight; null: always open. */
  opens: number | null;
  closes: number | null;
  egress: readonly string[];
  busyAt: number | null;
}

/** A gateway as its row says, secrets sealed. */
export interface GatewayRow {
  id: string;
  site: string;
  make: Make;
  level: number | null;
  addresses: readonly string[];
  secrets: readonly { hash: string; sealed: string }[];
  settings: string;
  names: readonly string[];
  shownName: string | null;
  polledAt: number | null;
  retiredAt: number | null;
  testUntil: number | null;
  version: number;
  lastGrantAt: number | null;
  lastTakenAt: number | null;
}

export interface Site extends SiteFacts {
  id: string;
  running: number;
  gateways: readonly GatewayRow[];
}

const deadline = 1500;

const gatewayJson = `json_object('id', g.id, 'site', g.site, 'make', g.make, 'level', g.level, 'addresses', json(g.addresses),
  'secrets', json(g.secrets), 'settings', g.settings, 'shownName', g.shown_name, 'polledAt', g.polled_at,
  'retiredAt', g.retired_at, 'testUntil', g.test_until, 'version', g.version,
  'names', (SELECT json_group_array(name) FROM wifi_gateway_name WHERE gateway = g.id),
  'lastGrantAt', (SELECT max(granted_at) FROM wifi_grant WHERE site = g.site AND gateway = g.id AND ends_at > ?1 - 604800000),
  'lastTakenAt', (SELECT max(taken_at) FROM wifi_grant WHERE site = g.site AND gateway = g.id AND ends_at > ?1 - 604800000))`;

const factsJson = `'id', s.id, 'name', s.name, 'nameEn', s.name_en, 'kind', s.kind, 'ward', s.ward, 'lat', s.lat, 'lon', s.lon,
  'opens', s.opens, 'closes', s.closes, 'egress', json(s.egress), 'busyAt', s.busy_at`;

/** Sites and gateways as operators change them. */
export const siteRepository = (d1: D1Database) => ({
  async site(group: string, id: string, now: number): Promise<Site | undefined> {
    const text = await withDeadline(
      d1
        .prepare(
          `SELECT json_object(${factsJson},
             'running', (SELECT count(*) FROM wifi_grant WHERE site = s.id AND ends_at > ?1 AND ended_at IS NULL),
             'gateways', (SELECT json_group_array(${gatewayJson}) FROM wifi_gateway AS g WHERE g.site = s.id)) AS site
           FROM wifi_site AS s WHERE s.id = ?2 AND s."group" = ?3`,
        )
        .bind(now, id, group)
        .first<string>("site"),
      deadline,
    );
    return text === null ? undefined : (JSON.parse(text) as Site);
  },

  async gateway(group: string, id: string, now: number): Promise<GatewayRow | undefined> {
    const text = await withDeadline(
      d1
        .prepare(
          `SELECT ${gatewayJson} AS gateway FROM wifi_gateway AS g JOIN wifi_site AS s ON s.id = g.site
           WHERE g.id = ?2 AND s."group" = ?3`,
        )
        .bind(now, id, group)
        .first<string>("gateway"),
      deadline,
    );
    return text === null ? undefined : (JSON.parse(text) as GatewayRow);
  },

  /** Every site of a group with its gateways, as a file shows them. */
  async all(group: string): Promise<(SiteFacts & { id: string; gateways: GatewayRow[] })[]> {
    const { results } = await withDeadline(
      d1
        .prepare(
          `SELECT json_object(${factsJson}, 'gateways', (SELECT json_group_array(json_object('id', g.id, 'site', g.site,
             'make', g.make, 'level', g.level, 'addresses', json(g.addresses), 'secrets', json(g.secrets),
             'settings', g.settings, 'shownName', g.shown_name, 'names',
             (SELECT json_group_array(name) FROM wifi_gateway_name WHERE gateway = g.id)))
             FROM wifi_gateway AS g WHERE g.site = s.id AND g.retired_at IS NULL)) AS site
           FROM wifi_site AS s WHERE s."group" = ? ORDER BY s.id`,
        )
        .bind(group)
        .all<{ site: string }>(),
      deadline,
    );
    return results.map(({ site }) => JSON.parse(site));
  },

  /** Which of these codes are another group's. */
  async areElsewhere(group: string, sites: readonly string[], gateways: readonly string[]) {
    const { results } = await withDeadline(
      d1
        .prepare(
          `SELECT id FROM wifi_site WHERE id IN (SELECT value FROM json_each(?1)) AND "group" <> ?3
           UNION SELECT g.id FROM wifi_gateway AS g JOIN wifi_site AS s ON s.id = g.site
           WHERE g.id IN (SELECT value FROM json_each(?2)) AND s."group" <> ?3`,
        )
        .bind(JSON.stringify(sites), JSON.stringify(gateways), group)
        .all<{ id: string }>(),
      deadline,
    );
    return results.map(({ id }) => id);
  },

  async change({ id: group, organisation }: Group, id: string, facts: SiteFacts, who: Who) {
    await commit(d1, [
      siteStatement(d1, group, id, facts),
      audit(d1, "wifi", { ...auditOf(who, organisation), action: "change-site", object: id, detail: { ...facts } }),
    ]);
  },

  /**
   * Registers sites that are new or changed, and gateways with their secrets, in one batch. False when a name of one of
   * them already belongs to another gateway: then nothing is done.
   */
  async register(
    { id: group, organisation }: Group,
    ring: Ring,
    {
      sites,
      gateways,
    }: { sites: readonly (SiteFacts & { id: string })[]; gateways: readonly (NewGateway | KeptGateway)[] },
    who: Who,
    action: "register-gateway" | "change-gateway" | "import-hotspots",
  ): Promise<boolean> {
    try {
      await commit(d1, [
        ...(sites.length > 0 ? [sitesStatement(d1, group, sites)] : []),
        ...(gateways.length > 0 ? await gatewayStatements(d1, ring, ...gateways) : []),
        audit(d1, "wifi", {
          ...auditOf(who, organisation),
          action,
          object: gateways.length === 1 ? (gateways[0]?.id ?? group) : group,
          // Names and hosts, never secrets.
          detail: {
            sites: sites.map(({ id }) => id),
            gateways: gateways.map(({ id, make, addresses }) => ({ id, make, addresses })),
          },
        }),
      ]);
      return true;
    } catch (err) {
      if (isUniqueViolation(err, "wifi_gateway")) return false;
      throw err;
    }
  },

  /** Nobody is recognised by it any more; what it did stays. */
  async retire({ organisation }: Group, gateway: string, who: Who) {
    await commit(d1, [
      d1
        .prepare(
          "UPDATE wifi_gateway SET retired_at = ?, poll_hash = NULL, test_until = NULL, version = version + 1 WHERE id = ? AND retired_at IS NULL",
        )
        .bind(who.now, gateway),
      d1.prepare("DELETE FROM wifi_gateway_name WHERE gateway = ?").bind(gateway),
      audit(d1, "wifi", { ...auditOf(who, organisation), action: "retire-gateway", object: gateway }),
    ]);
  },

  /** From now on what the portal sees of it is written down; what was seen before is forgotten. */
  async beginTest({ organisation }: Group, gateway: string, until: number, who: Who) {
    await commit(d1, [
      d1.prepare("UPDATE wifi_gateway SET test_until = ? WHERE id = ?").bind(until, gateway),
      d1.prepare("DELETE FROM wifi_gateway_check WHERE gateway = ?").bind(gateway),
      audit(d1, "wifi", { ...auditOf(who, organisation), action: "test-gateway", object: gateway }),
    ]);
  },
});

const auditOf = ({ actor, now, requestId }: Who, organisation: string) => ({ at: now, actor, organisation, requestId });

function siteStatement(d1: D1Database, group: string, id: string, facts: SiteFacts) {
  const { name, nameEn, kind, ward, lat, lon, opens, closes, egress, busyAt } = facts;
  return d1
    .prepare(
      `UPDATE wifi_site SET name = ?, name_en = ?, kind = ?, ward = ?, lat = ?, lon = ?, opens = ?, closes = ?, egress = ?,
         busy_at = ? WHERE id = ? AND "group" = ?`,
    )
    .bind(name, nameEn, kind, ward, lat, lon, opens, closes, JSON.stringify(egress), busyAt, id, group);
}

/** However many, one statement. Another group's hotspot is left alone. */
function sitesStatement(d1: D1Database, group: string, sites: readonly (SiteFacts & { id: string })[]) {
  return d1
    .prepare(
      `INSERT INTO wifi_site (id, "group", name, name_en, kind, ward, lat, lon, opens, closes, egress, busy_at, sample)
       SELECT value ->> 'id', ?1, value ->> 'name', value ->> 'nameEn', value ->> 'kind', value ->> 'ward', value ->> 'lat',
         value ->> 'lon', value ->> 'opens', value ->> 'closes', value -> 'egress', value ->> 'busyAt', 0 FROM json_each(?2)
       WHERE true
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_en = excluded.name_en, kind = excluded.kind,
         ward = excluded.ward, lat = excluded.lat, lon = excluded.lon, opens = excluded.opens, closes = excluded.closes,
         egress = excluded.egress, busy_at = excluded.busy_at WHERE "group" = excluded."group"`,
    )
    .bind(group, JSON.stringify(sites));
}
