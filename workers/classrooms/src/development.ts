import { developmentOnly, shiftClock } from "@ven/kit/development";
import { cost, countedD1, forgetCost } from "@ven/kit/development-cost";
import { env } from "cloudflare:workers";
import { Hono } from "hono";

import { seed } from "./development/seed";
import type { Env } from "./env";
import { scriptFor } from "./hand-over";
import { routes } from "./routes";

shiftClock(env);

const development = new Hono<{ Bindings: Env }>()
  .use(developmentOnly)
  .post("/dev/seed", async (c) => c.json(await seed(c.env)))
  .get("/dev/cost", (c) => c.json(cost));

/** The service with what only a developer's machine has: sample data, a shifted clock. */
export default {
  fetch(request: Request, bindings: Env, ctx: ExecutionContext) {
    const { pathname } = new URL(request.url);
    const script = scriptFor(pathname);
    if (script) return bindings[script].fetch(request);
    if (pathname.startsWith("/dev/")) return development.fetch(request, bindings, ctx);
    forgetCost();
    return routes.fetch(request, { ...bindings, DB: countedD1(bindings.DB) }, ctx);
  },
};
