import { type Deployment, deployment, isDeploymentId } from "@ven/city/deployment";
import type { Lang } from "@ven/contracts";

import type { Env } from "./env";
import { messages } from "./messages";

export function cityOf(env: Pick<Env, "CITY">): Deployment {
  if (!isDeploymentId(env.CITY)) throw new Error(`no city is called ${env.CITY}`);
  return deployment(env.CITY);
}

export const brandOf = (city: Deployment, lang: Lang) => ({ name: messages(lang).brand(city.name[lang]), href: "/" });
