import { following, purging, scheduled, sealing } from "@ven/kit/house";
import { classroomsPurges } from "@ven/kit/purges";

import type { Env } from "../records/env";
import { deliverHooks } from "./exchange/deliver-hooks";
import { hookRepository } from "./exchange/hook-repository";
import { foldUsage } from "./fold-usage";
import { releaseMissed } from "./release-missed";
import { answerSubject } from "./subject-repository";

/** As in records/wrangler.toml. */
const often = "*/5 * * * *";
const hourly = "43 * * * *";

/** What the schools' service does by itself, in the script of the records: the pages' script has no room for it. */
export const runJobs = scheduled<Env>("classrooms", [
  {
    name: "deliver",
    every: "* * * * *",
    async run({ env, now }) {
      await deliverHooks({ hooks: hookRepository(env.DB), key: env.CLASSROOMS_KEY, now, send: fetch });
      return {};
    },
  },
  { name: "release-missed", every: often, run: ({ env, now }) => releaseMissed(env.DB, now) },
  { ...following("classrooms", answerSubject), every: often },
  { name: "fold-usage", every: hourly, run: ({ env, now }) => foldUsage(env.DB, now) },
  { ...sealing<Env>("classrooms"), every: hourly },
  purging(classroomsPurges, hourly),
]);
