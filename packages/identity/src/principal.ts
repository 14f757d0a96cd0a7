import type { AccessClaims, SubjectKind } from "@ven/contracts/identity";
import { Problem } from "@ven/kit";

import { grantsPermission, isPermission, isRole, type Permission, type Role } from "./permissions";

/** Who is asking. Nobody signed in is a principal too: `anonymous`, who may do nothing. */
export interface Principal {
  signedIn: boolean;
  kind: SubjectKind | "anonymous";
  /** Pseudonym of the person; `anonymous` when nobody is signed in. The actor of audit rows. */
  subject: string;
  session: string;
  /** 1 a code, 2 a passkey; 0 for nobody. */
  aal: number;
  /** When the person last proved who they are, UTC ms. */
  authTime: number;
  roles: ReadonlyMap<string, ReadonlySet<Role>>;
  /** What an integrator's key may do where, without a role. */
  permissions: ReadonlyMap<string, ReadonlySet<Permission>>;
  /** Who acts for this person: another service, `service:ask`. */
  actor: string | undefined;
  /** The token was past its time and let through because identity could not be reached: not for sensitive acts. */
  stale: boolean;
  /** The organisations whose own role gives the permission; all that lie under them are meant too. */
  organisationsWith(permission: Permission): string[];
  /** `organisationPath` is the organisation of the thing and all that it lies under. */
  may(permission: Permission, organisationPath: readonly string[]): boolean;
}

type Facts = Omit<Principal, "organisationsWith" | "may">;

function principalOf(facts: Facts): Principal {
  const has = (organisation: string, permission: Permission) =>
    [...(facts.roles.get(organisation) ?? [])].some((role) => grantsPermission(role, permission)) ||
    facts.permissions.get(organisation)?.has(permission) === true;
  return {
    ...facts,
    organisationsWith: (permission) =>
      [...new Set([...facts.roles.keys(), ...facts.permissions.keys()])].filter((one) => has(one, permission)),
    may: (permission, path) => path.some((organisation) => has(organisation, permission)),
  };
}

export const anonymous: Principal = principalOf({
  signedIn: false,
  kind: "anonymous",
  subject: "anonymous",
  session: "",
  aal: 0,
  authTime: 0,
  roles: new Map(),
  permissions: new Map(),
  actor: undefined,
  stale: false,
});

/** The person of a verified token. Roles that this release does not know give nothing. */
export function principalFrom(claims: AccessClaims, { stale = false } = {}): Principal {
  return principalOf({
    signedIn: true,
    kind: claims.kind,
    subject: claims.sub,
    session: claims.sid,
    aal: claims.aal,
    authTime: claims.auth_time * 1000,
    roles: new Map(
      Object.entries(claims.roles).map(([organisation, held]) => [organisation, new Set(held.filter(isRole))]),
    ),
    permissions: new Map(
      Object.entries(claims.perms ?? {}).map(([organisation, held]) => [
        organisation,
        new Set(held.filter(isPermission)),
      ]),
    ),
    actor: claims.act?.sub,
    stale,
  });
}

/**
 * Lets only those through who hold the permission where the thing lies. Everybody else gets the same 404 as for a thing
 * that does not exist, so that nobody learns what other organisations have; 401 is for those who are not signed in.
 */
export function requirePerm(principal: Principal, permission: Permission, organisationPath: readonly string[]) {
  if (!principal.signedIn) throw new Problem("not-signed-in");
  if (!principal.may(permission, organisationPath)) throw new Problem("not-found");
}
