import { lazily } from "@ven/contracts/lazily";
import * as z from "zod/mini";

import { contactsOf } from "../account";
import { maskContact } from "../contact";
import type { Desk } from "../desk";
import { openForm, sealForm } from "../sealed-form";
import { isSessionAlive } from "../session-repository";
import { forgetKey, mergeSubjects } from "./merge-repository";

const Offer = lazily(() =>
  z.object({
    guest: z.string(),
    citizen: z.string(),
    shown: z.string(),
    next: z.string(),
    expiresAt: z.int(),
    /** The guest's session on another device, which must still be alive; in this browser it is over. */
    session: z.optional(z.string()),
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

const Link = lazily(() => z.object({ guest: z.string(), session: z.string(), shown: z.string(), expiresAt: z.int() }));
const linkPurpose = "merge-link";
/** A guest's link is good for so long, ms: enough to open it on the other device. */
export const linkLasts = 10 * 60_000;

/**
 * What a guest opens on the device where they use VNeID: proof that they are signed in here as well. It names nobody
 * who can read it, and whoever opens it is asked before anything is moved.
 */
export async function linkForMerge(desk: Desk, { guest, session }: { guest: string; session: string }) {
  const [contact] = await contactsOf(desk, guest);
  const shown = contact ? maskContact(contact) : "•••";
  return sealForm(linkPurpose, { guest, session, shown, expiresAt: desk.now + linkLasts }, desk.keys.secrets);
}

/** The offer of a guest's link to the citizen who opened it; undefined when the link is over, or the guest is gone. */
export async function offerOfLink({ db, keys, now }: Desk, citizen: string, sealed: string, next: string) {
  const link = await openForm(linkPurpose, Link, sealed, keys.secrets);
  if (!link || link.expiresAt <= now || !(await isSessionAlive(db, link.session, link.guest, now))) return undefined;
  const offer = { ...link, citizen, next };
  return { shown: link.shown, sealed: await sealForm(purpose, offer, keys.secrets) };
}

/** The guest is this citizen from now on, everywhere and for good. False when the guest is no more. */
export async function acceptMerge({ db, vault, now, requestId }: Desk, { guest, citizen, session }: Offer) {
  if (session !== undefined && !(await isSessionAlive(db, session, guest, now))) return false;
  if (!(await mergeSubjects(db, { guest, citizen, now, requestId }))) return false;
  await forgetKey(vault, guest);
  return true;
}
