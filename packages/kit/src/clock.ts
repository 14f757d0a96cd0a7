export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  now(): number;
}

const system: Clock = { now: () => Date.now() };
let current = system;

/** The only clock of the house. Business code gets `now` passed in; only shells read the clock. */
export const clock: Clock = { now: () => current.now() };

/** Replaces the clock: for tests, and for the development entry when its binding asks for a shifted one. */
export function setClock(replacement: Clock | null) {
  current = replacement ?? system;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function parts(ms: number, timezone: string) {
  let format = formats.get(timezone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone: timezone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    });
    formats.set(timezone, format);
  }
  return Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
}

/** The business date at an instant: `localDate(0, "Asia/Ho_Chi_Minh") === "1970-01-01"`. */
export function localDate(ms: number, timezone: string) {
  const { year, month, day } = parts(ms, timezone);
  return `${year}-${month}-${day}`;
}

/** Wall clock time, 24 hours: `localTime(0, "Asia/Ho_Chi_Minh") === "07:00"`; 1970 had +08:00 in the south. */
export function localTime(ms: number, timezone: string) {
  const { hour, minute } = parts(ms, timezone);
  return `${hour}:${minute}`;
}

/** The instant (UTC ms) at which a business date begins in a timezone. */
export function localMidnight(date: string, timezone: string) {
  const utc = Date.parse(`${date}T00:00:00Z`);
  const offsetAt = (ms: number) => {
    const { year, month, day, hour, minute, second } = parts(ms, timezone);
    return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - ms;
  };
  // The offset is read twice, because it may differ between UTC midnight and local midnight.
  return utc - offsetAt(utc - offsetAt(utc));
}
