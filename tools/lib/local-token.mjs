import { createPrivateKey, randomUUID, sign } from "node:crypto";

import { developmentKeys } from "./development-keys.mjs";

/**
 * Access tokens for a sample person, signed with this machine's own key, which no production service knows. Each call
 * of what comes back makes another token, good for `minutes` (1 to 15). A city with a shifted clock wants its own `clock`
 * (UTC ms); `header` and `claims` are laid over the usual ones, to make a wrong token.
 *
 * @param {{ person: { id: string, role: string, organisation: string }, service: string, issuer: string, minutes?: number, clock?: () => number, header?: object, claims?: object }} options
 */
export function localTokens({ person, service, issuer, minutes = 5, clock = Date.now, header, claims }) {
  const { signing } = developmentKeys();
  const jwk = signing.keys.find(({ kid }) => kid === signing.active);
  if (!jwk?.kid.startsWith("local-"))
    throw new Error("The signing key is not one of a developer's machine; this tool signs with no other.");
  const key = createPrivateKey({ key: jwk, format: "jwk" });
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const head = encode({ alg: "EdDSA", typ: "at+jwt", kid: jwk.kid, ...header });
  return () => {
    const now = Math.floor(clock() / 1000);
    const signed = `${head}.${encode({
      iss: issuer,
      aud: service,
      sub: `sample-${person.id}`,
      sid: `local-${person.id}`,
      jti: randomUUID(),
      iat: now,
      exp: now + Math.min(Math.max(minutes, 1), 15) * 60,
      auth_time: now,
      kind: "staff",
      // As staff sign in: with a passkey, just now.
      aal: 2,
      ial: 0,
      amr: ["hwk", "user"],
      roles: { [person.organisation]: [person.role] },
      ...claims,
    })}`;
    return `${signed}.${sign(null, Buffer.from(signed), key).toString("base64url")}`;
  };
}
