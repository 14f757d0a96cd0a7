import { Problem, requestHash, uuidv7 } from "@ven/kit";

import type { BookingRow } from "./booking-repository";
import type { HandlingContext } from "./handle-booking";
import { orRefuse } from "./refused";
import type { SeriesRow } from "./series-repository";
import type { KeptWaiting } from "./waitlist-repository";
import { type Asked, newBooking, newWaiting, whenOf, whyNot, wishOf } from "./wish";

interface Place extends Asked {
  date: string;
  first: number;
  last?: number | undefined;
}

/** Puts somebody on the list for periods of a room that is taken; what could be booked is booked, not waited for. */
export async function wait(context: HandlingContext, asked: Place, id: string): Promise<KeptWaiting> {
  const { bookings, waitlist, frame, actor, now, requestId } = context;
  const { date, first, last = first } = asked;
  const wish = wishOf(frame, actor, asked);
  const refusal = await whyNot(context, wish, { date, first, last });
  if (!refusal) throw new Problem("not-bookable", undefined, { extra: { rule: "free" } });
  if (refusal.rule !== "slot-taken" && refusal.rule !== "no-unit-free")
    throw new Problem("not-bookable", undefined, { extra: refusal });
  const row = newWaiting(context, wish, asked.subject, { id, date, first, last, series: null });
  await orRefuse(
    bookings.run([
      waitlist.join([row]),
      bookings.audit({
        at: now,
        actor: actor.subject,
        action: "wait",
        object: id,
        organisation: row.school,
        requestId,
      }),
    ]),
  );
  return { ...row, status: "waiting", booking: null };
}

/** Gives up a place in the queue. */
export async function leaveWaitlist({ bookings, waitlist, actor, now, requestId }: HandlingContext, one: KeptWaiting) {
  if (!actor.manages && actor.person?.id !== one.person) throw new Problem("not-allowed");
  await orRefuse(
    bookings.run([
      waitlist.leave(one.id),
      bookings.audit({
        at: now,
        actor: actor.subject,
        action: "leave-waitlist",
        object: one.id,
        organisation: one.school,
        requestId,
      }),
    ]),
  );
}

/** Books a date that the series had left out. Only a date of the series can come back, and all rules hold for it. */
export async function readdDate(
  context: HandlingContext,
  series: SeriesRow,
  { date, key }: { date: string; key: string },
): Promise<BookingRow[]> {
  const { bookings, frame, actor, now, requestId } = context;
  if (!actor.manages && actor.person?.id !== series.person) throw new Problem("not-allowed");
  if (!series.skipped.some((one) => one.date === date)) throw new Problem("not-found");
  const person = frame.people.find(({ id }) => id === series.person);
  const [sample] = await bookings.ofSeries(series.id);
  const asked = {
    resource: series.resource,
    classes: sample?.classes,
    subject: series.subject ?? undefined,
  };
  const wish = wishOf(frame, { ...actor, person }, asked);
  const { firstPeriod: first, lastPeriod: last } = series;
  const when = whenOf(frame, date, first, last);
  const refusal = await whyNot(context, wish, { date, first, last });
  if (refusal || !when) throw new Problem("not-bookable", undefined, { extra: refusal ?? { rule: "no-such-period" } });
  const row = { ...newBooking(frame, wish, asked, uuidv7(now), when, { first, last }), series: series.id };
  const { response, booked } = await orRefuse(
    bookings.book({
      school: frame.school.id,
      bookings: [row],
      by: actor.subject,
      at: now,
      once: { scope: `${actor.subject}:series-date:${series.id}`, key, requestHash: await requestHash({ date }) },
      action: "add-date",
      requestId,
      after: [context.series.unskip(series.id, date)],
    }),
  );
  return booked ?? bookings.findAll(JSON.parse(response) as string[]);
}
