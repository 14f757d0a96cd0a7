import type { Lang } from "@ven/contracts";
import { localDate, localTime } from "@ven/kit/local-time";

const day = { weekday: "long", day: "numeric", month: "long" } as const;
const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const localeOf = (lang: Lang) => (lang === "en" ? "en-GB" : lang);

/** A local date "2026-11-30" as it is said: "Monday 30 November". */
export const dayIn = (date: string, lang: Lang) =>
  new Intl.DateTimeFormat(localeOf(lang), { ...day, timeZone: "UTC" }).format(new Date(`${date}T00:00:00Z`));

/** A moment to come: its time alone today, its day with it otherwise, so that nobody waits on the wrong one. */
export const momentIn = (at: number, { now, timezone, lang }: { now: number; timezone: string; lang: Lang }) =>
  localDate(at, timezone) === localDate(now, timezone)
    ? localTime(at, timezone)
    : new Intl.DateTimeFormat(localeOf(lang), { ...day, ...clock, timeZone: timezone }).format(at);
