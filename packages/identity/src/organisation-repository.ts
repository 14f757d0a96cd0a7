import { Problem } from "@ven/kit";
import { type SQL, sql, type SQLWrapper } from "drizzle-orm";

import { keptFor } from "./kept";
import type { Permission } from "./permissions";
import type { Principal } from "./principal";

/**
 * What a principal may see of a table, as SQL. Every repository of tenant data takes one as its first argument and
 * puts `scope(table.organisation)` into its `where`; there is no other way to make one than from a principal.
 */
export type OrgScope = ((organisation: SQLWrapper) => SQL) & { readonly permission: Permission };

/**
 * `orgScope(principal, "queue.desk")(queueCounter.organisation)` is true for rows of the organisations in which the
 * principal holds the permission, and of all under them. One bound value, so that the statement stays the same.
 */
export function orgScope(principal: Principal, permission: Permission): OrgScope {
  const held = JSON.stringify(principal.organisationsWith(permission));
  const scope = (organisation: SQLWrapper) =>
    sql`${organisation} IN (SELECT "organisation" FROM "id_organisation_path" WHERE "ancestor" IN (SELECT "value" FROM json_each(${held})))`;
  return Object.assign(scope, { permission });
}

const path = keptFor(async (d1, organisation) => {
  const { results } = await d1
    .prepare("SELECT ancestor FROM id_organisation_path WHERE organisation = ? ORDER BY depth")
    .bind(organisation)
    .all<{ ancestor: string }>();
  return results.length > 0 ? results.map(({ ancestor }) => ancestor) : undefined;
});

/** An organisation and all that it lies under, nearest first; empty when there is none. Kept for 60 s per isolate. */
export async function organisationPath(d1: D1Database, organisation: string, now: number) {
  return (await path(d1, organisation, now)) ?? [];
}

/** `requirePerm` for a thing of which only the organisation is known. A thing without one is a 404 as well. */
export async function requirePermIn(
  d1: D1Database,
  principal: Principal,
  permission: Permission,
  organisation: string | undefined,
  now: number,
) {
  if (!principal.signedIn) throw new Problem("not-signed-in");
  const lies = organisation === undefined ? [] : await organisationPath(d1, organisation, now);
  if (!principal.may(permission, lies)) throw new Problem("not-found");
}
