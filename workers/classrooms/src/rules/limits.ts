import { addDays, localDate, weekdayOf } from "@ven/kit/local-time";

import type { Day } from "./calendar";
import { nearestDate } from "./calendar";

/** Why a date cannot be booked. Each has its words in the pages; the numbers say how far off it is. */
export type Refusal = {
  /** The nearest date on which the same could be booked. */
  nearest?: string;
} & (
  | { rule: "past" | "no-day" | "no-such-period" | "not-in-service" }
  | { rule: "closed-day"; reason: string | null; reasonEn: string | null }
  | { rule: "min-notice"; minutes: number }
  | { rule: "max-advance"; days: number; until: string }
  | { rule: "not-for-you"; departments: string[] }
  | { rule: "slot-taken" | "no-unit-free" | "person-busy" | "class-busy"; label?: string }
  | { rule: "quota"; who: Quota["who"]; per: Quota["per"]; most: number; used: number }
);

export interface Quota {
  id: string;
  who: "person" | "department" | "school";
  per: "day" | "week" | "term";
  resource: string | null;
  most: number;
}

export interface BookingLimits {
  maxAdvanceDays: number;
  minNoticeMinutes: number;
  timezone: string;
}

/** The rules of time for one lesson on one day: open, not past, neither too soon nor too far ahead. */
export function timeRefusal(
  limits: BookingLimits,
  days: readonly Day[],
  wanted: { date: string; startAt: number | undefined },
  now: number,
): Refusal | undefined {
  const { maxAdvanceDays, minNoticeMinutes, timezone } = limits;
  const today = localDate(now, timezone);
  const day = days.find(({ date }) => date === wanted.date);
  const open = (from: string) => {
    const nearest = nearestDate(days, from, ({ kind }) => kind !== "closed");
    return nearest === undefined ? {} : { nearest };
  };
  if (wanted.date < today) return { rule: "past" };
  if (!day) return { rule: "no-day", ...open(wanted.date) };
  if (day.kind === "closed")
    return { rule: "closed-day", reason: day.reason, reasonEn: day.reasonEn, ...open(wanted.date) };
  if (wanted.startAt === undefined) return { rule: "no-such-period" };
  const until = addDays(today, maxAdvanceDays);
  if (wanted.date > until) return { rule: "max-advance", days: maxAdvanceDays, until };
  // A lesson that has begun can still be taken up to its end by somebody at the door, never by this rule.
  if (wanted.startAt <= now) return { rule: "past" };
  if (wanted.startAt - now < minNoticeMinutes * 60_000)
    return {
      rule: "min-notice",
      minutes: minNoticeMinutes,
      ...open(localDate(now + minNoticeMinutes * 60_000 + 86_400_000, timezone)),
    };
  return undefined;
}

export interface Term {
  startsOn: string;
  endsOn: string;
}

/** The dates that a quota counts together with a date; a date outside every term is a term of its own. */
export function quotaWindow(per: Quota["per"], date: string, terms: readonly Term[]): Term {
  if (per === "day") return { startsOn: date, endsOn: date };
  if (per === "week") {
    const startsOn = addDays(date, 1 - weekdayOf(date));
    return { startsOn, endsOn: addDays(startsOn, 6) };
  }
  return terms.find(({ startsOn, endsOn }) => startsOn <= date && date <= endsOn) ?? { startsOn: date, endsOn: date };
}

/** A live booking as quotas see it. */
export interface Counted {
  date: string;
  resource: string;
  person: string | null;
  department: string | null;
}

/**
 * The first quota that one more booking would break, counting what is there and what the same request books before it.
 * The database counts again in the transaction; this one explains, and shows a preview.
 */
export function quotaRefusal(
  quotas: readonly Quota[],
  terms: readonly Term[],
  there: readonly Counted[],
  wanted: Counted,
): (Refusal & { rule: "quota" }) | undefined {
  for (const { who, per, most, resource } of quotas) {
    if (resource !== null && resource !== wanted.resource) continue;
    if (who === "department" && wanted.department === null) continue;
    const { startsOn, endsOn } = quotaWindow(per, wanted.date, terms);
    const used = there.filter(
      (one) =>
        startsOn <= one.date &&
        one.date <= endsOn &&
        (resource === null || one.resource === resource) &&
        (who === "school" || (who === "person" ? one.person === wanted.person : one.department === wanted.department)),
    ).length;
    if (used + 1 > most) {
      const nearest = per === "term" ? undefined : addDays(endsOn, 1);
      return { rule: "quota", who, per, most, used, ...(nearest !== undefined && { nearest }) };
    }
  }
  return undefined;
}
