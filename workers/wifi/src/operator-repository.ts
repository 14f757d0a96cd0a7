import { audit, commit, withDeadline } from "@ven/kit";

export interface Hotspot {
  id: string;
  name: string;
  nameEn: string;
  kind: string;
  ward: string;
  lat: number;
  lon: number;
  gateway: string;
  make: string;
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
  disasterUntil: number | null;
}

interface Who {
  actor: string;
  now: number;
  requestId: string;
}

const deadline = 1500;

/** What operators see of their own groups. `held`: organisations whose own role gives the permission. */
export const operatorRepository = (d1: D1Database) => ({
  async groups(held: readonly string[]) {
    const { results } = await withDeadline(
      d1
        .prepare(
          `SELECT id, name, name_en AS nameEn, organisation, disaster_until AS disasterUntil FROM wifi_group
           WHERE organisation IN (SELECT organisation FROM id_organisation_path WHERE ancestor IN (SELECT value FROM json_each(?)))
           ORDER BY id`,
        )
        .bind(JSON.stringify(held))
        .all<Group>(),
      deadline,
    );
    return results;
  },

  async hotspots(group: string, now: number) {
    const { results } = await withDeadline(
      d1
        .prepare(
          `SELECT s.id, s.name, s.name_en AS nameEn, s.kind, s.ward, s.lat, s.lon, g.id AS gateway, g.make, g.level,
             g.polled_at AS polledAt,
             (SELECT count(*) FROM wifi_grant WHERE site = s.id AND ends_at > ?1 AND ended_at IS NULL) AS running,
             (SELECT max(granted_at) FROM wifi_grant WHERE site = s.id AND ends_at > ?1) AS lastGrantAt
           FROM wifi_site AS s JOIN wifi_gateway AS g ON g.site = s.id WHERE s."group" = ?2 ORDER BY s.id`,
        )
        .bind(now, group)
        .all<Hotspot>(),
      deadline,
    );
    return results;
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
