import type { Role } from "@ven/identity";
import { signAccessToken } from "@ven/identity/sign-token";
import { testClaims } from "@ven/identity/testing";
import { env, exports } from "cloudflare:workers";

import { scriptFor } from "../src/hand-over";
import { deskRoutes } from "../src/routes/desk";
import { officeRoutes } from "../src/routes/office";

const base = "https://ask.test";

/** As the platform would: what staff do is in a script of its own. */
const reach = async (path: string, init: RequestInit) => {
  const request = new Request(base + path, init);
  const script = scriptFor(new URL(request.url).pathname);
  if (script === "DESK") return deskRoutes.fetch(request, env);
  return script === "OFFICE" ? officeRoutes.fetch(request, env) : exports.default.fetch(request);
};
let key: Promise<{ kid: string; key: CryptoKey }> | undefined;

async function signingKey() {
  const { kid, ...jwk } = JSON.parse(env.TEST_KEY) as JsonWebKey & { kid: string };
  return { kid, key: await crypto.subtle.importKey("jwk", jwk, "Ed25519", false, ["sign"]) };
}

/** `Authorization` of somebody who works at the tourism centre. */
export async function staff(role: Role = "editor", organisation = "qn-dulich", subject = `p-${role}`) {
  key ??= signingKey();
  const claims = testClaims({
    issuer: "https://id.test",
    service: "ask",
    now: Date.now(),
    roles: { [organisation]: [role] },
    subject,
  });
  return { authorization: `Bearer ${await signAccessToken(claims, await key)}` };
}

/** The centre, as identity would have laid it down. */
export async function openCentre() {
  await env.DB.batch([
    env.DB.prepare(
      "INSERT OR IGNORE INTO id_organisation (id, parent, kind, name, name_en, sample, valid_from) VALUES ('quang-ninh', NULL, 'province', 'Quảng Ninh', 'Quảng Ninh', 1, 0)",
    ),
    env.DB.prepare(
      "INSERT OR IGNORE INTO id_organisation (id, parent, kind, name, name_en, sample, valid_from) VALUES ('qn-dulich', 'quang-ninh', 'agency', 'Trung tâm (mẫu)', 'Centre', 1, 0)",
    ),
    env.DB.prepare(
      "INSERT OR IGNORE INTO ask_desk (organisation, timezone, opens, closes, answers_within) VALUES ('qn-dulich', 'Asia/Ho_Chi_Minh', 420, 1260, 15)",
    ),
  ]);
}

/** A call with JSON, as a program makes it. */
export async function call<Answer>(
  method: string,
  path: string,
  { json, headers = {} }: { json?: unknown; headers?: Record<string, string> } = {},
) {
  const answer = await reach(path, {
    method,
    headers: { ...(json !== undefined && { "content-type": "application/json" }), ...headers },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get("content-type")?.includes("json");
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    body: (isJson ? JSON.parse(text) : undefined) as Answer,
  };
}

/** A form, as a browser sends it without a script. */
export const submit = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  reach(path, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": "application/x-www-form-urlencoded", origin: base, accept: "text/html", ...headers },
    body: new URLSearchParams(form).toString(),
  });

export const open = (path: string, headers: Record<string, string> = {}) =>
  reach(path, { redirect: "manual", headers: { accept: "text/html", ...headers } });
