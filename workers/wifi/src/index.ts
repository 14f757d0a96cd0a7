import type { Env } from "./env";
import { scriptFor } from "./hand-over";
import { runJobs } from "./jobs";
import { routes } from "./routes";

/** What phones and gateways ask. What operators do is handed over before anything here would read it. */
export default {
  fetch(request, env, ctx) {
    const script = scriptFor(new URL(request.url).pathname);
    return script ? env[script].fetch(request) : routes.fetch(request, env, ctx);
  },
  scheduled: runJobs,
} satisfies ExportedHandler<Env>;
