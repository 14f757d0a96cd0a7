import type { Appoint, Appointed, Dismiss } from "@ven/contracts/identity-admin";

import { maskContact, readContact } from "../contact";
import type { Desk } from "../desk";
import { offerRole } from "../organisations/invite";
import { readOrganisation } from "../organisations/people-repository";
import { endAppointment } from "./officer-repository";

/** Who acts when nobody signed in does: whoever has the operator's key, or the console. */
export const operatorActor = "operator";

/**
 * Appoints somebody by a written decision: the officer of data protection, whoever may break the glass, an organisation's
 * first administrator. They are invited like any colleague, prove the contact and make a passkey. Of who is told,
 * nobody is looked up.
 */
export async function appoint(
  desk: Desk,
  { organisation, role, name, contact: typed, until, decision }: Appoint,
): Promise<Appointed> {
  const { now } = desk;
  const contact = readContact(typed);
  if (!contact) return { ok: false, reason: "contact-wrong" };
  if (until !== undefined && until <= now) return { ok: false, reason: "until-past" };
  const house = await readOrganisation(desk.db, organisation, now);
  if (!house) return { ok: false, reason: "organisation-unknown" };
  const invitation = await offerRole(
    desk,
    { id: organisation, name: house.self.name },
    { contact, displayName: name.trim(), role, roleUntil: until ?? null },
    { actor: operatorActor, action: "appointed", detail: { role, decision, ...(until !== undefined && { until }) } },
  );
  return { ok: true, invitation, sentTo: maskContact(contact) };
}

/** Ends an appointment, on a written decision too. */
export async function dismiss({ db, now, requestId }: Desk, { organisation, role, subject, decision }: Dismiss) {
  const happening = {
    at: now,
    actor: operatorActor,
    action: "dismissed",
    object: subject,
    organisation,
    detail: { role, decision },
    requestId,
  };
  return { ended: await endAppointment(db, { subject, organisation, role, now }, happening) };
}
