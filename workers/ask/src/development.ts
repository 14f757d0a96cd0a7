import { developmentOnly, shiftClock } from "@ven/kit/development";
import { env } from "cloudflare:workers";
import { Hono } from "hono";

import { fakeModels, isMood, type Mood } from "./development/fake-models";
import { seed } from "./development/seed";
import { setFaults, trips, watchedStores } from "./development/watched";
import type { Env } from "./env";
import { scriptFor } from "./hand-over";
import { runJobs } from "./jobs";
import { routes } from "./routes";

shiftClock(env);

/** How the machines of this isolate behave; without a mood there are none, as shipped. */
let mood: Mood | undefined;

const development = new Hono<{ Bindings: Env }>()
  .use(developmentOnly)
  .post("/dev/seed", async (c) => c.json(await seed(c.env)))
  // `?mood=right`, `slow`, `down`, `garbage` …; anything else switches the machines off.
  .post("/dev/assistant", (c) => {
    const wanted = c.req.query("mood") ?? "";
    mood = isMood(wanted) ? wanted : undefined;
    return c.json({ mood: mood ?? null });
  })
  .put("/dev/faults", async (c) => c.json(setFaults(await c.req.json())))
  .get("/dev/trips", (c) => c.json({ trips: trips() }));

const withMachines = (bindings: Env): Env =>
  mood === undefined ? bindings : { ...bindings, AI: fakeModels(mood).models, ASSISTANT: "rank rephrase translate" };

/** The service with what only a developer's machine has: sample data, a shifted clock. */
export default {
  fetch(request: Request, bindings: Env, ctx: ExecutionContext) {
    const { pathname } = new URL(request.url);
    const script = scriptFor(pathname);
    if (script) return bindings[script].fetch(request);
    if (pathname.startsWith("/dev/")) return development.fetch(request, bindings, ctx);
    return routes.fetch(request, withMachines(watchedStores(bindings)), ctx);
  },
  scheduled: runJobs,
};
