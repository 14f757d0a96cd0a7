import {
  grants,
  isSteppedUp,
  organisationPath,
  type Permission,
  permissions,
  type Principal,
  type Role,
  roles,
  stepUpPath,
} from "@ven/identity";
import { Problem } from "@ven/kit";

import type { Desk } from "../desk";

/** Proof of who it is may be so old for an act that cannot be taken back, ms. */
const recently = 15 * 60_000;

/** Time to fill in a form, ms. */
const fillingIn = 5 * 60_000;

/** Whether the person has shown their passkey within the last 15 minutes. */
export const isPresent = (principal: Principal, now: number) =>
  principal.kind === "staff" && isSteppedUp(principal, now, recently);

/** Whether the proof may be too old by the time that a form of this page is sent. */
export const mustConfirm = (principal: Principal, now: number) => !isPresent(principal, now + fillingIn);

/** For sensitive acts: a passkey (assurance level 2), shown within the last 15 minutes, and identity not away. */
export function requireStepUp(principal: Principal, now: number, returnTo = "/organisations") {
  if (principal.stale) throw new Problem("unavailable");
  if (!isPresent(principal, now))
    throw new Problem("step-up-needed", undefined, { extra: { stepUp: stepUpPath(returnTo) } });
}

/** Who acts, where, and what lies above. Made by `requireIn` only, so that no verb works on an unchecked organisation. */
export interface Authority {
  principal: Principal;
  organisation: string;
  /** The organisation and all that it lies under. */
  path: readonly string[];
}

/** Everybody without the permission there gets the 404 of an organisation that does not exist. */
export async function requireIn(
  { db, now }: Desk,
  principal: Principal,
  permission: Permission,
  organisation: string,
): Promise<Authority> {
  if (!principal.signedIn) throw new Problem("not-signed-in");
  const path = await organisationPath(db.$client, organisation, now);
  if (!principal.may(permission, path)) throw new Problem("not-found");
  return { principal, organisation, path };
}

/** Whoever gives a role must hold all that it allows, in the same place. */
export const mayGive = ({ principal, path }: Authority, role: Role) =>
  grants[role].every((permission) => principal.may(permission, path));

/** The roles that this administrator may give and take here. */
export const rolesToGive = (authority: Authority) => roles.filter((role) => mayGive(authority, role));

/** Identity's own permissions are for people: a key that could make keys would never end. */
export const permissionsForKeys = ({ principal, path }: Authority) =>
  permissions.filter((permission) => !permission.startsWith("identity.") && principal.may(permission, path));
