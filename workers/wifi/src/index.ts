import { clock } from "@ven/kit";

import type { Env } from "./env";
import { purge } from "./purge-repository";
import { routes } from "./routes";

export default {
  fetch: routes.fetch,
  scheduled: (_, env) => purge(env.DB, clock.now()),
} satisfies ExportedHandler<Env>;
