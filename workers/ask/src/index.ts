import type { Env } from "./env";
import { runJobs } from "./jobs";
import { routes } from "./routes";

export default { fetch: routes.fetch, scheduled: runJobs } satisfies ExportedHandler<Env>;
