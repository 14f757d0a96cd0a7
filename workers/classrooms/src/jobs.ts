import { following, scheduled, sealing } from "@ven/kit/house";

import type { Env } from "./env";
import { answerSubject } from "./subject-repository";

/** As in wrangler.toml. */
const hourly = "41 * * * *";

/** What the schools' service does by itself: its part of what people ask for, and the seal of its audit log. */
export const runJobs = scheduled<Env>("classrooms", [
  following("classrooms", answerSubject),
  { ...sealing<Env>("classrooms"), every: hourly },
]);
