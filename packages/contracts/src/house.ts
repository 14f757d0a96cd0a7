import * as z from "zod/mini";

import { languages } from "./language";
import { lazily } from "./lazily";

/** What somebody asked for, or became; every service does its part. */
export const SubjectEventKind = /* @__PURE__ */ lazily(() => z.enum(["merge", "export", "erase", "object"]));
export type SubjectEventKind = z.infer<typeof SubjectEventKind>;

/** As `id_subject_event_list` shows it. `target` is who a merged guest became; `at` is UTC ms. */
export interface SubjectEvent {
  seq: number;
  at: number;
  kind: SubjectEventKind;
  subject: string;
  target: string | null;
  /** For `object`: `{ purpose }`. */
  detail: Record<string, unknown> | null;
}

/** `done`: it was changed. `nothing`: the service holds nothing. `kept`: a law wants what it holds to stay. */
export const SubjectOutcome = /* @__PURE__ */ lazily(() => z.enum(["done", "nothing", "kept"]));
export type SubjectOutcome = z.infer<typeof SubjectOutcome>;

const seq = /* @__PURE__ */ lazily(() => z.int().check(z.positive()));
/** `part` is what the service holds of a person, as JSON text, for an export only. */
export const AcknowledgeEvent = /* @__PURE__ */ lazily(() =>
  z.object({
    seq,
    outcome: SubjectOutcome,
    records: z.int().check(z.nonnegative()),
    part: z.optional(z.string().check(z.maxLength(500_000))),
  }),
);
export type AcknowledgeEvent = z.infer<typeof AcknowledgeEvent>;

const subject = /* @__PURE__ */ lazily(() => z.string().check(z.minLength(1), z.maxLength(64)));
const word = /* @__PURE__ */ lazily(() => z.string().check(z.regex(/^[a-z][a-z0-9-]{0,39}$/)));

export const ConsentMethod = /* @__PURE__ */ lazily(() => z.enum(["form", "paper", "spoken", "api"]));
export type ConsentMethod = z.infer<typeof ConsentMethod>;

/** A decision about one purpose of one notice, in the language in which it was read. Without `version`, the newest. */
export const RecordConsent = /* @__PURE__ */ lazily(() =>
  z.object({
    subject,
    notice: word,
    version: z.optional(z.int().check(z.positive())),
    lang: z.enum(languages),
    purpose: word,
    given: z.boolean(),
    method: ConsentMethod,
  }),
);
export type RecordConsent = z.infer<typeof RecordConsent>;

export const WithdrawConsent = /* @__PURE__ */ lazily(() =>
  z.object({ subject, purpose: word, method: ConsentMethod }),
);
export type WithdrawConsent = z.infer<typeof WithdrawConsent>;
export const AskConsents = /* @__PURE__ */ lazily(() => z.object({ subject }));
export type AskConsents = z.infer<typeof AskConsents>;

/** Somebody's last word about one purpose of one service. `at` is UTC ms; `hash` is of the notice's text (SHA-256). */
export interface Consent {
  service: string;
  purpose: string;
  decision: "given" | "refused" | "withdrawn";
  at: number;
  notice: string;
  version: number;
  lang: string;
  hash: string;
  method: ConsentMethod;
}

/** `unknown`: no such notice, version, language or purpose. */
export type ConsentAnswer = { ok: true } | { ok: false; reason: "unknown" | "nothing-given" };

/** One sealed stretch of a service's audit log: rows with `from` ≤ `at` < `to` (UTC ms) and what they hash to. */
export const SealAudit = /* @__PURE__ */ lazily(() =>
  z.object({
    from: z.int().check(z.nonnegative()),
    to: z.int().check(z.positive()),
    rows: z.int().check(z.nonnegative()),
    digest: z.string().check(z.regex(/^[\w-]{43}$/)),
  }),
);
export type SealAudit = z.infer<typeof SealAudit>;
/** `conflict`: this stretch was sealed before as something else, or another one ends where it does not begin. */
export type SealAnswer = { ok: true; hash: string } | { ok: false; reason: "conflict" };

/**
 * What identity keeps for every service of the house. The caller is the binding's `props.client`, as in `IdentityRpc`;
 * the binding is the same. Arguments are one object each, so that members may be added.
 */
export interface HouseRpc {
  /** Says that the caller has done its part of an event; events in their order, each once or more. */
  acknowledgeEvent(request: AcknowledgeEvent): Promise<{ ok: boolean }>;
  /** Records what somebody decided in the caller's own forms, as evidence. */
  recordConsent(request: RecordConsent): Promise<ConsentAnswer>;
  /** Takes a consent back, for the caller's purposes only. */
  withdrawConsent(request: WithdrawConsent): Promise<ConsentAnswer>;
  /** What somebody decided for the caller's purposes, the last word each. */
  consentsOf(request: AskConsents): Promise<Consent[]>;
  /** Chains a sealed stretch of the caller's audit log to the ones before. */
  sealAudit(request: SealAudit): Promise<SealAnswer>;
}
