import type { Refusal } from "./limits";

export const policies = ["fail", "skip", "waitlist", "room"] as const;
/** What becomes of a date that is taken: nothing is booked at all, it is left out, it waits, or another room is taken. */
export type Policy = (typeof policies)[number];

/** What a preview knows of one date of a series, or of one lesson that is copied. */
export interface Seen {
  date: string;
  /** What names it, where a date may come twice. */
  key?: string;
  /** Why it cannot be booked; undefined when it is free. */
  refusal: Refusal | undefined;
  /** Rooms in which it could be held then, the most fitting first. */
  others?: readonly string[];
}

export type Outcome = "book" | "skip" | "waitlist" | "room";
/** What a person wants for one date, in place of the policy. */
export interface Choice {
  key: string;
  outcome: Outcome;
  resource?: string | undefined;
}
export interface Planned extends Seen {
  outcome: Outcome;
  /** The other room, where that is the outcome. */
  resource?: string;
  possible: Outcome[];
}

export interface SeriesPlan {
  dates: Planned[];
  /** Dates for which nothing at all is booked: under the policy `fail`, or because a choice can no longer be had. */
  failing: string[];
}

/** Rules that time will not change: waiting for them would be a promise nobody can keep. */
const canWait = (refusal: Refusal) => refusal.rule === "slot-taken" || refusal.rule === "no-unit-free";

/** `book, skip` for a free date; for a taken one what is left: `waitlist`, `room` where one is free, `skip`. */
export function possibleOf({ refusal, others = [] }: Seen): Outcome[] {
  if (!refusal) return ["book", "skip"];
  return [...(canWait(refusal) ? ["waitlist" as const] : []), ...(others.length > 0 ? ["room" as const] : []), "skip"];
}

/**
 * What would happen to each date: what was chosen for it, else what the policy says. Closed days are never a reason to
 * fail: the school is not there. Booked, skipped and waiting dates and those elsewhere together are all dates.
 */
export function planSeries(seen: readonly Seen[], policy: Policy, choices: readonly Choice[] = []): SeriesPlan {
  const chosen = new Map(choices.map((one) => [one.key, one]));
  const closed = new Set<Refusal["rule"]>(["closed-day", "no-day"]);
  const failing: string[] = [];
  const dates = seen.map((one): Planned => {
    const possible = possibleOf(one);
    const others = one.others ?? [];
    const usual = one.refusal ? (policy === "fail" ? "skip" : policy) : "book";
    const choice = chosen.get(one.key ?? one.date);
    const gone =
      choice &&
      (!possible.includes(choice.outcome) ||
        (choice.outcome === "room" && choice.resource !== undefined && !others.includes(choice.resource)));
    if (gone || (!choice && policy === "fail" && one.refusal && !closed.has(one.refusal.rule))) failing.push(one.date);
    const wanted = choice && !gone ? choice.outcome : usual;
    const outcome = possible.includes(wanted) ? wanted : "skip";
    const resource = outcome === "room" ? ((gone ? undefined : choice?.resource) ?? others[0]) : undefined;
    return { ...one, outcome, possible, ...(resource !== undefined && { resource }) };
  });
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
