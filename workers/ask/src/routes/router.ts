import { deployment } from "@ven/city/deployment";
import type { Lang } from "@ven/kit";
import { Hono } from "hono";

import type { Env } from "../env";

export interface AppEnv {
  Bindings: Env;
  Variables: { requestId: string; lang: Lang; now: number };
}
export const router = () => new Hono<AppEnv>();

export const cityOf = ({ CITY }: Pick<Env, "CITY">) => deployment(CITY);
