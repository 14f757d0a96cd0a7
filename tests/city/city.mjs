import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { bundle } from "../../tools/lib/bundle.mjs";
import { startCity } from "../../tools/lib/city.mjs";
import { seed } from "../../tools/lib/seed.mjs";
import { pause, peopleOf } from "./people.mjs";

/**
 * The sample city with a folder and a port of its own. `at` (UTC ms) is the time it shows when it opens; it can go away
 * and come back with what it knew, at another time. `variables` are more bindings, by worker. With `isEmpty` it has its
 * tables and nothing in them.
 */
export async function openCity({ at, connections, variables, isEmpty = false } = {}) {
  // Built first, so that the clock begins where the test wants it.
  await bundle("development");
  const state = mkdtempSync(path.join(tmpdir(), "ven-whole-city-"));
  let clockOffset = at === undefined ? 0 : at - Date.now();
  // What the services log as an error: an answer 500 has its cause only there.
  const complaints = [];
  const onLog = ({ message }) => void (message.includes('"level":"error"') && complaints.push(message));
  let running = await startCity({ state, clockOffset, onLog, variables });
  if (!isEmpty) await seed(running);
  const { port, originOf } = running;
  const clock = () => Date.now() + clockOffset;
  const people = peopleOf({ originOf, clock, connections });
  return {
    ...people,
    origin: running.origin,
    originOf,
    port,
    state,
    clock,
    complaints,
    /** Waits until the city's clock shows `when`, UTC ms. */
    waitUntil: (when) => pause(Math.max(0, when - clock())),
    /** The database `city`, to look at what was written and to lay down what the sample does not have. */
    database: () => running.mf.getD1Database("DB", "ven-queue"),
    runCrons: (at) => running.runCrons(at),
    goAway: () => running.dispose(),
    async comeBack({ laterMs = 0 } = {}) {
      clockOffset += laterMs;
      running = await startCity({ port, state, clockOffset, onLog, variables });
    },
    async close() {
      await people.leave();
      await running.dispose();
      rmSync(state, { recursive: true, force: true });
    },
  };
}
