/** A recurrence rule (RFC 5545 §3.3.10) as far as a school needs it: days, weeks and months. */
export interface Rule {
  freq: "DAILY" | "WEEKLY" | "MONTHLY";
  interval: number;
  count: number | undefined;
  /** As written: a date, or a time that ends in Z. */
  until: string | undefined;
  weekStart: number;
  months: number[];
  monthDays: number[];
  /** ISO weekday; `nth` counts within the month, from its end when negative, 0 for every one. */
  weekdays: { weekday: number; nth: number }[];
  setPositions: number[];
  hours: number[];
  minutes: number[];
}

/** A moment of a wall clock: day from 1970-01-01 and second of that day. */
export interface Moment {
  day: number;
  second: number;
}

export type RuleFault = "malformed" | "unsupported";

/** No rule of a stranger may keep us busy: this many occurrences, this many days, weeks or months looked at. */
export const maxOccurrences = 400;
const maxSteps = 5000;

const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const known = new Set("FREQ INTERVAL COUNT UNTIL WKST BYMONTH BYMONTHDAY BYDAY BYSETPOS BYHOUR BYMINUTE".split(" "));

/** Reads "FREQ=WEEKLY;BYDAY=MO,WE"; says whether it is wrong or only more than is understood here. */
export function parseRule(text: string): Rule | RuleFault {
  const parts = new Map<string, string>();
  for (const part of text.trim().toUpperCase().split(";")) {
    const [name = "", value = ""] = part.split("=");
    if (!/^[A-Z-]+$/.test(name) || value === "" || parts.has(name)) return "malformed";
    parts.set(name, value);
  }
  for (const name of parts.keys()) if (!known.has(name)) return "unsupported";
  const freq = parts.get("FREQ");
  if (freq !== "DAILY" && freq !== "WEEKLY" && freq !== "MONTHLY") return freq ? "unsupported" : "malformed";
  const numbers = (name: string, least: number, most: number) => {
    const list = parts.get(name)?.split(",") ?? [];
    const read = list.map((one) => (/^[+-]?\d{1,3}$/.test(one) ? Number(one) : Number.NaN));
    return read.every((n) => n >= least && n <= most && (n !== 0 || least === 0)) ? read : undefined;
  };
  const interval = numbers("INTERVAL", 1, 999);
  const months = numbers("BYMONTH", 1, 12);
  const monthDays = numbers("BYMONTHDAY", -31, 31);
  const setPositions = numbers("BYSETPOS", -366, 366);
  const hours = numbers("BYHOUR", 0, 23);
  const minutes = numbers("BYMINUTE", 0, 59);
  const days = parts.get("BYDAY")?.split(",").map(weekdayOf) ?? [];
  const weekStart = weekdays.indexOf(parts.get("WKST") ?? "MO") + 1;
  const count = parts.get("COUNT");
  const until = parts.get("UNTIL");
  if (!interval || !months || !monthDays || !setPositions || !hours || !minutes || weekStart === 0) return "malformed";
  if (days.includes(undefined) || (count && until) || (count && !/^[1-9]\d{0,5}$/.test(count))) return "malformed";
  if (until && !/^\d{8}(T\d{6}Z?)?$/.test(until)) return "malformed";
  const list = days.flatMap((day) => day ?? []);
  // RFC 5545: a number before a weekday only within months; days of the month not within weeks.
  if (freq !== "MONTHLY" && list.some(({ nth }) => nth !== 0)) return "malformed";
  if (freq === "WEEKLY" && monthDays.length) return "malformed";
  if (setPositions.length && ![list, monthDays, months, hours, minutes].some((by) => by.length)) return "malformed";
  return {
    freq,
    interval: interval[0] ?? 1,
    count: count ? Number(count) : undefined,
    until,
    weekStart,
    months,
    monthDays,
    weekdays: list,
    setPositions,
    hours,
    minutes,
  };
}

function weekdayOf(text: string) {
  const [, nth, name = ""] = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(text) ?? [];
  const weekday = weekdays.indexOf(name) + 1;
  const number = nth === undefined ? 0 : Number(nth);
  return weekday === 0 || nth === "0" || Math.abs(number) > 5 ? undefined : { weekday, nth: number };
}

export interface Expansion {
  occurrences: Moment[];
  /** Whether the rule goes on beyond what was expanded. */
  cut: boolean;
}

/**
 * The occurrences of a rule from `start` on, in order, up to `last` (included) and never more than 400. `until` is the
 * rule's own end on the same wall clock.
 */
