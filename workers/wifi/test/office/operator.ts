import type { Role } from "@ven/identity";
import { signAccessToken } from "@ven/identity/sign-token";
import { testClaims } from "@ven/identity/testing";
import { env } from "cloudflare:workers";

import { ask, origin } from "../phone";

export const at = "/hotspots/quang-ninh";

/** The centre that runs the hotspots, the hospital beside it, the province above it, and the other province. */
export const layOrganisations = () =>
  env.DB.prepare(
    `INSERT OR IGNORE INTO id_organisation (id, parent, kind, name, sample, valid_from) VALUES ('quang-ninh', NULL, 'province', 'x', 1, 0),
       ('qn-wifi', 'quang-ninh', 'agency', 'x', 1, 0), ('dakhoa', 'quang-ninh', 'agency', 'y', 1, 0), ('hue', NULL, 'province', 'z', 1, 0)`,
  ).run();

export interface Person {
  subject?: string;
  /** Proved with a passkey just now. */
  steppedUp?: boolean;
}

/** Headers of somebody with a role at the centre that runs the hotspots, or elsewhere. */
export async function staff(role: Role, organisation = "qn-wifi", { subject = "p-test", steppedUp }: Person = {}) {
  const { d, x, kid } = JSON.parse(env.TEST_KEY);
  const key = await crypto.subtle.importKey("jwk", { kty: "OKP", crv: "Ed25519", d, x }, "Ed25519", false, ["sign"]);
  const person = { issuer: "https://id.test", service: "wifi", now: Date.now(), roles: { [organisation]: [role] } };
  const claims = { ...testClaims({ ...person, subject }), ...(steppedUp && { aal: 2 as const }) };
  return {
    authorization: `Bearer ${await signAccessToken(claims, { kid, key })}`,
    "accept-language": "en",
  };
}

export const send = async (path: string, fields: Record<string, string>, headers: Record<string, string>) =>
  ask(path, {
    method: "POST",
    headers: { ...headers, origin, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields).toString(),
  });
