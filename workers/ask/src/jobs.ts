import { auditAnswers, following, purging, scheduled, sealing } from "@ven/kit/house";
import { askPurges } from "@ven/kit/purges";

import type { Env } from "./env";

/** As in wrangler.toml. */
const hourly = "29 * * * *";

/**
 * What the help desk does by itself. A tourist is known by nothing but the link of the thread; what people at the desk did
 * stands in the audit log.
 */
export const runJobs = scheduled<Env>("ask", [
  following("ask", auditAnswers("ask")),
  purging(askPurges, hourly),
  { ...sealing<Env>("ask"), every: hourly },
]);
