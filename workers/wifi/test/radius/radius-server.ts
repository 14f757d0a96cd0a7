import { exports } from "cloudflare:workers";

import { origin } from "../phone";

export type Attributes = Record<string, string | number>;

/** What FreeRADIUS's rlm_rest sends. */
export async function rest(section: string, attributes: Attributes, headers: Record<string, string> = {}) {
  const body = Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, { type: "string", value: [value] }]),
  );
  const answer = await exports.default.fetch(`${origin}/radius/${section}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-portal-key": "sample-radius-key", ...headers },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? null : JSON.parse(text) };
}
