import { auditAnswers, following, purge, scheduled, sealing } from "@ven/kit/house";
import { wifiPurges } from "@ven/kit/purges";

import type { Env } from "./env";
import { closeWhatIsOver } from "./purge-repository";

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
      await closeWhatIsOver(env.DB, now);
      return purge(() => env.DB, wifiPurges, now);
    },
  },
  { ...sealing<Env>("wifi"), every: hourly },
]);
