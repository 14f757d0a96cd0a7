import { shiftClock } from "@ven/kit/development";

import { development } from "./development/routes";
import { countTrips } from "./development/trips";
import type { Env } from "./env";
import { Identity as ProductionIdentity } from "./identity-entrypoint";
import { runJobs } from "./jobs";
import { routes } from "./routes";

export { IdentityAdmin } from "./admin-entrypoint";

/** The same service with an inbox, sample people and a clock that tests may move. Never in a production bundle. */
export class Identity extends ProductionIdentity {
  constructor(ctx: ExecutionContext<{ client?: string }>, env: Env) {
    super(ctx, countTrips(env));
    shiftClock(env);
  }
}

export default {
  fetch(request: Request, env: Env, ctx: ExecutionContext) {
    shiftClock(env);
    const isDevelopment = new URL(request.url).pathname.startsWith("/dev/");
    return isDevelopment ? development.fetch(request, env, ctx) : routes.fetch(request, countTrips(env), ctx);
  },
  scheduled(controller: ScheduledController, env: Env) {
    shiftClock(env);
    return runJobs(controller, env);
  },
} satisfies ExportedHandler<Env>;
