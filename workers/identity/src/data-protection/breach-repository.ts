import type { Db } from "@ven/db";
import { withDeadline } from "@ven/kit";

import { applyChange, auditIfChanged, type Happening } from "../change-repository";
import { deadline } from "../deadline";

export interface Breach {
  id: string;
  organisation: string;
  summary: string;
  discoveredAt: number;
  notifyBy: number;
  authorityToldAt: number | null;
  peopleToldAt: number | null;
  closedAt: number | null;
}

/** Open breaches first, the most urgent at the top. */
export async function listBreaches(db: Db, organisation: string) {
  const query = db.$client
    .prepare(
      `SELECT id, organisation, summary, discovered_at AS discoveredAt, notify_by AS notifyBy,
         authority_told_at AS authorityToldAt, people_told_at AS peopleToldAt, closed_at AS closedAt
       FROM id_breach WHERE organisation = ? ORDER BY closed_at IS NOT NULL, notify_by LIMIT 100`,
    )
    .bind(organisation);
  return (await withDeadline(query.all<Breach>(), deadline)).results;
}

export const addBreach = (
  db: Db,
  breach: Pick<Breach, "id" | "organisation" | "summary" | "discoveredAt" | "notifyBy"> & {
    now: number;
    actor: string;
  },
  happening: Happening,
) =>
  applyChange(db, [
    db.$client
      .prepare(
        `INSERT INTO id_breach (id, organisation, summary, discovered_at, notify_by, recorded_at, recorded_by) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .bind(
        breach.id,
        breach.organisation,
        breach.summary,
        breach.discoveredAt,
        breach.notifyBy,
        breach.now,
        breach.actor,
      ),
    auditIfChanged(db, happening),
  ]);

export type BreachStep = "authority-told" | "people-told" | "closed";
const columnOf: Record<BreachStep, string> = {
  "authority-told": "authority_told_at",
  "people-told": "people_told_at",
  closed: "closed_at",
};

/** Notes one step, once; a breach is closed only after the authority was told. */
export const noteStep = (
  db: Db,
  { id, organisation, now, step }: { id: string; organisation: string; now: number; step: BreachStep },
  happening: Happening,
) =>
  applyChange(db, [
    db.$client
      .prepare(
        `UPDATE id_breach SET ${columnOf[step]} = ? WHERE id = ? AND organisation = ? AND ${columnOf[step]} IS NULL
           AND closed_at IS NULL AND (? <> 'closed' OR authority_told_at IS NOT NULL)`,
      )
      .bind(now, id, organisation, step),
    auditIfChanged(db, happening),
  ]);
