import { developmentOnly, shiftClock } from "@ven/kit/development";
import { env } from "cloudflare:workers";
import { Hono } from "hono";

import { type DevelopmentEnv, faults, setFaults, withFaults } from "./development/faults";
import { seed } from "./development/sample-repository";
import { runJobs } from "./jobs";
import { routes } from "./routes";

shiftClock(env);

const development = new Hono<{ Bindings: DevelopmentEnv }>()
  .use(developmentOnly)
  .post("/dev/seed", async (c) => c.json(await seed(c.env)))
  .get("/dev/faults", async (c) => {
    const { struck: pages, ...plan } = faults();
    return c.json({ ...plan, struck: { pages, objects: await c.env.FACILITY.getByName("baichay").struck() } });
  })
  .put("/dev/faults", async (c) => {
    const plan = setFaults(await c.req.json());
    // The objects live in a script of their own; one of them takes the plan for all.
    await c.env.FACILITY.getByName("baichay").setFaults(plan);
    return c.json(plan);
  })
  .get("/dev/facilities/:facility/cost", async (c) =>
    c.json(await c.env.FACILITY.getByName(c.req.param("facility")).cost()),
  );

/** The service with what only a developer's machine has: sample data, faults on demand, a shifted clock. */
export default {
  fetch(request: Request, bindings: DevelopmentEnv, ctx: ExecutionContext) {
    const { pathname } = new URL(request.url);
    return pathname.startsWith("/dev/")
      ? development.fetch(request, bindings, ctx)
      : routes.fetch(request, withFaults(bindings), ctx);
  },
  scheduled: (controller: ScheduledController, bindings: DevelopmentEnv) => runJobs(controller, withFaults(bindings)),
};
