/** A date of the Vietnamese lunar calendar; `leap` marks the second of two months with the same number. */
export type LunarDate = { year: number; month: number; day: number; leap: boolean };

// New moon and solar longitude after Meeus, Astronomical Algorithms, 2nd ed., chapters 49 and 25. Both are good to
// about a minute in 1968–2100, which decides every month in that span. Intl's Chinese calendar is for UTC+8 and
// gives a wrong Tết in some years.
const MONTH = 29.530588861;
const UNIX_EPOCH = 2440587.5;
const VIETNAM_OFFSET = 7 / 24;
const sine = (degrees: number) => Math.sin((degrees * Math.PI) / 180);

/** Days since 1970-01-01 of a calendar date. */
export const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

/** The calendar date, "2026-02-17", of a day number. */
export const dateOfDay = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** Terrestrial time minus universal time, in days (Espenak and Meeus, 2005–2050). */
function deltaT(julian: number): number {
  const t = (julian - 2451545) / 365.25;
  return (62.92 + 0.32217 * t + 0.005589 * t * t) / 86_400;
}

/** The Vietnamese day on which the k-th moon after January 2000 is new. */
function newMoonDay(k: number): number {
  const t = k / 1236.85;
  const e = 1 - 0.002516 * t - 0.0000074 * t * t;
  const sun = 2.5534 + 29.1053567 * k - 0.0000014 * t * t;
  const moon = 201.5643 + 385.81693528 * k + 0.0107582 * t * t;
  const node = 160.7108 + 390.67050284 * k - 0.0016118 * t * t;
  const ascending = 124.7746 - 1.56375588 * k + 0.0020672 * t * t;
  const dynamical =
    2451550.09766 +
    MONTH * k +
    0.00015437 * t * t -
    0.4072 * sine(moon) +
    0.17241 * e * sine(sun) +
    0.01608 * sine(2 * moon) +
    0.01039 * sine(2 * node) +
    0.00739 * e * sine(moon - sun) -
    0.00514 * e * sine(moon + sun) +
    0.00208 * e * e * sine(2 * sun) -
    0.00111 * sine(moon - 2 * node) -
    0.00057 * sine(moon + 2 * node) +
    0.00056 * e * sine(2 * moon + sun) -
    0.00042 * sine(3 * moon) +
    0.00042 * e * sine(sun + 2 * node) +
    0.00038 * e * sine(sun - 2 * node) -
    0.00024 * e * sine(2 * moon - sun) -
    0.00017 * sine(ascending) +
    0.000325 * sine(299.77 + 0.107408 * k) +
    0.000165 * sine(251.88 + 0.016321 * k) +
    0.000164 * sine(251.83 + 26.651886 * k) +
    0.000126 * sine(349.42 + 36.412478 * k);
  return Math.floor(dynamical - deltaT(dynamical) - UNIX_EPOCH + VIETNAM_OFFSET);
}

/** The twelfth of the sun's path, 0–11, in which the sun stands when the Vietnamese day begins; 9 starts at the winter solstice. */
function sunSector(day: number): number {
  const universal = day + UNIX_EPOCH - VIETNAM_OFFSET;
  const t = (universal + deltaT(universal) - 2451545) / 36525;
  const mean = 357.52911 + 35999.05029 * t - 0.0001537 * t * t;
  const longitude =
    280.46646 +
    36000.76983 * t +
    0.0003032 * t * t +
    (1.914602 - 0.004817 * t) * sine(mean) +
    (0.019993 - 0.000101 * t) * sine(2 * mean) +
    0.000289 * sine(3 * mean) -
    0.00569 -
    0.00478 * sine(125.04 - 1934.136 * t);
  return Math.floor((((longitude % 360) + 360) % 360) / 30);
}

const moonOf = (day: number): number => {
  const guess = Math.floor((day + UNIX_EPOCH - 2451550.1) / MONTH) + 1;
  return newMoonDay(guess) <= day ? guess : newMoonDay(guess - 1) <= day ? guess - 1 : guess - 2;
};

/** The moon whose month holds the winter solstice of a year: that month is the eleventh. */
const eleventhMoon = (year: number): number => {
  const last = moonOf(dayNumber(`${year}-12-31`));
  return sunSector(newMoonDay(last)) >= 9 ? last - 1 : last;
};

/** Of the 13 months between two eleventh months the leap month is the first in which the sun enters no new sector. */
const leapMoon = (from: number, to: number): number | undefined => {
  if (to - from === 12) return undefined;
  for (let moon = from + 1; moon < to; moon++)
    if (sunSector(newMoonDay(moon)) === sunSector(newMoonDay(moon + 1))) return moon;
  return undefined;
};

/** The lunar date in Việt Nam (UTC+7) of a calendar date from 1968 to 2100. */
export function lunarDate(date: string): LunarDate {
  const day = dayNumber(date);
  const moon = moonOf(day);
  let year = Number(date.slice(0, 4));
  if (moon < eleventhMoon(year)) year -= 1;
  const first = eleventhMoon(year);
  const leap = leapMoon(first, eleventhMoon(year + 1));
  const months = moon - first - (leap !== undefined && moon >= leap ? 1 : 0);
  return {
    year: months < 2 ? year : year + 1,
    month: ((months + 10) % 12) + 1,
    day: day - newMoonDay(moon) + 1,
    leap: moon === leap,
  };
}

/** The calendar date of a day in an ordinary (not leap) lunar month: `fromLunar(2026, 1, 1)` is Tết, "2026-02-17". */
export function fromLunar(year: number, month: number, day: number): string {
  const start = month > 10 ? year : year - 1;
  const first = eleventhMoon(start);
  const leap = leapMoon(first, eleventhMoon(start + 1));
  const months = (month + 1) % 12;
  const moon = first + months;
  return dateOfDay(newMoonDay(leap !== undefined && leap <= moon ? moon + 1 : moon) + day - 1);
}
