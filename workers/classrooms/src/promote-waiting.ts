import { log, uuidv7 } from "@ven/kit";

import type { BookingRow } from "./booking-repository";
import type { HandlingContext } from "./handle-booking";
import { refusedBy } from "./refused";
import { nextWaiting } from "./rules/waitlist";
import type { KeptWaiting } from "./waitlist-repository";
import { newBooking, whenOf, wishOf } from "./wish";

/** At most so many come up after one act: a storm that is called off is no reason to write for minutes. */
const mostPromotions = 50;

/**
 * Gives what was freed to those who wait, in their order, each in a batch of its own: somebody who books in between wins,
 * and the one who waits keeps the place.
 */
export async function promoteWaiting(context: HandlingContext, freed: readonly BookingRow[]) {
  const { waitlist } = context;
  const places = new Map<string, Set<string>>();
  for (const { resource, date, firstPeriod } of freed)
    if (firstPeriod !== null) places.set(resource, (places.get(resource) ?? new Set()).add(date));
  let promoted = 0;
  for (const [resource, dates] of places) {
    const waiting = await waitlist.waiting(resource, [...dates]);
    for (const date of dates) {
      let queue = waiting.filter((one) => one.date === date);
      for (let next = nextWaiting(queue, () => true); next && promoted < mostPromotions;) {
        const one: KeptWaiting = next;
        if (await promote(context, one)) promoted += 1;
        queue = queue.filter(({ id }) => id !== one.id);
        next = nextWaiting(queue, () => true);
      }
    }
  }
  return promoted;
}

async function promote(context: HandlingContext, one: KeptWaiting) {
  const { bookings, waitlist, records, frame, now, requestId } = context;
  const person = frame.people.find(({ id }) => id === one.person);
  const when = whenOf(frame, one.date, one.first, one.last);
  if (!person || !when || when.startAt <= now) return false;
  const actor = { subject: one.createdBy, manages: false, person };
  const asked = { resource: one.resource, classes: one.classes, subject: one.subject ?? undefined };
  try {
    const wish = wishOf(frame, actor, asked);
    const id = uuidv7(now);
    const row = { ...newBooking(frame, wish, asked, id, when, one), series: one.series };
    await bookings.run([
      bookings.insert({ school: frame.school.id, bookings: [row], by: one.createdBy, at: now }),
      waitlist.promote(one.id, id),
      records.tell([
        {
          id: uuidv7(now),
          school: frame.school.id,
          person: one.person,
          kind: "promoted",
          facts: {
            booking: id,
            resource: one.resource,
            date: one.date,
            first: one.first,
            last: one.last,
            label: one.label,
          },
          at: now,
        },
      ]),
      bookings.audit({
        at: now,
        actor: one.createdBy,
        action: "promote",
        object: id,
        organisation: frame.school.id,
        detail: { waitlist: one.id, resource: one.resource, date: one.date, status: row.status },
        requestId,
      }),
    ]);
    return true;
  } catch (err) {
    // Taken again, or the person teaches elsewhere by now: the place in the queue stays.
    if (refusedBy(err) === undefined) log("warn", "promotion-failed", { service: "classrooms" });
    return false;
  }
}
