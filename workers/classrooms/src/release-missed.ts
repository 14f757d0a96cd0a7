import { uuidv7 } from "@ven/kit";

import { askOwner } from "./ask-owner";
import { bookingRepository } from "./booking-repository";
import { schoolFrame } from "./frame-repository";
import type { HandlingContext } from "./handle-booking";
import { promoteWaiting } from "./promote-waiting";
import { recordRepository } from "./record-repository";
import { refusedBy } from "./refused";
import { isMissed } from "./rules/booking-life";
import { seriesRepository } from "./series-repository";
import { waitlistRepository } from "./waitlist-repository";

/** The pseudonym of what the service does by itself. */
const house = "house";

/**
 * Frees rooms that nobody took within the window: the lesson is a no-show, and whoever waits comes next. Somebody who
 * checks in at the same moment wins, because the version is then another.
 */
export async function releaseMissed(d1: D1Database, now: number): Promise<Record<string, number>> {
  const bookings = bookingRepository(d1);
  const waitlist = waitlistRepository(d1);
  const records = recordRepository(d1);
  const series = seriesRepository(d1);
  let missed = 0;
  let promoted = 0;
  let asked = 0;
  for (const booking of await bookings.perhapsMissed(now)) {
    const frame = await schoolFrame(d1, booking.school, now);
    if (!frame || !isMissed(booking, frame.school, now)) continue;
    const context: HandlingContext = {
      bookings,
      waitlist,
      records,
      series,
      frame,
      actor: { subject: house, manages: true, person: undefined },
      now,
      requestId: uuidv7(now),
    };
    try {
      await bookings.run([
        bookings.expectVersions([booking]),
        bookings.setStatus({ ids: [booking.id], status: "no_show", at: now }),
        bookings.audit({
          at: now,
          actor: house,
          action: "miss",
          object: booking.id,
          organisation: booking.school,
          requestId: context.requestId,
        }),
      ]);
    } catch (err) {
      if (refusedBy(err) === undefined) throw err;
      continue;
    }
    missed += 1;
    promoted += await promoteWaiting(context, [booking]);
    if (booking.series !== null && (await askOwner(context, booking.series))) asked += 1;
  }
  return { missed, promoted, asked };
}
