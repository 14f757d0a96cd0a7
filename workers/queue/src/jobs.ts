import { following, purging, scheduled, sealing } from "@ven/kit/house";
import { queuePurges } from "@ven/kit/purges";

import type { Env } from "./env";
import { answerSubject } from "./subject-repository";

/** As in wrangler.toml. */
const hourly = "23 * * * *";

/** What the queue does by itself: its part of what people ask for, its retention, the seal of its audit log. */
export const runJobs = scheduled<Env>("queue", [
  following("queue", answerSubject),
  purging(queuePurges, hourly),
  { ...sealing<Env>("queue"), every: hourly },
]);
