import { lazily } from "@ven/contracts/lazily";
import { isRole } from "@ven/identity";
import { Problem, randomToken, sha256, uuidv7 } from "@ven/kit";
import * as z from "zod/mini";

import { type Contact, maskContact } from "../contact";
import { payersOf } from "../delivery/budget";
import type { Desk } from "../desk";
import { sealMessage } from "../message";
import { openForm, sealForm } from "../sealed-form";
import { type Authority, mayGive, requireStepUp } from "./authority";
import {
  addInvitation,
  forgetContact,
  type Invitation,
  keepContact,
  listInvitations,
  readInvitation,
  readSealedContact,
  revokeInvitation,
  sendAgain,
} from "./invitation-repository";
import { happeningOf } from "./people";
import { readOrganisation } from "./people-repository";

/** A link is good for so long, ms. */
export const invitationLasts = 72 * 3_600_000;
export const invitationTopic = "invitation";
const Sealed = lazily(() => z.object({ channel: z.enum(["phone", "email"]), value: z.string() }));
const purposeOf = (invitation: string) => `invitation/${invitation}`;

export const openInvited = ({ keys }: Desk, invitation: string, sealed: string | undefined) =>
  openForm(purposeOf(invitation), Sealed, sealed, keys.secrets);

/** Plain ASCII, so that it fits an SMS; the house name may need more, and then it is two. */
const textOf = (organisation: string, link: string) =>
  `Ven: ban duoc moi lam viec tai ${plain(organisation)}. You are invited to work here. 72h: ${link}`;
const plain = (text: string) =>
  text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll("đ", "d")
    .replaceAll("Đ", "D")
    .replaceAll(/[^\x20-\x7e]/g, "");

async function linkFor(desk: Desk, contact: Contact, organisation: { id: string; name: string }) {
  const { now, keys, issuer } = desk;
  const token = randomToken(32);
  const messageId = uuidv7(now);
  const text = textOf(organisation.name, `${issuer}/invitations/${token}`);
  const payload = await sealMessage(messageId, { channel: contact.channel, to: contact.value, text }, keys.secrets);
  return {
    tokenHash: await sha256(token),
    now,
    expiresAt: now + invitationLasts,
    message: { id: messageId, at: now, topic: invitationTopic, payload },
    payers: payersOf(desk.budgets, { organisation: organisation.id }),
    day: desk.today,
  };
}

export interface Invite {
  contact: Contact;
  displayName: string;
  role: string;
  roleUntil: number | null;
}

/** Sends the invitation to a role, whoever offers it. Gives its id. */
export async function offerRole(
  desk: Desk,
  organisation: { id: string; name: string },
  { contact, displayName, role, roleUntil }: Invite,
  { actor, action, detail }: { actor: string; action: string; detail: Record<string, unknown> },
) {
  const { now, requestId } = desk;
  const id = uuidv7(now);
  const sent = await linkFor(desk, contact, organisation);
  const sealed = await sealForm(purposeOf(id), { channel: contact.channel, value: contact.value }, desk.keys.secrets);
  await keepContact(desk.vault, { invitation: id, sealed, expiresAt: sent.expiresAt, now });
  const row = { id, organisation: organisation.id, role, roleUntil, displayName, createdBy: actor };
  const happening = { at: now, actor, action, object: id, organisation: organisation.id, detail, requestId };
  if (await addInvitation(desk.db, row, sent, happening)) return id;
  await forgetContact(desk.vault, id);
  throw new Problem("budget-spent");
}

/** Offers a role to whoever proves a contact, known here or not: who is, is not even looked up. Gives the invitation's id. */
export async function invite(desk: Desk, authority: Authority, offer: Invite) {
  const { principal, organisation } = authority;
  requireStepUp(principal, desk.now, `/organisations/${authority.organisation}`);
  const { role } = offer;
  if (!isRole(role) || !mayGive(authority, role)) throw new Problem("not-allowed");
  const house = await readOrganisation(desk.db, organisation, desk.now);
  if (!house) throw new Problem("not-found");
  const by = { actor: principal.subject, action: "invited", detail: { role } };
  return offerRole(desk, { id: organisation, name: house.self.name }, offer, by);
}

async function ownInvitation({ db }: Desk, { organisation }: Authority, id: string) {
  const found = await readInvitation(db, { id, organisation });
  if (!found || found.redeemedAt !== null || found.revokedAt !== null) throw new Problem("not-found");
  return found;
}

/** Sends a new link to the same contact; the old one ends. */
export async function inviteAgain(desk: Desk, authority: Authority, id: string) {
  requireStepUp(authority.principal, desk.now, `/organisations/${authority.organisation}`);
  const invitation = await ownInvitation(desk, authority, id);
  const sealed = await readSealedContact(desk.vault, id);
  const contact = await openInvited(desk, id, sealed);
  if (sealed === undefined || !contact) throw new Problem("not-found");
  const sent = await linkFor(desk, contact, {
    id: invitation.organisation,
    name: invitation.organisationName,
  });
  await keepContact(desk.vault, { invitation: id, sealed, expiresAt: sent.expiresAt, now: desk.now });
  const done = await sendAgain(desk.db, invitation, sent, happeningOf(desk, authority, "invited-again", id));
  if (done) return;
  if (desk.now - invitation.sentAt < 60_000) throw new Problem("too-many-requests", undefined, { retryAfter: 60 });
  throw new Problem("budget-spent");
}

/** Takes an invitation back: its link is worth nothing, and its contact is forgotten. */
export async function withdrawInvitation(desk: Desk, authority: Authority, id: string) {
  requireStepUp(authority.principal, desk.now, `/organisations/${authority.organisation}`);
  const { organisation } = await ownInvitation(desk, authority, id);
  const happening = happeningOf(desk, authority, "invitation-withdrawn", id);
  await revokeInvitation(desk.db, { id, organisation, now: desk.now }, happening);
  await forgetContact(desk.vault, id);
}

/** Open invitations with where they went, masked. */
export async function showInvitations(desk: Desk, { organisation }: Authority) {
  const rows = await listInvitations(desk.db, organisation);
  return Promise.all(
    rows.map(async (row: Invitation) => {
      const contact = await openInvited(desk, row.id, await readSealedContact(desk.vault, row.id));
      return { ...row, sentTo: contact ? maskContact(contact) : "" };
    }),
  );
}
