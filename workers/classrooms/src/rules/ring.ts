import { type Bell, bellOf, type Day } from "./calendar";

/** A booking by periods, as far as bells concern it. */
export interface Rung {
  id: string;
  date: string;
  firstPeriod: number;
  lastPeriod: number;
  /** `r:<resource>:<unit>`, `p:<person>`, `c:<class>:<part>`: whose time it takes. */
  holders: readonly string[];
}
/** Something that keeps its time whatever the bells do: a meeting in the evening. */
export interface Fixed {
  startAt: number;
  endAt: number;
  holders: readonly string[];
}
export interface Rang {
  id: string;
  startAt: number;
  endAt: number;
}
export interface Ringing {
  moved: Rang[];
  /** Their periods are no more. */
  gone: string[];
  /** Their new times meet something that keeps its own. */
  clashing: string[];
}

/** The days that a schedule will rule once it is there. */
export const daysRuledBy = (bell: Bell, bells: readonly Bell[], days: readonly Day[]) =>
  days.filter((day) => day.kind !== "closed" && bellOf([...bells, bell], day)?.id === bell.id);

/**
 * What new bells make of the bookings of the days that they rule: each keeps its periods and gets their times. Periods of
 * one schedule never overlap, so lessons cannot meet each other; they can meet what is booked by the clock.
 */
export function ring(bell: Bell, days: readonly Day[], bookings: readonly Rung[], fixed: readonly Fixed[]): Ringing {
  const ruled = new Map(days.map((day) => [day.date, day]));
  const result: Ringing = { moved: [], gone: [], clashing: [] };
  for (const { id, date, firstPeriod, lastPeriod, holders } of bookings) {
    const day = ruled.get(date);
    if (!day) continue;
    const first = bell.periods.find(({ period }) => period === firstPeriod);
    const last = bell.periods.find(({ period }) => period === lastPeriod);
    if (!first || !last) {
      result.gone.push(id);
      continue;
    }
    const startAt = day.midnight + first.starts * 60_000;
    const endAt = day.midnight + last.ends * 60_000;
    const meets = fixed.some(
      (one) => one.startAt < endAt && one.endAt > startAt && one.holders.some((holder) => holders.includes(holder)),
    );
    if (meets) result.clashing.push(id);
    else result.moved.push({ id, startAt, endAt });
  }
  return result;
}
