import { clock } from "@ven/kit";

import { deliverHooks } from "../src/exchange/deliver-hooks";
import { hookRepository } from "../src/exchange/hook-repository";
import { recordRoutes } from "../src/routes/records";
import type { Env } from "./env";

/** What goes out: behind the pages of `ven-classrooms`, which hands over what begins so; deliveries by the clock. */
export default {
  fetch: (request, env, ctx) => recordRoutes.fetch(request, env, ctx),
  async scheduled(_, env) {
    await deliverHooks({ hooks: hookRepository(env.DB), key: env.CLASSROOMS_KEY, now: clock.now(), send: fetch });
  },
} satisfies ExportedHandler<Env>;
