import { developmentOnly, shiftClock } from "@ven/kit/development";
import { env } from "cloudflare:workers";
import { Hono } from "hono";

import type { Env } from "./env";
import service from "./index";

shiftClock(env);

const development = new Hono<{ Bindings: Env }>().use(developmentOnly).post("/records/dev/deliver", async (c) => {
  await service.scheduled({ cron: "", scheduledTime: Date.now(), noRetry() {} }, c.env);
  return c.body(null, 204);
});

/** The script with what only a developer's machine has: deliveries on demand, a shifted clock. */
export default {
  ...service,
  fetch(request: Request<unknown, IncomingRequestCfProperties>, bindings: Env, ctx: ExecutionContext) {
    const { pathname } = new URL(request.url);
    return pathname.startsWith("/records/dev/")
      ? development.fetch(request, bindings, ctx)
      : service.fetch(request, bindings, ctx);
  },
};
