import type { FacilitySummary } from "@ven/contracts/queue";
import { audit, commitOnce, withDeadline } from "@ven/kit";

import type { FacilityConfig } from "./live/model";
import type { JoinModeStore } from "./set-join-mode";

export interface FacilityRepository extends JoinModeStore {
  /** Everything the live queue of one facility is run by; undefined when there is no such facility. */
  load(id: string): Promise<FacilityConfig | undefined>;
  list(): Promise<FacilitySummary[]>;
}

/** One statement that gives the whole configuration as one JSON text: one row over the wire, nothing to map. */
const configuration = `
  SELECT json_object(
    'id', f.id, 'name', f.name, 'nameEn', f.name_en, 'organisation', f.organisation, 'timezone', f.timezone,
    'joinMode', f.join_mode, 'posterArrival', f.poster_arrival, 'version', f.version,
    'organisationPath', (SELECT json_group_array(ancestor) FROM
      (SELECT ancestor FROM id_organisation_path WHERE organisation = f.organisation ORDER BY depth DESC)),
    'areas', (SELECT json_group_array(json_object('id', id, 'name', name, 'nameEn', name_en, 'place', place)) FROM
      (SELECT * FROM queue_area WHERE facility = f.id ORDER BY id)),
    'services', (SELECT json_group_array(json_object('id', id, 'area', area, 'name', name, 'nameEn', name_en,
      'prefix', prefix, 'firstNumber', first_number, 'meanServiceMs', mean_service_ms, 'dailyLimit', daily_limit,
      'windows', json(windows), 'policy', json(policy), 'priorityFromPhone', priority_from_phone,
      'anonymousDaily', anonymous_daily, 'anonymousPerMinute', anonymous_per_minute)) FROM
      (SELECT * FROM queue_service WHERE facility = f.id ORDER BY place, id)),
    'counters', (SELECT json_group_array(json_object('id', id, 'name', name, 'nameEn', name_en, 'speech', speech,
      'services', json(services))) FROM
      (SELECT * FROM queue_counter WHERE facility = f.id ORDER BY place, id))) AS config
  FROM queue_facility AS f WHERE f.id = ?`;

/** Hospitals' configuration in D1. */
export function facilityRepository(d1: D1Database): FacilityRepository {
  return {
    async load(id) {
      const config = await withDeadline(d1.prepare(configuration).bind(id).first<string>("config"), 3000);
      return config === null ? undefined : (JSON.parse(config) as FacilityConfig);
    },

    async list() {
      const { results } = await d1
        .prepare("SELECT id, name, name_en AS nameEn, sample FROM queue_facility ORDER BY id")
        .all<Omit<FacilitySummary, "sample"> & { sample: number }>();
      return results.map((row) => ({ ...row, sample: row.sample === 1 }));
    },

    setJoinMode: ({ facility: { id, organisation }, joinMode, actor, key, now, requestId }) =>
      commitOnce(
        d1,
        "queue",
        {
          scope: `${actor}:join-mode:${id}`,
          key,
          requestHash: joinMode,
          now,
          keepFor: 48 * 3_600_000,
          status: 200,
          response: joinMode,
        },
        [
          d1.prepare("UPDATE queue_facility SET join_mode = ?, version = version + 1 WHERE id = ?").bind(joinMode, id),
          audit(d1, "queue", {
            at: now,
            actor,
            action: "set-join-mode",
            object: id,
            organisation,
            detail: { joinMode },
            requestId,
          }),
        ],
      ),
  };
}
