import type { Env } from "./env";
import { scriptFor } from "./hand-over";
import { routes } from "./routes";

/** The pages and the API. A file is handed over before anything here would read it. */
export default {
  fetch(request, env, ctx) {
    const script = scriptFor(new URL(request.url).pathname);
    return script ? env[script].fetch(request) : routes.fetch(request, env, ctx);
  },
} satisfies ExportedHandler<Env>;
