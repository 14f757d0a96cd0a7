import { lazily } from "@ven/contracts/lazily";
import * as z from "zod/mini";

import type { Message } from "../message";

const text = lazily(() => z.string().check(z.minLength(1)));
const origin = lazily(() => z.optional(z.string().check(z.regex(/^https?:\/\/\S+$/))));

/** https://developers.esms.vn: brand name messages (`SmsType` 2). */
export const EsmsAccount = lazily(() =>
  z.object({
    apiKey: text,
    secretKey: text,
    brandname: text,
    origin,
    sandbox: z.optional(z.boolean()),
  }),
);
export type EsmsAccount = z.infer<typeof EsmsAccount>;

/** Zalo Notification Service. `refreshToken` is the first one; each renewal gives the next. `templates` by topic. */
export const ZaloAccount = lazily(() =>
  z.object({
    appId: text,
    appSecret: text,
    /** Signs the reports that come back. */
    oaSecret: text,
    refreshToken: text,
    templates: z.record(z.string(), text),
    origin,
    tokenOrigin: origin,
  }),
);
export type ZaloAccount = z.infer<typeof ZaloAccount>;

export const EmailAccount = lazily(() => z.object({ from: z.string().check(z.regex(/^[^\s@]+@[^\s@]+$/)) }));
export type EmailAccount = z.infer<typeof EmailAccount>;

const Accounts = lazily(() =>
  z.object({
    esms: z.optional(EsmsAccount),
    zalo: z.optional(ZaloAccount),
    email: z.optional(EmailAccount),
  }),
);
export type Accounts = z.infer<typeof Accounts>;

const Provider = lazily(() => z.enum(["zalo", "esms", "email", "inbox"]));
export type ProviderName = z.infer<typeof Provider>;
const list = lazily(() => z.array(Provider).check(z.maxLength(2)));
const Routes = lazily(() => z.object({ phone: list, email: list }));
export type Routes = z.infer<typeof Routes>;

/**
 * Which providers carry which kind of message, the preferred one first: `inbox` for all on a developer's machine, else
 * JSON: `{ "phone": ["zalo", "esms"], "email": ["email"] }`. Throws when it cannot be read.
 */
export function readRoutes(delivery: string | undefined): Routes {
  if (delivery === undefined) return { phone: [], email: [] };
  if (delivery === "inbox") return { phone: ["inbox"], email: ["inbox"] };
  return z.parse(Routes, JSON.parse(delivery));
}

/** Whether there is anything to send at all: a developer's inbox reads what lies in the outbox. */
export const sendsNothing = ({ phone, email }: Routes) => [...phone, ...email].every((name) => name === "inbox");

export const readAccounts = (secret: string | undefined): Accounts =>
  secret === undefined ? {} : z.parse(Accounts, JSON.parse(secret));

const Budgets = lazily(() => z.record(z.string(), z.int().check(z.nonnegative())));

/** Messages a day that a payer may ask for: `{ "wifi": 20000, "*": 5000 }`; without a line there is no limit. */
export function budgetOf(budgets: string | undefined, payer: string) {
  if (budgets === undefined) return undefined;
  const limits = readBudgets(budgets);
  return limits.get(payer) ?? limits.get("*");
}

export const readBudgets = (budgets: string | undefined) =>
  new Map(budgets === undefined ? [] : Object.entries(z.parse(Budgets, JSON.parse(budgets))));

/** How long a message is worth sending, ms, by topic; a code is good for five minutes. */
export const worthFor = (topic: string) => (topic === "one-time-code" ? 5 * 60_000 : 24 * 3_600_000);

/** The code of a message with a WebOTP line; templates of other providers take it alone. */
export const codeIn = ({ text: said }: Message) => /#(\d{6})$/.exec(said)?.[1];
