import { openDb } from "@ven/db";
import { area, counter, facility, service } from "@ven/db/queue";

import facilities from "../../sample/facilities.json";
import type { DevelopmentEnv } from "./faults";

const minute = 60_000;
const days = [1, 2, 3, 4, 5, 6, 7];
const windows: Record<string, { weekday: number; from: string; to: string }[]> = {
  all: days.map((weekday) => ({ weekday, from: "00:00", to: "24:00" })),
  work: days.slice(0, 5).flatMap((weekday) => [
    { weekday, from: "06:30", to: "11:30" },
    { weekday, from: "13:00", to: "16:30" },
  ]),
  always: [],
};

/** Lays down the sample hospitals, where they are not there yet, and tells their objects. */
export async function seed(env: DevelopmentEnv) {
  const db = openDb(env.DB);
  for (const { id, name, nameEn, areas, services, counters } of facilities) {
    const scoped = (slug: string) => `${id}.${slug}`;
    await db.batch([
      db
        .insert(facility)
        .values({
          id,
          organisation: id,
          name,
          nameEn,
          timezone: "Asia/Ho_Chi_Minh",
          joinMode: "poster",
          posterArrival: "waiting",
          sample: true,
          version: 1,
        })
        .onConflictDoNothing(),
      ...areas.map(({ number, ...rest }) =>
        db
          .insert(area)
          .values({ id: `${id}${number}`, facility: id, ...rest })
          .onConflictDoNothing(),
      ),
      ...services.map((one, place) =>
        db
          .insert(service)
          .values({
            id: scoped(one.slug),
            facility: id,
            area: `${id}${one.area}`,
            name: one.name,
            nameEn: one.nameEn,
            prefix: one.prefix,
            firstNumber: 1,
            meanServiceMs: one.meanServiceMinutes * minute,
            dailyLimit: one.dailyLimit,
            windows: windows[one.windows] ?? [],
            policy: { kind: "head-start", priorityMs: 20 * minute, emergencyMs: 24 * 60 * minute },
            priorityFromPhone: one.priorityFromPhone === "at-once" ? "at-once" : "claimed",
            anonymousDaily: 5000,
            anonymousPerMinute: null,
            place,
          })
          .onConflictDoNothing(),
      ),
      ...counters.map((one, place) =>
        db
          .insert(counter)
          .values({
            id: scoped(one.slug),
            facility: id,
            name: one.name,
            nameEn: one.nameEn,
            speech: null,
            services: one.services.map(scoped),
            place,
          })
          .onConflictDoNothing(),
      ),
    ]);
    await env.FACILITY.getByName(id).configure();
  }
  return { facilities: facilities.length };
}
