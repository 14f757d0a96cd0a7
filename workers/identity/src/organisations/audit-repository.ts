import type { Db } from "@ven/db";
import { withDeadline } from "@ven/kit";

import { deadline } from "../deadline";

export interface AuditRow {
  id: string;
  at: number;
  actor: string;
  /** Name of a member of staff; null for a key, a service, or somebody without a name. */
  name: string | null;
  service: string;
  action: string;
  object: string;
  detail: string | null;
}

export interface AuditFilter {
  organisation: string;
  /** A name or a part of one, or a pseudonym. */
  person: string;
  action: string;
  /** UTC ms; `to` is not part of it. */
  from: number;
  to: number;
  /** The last row of the page before: `[at, id]`. */
  after: { at: number; id: string } | undefined;
  limit: number;
}

const services = ["id", "queue", "ask", "room", "wifi"] as const;
type Prefix = (typeof services)[number];
const nameOf: Record<Prefix, string> = { id: "identity", queue: "queue", ask: "ask", room: "classrooms", wifi: "wifi" };

/**
 * What an organisation may read of every service's audit, the newest first, one row too many at the end. Read through
 * the view that each service publishes; a service that is not installed here has none.
 */
export async function readAuditRows(db: Db, filter: AuditFilter) {
  const d1 = db.$client;
  const found = await withDeadline(
    d1
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'view' AND name GLOB '*_audit_list'")
      .all<{ name: string }>(),
    deadline,
  );
  const published = services.filter((prefix) => found.results.some(({ name }) => name === `${prefix}_audit_list`));
  const { organisation, person, action, from, to, after, limit } = filter;
  const part = (prefix: Prefix) =>
    `SELECT * FROM (SELECT id, at, actor, action, object, detail, '${nameOf[prefix]}' AS service FROM ${prefix}_audit_list
      WHERE organisation = ?1 AND at >= ?2 AND at < ?3 AND (at < ?4 OR (at = ?4 AND id < ?5))
        AND (?6 = '' OR action = ?6)
        AND (?7 = '' OR actor = ?7 OR actor IN (SELECT subject FROM id_staff_profile WHERE instr(lower(display_name), lower(?7)) > 0))
      ORDER BY at DESC, id DESC LIMIT ?8)`;
  const query = d1
    .prepare(
      `SELECT a.id, a.at, a.actor, p.display_name AS name, a.service, a.action, a.object, a.detail
       FROM (${published.map(part).join(" UNION ALL ")}) AS a LEFT JOIN id_staff_profile AS p ON p.subject = a.actor
       ORDER BY a.at DESC, a.id DESC LIMIT ?8`,
    )
    .bind(organisation, from, to, after?.at ?? to, after?.id ?? "", action, person, limit);
  return (await withDeadline(query.all<AuditRow>(), deadline)).results;
}
