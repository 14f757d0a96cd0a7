import type { Env } from "./env";
import { isExchange } from "./hand-over";
import { routes } from "./routes";

/** The pages and the API. A file is handed over before anything here would read it. */
export default {
  fetch: (request, env, ctx) =>
    isExchange(new URL(request.url).pathname) ? env.EXCHANGE.fetch(request) : routes.fetch(request, env, ctx),
} satisfies ExportedHandler<Env>;
