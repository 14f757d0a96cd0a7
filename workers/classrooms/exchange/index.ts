import { clock } from "@ven/kit";

import { deliverHooks } from "../src/exchange/deliver-hooks";
import { hookRepository } from "../src/exchange/hook-repository";
import { exchangeRoutes } from "../src/routes/exchange";
import type { Env } from "./env";

/** Files in and out, feeds and deliveries: behind the pages of `ven-classrooms`, which hands it what begins so. */
export default {
  fetch: (request, env, ctx) => exchangeRoutes.fetch(request, env, ctx),
  async scheduled(_, env) {
    await deliverHooks({ hooks: hookRepository(env.DB), key: env.CLASSROOMS_KEY, now: clock.now(), send: fetch });
  },
} satisfies ExportedHandler<Env>;
