/** What the fold needs of a booking. Meetings outside the periods count for none. */
export interface UsedBooking {
  resource: string;
  date: string;
  unit: number;
  first: number | null;
  last: number | null;
  source: "manual" | "timetable" | "exam" | "maintenance" | "door";
  status: "hold" | "pending" | "confirmed" | "checked_in" | "released" | "cancelled" | "denied" | "no_show";
  checkedIn: boolean;
}

/** A day of one room, in periods of one unit: a half-room counts half of what the whole would. */
export interface DayUsage {
  booked: number;
  used: number;
  missed: number;
}

export interface UsageRules {
  /** Units of each room; what is not named has one. */
  units: ReadonlyMap<string, number>;
  /** Schools that do not ask for check-in count every lesson that took place as used. */
  checkInRequired: boolean;
}

const nothing: DayUsage = { booked: 0, used: 0, missed: 0 };

/**
 * Utilisation of rooms by day, `<resource>/<date>` → periods: a pure fold, so that it can be done again from the
 * bookings at any time. Holds, denials and cancellations count for nothing, maintenance is no use.
 */
export function foldUsage(bookings: Iterable<UsedBooking>, rules: UsageRules): Map<string, DayUsage> {
  const days = new Map<string, DayUsage>();
  for (const booking of bookings) {
    const share = shareOf(booking, rules);
    if (share.booked + share.missed === 0) continue;
    const key = `${booking.resource}/${booking.date}`;
    const day = days.get(key) ?? nothing;
    days.set(key, {
      booked: day.booked + share.booked,
      used: day.used + share.used,
      missed: day.missed + share.missed,
    });
  }
  return days;
}

function shareOf(booking: UsedBooking, { units, checkInRequired }: UsageRules): DayUsage {
  const { first, last, source, status, checkedIn } = booking;
  if (first === null || last === null || source === "maintenance") return nothing;
  const periods = (last - first + 1) * (booking.unit === 0 ? (units.get(booking.resource) ?? 1) : 1);
  if (status === "no_show") return { booked: periods, used: 0, missed: periods };
  if (status === "checked_in" || (status === "released" && checkedIn))
    return { booked: periods, used: periods, missed: 0 };
  if (status !== "confirmed") return nothing;
  return { booked: periods, used: checkInRequired ? 0 : periods, missed: 0 };
}

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
