import { cookieJar } from "@ven/identity/cookies";
import type { Context } from "hono";

import { ownAudience } from "../begin-session";
import { refresh } from "../refresh";
import type { AppEnv } from "./router";

/** A new token for this browser at once, after an act that changed what its owner may do. */
export async function renewGrant(c: Context<AppEnv>) {
  const jar = cookieJar(c, ownAudience, c.env.SELF_ORIGIN);
  const handle = jar.read("rt");
  if (handle === undefined) return;
  const answer = await refresh(c.var.desk, { audience: ownAudience, handle });
  if (answer.ok) jar.writeGrant(answer.grant, c.var.now);
}
