import { scheduled } from "@ven/kit/house";

import { forgetPeople } from "../src/forget-people";
import { officeRoutes } from "../src/routes/office";
import type { Env } from "./env";

/** Who writes entries and looks at figures; by the clock, what people wrote of themselves is forgotten. */
export default {
  fetch: (request, env, ctx) => officeRoutes.fetch(request, env, ctx),
  scheduled: scheduled<Env>("ask", [{ name: "forget-people", run: ({ env, now }) => forgetPeople(env.DB, now) }]),
} satisfies ExportedHandler<Env>;
