import { deployment } from "@ven/city/deployment";
import type { IdentityVariables } from "@ven/identity";
import type { Asked, Variables } from "@ven/kit";
import type { Frame } from "@ven/web-identity";
import { Hono } from "hono";

import type { Desk } from "../desk";
import type { Env } from "../env";

type DeskVariables = IdentityVariables & { desk: Desk };
export type AppEnv = { Bindings: Env; Variables: DeskVariables };

/** A part of the service. */
export const router = () => new Hono<AppEnv>();

export const cityOf = ({ CITY }: Env) => deployment(CITY);

/** What every page needs of its request; `here` is this address unless the page answers to a form. */
export const frameOf = (c: Asked<Env, Variables>, here?: string): Frame => ({
  lang: c.var.lang,
  city: cityOf(c.env),
  selfOrigin: c.env.SELF_ORIGIN,
  here,
});
