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
}

/** The claims of a session at one service: nothing personal, and only roles that mean something there. */
export function claimsOf({ session, roles, audience, issuer, now }: TokenRequest): AccessClaims {
  const held = new Map<string, string[]>();
  for (const { organisation, role } of roles)
    if (isRole(role) && isRoleOf(audience, role)) held.set(organisation, [...(held.get(organisation) ?? []), role]);
  return {
    iss: issuer,
    aud: audience,
    sub: session.subject,
    sid: session.id,
    jti: uuidv7(now),
    iat: Math.floor(now / 1000),
    exp: Math.floor(Math.min(now + lifetimes[session.kind].access, session.endsAt) / 1000),
    auth_time: Math.floor(session.authTime / 1000),
    kind: session.kind,
    aal: session.aal === 3 ? 3 : session.aal === 2 ? 2 : 1,
    ial: session.ial,
    amr: session.amr,
    roles: Object.fromEntries([...held].slice(0, mostOrganisations)),
  };
}

/** A signed access token and when it ends, UTC ms. */
export async function issueToken(request: TokenRequest, { signing }: Keys) {
  const claims = claimsOf(request);
  return { accessToken: await signAccessToken(claims, signing), expiresAt: claims.exp * 1000 };
}
