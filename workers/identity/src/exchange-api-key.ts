import type { AccessClaims, ExchangeApiKey, TokenAnswer } from "@ven/contracts/identity";
import { signAccessToken } from "@ven/identity/sign-token";
import { fixedWindow, sha256, timingSafeEqual, uuidv7, type Window } from "@ven/kit";

import { readKeyForUse } from "./api-key-repository";
import type { Desk } from "./desk";

/** Life of the token that a key is exchanged for, ms. */
const tokenLasts = 5 * 60_000;
/** Exchanges of one key in one isolate: a service that keeps its tokens needs one in five minutes. */
const budget = { limit: 60, windowMs: 60_000 };
const windows = new Map<string, Window>();

/**
 * Calls of one key in an hour, over every service and isolate. Counted when a token is asked for, so somebody who calls
 * too often is stopped when the token ends, within five minutes; within an isolate at once.
 */
export const hourlyCalls = 60_000;

/** The pseudonym of an integrator's key, in tokens and audit rows. */
export const subjectOfKey = (id: string) => `key-${id}`;

/**
 * A key becomes a token for the caller, with those of its permissions that mean something there. Unknown, revoked and
 * expired keys look the same from outside.
 */
export async function exchangeApiKey(
  { db, keys, issuer, now }: Desk,
  { client, key, calls = 0 }: ExchangeApiKey & { client: string },
): Promise<TokenAnswer> {
  const id = key.slice(4, 20);
  const { allowed, state } = fixedWindow(windows.get(id), now, budget);
  if (windows.size >= 1000) windows.clear();
  windows.set(id, state);
  if (!allowed) return { ok: false, reason: "too-many" };
  const hash = await sha256(key);
  const found = await readKeyForUse(db, { id, hash, calls, now });
  if (!found || !timingSafeEqual(found.secretHash, hash)) return { ok: false, reason: "invalid" };
  if (found.hourCalls > hourlyCalls) return { ok: false, reason: "too-many" };
  const subject = subjectOfKey(id);
  const claims: AccessClaims = {
    iss: issuer,
    aud: client,
    sub: subject,
    sid: subject,
    jti: uuidv7(now),
    iat: Math.floor(now / 1000),
    exp: Math.floor(Math.min(now + tokenLasts, found.expiresAt) / 1000),
    auth_time: Math.floor(now / 1000),
    kind: "service",
    aal: 1,
    ial: 0,
    amr: ["key"],
    roles: {},
    perms: { [found.organisation]: found.permissions.filter((permission) => permission.startsWith(`${client}.`)) },
  };
  return { ok: true, accessToken: await signAccessToken(claims, keys.signing), expiresAt: claims.exp * 1000 };
}
