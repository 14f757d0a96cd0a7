import type { Env } from "./env";
import { runJobs } from "./jobs";
import { routes } from "./routes";

export { IdentityAdmin } from "./admin-entrypoint";
export { Identity } from "./identity-entrypoint";
export default { fetch: routes.fetch, scheduled: runJobs } satisfies ExportedHandler<Env>;
