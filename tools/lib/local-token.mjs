import { createPrivateKey, randomUUID, sign } from "node:crypto";

import { developmentKeys } from "./development-keys.mjs";

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/**
 * An access token of a sample person, signed with this machine's own key, which no production service knows.
 *
 * @param person         of workers/identity/sample/people.json: `{ id, role, hospital }`
 * @param options.issuer origin of the running city's identity
 * @param options.now    UTC ms; a city with a shifted clock wants its own
 * @param options.claims laid over the usual ones, to make a wrong token
 * @param options.header the same for the header
 */
export function localToken(person, { issuer, service = "queue", minutes = 5, now = Date.now(), claims, header }) {
  const { signing } = developmentKeys();
  const key = signing.keys.find(({ kid }) => kid === signing.active);
  if (!key?.kid.startsWith("local-"))
    throw new Error("The signing key is not one of a developer's machine; this tool signs with no other.");
  const at = Math.floor(now / 1000);
  const payload = {
    iss: issuer,
    aud: service,
    sub: `sample-${person.id}`,
    sid: `local-${person.id}`,
    jti: randomUUID(),
    iat: at,
    exp: at + minutes * 60,
    auth_time: at,
    kind: "staff",
    aal: 1,
    ial: 0,
    amr: ["otp", "sms"],
    roles: { [person.hospital]: [person.role] },
    ...claims,
  };
  const signed = `${encode({ alg: "EdDSA", typ: "at+jwt", kid: key.kid, ...header })}.${encode(payload)}`;
  const signature = sign(null, Buffer.from(signed), createPrivateKey({ key, format: "jwk" })).toString("base64url");
  return `${signed}.${signature}`;
}
