import { lazily } from "@ven/contracts/lazily";
import { timingSafeEqual } from "@ven/kit";
import * as z from "zod/mini";

import { codeIn, type ZaloAccount } from "./configuration";
import { postJson, type Provider, type Receipt } from "./provider";

const Answer = lazily(() =>
  z.object({ error: z.int(), data: z.optional(z.nullable(z.object({ msg_id: z.optional(z.string()) }))) }),
);

/** The access token is not, or no longer, good. */
const tokenRefused = new Set([-124, -216]);

export interface TokenSource {
  /** A token that is good; `refused` is one that Zalo has just refused, so that a new one is fetched. */
  token(refused?: string): Promise<string | undefined>;
}

/**
 * Zalo Notification Service: a template that Zalo has approved, filled with the code. Its tracking id is no promise that
 * a retry is harmless, so after a lost answer only its report tells.
 */
export const zalo = (
  { templates, origin = "https://business.openapi.zalo.me" }: ZaloAccount,
  tokens: TokenSource,
): Provider => ({
  idempotent: false,
  reports: true,
  async send({ id, topic, message }) {
    const template = new Map(Object.entries(templates)).get(topic);
    const otp = codeIn(message);
    if (template === undefined || otp === undefined) return { handed: "refused", reason: "no-template" };
    const attempt = async (token: string): Promise<Receipt> => {
      const posted = await postJson(`${origin}/message/template`, {
        headers: { "content-type": "application/json", access_token: token },
        body: JSON.stringify({
          phone: message.to.replace(/^\+/, ""),
          template_id: template,
          template_data: { otp },
          tracking_id: id,
        }),
      });
      if (!("answer" in posted)) return posted;
      const answer = Answer.safeParse(posted.answer);
      if (!answer.success) return { handed: "unsure", reason: "unreadable" };
      const { error, data } = answer.data;
      if (error === 0) return { handed: "accepted", ...(data?.msg_id && { reference: data.msg_id }) };
      return { handed: "refused", reason: String(error) };
    };
    const token = await tokens.token();
    if (token === undefined) return { handed: "away", reason: "no-token" };
    const first = await attempt(token);
    if (first.handed !== "refused" || !tokenRefused.has(Number(first.reason))) return first;
    const renewed = await tokens.token(token);
    return renewed === undefined ? { handed: "away", reason: "no-token" } : attempt(renewed);
  },
});

const Report = lazily(() =>
  z.object({
    app_id: z.coerce.string(),
    event_name: z.string(),
    timestamp: z.coerce.string(),
    message: z.optional(z.object({ tracking_id: z.optional(z.string()) })),
  }),
);

/** The message that a report says has arrived; undefined when it is not signed by Zalo or says something else. */
export async function readZaloReport({ appId, oaSecret }: ZaloAccount, body: string, signature: string | undefined) {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return undefined;
  }
  const report = Report.safeParse(json);
  if (!report.success || report.data.app_id !== appId) return undefined;
  const expected = `mac=${await hexSha256(`${appId}${body}${report.data.timestamp}${oaSecret}`)}`;
  if (signature === undefined || !timingSafeEqual(expected, signature)) return undefined;
  if (report.data.event_name !== "user_received_message") return undefined;
  return report.data.message?.tracking_id;
}

async function hexSha256(text: string) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
