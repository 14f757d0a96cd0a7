import { deployment } from "@ven/city/deployment";
import type { IdentityVariables } from "@ven/identity";
import type { Asked, Variables } from "@ven/kit";
import { Hono } from "hono";

import type { Env } from "../env";

/** A part of the service that everybody may use. */
export const router = () => new Hono<{ Bindings: Env; Variables: Variables }>();
/** A part of the service that stands behind `authenticate`. */
export const staffRouter = () => new Hono<{ Bindings: Env; Variables: IdentityVariables }>();
export type AskedByStaff = Asked<Env, IdentityVariables>;

export const cityOf = ({ CITY }: Pick<Env, "CITY">) => deployment(CITY);
