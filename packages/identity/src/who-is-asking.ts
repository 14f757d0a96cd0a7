import { type AccessClaims, GrantAnswer } from "@ven/contracts/identity";
import { Problem } from "@ven/kit";

import { isApiKey, tokenOfApiKey } from "./api-key";
import { ask, type Asking } from "./asking";
import { isAway } from "./keys";
import { outageGrace } from "./lifetimes";
import { anonymous, type Principal, principalFrom } from "./principal";
import { revocations } from "./revocation-repository";
import type { Known } from "./token-cache";
import { verifyAccessToken, type Verdict } from "./verify-token";

export interface Found {
  principal: Principal;
  /** Identity could not say who this is. */
  away: boolean;
  /** What a refresh gave: new cookies, or none any more. */
  answer?: GrantAnswer;
}

type Checked = Known | Exclude<Verdict, { ok: true }> | { ok: false; reason: "away" };

const signIn = (principal: Principal): Found => ({ principal, away: false });
/** Somebody whose token is past its time, while identity cannot be reached to renew it. */
const signInLate = (claims: AccessClaims) => signIn(principalFrom(claims, { stale: true }));
const nobody = (away = false): Found => ({ principal: anonymous, away });

/** The principal of an `Authorization` header. A client that means to be somebody and is not gets 401. */
export async function byBearer(asking: Asking, authorization: string): Promise<Found> {
  const sent = /^bearer +([\w.~+/=-]+)$/i.exec(authorization)?.[1];
  if (sent === undefined) throw new Problem("not-signed-in");
  const token = isApiKey(sent) ? await tokenOfApiKey(asking, sent) : sent;
  const checked = await check(asking, token);
  if (checked.ok) return signIn(checked.principal);
  if (checked.reason === "away") throw new Problem("keys-unavailable");
  if (isInGrace(checked, asking.now) && !(await ask(asking, (identity) => identity.jwks())))
    return signInLate(checked.claims);
  throw new Problem("not-signed-in");
}

/** The principal of a browser's cookies: its token, or a new one for its handle (`null`: no refresh on this request). */
export async function byCookies(
  asking: Asking,
  token: string | undefined,
  handle: string | null | undefined,
): Promise<Found> {
  const checked = token === undefined ? undefined : await check(asking, token);
  if (checked?.ok) return signIn(checked.principal);
  if (handle === null || handle === undefined) return nobody(checked?.reason === "away");
  const answer = GrantAnswer.safeParse(await ask(asking, (identity) => identity.refresh({ handle })));
  if (!answer.success) return checked && isInGrace(checked, asking.now) ? signInLate(checked.claims) : nobody(true);
  if (!answer.data.ok) return { ...nobody(), answer: answer.data };
  const renewed = await check(asking, answer.data.grant.accessToken);
  const found = renewed.ok ? signIn(renewed.principal) : nobody(renewed.reason === "away");
  return { ...found, answer: answer.data };
}

async function check(asking: Asking, token: string): Promise<Checked> {
  const { keys, now, env } = asking;
  let checked: Checked | undefined = keys.cache.get(token, now);
  if (!checked) {
    const verdict = await verify(asking, token);
    if (!verdict.ok && verdict.reason !== "expired") {
      // Nobody can tell a forged token from one of a new key while the keys cannot be had.
      return verdict.reason === "unknown-key" && isAway(keys, now) ? { ok: false, reason: "away" } : verdict;
    }
    checked = verdict.ok ? keys.cache.set(token, verdict.claims) : verdict;
  }
  const list = await revocations(env.DB, now);
  if (list.isRevoked(checked.claims)) return { ok: false, reason: "invalid" };
  const { kind } = checked.claims;
  return list.known || kind === "guest" || kind === "citizen" ? checked : { ok: false, reason: "away" };
}

async function verify(asking: Asking, token: string) {
  const { keys, now, service, env } = asking;
  const options = { audience: service, issuer: env.IDENTITY_ORIGIN, now };
  const verdict = await verifyAccessToken(token, { ...options, jwks: keys.set });
  if (verdict.ok || verdict.reason !== "unknown-key" || !keys.mayFetch(now)) return verdict;
  const fetched = await ask(asking, (identity) => identity.jwks());
  if (!fetched) return verdict;
  keys.add(fetched, now);
  return verifyAccessToken(token, { ...options, jwks: keys.set });
}

const isInGrace = (checked: Checked, now: number): checked is Extract<Checked, { reason: "expired" }> =>
  !checked.ok && checked.reason === "expired" && now - checked.claims.exp * 1000 < outageGrace;
