import { runJobs } from "../src/jobs";
import { recordRoutes } from "../src/routes/records";
import type { Env } from "./env";

/** What goes out: behind the pages of `ven-classrooms`, which hands over what begins so; and the jobs of the service. */
export default {
  fetch: (request, env, ctx) => recordRoutes.fetch(request, env, ctx),
  scheduled: runJobs,
} satisfies ExportedHandler<Env>;
