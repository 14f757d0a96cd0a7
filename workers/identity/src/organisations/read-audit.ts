import { decodeCursor, page } from "@ven/kit";

import { record } from "../change-repository";
import type { Desk } from "../desk";
import { type AuditFilter, readAuditRows } from "./audit-repository";
import type { Authority } from "./authority";
import { happeningOf } from "./people";

export const auditPage = 50;

/** A page of an organisation's audit, from every service. Who looked, and by what, is itself recorded. */
export async function readAudit(
  desk: Desk,
  authority: Authority,
  { cursor, ...filter }: Omit<AuditFilter, "organisation" | "after" | "limit"> & { cursor: string | undefined },
) {
  const [at, id] = cursor === undefined ? [] : decodeCursor(cursor);
  const after = typeof at === "number" && typeof id === "string" ? { at, id } : undefined;
  const { organisation } = authority;
  const rows = await readAuditRows(desk.db, { ...filter, organisation, after, limit: auditPage + 1 });
  // Names of people stay out of the audit, also those that somebody typed to look for.
  const by = { person: filter.person !== "", action: filter.action, from: filter.from, to: filter.to };
  await record(desk.db, happeningOf(desk, authority, "audit-read", organisation, { ...by, rows: rows.length }));
  return page(rows, auditPage, (row) => [row.at, row.id]);
}
