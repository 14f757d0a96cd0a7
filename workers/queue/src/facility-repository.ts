import type { FacilitySummary } from "@ven/contracts/queue";
import { openDb } from "@ven/db";
import { idOrganisationPath } from "@ven/db/identity";
import { area, counter, facility, queueAudit, queueIdempotency, service } from "@ven/db/queue";
import { audit, commitOnce, withDeadline } from "@ven/kit";
import { asc, desc, eq, sql } from "drizzle-orm";

import type { FacilityConfig } from "./live/model";
import type { JoinModeStore } from "./set-join-mode";

export interface FacilityRepository extends JoinModeStore {
  /** Everything the live queue of one facility is run by; undefined when there is no such facility. */
  load(id: string): Promise<FacilityConfig | undefined>;
  list(): Promise<FacilitySummary[]>;
}

/** Hospitals' configuration in D1. Reads are one batch: one round trip. */
export function facilityRepository(d1: D1Database): FacilityRepository {
  const db = openDb(d1);
  return {
    async load(id) {
      const [[found], areas, services, counters, path] = await withDeadline(
        db.batch([
          db.select().from(facility).where(eq(facility.id, id)),
          db.select().from(area).where(eq(area.facility, id)).orderBy(asc(area.id)),
          db.select().from(service).where(eq(service.facility, id)).orderBy(asc(service.place)),
          db.select().from(counter).where(eq(counter.facility, id)).orderBy(asc(counter.place)),
          // Published by identity: an organisation and all that it lies under.
          db
            .select({ ancestor: idOrganisationPath.ancestor })
            .from(idOrganisationPath)
            .innerJoin(facility, eq(facility.organisation, idOrganisationPath.organisation))
            .where(eq(facility.id, id))
            .orderBy(desc(idOrganisationPath.depth)),
        ]),
        3000,
      );
      if (!found) return undefined;
      return {
        id: found.id,
        name: found.name,
        nameEn: found.nameEn,
        organisation: found.organisation,
        organisationPath: path.map(({ ancestor }) => ancestor),
        timezone: found.timezone,
        joinMode: found.joinMode,
        posterArrival: found.posterArrival,
        areas: areas.map(({ id: areaId, name, nameEn, place }) => ({ id: areaId, name, nameEn, place })),
        services: services.map(({ facility: _, place: __, ...config }) => config),
        counters: counters.map(({ facility: _, place: __, speech, ...config }) => ({
          ...config,
          ...(speech !== null && { speech }),
        })),
        version: found.version,
      };
    },

    list: () =>
      db
        .select({ id: facility.id, name: facility.name, nameEn: facility.nameEn, sample: facility.sample })
        .from(facility)
        .orderBy(asc(facility.id)),

    setJoinMode: ({ facility: { id, organisation }, joinMode, actor, key, now, requestId }) =>
      commitOnce(
        db,
        queueIdempotency,
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
          db
            .update(facility)
            .set({ joinMode, version: sql`version + 1` })
            .where(eq(facility.id, id)),
          audit(db, queueAudit, {
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
