import type { BookingRepository } from "./booking-repository";
import type { Frame } from "./frame-repository";
import { type Facts, judge, type When, type Wish } from "./judge";
import type { Refusal } from "./rules/limits";
import { standIns } from "./rules/other-room";

/** So many rooms are looked at for a date; more would be a list nobody reads. */
const mostRooms = 8;

const elsewhere = new Set<Refusal["rule"]>(["slot-taken", "no-unit-free", "not-in-service", "not-for-you", "quota"]);
/** Whether another room would help at all: a person who is busy is busy everywhere. */
export const helpsElsewhere = (refusal: Refusal | undefined) => refusal !== undefined && elsewhere.has(refusal.rule);

/** How many seats a lesson needs: those of its classes where they are known, else as many as the room has. */
const seatsFor = ({ room, classes }: Wish, frame: Frame) => {
  const sizes = classes.map(({ class: id, part }) => {
    const group = frame.classes.find((one) => one.id === id);
    return part === 0 ? (group?.size ?? null) : Math.ceil((group?.size ?? 0) / (group?.parts ?? 1));
  });
  const known = sizes.filter((size) => size !== null);
  return known.length > 0 && known.length === sizes.length
    ? known.reduce((sum, size) => sum + size, 0)
    : (room.capacity ?? 0);
};

/** The rooms in which a lesson could be held at each of some times instead, by date; every rule is asked of each. */
export async function otherRooms(
  { bookings, frame, now }: { bookings: BookingRepository; frame: Frame; now: number },
  wish: Wish,
  times: readonly When[],
  facts: Facts,
): Promise<Map<string, string[]>> {
  const rooms = standIns(frame.rooms, wish.room, seatsFor(wish, frame)).slice(0, mostRooms);
  if (rooms.length === 0 || times.length === 0) return new Map();
  const holders = rooms.flatMap(({ id, units }) => Array.from({ length: units }, (_, i) => `r:${id}:${i + 1}`));
  const busy = [...facts.busy, ...(await bookings.busy(holders, times))];
  return new Map(
    times.map((when) => [
      when.date,
      rooms
        .filter((room) => !judge(frame, { ...wish, room, unit: 0 }, when.date, when, { ...facts, busy }, now))
        .map(({ id }) => id),
    ]),
  );
}
