import { withDeadline } from "@ven/kit";

import { bookingColumns, bookingOf, type BookingRow } from "./booking-repository";
import type { Bell } from "./rules/calendar";
import type { Rang } from "./rules/ring";

/** A year's lessons of a school are read and written: rare, and longer than a page. */
const deadline = 20_000;
/** A bound value may be so long; a school's year is written in some of them. */
const chunk = 2000;
const chunked = <T>(all: readonly T[]) =>
  Array.from({ length: Math.ceil(all.length / chunk) }, (_, index) => all.slice(index * chunk, (index + 1) * chunk));

export function bellRepository(d1: D1Database) {
  return {
    run: (statements: D1PreparedStatement[]) => withDeadline(d1.batch(statements), deadline),

    /** Live bookings of a school from a date on, room by room: those of periods over their slots, the others by person. */
    async coming(school: string, from: string): Promise<BookingRow[]> {
      const { results } = await withDeadline(
        d1
          .prepare(
            `SELECT ${bookingColumns} FROM room_booking WHERE live AND status <> 'checked_in' AND id IN (
               SELECT s.booking FROM room_resource AS r JOIN room_slot AS s ON s.resource = r.id AND s.date >= ?2 WHERE r.school = ?1
               UNION SELECT b.id FROM room_person AS p JOIN room_booking AS b ON b.person = p.id AND b.date >= ?2
               WHERE p.school = ?1 AND b.live)`,
          )
          .bind(school, from)
          .all<Record<string, unknown>>(),
        deadline,
      );
      return results.map(bookingOf);
    },

    insert: (school: string, bell: Bell & { name: string; nameEn: string }) => [
      d1
        .prepare(
          "INSERT INTO room_bell_schedule (id, school, name, name_en, valid_from, valid_to, weekdays) VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(bell.id, school, bell.name, bell.nameEn, bell.validFrom, bell.validTo, bell.weekdays),
      d1
        .prepare(
          `INSERT INTO room_bell_period (schedule, period, session, starts, ends)
           SELECT ?1, value ->> 'period', value ->> 'session', value ->> 'starts', value ->> 'ends' FROM json_each(?2)`,
        )
        .bind(bell.id, JSON.stringify(bell.periods)),
    ],

    /** Takes back the times of bookings that will be laid down anew, so that none meets the old time of its neighbour. */
    freeTimes: (claims: readonly { booking: string; holder: string; startAt: number }[]) => [
      ...chunked(claims).map((some) =>
        d1
          .prepare(
            `DELETE FROM room_claim WHERE (holder, start_at, booking) IN
               (SELECT value ->> 'holder', value ->> 'startAt', value ->> 'booking' FROM json_each(?))`,
          )
          .bind(JSON.stringify(some)),
      ),
      ...chunked([...new Set(claims.map(({ booking }) => booking))]).map((some) =>
        d1
          .prepare(
            `DELETE FROM room_claim WHERE (holder, start_at, booking) IN
               (SELECT 'p:' || one.value, b.start_at, b.id FROM json_each(?) AS v
                  JOIN room_booking AS b ON b.id = v.value AND b.also IS NOT NULL, json_each(b.also) AS one)`,
          )
          .bind(JSON.stringify(some)),
      ),
    ],

    /** Bookings keep place and periods and get other times; the trigger lays their claims down and checks them again. */
    ringAnew: (bell: string, moved: readonly Rang[]) =>
      chunked(moved).map((some) =>
        d1
          .prepare(
            `UPDATE room_booking SET bell = ?2, start_at = v.value ->> 'startAt', end_at = v.value ->> 'endAt',
               placed = placed + 1, version = version + 1
             FROM json_each(?1) AS v WHERE room_booking.id = v.value ->> 'id'`,
          )
          .bind(JSON.stringify(some), bell),
      ),
  };
}
export type BellRepository = ReturnType<typeof bellRepository>;
