import { lazily } from "@ven/contracts/lazily";
import * as z from "zod/mini";

import type { EsmsAccount } from "./configuration";
import { postJson, type Provider } from "./provider";

const Answer = lazily(() => z.object({ CodeResult: z.coerce.string(), SMSID: z.optional(z.nullable(z.string())) }));

/** Codes that concern the account or our request, not this try. 100 accepted, 124 this RequestId was accepted before. */
const accepted = new Set(["100", "124"]);
/** 99 is "unknown error, try again": nobody knows whether it went out, and the RequestId keeps it from going twice. */
const unsure = new Set(["99"]);

/** eSMS (`SendMultipleMessage_V4_post_json`). Its RequestId makes a retry harmless. */
export const esms = ({
  apiKey,
  secretKey,
  brandname,
  origin = "https://rest.esms.vn",
  sandbox,
}: EsmsAccount): Provider => ({
  idempotent: true,
  reports: true,
  async send({ id, message, reportTo }) {
    const posted = await postJson(`${origin}/MainService.svc/json/SendMultipleMessage_V4_post_json/`, {
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        ApiKey: apiKey,
        SecretKey: secretKey,
        Content: message.text,
        Phone: message.to.replace(/^\+84/, "0").replace(/^\+/, ""),
        Brandname: brandname,
        SmsType: "2",
        IsUnicode: "0",
        Sandbox: sandbox ? "1" : "0",
        RequestId: id,
        CallbackUrl: reportTo,
      }),
    });
    if (!("answer" in posted)) return posted;
    const answer = Answer.safeParse(posted.answer);
    if (!answer.success) return { handed: "unsure", reason: "unreadable" };
    const { CodeResult: reason, SMSID: reference } = answer.data;
    if (accepted.has(reason)) return { handed: "accepted", ...(reference && { reference }), reason };
    return { handed: unsure.has(reason) ? "unsure" : "refused", reason };
  },
});

/** Whether a message arrived, from the query of a report; undefined while it is on its way. */
export function readEsmsReport(query: Readonly<Record<string, string>>) {
  if (query.SendStatus !== "5") return undefined;
  return Number(query.SendSuccess ?? 0) > 0;
}
