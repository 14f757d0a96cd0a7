/** States of a booking; the first four occupy their place. */
export const statuses = [
  "hold",
  "pending",
  "confirmed",
  "checked_in",
  "released",
  "cancelled",
  "denied",
  "no_show",
] as const;
export type Status = (typeof statuses)[number];

const live = new Set<Status>(["hold", "pending", "confirmed", "checked_in"]);
export const isLive = (status: Status) => live.has(status);

export const acts = [
  "approve",
  "deny",
  "cancel",
  "check-in",
  "check-out",
  "miss",
  "release",
  "restore",
  "expire",
] as const;
export type Act = (typeof acts)[number];

/** What an act makes of a state; what is not here is refused as `wrong-state`. The database holds the same table. */
const table: Readonly<Record<Act, Partial<Record<Status, Status>>>> = {
  approve: { pending: "confirmed", hold: "confirmed" },
  deny: { pending: "denied" },
  cancel: { hold: "cancelled", pending: "cancelled", confirmed: "cancelled" },
  "check-in": { confirmed: "checked_in" },
  // The lesson took place: it keeps its slots, from which use is counted.
  "check-out": { checked_in: "checked_in" },
  miss: { confirmed: "no_show" },
  release: { hold: "released", pending: "released", confirmed: "released" },
  restore: { released: "confirmed" },
  expire: { hold: "cancelled" },
};

/** `after("approve", "pending") === "confirmed"`; undefined when the act is not possible in that state. */
export const after = (act: Act, status: Status): Status | undefined => table[act][status];

export interface CheckInRule {
  /** Minutes. */
  checkInBefore: number;
  checkInAfter: number;
}

/** From when to when (UTC ms) a lesson can be checked in: 10 minutes before it begins to 15 after, by default. */
export const checkInWindow = (startAt: number, { checkInBefore, checkInAfter }: CheckInRule) => ({
  from: startAt - checkInBefore * 60_000,
  to: startAt + checkInAfter * 60_000,
});

/** Whether somebody may check in now, or why not. The end of the lesson closes it as well. */
export function checkInNow(booking: { startAt: number; endAt: number }, rule: CheckInRule, now: number) {
  const { from, to } = checkInWindow(booking.startAt, rule);
  if (now < from) return "too-early";
  return now > Math.min(to, booking.endAt) ? "too-late" : "open";
}

/** A room that nobody took is free again; a lesson of the timetable is never taken away. */
export const isMissed = (
  booking: { status: Status; startAt: number; endAt: number; source: string },
  rule: CheckInRule & { checkInRequired: boolean },
  now: number,
) =>
  rule.checkInRequired &&
  booking.status === "confirmed" &&
  (booking.source === "manual" || booking.source === "door") &&
  checkInNow(booking, rule, now) === "too-late";
