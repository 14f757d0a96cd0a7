import type { ImportChange, ImportConflict, ImportSummary } from "@ven/contracts/classrooms-exchange";

import type { RowFault } from "./file-refused";

/** How much of a list a person is shown; the counts beside it are of all. */
const shown = 200;

interface Parts {
  rows: number;
  same?: number;
  changes: ImportChange[];
  faults: readonly RowFault[];
  conflicts?: readonly ImportConflict[];
  from?: string;
  mode?: "bulk" | "delta";
}

/** What an import would do, as it is kept and shown. */
export function summaryOf({ rows, same = 0, changes, faults, conflicts = [], from, mode }: Parts): ImportSummary {
  const count = (kind: ImportChange["kind"]) => changes.filter((change) => change.kind === kind).length;
  return {
    rows,
    same,
    added: count("added"),
    changed: count("changed"),
    removed: count("removed"),
    moved: count("moved"),
    missing: count("missing"),
    changes: changes.slice(0, shown),
    conflicts: conflicts.slice(0, shown),
    conflictCount: conflicts.length,
    faults: faults.slice(0, shown).map((fault) => ({ ...fault })),
    faultCount: faults.length,
    ...(from && { from }),
    ...(mode && { mode }),
  };
}

/** Changes that applying would make; what is missing from a file stays as it is. */
export const effectOf = ({ added, changed, removed, moved }: ImportSummary) => added + changed + removed + moved;
