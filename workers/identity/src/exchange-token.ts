import type { ExchangeToken, TokenAnswer } from "@ven/contracts/identity";
import { verifyAccessToken } from "@ven/identity";

import { redirectUriOf } from "./clients";
import type { Desk } from "./desk";
import { issueToken } from "./issue-token";
import { delegateSession } from "./session-repository";

/**
 * A service acts for a person at another service (RFC 8693, delegation). It shows the token that the person has at
 * it, so its name is that token's audience and the binding's, never an argument. The new token carries the person's
 * roles at the other service as they are now, ends with the shown one, and cannot be exchanged again. Who acted for
 * whom stands in the audit.
 */
export async function exchangeToken(
  { db, keys, issuer, clients, now, requestId }: Desk,
  { client, subjectToken, audience }: ExchangeToken & { client: string },
): Promise<TokenAnswer> {
  const verdict = await verifyAccessToken(subjectToken, { jwks: keys.jwks, audience: client, issuer, now });
  if (!verdict.ok) return { ok: false, reason: verdict.reason === "expired" ? "expired" : "invalid" };
  const { claims } = verdict;
  const isKnown = redirectUriOf(clients, audience) !== undefined && audience !== client;
  if (!isKnown || claims.act !== undefined || claims.kind === "service") return { ok: false, reason: "invalid" };
  const { sid: session, sub: subject } = claims;
  const found = await delegateSession(db, { session, subject, client, audience, now, requestId });
  if (!found) return { ok: false, reason: "ended" };
  const onBehalf = { actor: `service:${client}`, until: claims.exp * 1000 };
  return { ok: true, ...(await issueToken({ ...found, audience, issuer, now, onBehalf }, keys)) };
}
