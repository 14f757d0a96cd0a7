import type { AccessClaims } from "@ven/contracts/identity";
import { isRole, isRoleOf, lifetimes } from "@ven/identity";
import { signAccessToken } from "@ven/identity/sign-token";
import { uuidv7 } from "@ven/kit";

import type { Keys } from "./keys";
import type { HeldRole, Session } from "./session-repository";

/** Organisations that one token can name. */
const mostOrganisations = 20;

export interface TokenRequest {
  session: Session;
  roles: readonly HeldRole[];
  audience: string;
  issuer: string;
  now: number;
  /** The service that acts for the person, and when the token that it showed ends, UTC ms. */
  onBehalf?: { actor: string; until: number };
}

/** The claims of a session at one service: nothing personal, and only roles that mean something there. */
export function claimsOf({ session, roles, audience, issuer, now, onBehalf }: TokenRequest): AccessClaims {
  const held = new Map<string, string[]>();
  const ends = [now + lifetimes[session.kind].access, session.endsAt, onBehalf?.until ?? session.endsAt];
  for (const { organisation, role, validTo } of roles)
    if (isRole(role) && isRoleOf(audience, role)) {
      held.set(organisation, [...(held.get(organisation) ?? []), role]);
      if (validTo !== null) ends.push(validTo);
    }
  return {
    iss: issuer,
    aud: audience,
    sub: session.subject,
    sid: session.id,
    jti: uuidv7(now),
    iat: Math.floor(now / 1000),
    exp: Math.floor(Math.min(...ends) / 1000),
    auth_time: Math.floor(session.authTime / 1000),
    kind: session.kind,
    aal: session.aal === 3 ? 3 : session.aal === 2 ? 2 : 1,
    ial: session.ial,
    amr: session.amr,
    roles: Object.fromEntries([...held].slice(0, mostOrganisations)),
    ...(onBehalf && { act: { sub: onBehalf.actor } }),
  };
}

/** A signed access token and when it ends, UTC ms. */
export async function issueToken(request: TokenRequest, { signing }: Keys) {
  const claims = claimsOf(request);
  return { accessToken: await signAccessToken(claims, signing), expiresAt: claims.exp * 1000 };
}
