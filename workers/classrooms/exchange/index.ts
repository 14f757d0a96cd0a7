import { exchangeRoutes } from "../src/routes/exchange";
import type { Env } from "./env";

/** Files that come in: behind the pages of `ven-classrooms`, which hands over what begins so. */
export default {
  fetch: (request, env, ctx) => exchangeRoutes.fetch(request, env, ctx),
} satisfies ExportedHandler<Env>;
