import { deployment, isDeploymentId } from "@ven/city/deployment";
import type { Lang } from "@ven/kit";
import { Hono } from "hono";

import type { Env } from "../env";

export interface AppEnv {
  Bindings: Env;
  Variables: { requestId: string; lang: Lang; now: number };
}
export const router = () => new Hono<AppEnv>();

export function cityOf({ CITY }: Pick<Env, "CITY">) {
  if (!isDeploymentId(CITY)) throw new Error(`no city is called ${CITY}`);
  return deployment(CITY);
}
