import type { Refusal } from "./limits";

export const policies = ["fail", "skip", "waitlist"] as const;
/** What becomes of a date that is taken: nothing is booked at all, it is left out, or it waits. */
export type Policy = (typeof policies)[number];

/** What a preview knows of one date of a series. */
export interface Seen {
  date: string;
  /** Why it cannot be booked; undefined when it is free. */
  refusal: Refusal | undefined;
}

export type Outcome = "book" | "skip" | "waitlist";
export interface Planned extends Seen {
  outcome: Outcome;
}

export interface SeriesPlan {
  dates: Planned[];
  /** Under the policy `fail`: the dates for which nothing at all is booked. */
  failing: string[];
}

/** Rules that time will not change: waiting for them would be a promise nobody can keep. */
const canWait = (refusal: Refusal) => refusal.rule === "slot-taken" || refusal.rule === "no-unit-free";

/**
 * What would happen to each date. Closed days are never a reason to fail: the school is not there. Booked, skipped and
 * waiting dates together are all dates.
 */
export function planSeries(seen: readonly Seen[], policy: Policy): SeriesPlan {
  const dates = seen.map((one): Planned => {
    if (!one.refusal) return { ...one, outcome: "book" };
    return { ...one, outcome: policy === "waitlist" && canWait(one.refusal) ? "waitlist" : "skip" };
  });
  const closed = new Set<Refusal["rule"]>(["closed-day", "no-day"]);
  const failing =
    policy === "fail"
      ? dates.filter(({ refusal }) => refusal && !closed.has(refusal.rule)).map(({ date }) => date)
      : [];
  return { dates, failing };
}

export const scopes = ["this", "following", "all"] as const;
export type Scope = (typeof scopes)[number];

/** The bookings of a series that "this one", "this and following" or "all" means; what is over stays as it was. */
export function inScope<B extends { id: string; date: string; startAt: number }>(
  bookings: readonly B[],
  anchor: { id: string; date: string },
  scope: Scope,
  now: number,
): B[] {
  return bookings.filter(
    (one) =>
      one.startAt > now && (scope === "this" ? one.id === anchor.id : scope === "all" ? true : one.date >= anchor.date),
  );
}
