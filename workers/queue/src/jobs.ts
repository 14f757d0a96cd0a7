import { auditAnswers, following, purging, scheduled, sealing } from "@ven/kit/house";
import { queuePurges } from "@ven/kit/purges";

import type { Env } from "./env";

/** As in wrangler.toml. */
const hourly = "23 * * * *";

/**
 * What the queue does by itself. It knows no patient: a ticket belongs to a phone, and its device ends with the day in the
 * hospital's object. What staff did stands in the audit log.
 */
export const runJobs = scheduled<Env>("queue", [
  following("queue", auditAnswers("queue")),
  purging(queuePurges, hourly),
  { ...sealing<Env>("queue"), every: hourly },
]);
