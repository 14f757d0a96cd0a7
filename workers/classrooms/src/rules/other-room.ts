/** What makes one room as good as another. */
export interface Fitting {
  id: string;
  code: string;
  kind: "room" | "equipment" | "space";
  status: "active" | "out_of_service" | "retired";
  capacity: number | null;
  features: readonly string[];
  building: string | null;
  floor: number | null;
}

/**
 * Rooms that could stand in for one: in service, of its kind, with seats for those who come. First those that have most of
 * what the room has, then the nearest, then the smallest that will do.
 */
export function standIns<R extends Fitting>(rooms: readonly R[], wanted: Fitting, seats: number): R[] {
  const missing = (room: Fitting) => wanted.features.filter((name) => !room.features.includes(name)).length;
  const away = (room: Fitting) =>
    (room.building === wanted.building ? 0 : 10) + Math.abs((room.floor ?? 0) - (wanted.floor ?? 0));
  return rooms
    .filter(({ id, kind, status }) => id !== wanted.id && kind === wanted.kind && status === "active")
    .filter(({ capacity }) => (capacity ?? 0) >= seats)
    .toSorted(
      (a, b) =>
        missing(a) - missing(b) ||
        away(a) - away(b) ||
        (a.capacity ?? 0) - (b.capacity ?? 0) ||
        (a.code < b.code ? -1 : 1),
    );
}
