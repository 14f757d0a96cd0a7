import { addDays, instantOf, minuteOf, wallClock, weekdayOf } from "@ven/kit/local-time";

import type { OpeningOverride, ServiceConfig } from "./model";

/** When a closed service opens next; `today` lets a page say "13:30" instead of a date. */
export interface NextOpening {
  at: number;
  date: string;
  time: string;
  today: boolean;
}

/** The business date at `now`. A clock that steps back never reopens a date. */
export const businessDate = (now: number, timezone: string, openDate: string): string => {
  const { date } = wallClock(now, timezone);
  return date > openDate ? date : openDate;
};

/** Services with windows end their day at local midnight; round-the-clock ones (emergency) have no cut-off. */
export const closesAtMidnight = (service: ServiceConfig | undefined): boolean =>
  service === undefined || service.windows.length > 0;

export const isOpen = (
  service: ServiceConfig,
  override: OpeningOverride | null,
  now: number,
  timezone: string,
): boolean => {
  const { date, weekday, minute } = wallClock(now, timezone);
  if (override?.date === date) return override.open;
  if (service.windows.length === 0) return true;
  return service.windows.some(
    (window) => window.weekday === weekday && minuteOf(window.from) <= minute && minute < minuteOf(window.to),
  );
};

/** Null when it is open now, or never opens by its windows. Looks a week ahead. */
export const nextOpening = (
  service: ServiceConfig,
  override: OpeningOverride | null,
  now: number,
  timezone: string,
): NextOpening | null => {
  if (isOpen(service, override, now, timezone)) return null;
  const { date: today, minute } = wallClock(now, timezone);
  const closedToday = override?.date === today;
  for (let ahead = closedToday ? 1 : 0; ahead <= 7; ahead++) {
    const date = addDays(today, ahead);
    const weekday = weekdayOf(date);
    const times = service.windows
      .filter((window) => window.weekday === weekday && (ahead > 0 || minuteOf(window.from) > minute))
      .map((window) => window.from);
    if (service.windows.length === 0) times.push("00:00");
    const time = times.toSorted()[0];
    if (time) return { at: instantOf(date, minuteOf(time), timezone), date, time, today: ahead === 0 };
  }
  return null;
};
