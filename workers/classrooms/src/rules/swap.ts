import { isLive, type Status } from "./booking-life";

/** Where and when a booking is: what two bookings exchange. */
export interface Place {
  resource: string;
  unit: number;
  date: string;
  bell: string | null;
  firstPeriod: number | null;
  lastPeriod: number | null;
  startAt: number;
  endAt: number;
}

export interface Swappable extends Place {
  id: string;
  school: string;
  person: string | null;
  status: Status;
}

/** Why two bookings cannot change places, or undefined. */
export function swapRefusal(mine: Swappable, theirs: Swappable, now: number) {
  if (mine.school !== theirs.school || mine.id === theirs.id) return "not-found";
  if (mine.person === null || theirs.person === null || mine.person === theirs.person) return "swap-needs-two";
  if (![mine, theirs].every(({ status, startAt }) => isLive(status) && status !== "checked_in" && startAt > now))
    return "wrong-state";
  return undefined;
}

const placeOf = ({ resource, unit, date, bell, firstPeriod, lastPeriod, startAt, endAt }: Place): Place => ({
  resource,
  unit,
  date,
  bell,
  firstPeriod,
  lastPeriod,
  startAt,
  endAt,
});

/** Both bookings in each other's place; done twice it changes nothing. */
export function swapped<B extends Place>(mine: B, theirs: B): [B, B] {
  return [
    { ...mine, ...placeOf(theirs) },
    { ...theirs, ...placeOf(mine) },
  ];
}
