import * as z from "zod/mini";

import { lazily } from "./lazily";

/** Roles that no page gives, because nobody in the organisation holds what they allow. */
export const appointedRoles = ["data-protection-officer", "province-administrator", "administrator"] as const;
export type AppointedRole = (typeof appointedRoles)[number];

const organisation = lazily(() => z.string().check(z.regex(/^[a-z][a-z0-9-]{1,39}$/)));
/** The written decision on which it rests, such as its number: it stands in the audit. */
const decision = lazily(() => z.string().check(z.minLength(3), z.maxLength(100)));

export const Appoint = lazily(() =>
  z.object({
    organisation,
    role: z.enum(appointedRoles),
    name: z.string().check(z.minLength(1), z.maxLength(100)),
    /** A phone or an e-mail, as somebody types it. */
    contact: z.string().check(z.maxLength(300)),
    /** When the appointment ends, UTC ms; on no day when it is left out. */
    until: z.optional(z.int()),
    decision,
  }),
);
export type Appoint = z.infer<typeof Appoint>;
export type Appointed =
  | { ok: true; invitation: string; sentTo: string }
  | { ok: false; reason: "organisation-unknown" | "contact-wrong" | "until-past" };

export const Dismiss = lazily(() =>
  z.object({
    organisation,
    role: z.enum(appointedRoles),
    subject: z.string().check(z.minLength(1), z.maxLength(64)),
    decision,
  }),
);
export type Dismiss = z.infer<typeof Dismiss>;

/** Somebody who holds an appointed role, now or later; times are UTC ms. */
export interface Officer {
  subject: string;
  name: string;
  role: string;
  validFrom: number;
  validTo: number | null;
}

/** How far a rotation is: `moved` rows in this step, and after which subject the next one goes on. */
export interface Step {
  moved: number;
  next: string | undefined;
}

/** What the law's clocks say of a whole city: nothing of a person, only how many and until when. */
export interface Clocks {
  /** Requests of people that are open, and the local dates of the nearest. */
  requests: { open: number; answerBy: string | null; doBy: string | null };
  /** Breaches of which the authority has not been told, and until when it must be (UTC ms). */
  breaches: { open: number; notifyBy: number | null };
}

/**
 * What the operators' console may ask of identity (entrypoint `IdentityAdmin`). Its binding alone says who asks: every
 * other `props.client` is refused. Nothing here gives personal data or a key.
 */
export interface IdentityAdminRpc {
  keysInUse(): Promise<unknown>;
  rewrapKeys(request: { after: string }): Promise<Step>;
  reindex(request: { after: string }): Promise<Step>;
  sealAudit(): Promise<{ sealed: number }>;
  verifyAudit(request: {
    service: string;
  }): Promise<{ service: string; seals: number; rows: number; problems: unknown[] }>;
  replayErasures(request: { cursor?: string }): Promise<{ read: number; again: number; cursor?: string | undefined }>;
  purge(): Promise<Record<string, number>>;
  clocks(): Promise<Clocks>;
  officers(request: { organisation: string }): Promise<Officer[]>;
  /** Invites somebody to a role that no page gives; the invitation is taken as any other. */
  appoint(request: Appoint): Promise<Appointed>;
  /** Ends such a role at once, with every token that carries it. False when nobody there has it. */
  dismiss(request: Dismiss): Promise<{ ended: boolean }>;
}
