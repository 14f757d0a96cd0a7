import type { IdentityRpc } from "@ven/contracts/identity";
import type { BaseEnv, Variables } from "@ven/kit";

import type { Principal } from "./principal";

/** What a service that knows its people is configured with. */
export interface IdentityEnv extends BaseEnv {
  /** The city's database: for the revocation list and the tree of organisations. */
  DB: D1Database;
  /** The issuer, and where people sign in: `https://id.quangninh.example`. */
  IDENTITY_ORIGIN: string;
  /** Public signing keys as a JSON Web Key Set, pinned: so that a service can verify while identity is away. */
  JWKS?: string;
}

/** A service that reaches identity over a binding: all but identity itself. */
export interface RelyingEnv extends IdentityEnv {
  IDENTITY: IdentityRpc;
}

export interface IdentityVariables extends Variables {
  principal: Principal;
  /** Identity could not say who this is: what needs a person answers 503, the rest goes on without one. */
  identityAway: boolean;
}
