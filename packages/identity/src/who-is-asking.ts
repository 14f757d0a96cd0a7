import { type AccessClaims, GrantAnswer, type IdentityRpc } from "@ven/contracts/identity";
import { log, Problem, sha256, withDeadline } from "@ven/kit";

import type { IdentityEnv } from "./environment";
import { awayFor, isAway, type Keys, noteAway, noteReached } from "./keys";
import { outageGrace } from "./lifetimes";
import { anonymous, type Principal, principalFrom } from "./principal";
import { revocations } from "./revocation-repository";
import { verifyAccessToken, type Verdict } from "./verify-token";

export const rpcDeadline = 2_000;

/** What is needed to find out who is asking. */
export interface Asking {
  service: string;
  env: IdentityEnv;
  identity: IdentityRpc;
  keys: Keys;
  now: number;
}

export interface Found {
  principal: Principal;
  /** Identity could not say who this is. */
  away: boolean;
  /** What a refresh gave: new cookies, or none any more. */
  answer?: GrantAnswer;
}

type Checked = Verdict | { ok: false; reason: "away" };

const signIn = (claims: AccessClaims, stale = false): Found => ({
  principal: principalFrom(claims, { stale }),
  away: false,
});
const nobody = (away = false): Found => ({ principal: anonymous, away });

/** The principal of an `Authorization` header. A client that means to be somebody and is not gets 401. */
export async function byBearer(asking: Asking, authorization: string): Promise<Found> {
  const token = /^bearer +([\w.~+/=-]+)$/i.exec(authorization)?.[1];
  if (token === undefined) throw new Problem("not-signed-in");
  const checked = await check(asking, token);
  if (checked.ok) return signIn(checked.claims);
  if (checked.reason === "away") throw new Problem("keys-unavailable");
  if (isInGrace(checked, asking.now) && !(await ask(asking, (identity) => identity.jwks())))
    return signIn(checked.claims, true);
  throw new Problem("not-signed-in");
}

/** The principal of a browser's cookies: its token, or a new one for its handle (`null`: no refresh on this request). */
export async function byCookies(
  asking: Asking,
  token: string | undefined,
  handle: string | null | undefined,
): Promise<Found> {
  const checked = token === undefined ? undefined : await check(asking, token);
  if (checked?.ok) return signIn(checked.claims);
  if (handle === null || handle === undefined) return nobody(checked?.reason === "away");
  const answer = GrantAnswer.safeParse(await ask(asking, (identity) => identity.refresh({ handle })));
  if (!answer.success) return checked && isInGrace(checked, asking.now) ? signIn(checked.claims, true) : nobody(true);
  if (!answer.data.ok) return { ...nobody(), answer: answer.data };
  const renewed = await check(asking, answer.data.grant.accessToken);
  const found = renewed.ok ? signIn(renewed.claims) : nobody(renewed.reason === "away");
  return { ...found, answer: answer.data };
}

async function check(asking: Asking, token: string): Promise<Checked> {
  const { keys, now, env } = asking;
  const hash = await sha256(token);
  const known = keys.cache.get(hash, now);
  const verdict: Verdict = known ? { ok: true, claims: known } : await verify(asking, token);
  if (verdict.ok && !known) keys.cache.set(hash, verdict.claims);
  if (!verdict.ok && verdict.reason !== "expired") {
    // Nobody can tell a forged token from one of a new key while the keys cannot be had.
    return verdict.reason === "unknown-key" && isAway(keys, now) ? { ok: false, reason: "away" } : verdict;
  }
  const list = await revocations(env.DB, now);
  if (list.isRevoked(verdict.claims)) return { ok: false, reason: "invalid" };
  return list.known || verdict.claims.kind !== "staff" ? verdict : { ok: false, reason: "away" };
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

const isInGrace = (checked: Checked, now: number): checked is Verdict & { ok: false; reason: "expired" } =>
  !checked.ok && checked.reason === "expired" && now - checked.claims.exp * 1000 < outageGrace;

/** Asks identity; undefined when it does not answer. After a failure nobody waits for it for 5 s. */
async function ask<T>({ identity, keys, now, service }: Asking, question: (identity: IdentityRpc) => Promise<T>) {
  if (isAway(keys, now)) return undefined;
  try {
    const answer = await withDeadline(question(identity), rpcDeadline);
    noteReached(keys);
    return answer;
  } catch {
    noteAway(keys, now);
    log("warn", "identity-away", { service, ms: awayFor });
    return undefined;
  }
}
