import { customary, decisions } from "./holiday-decisions";
import { dateOfDay, dayNumber, fromLunar } from "./lunar";

/** A day off in the administration: by law, in lieu of a public holiday on a weekend, or exchanged with a Saturday. */
export type DayOff = {
  date: string;
  kind: "holiday" | "in-lieu" | "exchanged";
  name: { vi: string; en: string };
};

type Calendar = { off: Map<string, DayOff>; worked: Set<string> };
const calendars = new Map<number, Calendar>();

const isWeekend = (day: number): boolean => (day + 4) % 7 === 6 || (day + 4) % 7 === 0;

const names = {
  newYear: { vi: "Tết Dương lịch", en: "New Year's Day" },
  tet: { vi: "Tết Nguyên đán", en: "Lunar New Year" },
  kings: { vi: "Giỗ Tổ Hùng Vương", en: "Hùng Kings' Commemoration Day" },
  victory: { vi: "Ngày Chiến thắng", en: "Victory Day" },
  labour: { vi: "Quốc tế Lao động", en: "International Labour Day" },
  national: { vi: "Quốc khánh", en: "National Day" },
};

/** Public holidays by law (Labour Code 2019, art. 112.1), in order of date. */
function statutory(year: number): { day: number; name: DayOff["name"] }[] {
  const { tetDaysBefore, nationalDayNeighbour } = decisions[year] ?? customary;
  const tet = dayNumber(fromLunar(year, 1, 1)) - tetDaysBefore;
  const national = dayNumber(`${year}-09-02`);
  return [
    { day: dayNumber(`${year}-01-01`), name: names.newYear },
    ...[0, 1, 2, 3, 4].map((i) => ({ day: tet + i, name: names.tet })),
    { day: dayNumber(fromLunar(year, 3, 10)), name: names.kings },
    { day: dayNumber(`${year}-04-30`), name: names.victory },
    { day: dayNumber(`${year}-05-01`), name: names.labour },
    { day: national, name: names.national },
    { day: nationalDayNeighbour === "before" ? national - 1 : national + 1, name: names.national },
  ].toSorted((a, b) => a.day - b.day);
}

function calendarOf(year: number): Calendar {
  const known = calendars.get(year);
  if (known) return known;
  const off = new Map<string, DayOff>();
  const put = (day: number, kind: DayOff["kind"], name: DayOff["name"]) =>
    off.set(dateOfDay(day), { date: dateOfDay(day), kind, name });
  const holidays = statutory(year);
  for (const { day, name } of holidays) put(day, "holiday", name);
  // Labour Code 2019, art. 111.3: a holiday on a weekly day of rest is made good on the next working day.
  for (const { day, name } of holidays) {
    if (!isWeekend(day)) continue;
    let next = day + 1;
    while (isWeekend(next) || off.has(dateOfDay(next))) next += 1;
    put(next, "in-lieu", name);
  }
  const { exchanges } = decisions[year] ?? customary;
  for (const exchange of exchanges)
    off.set(exchange.off, {
      date: exchange.off,
      kind: "exchanged",
      name: { vi: `Nghỉ, làm bù ngày ${exchange.worked}`, en: `Off, worked on ${exchange.worked} instead` },
    });
  const calendar = { off, worked: new Set(exchanges.map((exchange) => exchange.worked)) };
  calendars.set(year, calendar);
  return calendar;
}

const yearOf = (date: string): number => Number(date.slice(0, 4));

/** All days off of a year other than ordinary weekends, in order of date. */
export const daysOff = (year: number): DayOff[] =>
  [...calendarOf(year).off.values()].toSorted((a, b) => a.date.localeCompare(b.date));

/** Whether the Government's decision for a year is recorded; without it the days around Tết and 2 September may move. */
export const isDecided = (year: number): boolean => year in decisions;

/** Whether a local date "2026-09-02" is a public holiday, given in lieu of one, or exchanged with a Saturday. */
export const isDayOff = (date: string): boolean => calendarOf(yearOf(date)).off.has(date);

/** Whether offices of the administration work on a local date "2026-11-22" (Monday to Friday, less days off, plus exchanges). */
export function isWorkingDay(date: string): boolean {
  const calendar = calendarOf(yearOf(date));
  if (calendar.worked.has(date)) return true;
  return !isWeekend(dayNumber(date)) && !calendar.off.has(date);
}

/**
 * The last day of a time limit of n working days that starts on a date. The first day does not count and a limit never
 * ends on a day off (Civil Code 2015, art. 147.2 and 148.5): n = 0 gives the date itself or the next working day.
 */
export function addWorkingDays(date: string, n: number): string {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`working days must be a whole number from 0 up, not ${n}`);
  let day = dayNumber(date);
  for (let left = n; left > 0;) {
    day += 1;
    if (isWorkingDay(dateOfDay(day))) left -= 1;
  }
  while (!isWorkingDay(dateOfDay(day))) day += 1;
  return dateOfDay(day);
}
