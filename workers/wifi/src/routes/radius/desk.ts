import type { Asked, Variables } from "@ven/kit";
import type { Frame } from "@ven/web-wifi/radius";
import { Hono } from "hono";

import type { Env } from "../../../radius/env";
import { credentialRepository } from "../../credential-repository";
import { placeRepository } from "../../place-repository";
import { radiusRepository } from "../../radius-repository";
import { ringOf } from "../../seals";
import { sessionRepository } from "../../session-repository";
import { visitRepository } from "../../visit-repository";
import { cityOf } from "../router";

export type Ctx = Asked<Env>;
export const router = () => new Hono<{ Bindings: Env; Variables: Variables }>();

export const deskOf = ({ env }: Pick<Ctx, "env">) => ({
  ring: ringOf(env.WIFI_KEY),
  places: placeRepository(env.DB),
  visits: visitRepository(env.DB),
  sessions: sessionRepository(env.DB),
  credentials: credentialRepository(env.DB),
  granted: radiusRepository(env.DB),
});

export const frameOf = ({ env, var: { lang } }: Ctx): Frame => ({
  lang,
  city: cityOf(env),
  selfOrigin: env.SELF_ORIGIN,
});
