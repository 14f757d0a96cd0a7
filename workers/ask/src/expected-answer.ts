import { isDayOff } from "@ven/city/working-calendar";
import { addDays, instantOf, localDate, weekdayOf } from "@ven/kit/local-time";

export interface Hours {
  timezone: string;
  /** Minutes of the local day. */
  opens: number;
  closes: number;
  /** Minutes of opening within which a question is usually answered. */
  answersWithin: number;
  /** Digits of the days on which it is open, 1 is Monday; without them, every day. */
  days?: string;
}

const everyDay = "1234567";
const dayMs = 86_400_000;
/** A promise further away than this is none. */
const daysAhead = 60;

/** A desk that rests on some day of the week rests on days off by law too; one that never rests is there for tourists. */
export const opensOn = (date: string, { days = everyDay }: Pick<Hours, "days">) =>
  days.includes(String(weekdayOf(date))) && (days === everyDay || !isDayOff(date));

interface Shift {
  date: string;
  /** UTC milliseconds. */
  from: number;
  until: number;
}

/** When a desk is open from `now` on: what is left of today, then whole days. */
export function* shifts(now: number, hours: Hours): Generator<Shift> {
  const { timezone, opens, closes } = hours;
  const today = localDate(now, timezone);
  for (let ahead = 0; ahead <= daysAhead; ahead++) {
    const date = addDays(today, ahead);
    if (!opensOn(date, hours)) continue;
    const from = Math.max(now, instantOf(date, opens, timezone));
    const until = instantOf(date, closes, timezone);
    if (from < until) yield { date, from, until };
  }
}

/**
 * When an answer can be expected, UTC milliseconds: once a desk has been open for its usual minutes, so neither at night
 * nor on a day on which nobody is there. Where no desk is set up, within a day.
 */
export function expectedBy(now: number, hours: Hours | null) {
  if (!hours) return now + dayMs;
  let left = hours.answersWithin * 60_000;
  let last = now + dayMs;
  for (const { from, until } of shifts(now, hours)) {
    if (from + left <= until) return from + left;
    left -= until - from;
    last = until;
  }
  return last;
}