export function expandRule(
  rule: Rule,
  start: Moment,
  { last, until, limit = maxOccurrences }: { last: number; until?: Moment; limit?: number },
): Expansion {
  const occurrences: Moment[] = [];
  for (let step = 0; step < maxSteps; step++) {
    const { from, days } = periodAt(rule, start.day, step);
    if (from > last || (until && from > until.day)) return { occurrences, cut: !until && !rule.count };
    for (const moment of positioned(rule, momentsOf(rule, days, start.second))) {
      if (order(moment, start) < 0) continue;
      if (until && order(moment, until) > 0) return { occurrences, cut: false };
      if (moment.day > last || occurrences.length >= limit) return { occurrences, cut: true };
      occurrences.push(moment);
      if (occurrences.length === rule.count) return { occurrences, cut: false };
    }
  }
  return { occurrences, cut: true };
}

const order = (a: Moment, b: Moment) => a.day - b.day || a.second - b.second;

const dayMs = 86_400_000;
export const dayOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / dayMs;
export const dateOfDay = (day: number) => new Date(day * dayMs).toISOString().slice(0, 10);
// 1970-01-01 was a Thursday.
const isoWeekday = (day: number) => ((((day + 3) % 7) + 7) % 7) + 1;

/** The days of one day, week or month of the rule, and the day on which that begins. */
function periodAt(rule: Rule, start: number, step: number): { from: number; days: number[] } {
  const by = step * rule.interval;
  if (rule.freq === "DAILY") {
    const day = start + by;
    return { from: day, days: inMonths(rule, day) && onMonthDay(rule, day) && onWeekday(rule, day) ? [day] : [] };
  }
  if (rule.freq === "WEEKLY") {
    const from = start - ((isoWeekday(start) - rule.weekStart + 7) % 7) + by * 7;
    const week = [0, 1, 2, 3, 4, 5, 6].map((offset) => from + offset);
    const wanted = rule.weekdays.length ? rule : { ...rule, weekdays: [{ weekday: isoWeekday(start), nth: 0 }] };
    return { from, days: week.filter((day) => inMonths(rule, day) && onWeekday(wanted, day)) };
  }
  const first = new Date(start * dayMs);
  const from = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + by, 1) / dayMs;
  const month = Array.from({ length: lengthOfMonth(from) }, (_, index) => from + index);
  if (!inMonths(rule, from)) return { from, days: [] };
  const plain = rule.monthDays.length === 0 && rule.weekdays.length === 0;
  const wanted = plain ? { ...rule, monthDays: [first.getUTCDate()] } : rule;
  return { from, days: month.filter((day) => onMonthDay(wanted, day) && onWeekday(rule, day)) };
}

function lengthOfMonth(day: number) {
  const date = new Date(day * dayMs);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}

const inMonths = ({ months }: Rule, day: number) =>
  months.length === 0 || months.includes(new Date(day * dayMs).getUTCMonth() + 1);

function onMonthDay({ monthDays }: Rule, day: number) {
  if (monthDays.length === 0) return true;
  const number = new Date(day * dayMs).getUTCDate();
  return monthDays.includes(number) || monthDays.includes(number - lengthOfMonth(day) - 1);
}

function onWeekday({ weekdays: wanted }: Rule, day: number) {
  if (wanted.length === 0) return true;
  const weekday = isoWeekday(day);
  const number = new Date(day * dayMs).getUTCDate();
  const nth = Math.ceil(number / 7);
  const fromEnd = -Math.ceil((lengthOfMonth(day) - number + 1) / 7);
  return wanted.some((one) => one.weekday === weekday && [0, nth, fromEnd].includes(one.nth));
}

function momentsOf({ hours, minutes }: Rule, days: number[], second: number): Moment[] {
  const ascending = (list: number[]) => [...new Set(list)].sort((a, b) => a - b);
  const hour = Math.floor(second / 3600);
  const minute = Math.floor(second / 60) % 60;
  const times = ascending(hours.length ? hours : [hour]).flatMap((h) =>
    ascending(minutes.length ? minutes : [minute]).map((m) => h * 3600 + m * 60 + (second % 60)),
  );
  return days.flatMap((day) => times.map((time) => ({ day, second: time })));
}

function positioned({ setPositions }: Rule, moments: Moment[]): Moment[] {
  if (setPositions.length === 0) return moments;
  return moments.filter(
    (_, index) => setPositions.includes(index + 1) || setPositions.includes(index - moments.length),
  );
}
