import { Problem } from "@ven/kit";

import type { Contact } from "../contact";
import { sendCode } from "../send-code";
import type { Ctx } from "./answers";
import { cityOf } from "./router";

type Refused = { kind: "too-soon"; seconds: number } | { kind: "daily-limit" };

/** Sends a code; a refusal because of too many of them is an answer. `Retry-After` is set then. */
export async function send(c: Ctx, contact: Contact, next: string) {
  const { desk, lang } = c.var;
  const { timezone } = cityOf(c.env);
  const perDay = Number(c.env.CODES_PER_DAY ?? 8);
  const { channel, value } = contact;
  try {
    const request = { contact: { channel, value }, next, lang, selfOrigin: c.env.SELF_ORIGIN, timezone, perDay };
    return { ok: true, challenge: await sendCode(desk, request) } as const;
  } catch (err) {
    if (!Problem.is(err) || err.code !== "too-many-requests") throw err;
    const { retryAfter = 60, extra } = err;
    c.header("retry-after", String(retryAfter));
    const problem: Refused =
      extra?.reason === "daily-limit" ? { kind: "daily-limit" } : { kind: "too-soon", seconds: retryAfter };
    return { ok: false, problem, retryAfter } as const;
  }
}
