import { type Deployment, deployment, isDeploymentId } from "@ven/city/deployment";
import type { Lang } from "@ven/contracts";
import { fill } from "@ven/kit/fill";

import type { Env } from "./env";
import { messages } from "./messages";

export function cityOf(env: Pick<Env, "CITY">): Deployment {
  if (!isDeploymentId(env.CITY)) throw new Error(`no city is called ${env.CITY}`);
  return deployment(env.CITY);
}

export const brandOf = (city: Deployment, lang: Lang) => ({
  name: fill(messages(lang).brand, { city: city.name[lang] }),
  href: "/",
});
