import { lazily } from "@ven/contracts/lazily";
import * as z from "zod/mini";

import { contactsOf } from "../account";
import { maskContact } from "../contact";
import type { Desk } from "../desk";
import { openForm, sealForm } from "../sealed-form";
import { forgetKey, mergeSubjects } from "./merge-repository";

const Offer = lazily(() =>
  z.object({
    guest: z.string(),
    citizen: z.string(),
    shown: z.string(),
    next: z.string(),
    expiresAt: z.int(),
  }),
);
/** A guest who became a citizen in this browser may say, once, that both are one. */
export type Offer = z.infer<typeof Offer>;

const purpose = "merge-offer";
const offerLasts = 15 * 60_000;

/**
 * The offer for a browser that was signed in as a guest when its owner came back from VNeID. The guest's session is the
 * proof; a phone that is the same proves nothing.
 */
export async function offerMerge(
  desk: Desk,
  { guest, citizen, next }: { guest: string; citizen: string; next: string },
) {
  const [contact] = await contactsOf(desk, guest);
  const shown = contact ? maskContact(contact) : "•••";
  return sealForm(purpose, { guest, citizen, shown, next, expiresAt: desk.now + offerLasts }, desk.keys.secrets);
}

/** The offer, if it was made to this person and is not over. */
export async function openOffer({ keys, now }: Desk, subject: string, sealed: string | undefined) {
  const offer = await openForm(purpose, Offer, sealed, keys.secrets);
  return offer && offer.citizen === subject && offer.expiresAt > now ? offer : undefined;
}

/** The guest is this citizen from now on, everywhere and for good. False when the guest is no more. */
export async function acceptMerge({ db, vault, now, requestId }: Desk, { guest, citizen }: Offer) {
  if (!(await mergeSubjects(db, { guest, citizen, now, requestId }))) return false;
  await forgetKey(vault, guest);
  return true;
}
