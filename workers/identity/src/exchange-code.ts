import type { ExchangeCode, GrantAnswer } from "@ven/contracts/identity";
import { sha256 } from "@ven/kit";

import type { Desk } from "./desk";
import { handleOf } from "./handle";
import { issueToken } from "./issue-token";
import { endSession, redeemCode } from "./session-repository";

/**
 * Redeems an authorization code for its client, once. A second redemption by the same client means that the code was
 * stolen on its way, before or now: the session ends (RFC 9700 §4.5). A service that the session knows already gets
 * the handle as it stands, so that two tabs that sign in at once do not look like theft.
 */
export async function exchangeCode(
  desk: Desk,
  { client, code, verifier, redirectUri }: ExchangeCode & { client: string },
): Promise<GrantAnswer> {
  const { db, keys, now, issuer } = desk;
  const [session = ""] = code.split(".");
  const first = { session, audience: client, generation: 0 };
  const found = await redeemCode(db, {
    hash: await sha256(code),
    session,
    client,
    redirectUri,
    codeChallenge: await sha256(verifier),
    firstHash: await sha256(await handleOf(first, keys.secrets)),
    now,
  });
  if (!found.redeemed || !found.session || !found.handle) {
    if (found.before?.client !== client || found.before.consumedAt === null) return { ok: false, reason: "invalid" };
    await endSession(db, { session, reason: "code-reused", now, requestId: desk.requestId });
    return { ok: false, reason: "reused" };
  }
  const token = await issueToken({ session: found.session, roles: found.roles, audience: client, issuer, now }, keys);
  const handle = await handleOf({ ...first, generation: found.handle.generation }, keys.secrets);
  return { ok: true, grant: { ...token, handle, sessionEndsAt: found.session.endsAt } };
}
