import type { Db } from "@ven/db";
import { withDeadline } from "@ven/kit";

import { applyChange, auditIfChanged, type Happening, revokeIfChanged, sendIfChanged } from "../change-repository";
import { deadline } from "../deadline";

export interface BrokenGlass {
  id: string;
  organisation: string;
  subject: string;
  name: string;
  reason: string;
  openedAt: number;
  endsAt: number;
}

/** When an organisation was opened by somebody from above, the newest first. */
export async function listBrokenGlass(db: Db, organisation: string, limit: number) {
  const query = db.$client
    .prepare(
      `SELECT b.id, b.organisation, b.subject, coalesce(p.display_name, b.subject) AS name, b.reason,
         b.opened_at AS openedAt, b.ends_at AS endsAt
       FROM id_break_glass AS b LEFT JOIN id_staff_profile AS p ON p.subject = b.subject
       WHERE b.organisation = ? ORDER BY b.opened_at DESC LIMIT ?`,
    )
    .bind(organisation, limit);
  return (await withDeadline(query.all<BrokenGlass>(), deadline)).results;
}

/** What a session has open at this instant: at most one. */
export async function openGlassOf(db: Db, session: string, now: number) {
  const query = db.$client
    .prepare(
      `SELECT b.id, b.organisation, b.subject, b.subject AS name, b.reason, b.opened_at AS openedAt, b.ends_at AS endsAt
       FROM id_break_glass AS b WHERE b.session = ? AND b.ends_at > ? LIMIT 1`,
    )
    .bind(session, now);
  return (await withDeadline(query.first<BrokenGlass>(), deadline)) ?? undefined;
}

export interface Opening {
  id: string;
  organisation: string;
  subject: string;
  session: string;
  reason: string;
  now: number;
  endsAt: number;
}

type Outgoing = Parameters<typeof sendIfChanged>[1];

/** Opens one organisation for one session, unless that session has another one open; tells its administrators. */
export const addBrokenGlass = (db: Db, opening: Opening, messages: readonly Outgoing[], happening: Happening) => {
  const { id, organisation, subject, session, reason, now, endsAt } = opening;
  return applyChange(db, [
    db.$client
      .prepare(
        `INSERT INTO id_break_glass (id, organisation, subject, session, reason, opened_at, ends_at)
         SELECT ?, ?, ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM id_break_glass WHERE session = ? AND ends_at > ?)`,
      )
      .bind(id, organisation, subject, session, reason, now, endsAt, session, now),
    auditIfChanged(db, happening),
    // Other services learn of it within 10 s. A token of this very second was made with it, and stays.
    revokeIfChanged(db, subject, now - (now % 1000) - 1),
    ...messages.map((message) => sendIfChanged(db, message)),
  ]);
};

/** Closes it before its time; tokens that came with it end within 10 s. */
export const closeBrokenGlass = (
  db: Db,
  { session, subject, now }: { session: string; subject: string; now: number },
  happening: Happening,
) =>
  applyChange(db, [
    db.$client
      .prepare(
        `UPDATE id_break_glass SET ends_at = max(?, opened_at + 1) WHERE session = ? AND subject = ? AND ends_at > ?`,
      )
      .bind(now, session, subject, now),
    auditIfChanged(db, happening),
    revokeIfChanged(db, subject, now),
  ]);

/** Who administers an organisation or one above it, for the news that its glass was broken: at most 20. */
export async function administratorsOf(db: Db, organisation: string, now: number) {
  const query = db.$client
    .prepare(
      `SELECT DISTINCT r.subject FROM id_role AS r JOIN id_subject AS s ON s.id = r.subject
         JOIN id_organisation_path AS p ON p.ancestor = r.organisation
       WHERE p.organisation = ? AND r.role = 'administrator' AND s.disabled_at IS NULL
         AND r.valid_from <= ? AND (r.valid_to IS NULL OR r.valid_to > ?) ORDER BY p.depth LIMIT 20`,
    )
    .bind(organisation, now, now);
  return (await withDeadline(query.all<{ subject: string }>(), deadline)).results.map(({ subject }) => subject);
}
