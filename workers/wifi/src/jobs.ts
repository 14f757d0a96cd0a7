import { auditAnswers, following, scheduled, sealing } from "@ven/kit/house";

import type { Env } from "./env";
import { purge } from "./purge-repository";

/** As in wrangler.toml. */
const hourly = "17 * * * *";

/**
 * What the hotspots do by themselves. Phones and their people are keyed hashes here, which no account leads to; what
 * operators did stands in the audit log.
 */
export const runJobs = scheduled<Env>("wifi", [
  following("wifi", auditAnswers("wifi")),
  {
    name: "purge",
    every: hourly,
    async run({ env, now }) {
      await purge(env.DB, now);
      return {};
    },
  },
  { ...sealing<Env>("wifi"), every: hourly },
]);
