import { lazily } from "@ven/contracts/lazily";
import * as z from "zod/mini";

import type { Desk } from "../desk";
import { openForm, sealForm } from "../sealed-form";

const Admission = lazily(() =>
  z.object({
    subject: z.string(),
    because: z.enum(["first", "recovery"]),
    recovery: z.optional(z.string()),
    expiresAt: z.int(),
    next: z.string(),
  }),
);
/** Leave to make a passkey without being signed in: after an invitation, or after a recovery. */
export type Admission = z.infer<typeof Admission>;

const purpose = "passkey-admission";
/** How long somebody who was let in may take to make their passkey, ms. */
export const admissionLasts = 15 * 60_000;

/**
 * `registerFirstPasskey(desk, { subject: "0192…", next: "/account" })` gives the path of the page on which a member of
 * staff without a passkey makes the first one and is signed in. For whoever has redeemed an invitation; worth nothing
 * as soon as the subject has a passkey.
 */
export const registerFirstPasskey = (desk: Desk, { subject, next = "/account" }: { subject: string; next?: string }) =>
  admissionPath(desk, { subject, because: "first", next });

export async function admissionPath({ keys, now }: Desk, admission: Omit<Admission, "expiresAt">) {
  const sealed = await sealForm(purpose, { ...admission, expiresAt: now + admissionLasts }, keys.secrets);
  return `/passkeys/register?a=${sealed}`;
}

/** Undefined for what is not an admission, or no longer one. */
export async function openAdmission({ keys, now }: Desk, sealed: string | undefined): Promise<Admission | undefined> {
  const admission = await openForm(purpose, Admission, sealed, keys.secrets);
  return admission && admission.expiresAt > now ? admission : undefined;
}
