import { addDays } from "@ven/kit/local-time";

/** A lesson of the week before, as far as copying it needs. */
export interface Copied {
  id: string;
  resource: string;
  date: string;
  firstPeriod: number | null;
  lastPeriod: number | null;
  source: string;
  label: string;
  beside: string | null;
}
/** What is there in the week that is filled. */
export type There = Pick<Copied, "resource" | "date" | "firstPeriod" | "label" | "beside">;

/**
 * What a week's bookings become a week later: those made by hand for periods, without what is there already. Lessons of the
 * timetable come by themselves and are no part of it.
 */
export function copiesOf<B extends Copied>(bookings: readonly B[], there: readonly There[]) {
  return bookings
    .filter(({ source, firstPeriod }) => source === "manual" && firstPeriod !== null)
    .map((booking) => ({ booking, date: addDays(booking.date, 7) }))
    .filter(({ booking, date }) => !there.some((one) => one.date === date && isSame(booking, one)));
}

/** The same room, or the same lesson in another one: it was copied there. */
const isSame = (one: Copied, other: There) =>
  one.firstPeriod === other.firstPeriod &&
  (one.resource === other.resource || (one.label === other.label && one.beside === null && other.beside === null));
