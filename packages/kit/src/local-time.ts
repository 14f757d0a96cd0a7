/** A moment on the wall clock of a timezone. */
export interface WallClock {
  /** "2026-11-22" */
  date: string;
  /** 1 is Monday (ISO 8601). */
  weekday: number;
  /** Minutes since local midnight by the clock. */
  minute: number;
}

interface Zone {
  format: Intl.DateTimeFormat;
  /** Offset by quarter hour: views ask about now and about the next openings of a week. */
  offsets: Map<number, number>;
  /** The last minute that was asked for: a view of a hospital asks some forty times. */
  minute: number;
  wallClock: WallClock | undefined;
}

const quarterMs = 15 * 60_000;
const dayMs = 86_400_000;
const keptOffsets = 1000;
const zones = new Map<string, Zone>();

const measure = (format: Intl.DateTimeFormat, now: number): number => {
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(now)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(now / 1000) * 1000;
};

const zoneOf = (timezone: string): Zone => {
  let zone = zones.get(timezone);
  if (!zone) {
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone: timezone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    zone = { format, offsets: new Map(), minute: Number.NaN, wallClock: undefined };
    zones.set(timezone, zone);
  }
  return zone;
};

/** Offset from UTC in ms. Zones change only on quarter hours, so one look-up serves fifteen minutes of commands. */
export const offsetAt = (now: number, timezone: string): number => {
  const { format, offsets } = zoneOf(timezone);
  const quarter = Math.floor(now / quarterMs);
  let ms = offsets.get(quarter);
  if (ms === undefined) {
    ms = measure(format, now);
    if (offsets.size >= keptOffsets) offsets.clear();
    offsets.set(quarter, ms);
  }
  return ms;
};

export const wallClock = (now: number, timezone: string): Readonly<WallClock> => {
  const zone = zoneOf(timezone);
  const asked = Math.floor(now / 60_000);
  if (zone.wallClock && zone.minute === asked) return zone.wallClock;
  const local = now + offsetAt(now, timezone);
  const day = Math.floor(local / dayMs);
  zone.minute = asked;
  zone.wallClock = {
    date: new Date(local).toISOString().slice(0, 10),
    // 1 January 1970 was a Thursday.
    weekday: ((((day + 3) % 7) + 7) % 7) + 1,
    minute: Math.floor((local - day * dayMs) / 60_000),
  };
  return zone.wallClock;
};

/** The moment a wall clock shows `date` and `minute`; in a skipped hour, the moment after the skip. */
export const instantOf = (date: string, minute: number, timezone: string): number => {
  const local = Date.parse(`${date}T00:00:00Z`) + minute * 60_000;
  const guess = local - offsetAt(local, timezone);
  return local - offsetAt(guess, timezone);
};

/** The business date at an instant: `localDate(Date.UTC(2026, 10, 22, 17), "Asia/Ho_Chi_Minh") === "2026-11-23"`. */
export const localDate = (now: number, timezone: string): string => wallClock(now, timezone).date;

/** Wall clock time, 24 hours: "07:00". */
export const localTime = (now: number, timezone: string): string => {
  const { minute } = wallClock(now, timezone);
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
};

/** The instant (UTC ms) at which a business date begins in a timezone. */
export const localMidnight = (date: string, timezone: string): number => instantOf(date, 0, timezone);

/** `addDays("2026-12-31", 1) === "2027-01-01"` */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** 1 is Monday (ISO 8601). */
export const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;

/** "07:30" → 450 */
export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
