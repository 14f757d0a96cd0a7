/** A bar of a report: how much of what was open was booked, in parts per thousand, and whether the target is met. */
export interface UsageShare {
  perMille: number;
  usedPerMille: number;
  target: number;
  met: boolean;
}

export function shareOfOpen(
  { open, booked, used }: { open: number; booked: number; used: number },
  target: number,
): UsageShare {
  const perMille = open === 0 ? 0 : Math.min(1000, Math.round((booked * 1000) / open));
  const usedPerMille = open === 0 ? 0 : Math.min(1000, Math.round((used * 1000) / open));
  return { perMille, usedPerMille, target, met: perMille >= target };
}

export interface UsageRow {
  name: string;
  commune: string;
  rooms: number;
  open: number;
  booked: number;
  used: number;
  targetPerMille: number;
}

/** Sums of the rows of each group (commune, province); the target is that of the rooms, weighed by what they are open. */
export function groupUsage(rows: readonly UsageRow[], groupOf: (row: UsageRow) => string): UsageRow[] {
  return [...Map.groupBy(rows, groupOf)].map(([name, group]) => {
    const sum = (of: (row: UsageRow) => number) => group.reduce((total, row) => total + of(row), 0);
    const open = sum((row) => row.open);
    return {
      name,
      commune: group[0]?.commune ?? "",
      rooms: sum((row) => row.rooms),
      open,
      booked: sum((row) => row.booked),
      used: sum((row) => row.used),
      targetPerMille: open === 0 ? 0 : Math.round(sum((row) => row.targetPerMille * row.open) / open),
    };
  });
}
