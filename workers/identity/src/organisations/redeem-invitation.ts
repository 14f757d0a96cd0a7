import type { Principal } from "@ven/identity";
import { Problem, sha256 } from "@ven/kit";

import type { Desk } from "../desk";
import { blindIndexes } from "../vault";
import { findSubject } from "../vault-repository";
import {
  findInvitation,
  forgetContact,
  keepContacts,
  readSealedContact,
  redeemInvitation,
} from "./invitation-repository";
import { openInvited } from "./invite";

/** The invitation behind a link and the contact that it is bound to. Over, withdrawn and never made look the same. */
export async function openInvitation(desk: Desk, token: string) {
  if (!/^[\w-]{43}$/.test(token)) throw new Problem("not-found");
  const tokenHash = await sha256(token);
  const invitation = await findInvitation(desk.db, tokenHash, desk.now);
  if (!invitation) throw new Problem("not-found");
  const contact = await openInvited(desk, invitation.id, await readSealedContact(desk.vault, invitation.id));
  if (!contact) throw new Problem("not-found");
  return { invitation, contact, tokenHash };
}

/** Whether who is signed in has proved the contact that an invitation went to. */
export async function isInvited(
  { vault, keys, now }: Desk,
  principal: Principal,
  contact: { channel: "phone" | "email"; value: string },
) {
  if (!principal.signedIn || principal.stale) return false;
  const found = await findSubject(vault, await blindIndexes(contact, keys.peppers), now);
  return found?.subject === principal.subject;
}

/**
 * Takes the invitation: only for who has proved the contact that it was sent to, and once. Says whether the person is
 * new here and has to make a passkey first.
 */
export async function takeInvitation(desk: Desk, principal: Principal, token: string) {
  const { invitation, contact, tokenHash } = await openInvitation(desk, token);
  if (!principal.signedIn) throw new Problem("not-signed-in");
  // For anybody else the link is that of an invitation that does not exist.
  if (!(await isInvited(desk, principal, contact))) throw new Problem("not-found");
  const { id, organisation, role } = invitation;
  const { subject, session } = principal;
  const { now, requestId } = desk;
  const taken = await redeemInvitation(
    desk.db,
    { id, tokenHash, subject, session, now },
    { at: now, actor: subject, action: "invitation-taken", object: id, organisation, detail: { role }, requestId },
  );
  if (!taken) throw new Problem("conflict");
  await keepContacts(desk.vault, subject);
  await forgetContact(desk.vault, id);
  return { subject, isNew: principal.kind !== "staff" };
}
