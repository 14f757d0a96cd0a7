import { weekdayOf } from "@ven/kit/local-time";

export type DayKind = "teach" | "closed" | "makeup";

/** A day of a school. `runsAs` is the ISO weekday whose timetable it follows; `midnight` is UTC ms. */
export interface Day {
  date: string;
  kind: DayKind;
  runsAs: number;
  midnight: number;
  reason: string | null;
  reasonEn: string | null;
}

/** Minutes since local midnight. */
export interface Period {
  period: number;
  session: "morning" | "afternoon" | "evening";
  starts: number;
  ends: number;
}

/** A bell schedule; bit 0 of `weekdays` is Monday. */
export interface Bell {
  id: string;
  validFrom: string;
  validTo: string;
  weekdays: number;
  periods: Period[];
}

const rings = ({ validFrom, validTo, weekdays }: Bell, { date, runsAs }: Day) =>
  validFrom <= date && date <= validTo && (weekdays & (1 << (runsAs - 1))) !== 0;

/** The bells of a day: of several that are valid the one that began last, then the one of fewer weekdays. */
export function bellOf(bells: readonly Bell[], day: Day): Bell | undefined {
  return bells
    .filter((bell) => rings(bell, day))
    .toSorted((a, b) => b.validFrom.localeCompare(a.validFrom) || a.weekdays - b.weekdays || (a.id < b.id ? -1 : 1))[0];
}

/** When a lesson of some periods begins and ends (UTC ms); undefined when the day has no such periods. */
export function lessonTimes(bells: readonly Bell[], day: Day, first: number, last: number) {
  const bell = bellOf(bells, day);
  const begin = bell?.periods.find(({ period }) => period === first);
  const end = bell?.periods.find(({ period }) => period === last);
  if (!bell || !begin || !end || last < first) return undefined;
  return { bell: bell.id, startAt: day.midnight + begin.starts * 60_000, endAt: day.midnight + end.ends * 60_000 };
}

/** A weekly lesson: "Monday, from 7 September to 17 May, every week, without 3 May". */
export interface Pattern {
  /** 1 is Monday (ISO 8601). */
  weekday: number;
  startsOn: string;
  endsOn: string;
  /** 2 is every other week, counted from the week in which the series starts. */
  every: number;
  /** Whether a makeup day that runs as this weekday belongs to it. */
  followsMakeups: boolean;
  /** Dates taken out by hand. */
  without: readonly string[];
}

export interface Occurrence {
  date: string;
  /** Null on a date on which the school has no day of this kind at all. */
  day: Day | null;
  closed: boolean;
}

const dayMs = 86_400_000;
const mondayOf = (date: string) => Date.parse(`${date}T00:00:00Z`) - (weekdayOf(date) - 1) * dayMs;

/** Whether the week of a date is one of every n weeks, counted from the week of `from`. */
const isDue = (date: string, from: string, every: number) =>
  every === 1 || Math.round((mondayOf(date) - mondayOf(from)) / (7 * dayMs)) % every === 0;

/**
 * The dates of a series, in order: pattern ∩ days of the school − dates taken out. Closed days are listed as such, so that
 * a person sees why a week is missing; makeup days come in where the series follows them.
 */
export function expandSeries(pattern: Pattern, days: readonly Day[]): Occurrence[] {
  const { weekday, startsOn, endsOn, every, followsMakeups } = pattern;
  const without = new Set(pattern.without);
  return days
    .filter(({ date }) => startsOn <= date && date <= endsOn && !without.has(date) && isDue(date, startsOn, every))
    .filter(
      ({ date, kind, runsAs }) =>
        (kind === "closed" && weekdayOf(date) === weekday) ||
        (kind === "teach" && runsAs === weekday) ||
        (kind === "makeup" && followsMakeups && runsAs === weekday),
    )
    .map((day) => ({ date: day.date, day, closed: day.kind === "closed" }))
    .toSorted((a, b) => a.date.localeCompare(b.date));
}

/** The first date from `from` on that passes; undefined when none of the given days does. */
export const nearestDate = (days: readonly Day[], from: string, passes: (day: Day) => boolean) =>
  days.find((day) => day.date >= from && passes(day))?.date;
