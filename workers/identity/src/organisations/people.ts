import { isRole, type Role } from "@ven/identity";
import { Problem } from "@ven/kit";

import type { Happening } from "../change-repository";
import type { Desk } from "../desk";
import { type Authority, mayGive, requireIn, requireStepUp } from "./authority";
import {
  addRole,
  closeAccount,
  endSessionsOf,
  hasRole,
  type HeldRoleRow,
  readPerson,
  type RoleChange,
  setRoleEnd,
} from "./people-repository";

/** Who did what here, for the audit of this organisation. */
export const happeningOf = (
  { now, requestId }: Desk,
  { principal, organisation }: Authority,
  action: string,
  object: string,
  detail?: Record<string, unknown>,
): Happening => ({
  at: now,
  actor: principal.subject,
  action,
  object,
  organisation,
  requestId,
  ...(detail && { detail }),
});

function requireGiveable(authority: Authority, role: string): asserts role is Role {
  if (!isRole(role) || !mayGive(authority, role)) throw new Problem("not-allowed");
}

/** A member of staff as their administrator sees them; whoever is out of reach is not found. */
export async function showPerson({ db }: Desk, { principal }: Authority, subject: string) {
  const found = await readPerson(db, principal, subject);
  if (!found) throw new Problem("not-found");
  return found;
}

export interface GiveRole {
  subject: string;
  role: string;
  /** UTC ms. */
  validFrom: number;
  validTo: number | null;
}

/** Where to go back to after a passkey. */
const pageOf = ({ organisation }: Authority, subject: string) => `/organisations/${organisation}/people/${subject}`;

/** Gives a role here to somebody of the administrator's own reach. Nobody gives one to themself. */
export async function giveRole(desk: Desk, authority: Authority, { subject, role, validFrom, validTo }: GiveRole) {
  const { principal, organisation } = authority;
  requireStepUp(principal, desk.now, pageOf(authority, subject));
  requireGiveable(authority, role);
  const { person } = await showPerson(desk, authority, subject);
  if (subject === principal.subject) throw new Problem("not-allowed");
  const wrongDates = validTo !== null && (validTo <= validFrom || validTo <= desk.now);
  if (wrongDates)
    throw new Problem("validation-failed", undefined, { errors: [{ pointer: "/until", detail: "past" }] });
  const happening = happeningOf(desk, authority, "role-given", subject, { role, validFrom, validTo });
  const change = { subject: person.subject, organisation, role, validFrom, validTo, now: desk.now };
  if (!(await addRole(desk.db, principal, change, happening))) throw new Problem("conflict");
}

/** Ends a role now, or lets it end on another day (`null`: on none). */
export async function changeRole(
  desk: Desk,
  authority: Authority,
  { subject, role, validTo }: Omit<GiveRole, "validFrom">,
) {
  const { principal, organisation } = authority;
  requireStepUp(principal, desk.now, pageOf(authority, subject));
  requireGiveable(authority, role);
  await showPerson(desk, authority, subject);
  const change: RoleChange = { subject, organisation, role };
  if (!(await hasRole(desk.db, change, desk.now))) throw new Problem("not-found");
  if (subject === principal.subject && (validTo === null || validTo > desk.now)) throw new Problem("not-allowed");
  const action = validTo !== null && validTo <= desk.now ? "role-ended" : "role-changed";
  const happening = happeningOf(desk, authority, action, subject, { role, validTo });
  const done = await setRoleEnd(desk.db, { ...change, validTo, now: desk.now, actor: principal.subject }, happening);
  if (!done) throw new Problem("not-allowed", undefined, { extra: { reason: "last-administrator" } });
}

export const endRole = (desk: Desk, authority: Authority, who: Pick<GiveRole, "subject" | "role">) =>
  changeRole(desk, authority, { ...who, validTo: desk.now });

/** Signs a colleague out of every service, at once. */
export async function signOutPerson(desk: Desk, authority: Authority, subject: string) {
  requireStepUp(authority.principal, desk.now, pageOf(authority, subject));
  await showPerson(desk, authority, subject);
  await endSessionsOf(desk.db, subject, desk.now, happeningOf(desk, authority, "signed-out-by-administrator", subject));
}

const isLive = ({ validTo }: HeldRoleRow, now: number) => validTo === null || validTo > now;

/** Closes the account of somebody who leaves: only in their own house, and only when every live role may be taken. */
export async function leave(desk: Desk, authority: Authority, subject: string) {
  const { principal, organisation } = authority;
  requireStepUp(principal, desk.now, pageOf(authority, subject));
  const { person, roles } = await showPerson(desk, authority, subject);
  if (person.home !== organisation) throw new Problem("not-found");
  if (subject === principal.subject) throw new Problem("not-allowed");
  for (const held of roles.filter((role) => isLive(role, desk.now))) {
    const there = await requireIn(desk, principal, "identity.people", held.organisation);
    requireGiveable(there, held.role);
    if (held.role === "administrator") await endRole(desk, there, { subject, role: held.role });
  }
  const change = { subject, home: organisation, now: desk.now };
  await closeAccount(desk.db, change, happeningOf(desk, authority, "account-closed", subject));
}
