import type { BookingRepository, BookingRow } from "./booking-repository";
import type { Frame } from "./frame-repository";
import { standIns } from "./rules/other-room";
import { whenOf } from "./wish";

interface Asked {
  bookings: BookingRepository;
  frame: Frame;
}

/** More would be a list that nobody reads; the others get their notice all the same. */
const mostVictims = 40;
const mostRooms = 6;
const mostDays = 6;

/** Up to three rooms for each booking that are free at its time and seat as many; none of `without`. */
export async function roomsInstead(
  { bookings, frame }: Asked,
  victims: readonly BookingRow[],
  without: readonly string[] = [],
): Promise<Map<string, string[]>> {
  const some = victims.slice(0, mostVictims);
  const open = frame.rooms.filter(({ id }) => !without.includes(id));
  const fitting = some.map((one) => {
    const room = frame.rooms.find(({ id }) => id === one.resource);
    return room ? standIns(open, room, room.capacity ?? 0).slice(0, mostRooms) : [];
  });
  const rooms = new Map(fitting.flat().map((room) => [room.id, room]));
  const holders = [...rooms.values()].flatMap(({ id, units }) =>
    Array.from({ length: units }, (_, index) => `r:${id}:${index + 1}`),
  );
  // The answer names each time by the booking that it is of.
  const times = some.map(({ id, startAt, endAt }) => ({ date: id, startAt, endAt }));
  const busy = await bookings.busy(holders, times);
  return new Map(
    some.map(({ id }, index) => [
      id,
      (fitting[index] ?? [])
        .filter((room) => !busy.some((one) => one.date === id && one.holder.startsWith(`r:${room.id}:`)))
        .slice(0, 3)
        .map((room) => room.id),
    ]),
  );
}

/** The next date after a closure on which each booking's room and person are both free in the same periods. */
export async function datesInstead(
  { bookings, frame }: Asked,
  victims: readonly BookingRow[],
  after: string,
): Promise<Map<string, string>> {
  const some = victims.filter(({ firstPeriod }) => firstPeriod !== null).slice(0, mostVictims / 2);
  const days = frame.days.filter(({ date, kind }) => date > after && kind !== "closed").slice(0, mostDays);
  const wanted = some.flatMap((victim) =>
    days.flatMap((day) => {
      const when = whenOf(frame, day.date, victim.firstPeriod ?? undefined, victim.lastPeriod ?? undefined);
      return when ? [{ victim, when }] : [];
    }),
  );
  const holders = some.flatMap(({ resource, unit, person }) => [
    `r:${resource}:${Math.max(1, unit)}`,
    ...(person === null ? [] : [`p:${person}`]),
  ]);
  const times = new Map(wanted.map(({ when }) => [`${when.startAt}-${when.endAt}`, when]));
  const busy = await bookings.busy([...new Set(holders)], [...times.values()]);
  const found = new Map<string, string>();
  for (const { victim, when } of wanted) {
    const own = [`r:${victim.resource}:${Math.max(1, victim.unit)}`, `p:${victim.person ?? ""}`];
    const taken = busy.some(
      ({ holder, startAt, endAt }) => own.includes(holder) && startAt < when.endAt && endAt > when.startAt,
    );
    if (!taken && !found.has(victim.id)) found.set(victim.id, when.date);
  }
  return found;
}
