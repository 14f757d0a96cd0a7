import { forgetCached } from "@ven/kit";
import { developmentOnly, shiftClock } from "@ven/kit/development";
import { costed } from "@ven/kit/development-cost";
import { env } from "cloudflare:workers";
import { Hono } from "hono";

import { type NewPlan, register, replan, seed } from "./development/sample-repository";
import type { Env } from "./env";
import type { NewGateway } from "./gateway-repository";
import { scriptFor } from "./hand-over";
import { runJobs } from "./jobs";
import { routes } from "./routes";

shiftClock(env);

const development = new Hono<{ Bindings: Env }>()
  .use(developmentOnly)
  .post("/dev/seed", async (c) => c.json(await seed(c.env)))
  .put("/dev/gateways", async (c) => {
    await register(c.env, await c.req.json<NewGateway>());
    forgetCached();
    return c.json({});
  })
  .put("/dev/plans", async (c) => {
    await replan(c.env, await c.req.json<NewPlan>());
    forgetCached();
    return c.json({});
  });

const counted = costed<Env>(routes.fetch);

/** The service with what only a developer's machine has: sample data, gateways on demand, a shifted clock. */
export default {
  fetch(request: Request<unknown, IncomingRequestCfProperties>, bindings: Env, ctx: ExecutionContext) {
    const { pathname } = new URL(request.url);
    const script = scriptFor(pathname);
    if (script) return bindings[script].fetch(request);
    if (pathname.startsWith("/dev/")) return development.fetch(request, bindings, ctx);
    return request.headers.has("x-ask-cost") ? counted(request, bindings, ctx) : routes.fetch(request, bindings, ctx);
  },
  scheduled: runJobs,
};
