import { purging, scheduled } from "@ven/kit/house";
import { classroomsPurges } from "@ven/kit/purges";

import { deliverHooks } from "../src/exchange/deliver-hooks";
import { hookRepository } from "../src/exchange/hook-repository";
import { recordRoutes } from "../src/routes/records";
import type { Env } from "./env";

/** As in wrangler.toml. */
const hourly = "43 * * * *";

const runJobs = scheduled<Env>("classrooms", [
  {
    name: "deliver",
    every: "* * * * *",
    async run({ env, now }) {
      await deliverHooks({ hooks: hookRepository(env.DB), key: env.CLASSROOMS_KEY, now, send: fetch });
      return {};
    },
  },
  // Here and not with the other jobs: the pages' script has no room left.
  purging(classroomsPurges, hourly),
]);

/** What goes out: behind the pages of `ven-classrooms`, which hands over what begins so; deliveries by the clock. */
export default {
  fetch: (request, env, ctx) => recordRoutes.fetch(request, env, ctx),
  scheduled: runJobs,
} satisfies ExportedHandler<Env>;
