import { purge, scheduled, sealAudit } from "@ven/kit/house";
import { identityPurges } from "@ven/kit/purges";

import { chainSeal } from "./audit-seal";
import { sendsNothing } from "./delivery/configuration";
import { pump } from "./delivery/pump";
import { deskOf } from "./desk";
import type { Env } from "./env";
import { replayErasures } from "./erase-subject";
import { officeOf } from "./office";

/** As in wrangler.toml. */
const hourly = "17 * * * *";
/** Erasures that were broken off are completed within so long, ms. */
const completedWithin = 2 * 86_400_000;

/** The retention of both databases. */
export const purgeIdentity = ({ DB, VAULT }: Pick<Env, "DB" | "VAULT">, now: number) =>
  purge((name) => (name === "vault" ? VAULT : DB), identityPurges, now);

/** Seals identity's own audit log, as every service does with its own. */
export const sealIdentity = async (env: Env, now: number) => {
  const desk = await deskOf(env, { now, requestId: null });
  return sealAudit(env.DB, "identity", now, (stretch) => chainSeal(desk, { service: "identity", ...stretch }));
};

/** What identity does by itself. */
export const runJobs = scheduled<Env>("identity", [
  {
    name: "deliver",
    async run({ env, now }) {
      const office = officeOf(env);
      if (sendsNothing(office.routes)) return { taken: 0 };
      return { taken: await pump(await deskOf(env, { now, requestId: null }), office) };
    },
  },
  { name: "purge", every: hourly, run: ({ env, now }) => purgeIdentity(env, now) },
  { name: "seal-audit", every: hourly, run: ({ env, now }) => sealIdentity(env, now) },
  {
    name: "complete-erasures",
    every: hourly,
    async run({ env, now }) {
      const desk = await deskOf(env, { now, requestId: null });
      const { read, again } = await replayErasures(desk, { since: now - completedWithin });
      return { read, again };
    },
  },
]);
