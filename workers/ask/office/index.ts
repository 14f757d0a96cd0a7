import { scheduled } from "@ven/kit/house";

import { forgetPeople } from "../src/forget-people";
import { renewOldIndex } from "../src/renew-index";
import { officeRoutes } from "../src/routes/office";
import type { Env } from "./env";

/** As in wrangler.toml. */
const hourly = "37 * * * *";

/**
 * Who writes entries and looks at figures. By the clock, what people wrote of themselves is forgotten, and an index that a
 * release reads otherwise than it was built is built anew.
 */
export default {
  fetch: (request, env, ctx) => officeRoutes.fetch(request, env, ctx),
  scheduled: scheduled<Env>("ask", [
    { name: "renew-index", run: ({ env, now }) => renewOldIndex({ db: env.DB, search: env.SEARCH, now }) },
    { name: "forget-people", every: hourly, run: ({ env, now }) => forgetPeople(env.DB, now) },
  ]),
} satisfies ExportedHandler<Env>;
