import { byVietnamese, fold, matches } from "@ven/kit/text";

import type { BookingRepository } from "./booking-repository";
import type { Frame, Room } from "./frame-repository";
import { whenOf } from "./wish";

export interface RoomQuery {
  text?: string | undefined;
  features?: readonly string[] | undefined;
  capacity?: number | undefined;
  kind?: Room["kind"] | undefined;
  date?: string | undefined;
  first?: number | undefined;
  last?: number | undefined;
}

/** Rooms that have what is asked, with and without accents; with a date and a period only those that are free then. */
export async function findRooms(
  { bookings, frame }: { bookings: BookingRepository; frame: Frame },
  query: RoomQuery,
): Promise<Room[]> {
  const { text = "", features = [], capacity = 0, kind, date, first, last } = query;
  const found = frame.rooms
    .filter((room) => kind === undefined || room.kind === kind)
    .filter((room) => features.every((feature) => room.features.includes(feature)))
    .filter((room) => capacity === 0 || (room.capacity ?? 0) >= capacity)
    .filter(({ name, code }) => fold(text) === "" || matches(`${name} ${code}`, text))
    .toSorted((a, b) => byVietnamese(a.code, b.code));
  if (date === undefined || first === undefined) return found;
  const when = whenOf(frame, date, first, last);
  if (!when) return [];
  const open = found.filter(({ status }) => status === "active");
  const units = open.flatMap(({ id, units: count }) => Array.from({ length: count }, (_, i) => `r:${id}:${i + 1}`));
  const busy = new Set((await bookings.busy(units, [when])).map(({ holder }) => holder));
  return open.filter(({ id, units: count, kind: sort, out }) => {
    const taken = Array.from({ length: count }, (_, i) => busy.has(`r:${id}:${i + 1}`) || out.includes(i + 1)).filter(
      Boolean,
    ).length;
    return sort === "equipment" ? taken < count : taken === 0;
  });
}
