import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { startCity } from "../../tools/lib/city.mjs";
import { seed } from "../../tools/lib/seed.mjs";

/** A Tuesday morning on which every sample service is open. Browsers keep their own clock, as phones do. */
const morning = Date.parse("2026-11-24T09:05:00+07:00");

/**
 * The sample city on a port of its own. It can go away and come back with what it knew, at once or later in the day.
 *
 * @returns {Promise<{ origin: string, queue: string, id: string, goAway: () => Promise<void>, comeBack: (laterMs?: number) => Promise<void>, close: () => Promise<void> }>}
 */
export async function openHospital() {
  const state = mkdtempSync(path.join(tmpdir(), "ven-browser-"));
  let clockOffset = morning - Date.now();
  let city = await startCity({ state, clockOffset });
  const { port, origin } = city;
  await seed(city);
  return {
    origin,
    queue: city.originOf("queue"),
    id: city.originOf("id"),
    goAway: () => city.dispose(),
    comeBack: async (laterMs = 0) => {
      clockOffset += laterMs;
      city = await startCity({ port, state, clockOffset });
    },
    close: async () => {
      await city.dispose();
      rmSync(state, { recursive: true, force: true });
    },
  };
}
