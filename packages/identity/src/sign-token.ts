import type { AccessClaims } from "@ven/contracts/identity";
import { CompactSign } from "jose/jws/compact/sign";

/** The private half of a signing key, imported, and its name. */
export interface SigningKey {
  kid: string;
  key: CryptoKey;
}

/** Signs the claims as an access token. Only identity does so, and tests. */
export function signAccessToken(claims: AccessClaims, { kid, key }: SigningKey) {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: "EdDSA", typ: "at+jwt", kid })
    .sign(key);
}
