import { following, scheduled, sealing } from "@ven/kit/house";

import type { Env } from "./env";
import { foldUsage } from "./fold-usage";
import { releaseMissed } from "./release-missed";
import { answerSubject } from "./subject-repository";

/** As in wrangler.toml. */
const hourly = "41 * * * *";

/** What the schools' service does by itself: its part of what people ask for, and the seal of its audit log. */
export const runJobs = scheduled<Env>("classrooms", [
  { name: "release-missed", run: ({ env, now }) => releaseMissed(env.DB, now) },
  { name: "fold-usage", every: hourly, run: ({ env, now }) => foldUsage(env.DB, now) },
  following("classrooms", answerSubject),
  { ...sealing<Env>("classrooms"), every: hourly },
]);
