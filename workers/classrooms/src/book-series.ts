import type { Series, SeriesBooked, SeriesPreview } from "@ven/contracts/classrooms";
import { Problem, requestHash, uuidv7 } from "@ven/kit";

import type { BookingContext } from "./book";
import type { HandlingContext } from "./handle-booking";
import { judge, type Wish } from "./judge";
import { helpsElsewhere, otherRooms } from "./other-rooms";
import { refusedBy } from "./refused";
import { expandSeries } from "./rules/calendar";
import type { Counted } from "./rules/limits";
import { type Planned, planSeries, type SeriesPlan } from "./rules/series";
import type { Skipped } from "./series-repository";
import { factsFor, newBooking, newWaiting, whenOf, wishOf } from "./wish";

const mostDates = 120;

/** Every date of a series with what would happen to it; every quota counts the dates before it too. */
async function plan(context: BookingContext, wish: Wish, series: Series, whole = false): Promise<SeriesPlan> {
  const { bookings, frame, now } = context;
  const { policy, choices = [] } = series;
  const { weekday, first, last = first, startsOn, endsOn, every = 1, followsMakeups = true, without = [] } = series;
  const occurrences = expandSeries({ weekday, startsOn, endsOn, every, followsMakeups, without }, frame.days);
  if (occurrences.length === 0 || occurrences.length > mostDates)
    throw new Problem("validation-failed", undefined, { errors: [{ pointer: "/endsOn", detail: "1 to 120 dates" }] });
  if (choices.some(({ date }) => !occurrences.some((one) => one.date === date)))
    throw new Problem("validation-failed", undefined, {
      errors: [{ pointer: "/choices", detail: "not of the series" }],
    });
  const times = occurrences.flatMap(({ date, closed }) => (closed ? [] : (whenOf(frame, date, first, last) ?? [])));
  const facts = await factsFor(bookings, frame, wish, times);
  const counted: Counted[] = [...facts.counted];
  const seen = occurrences.map(({ date }) => {
    const when = times.find((one) => one.date === date);
    const refusal = judge(frame, wish, date, when, { busy: facts.busy, counted }, now);
    if (!refusal)
      counted.push({ date, resource: wish.room.id, person: wish.person.id, department: wish.person.department });
    return { date, refusal };
  });
  // Other rooms are looked for where somebody wants to see or to have them.
  const elsewhere = (date: string) =>
    whole || choices.some((one) => one.date === date && one.outcome === "room") || policy === "room";
  const hindered = new Set(
    seen.filter(({ date, refusal }) => helpsElsewhere(refusal) && elsewhere(date)).map(({ date }) => date),
  );
  const others = await otherRooms(
    context,
    wish,
    times.filter(({ date }) => hindered.has(date)),
    { busy: facts.busy, counted },
  );
  return planSeries(
    seen.map((one) => ({ ...one, others: others.get(one.date) ?? [] })),
    policy,
    choices.map(({ date, ...choice }) => ({ key: date, ...choice })),
  );
}

/** What a series would book, leave out and wait for, date by date; writes nothing. */
export async function previewSeries(context: BookingContext, series: Series): Promise<SeriesPreview> {
  const { dates, failing } = await plan(context, wishOf(context.frame, context.actor, series), series, true);
  return {
    dates: dates.map(({ date, outcome, resource, possible, others = [], refusal }) => ({
      date,
      outcome,
      possible,
      others: [...others],
      ...(resource !== undefined && { resource }),
      ...(refusal && { refusal }),
    })),
    failing,
  };
}

const why = ({ outcome, refusal }: Planned): Skipped["why"] => {
  if (outcome === "waitlist") return "waitlisted";
  if (!refusal) return "removed";
  if (refusal?.rule === "closed-day" || refusal?.rule === "no-day") return "closed";
  return refusal?.rule === "slot-taken" || refusal?.rule === "no-unit-free" ? "taken" : "rule";
};

/** A series is planned, then written; somebody who books in between makes it plan again, at most so often. */
const tries = 3;

/**
 * Books a series in one batch. Under the policy `fail` a date that cannot be had refuses all of it and lists the dates;
 * otherwise each date is booked, left out or put on the waitlist, as the preview said.
 */
export async function bookSeries(
  context: HandlingContext,
  { series, key }: { series: Series; key: string },
): Promise<SeriesBooked> {
  const { bookings, waitlist, frame, actor, now, requestId } = context;
  const wish = wishOf(frame, actor, series);
  const { first, last = first } = series;
  const id = uuidv7(now);
  for (let attempt = 1; ; attempt++) {
    const { dates, failing } = await plan(context, wish, series);
    if (failing.length > 0)
      throw new Problem("not-bookable", undefined, {
        extra: { rule: "series", failing: dates.filter(({ date }) => failing.includes(date)) },
      });
    const rows = dates.flatMap(({ date, outcome, resource }) => {
      const when = outcome === "book" || outcome === "room" ? whenOf(frame, date, first, last) : undefined;
      const room = frame.rooms.find((one) => one.id === resource);
      const there = room ? { ...wish, room, unit: 0 } : wish;
      return when ? [{ ...newBooking(frame, there, series, uuidv7(now), when, { first, last }), series: id }] : [];
    });
    const skipped = dates
      .filter(({ outcome }) => outcome === "skip" || outcome === "waitlist")
      .map((date) => ({ date: date.date, why: why(date) }));
    const waiting = dates.filter(({ outcome }) => outcome === "waitlist").map(({ date }) => date);
    const done: SeriesBooked = {
      id,
      booked: rows.map(({ id: booking, date, resource }) => ({ id: booking, date, resource })),
      skipped: skipped.filter((one) => one.why !== "waitlisted"),
      waiting,
    };
    try {
      const { response } = await bookings.book({
        school: frame.school.id,
        bookings: rows,
        by: actor.subject,
        at: now,
        once: { scope: `${actor.subject}:series:${frame.school.id}`, key, requestHash: await requestHash({ series }) },
        action: "book-series",
        requestId,
        response: JSON.stringify(done),
        before: [
          context.series.insert({
            id,
            school: frame.school.id,
            resource: wish.room.id,
            person: wish.person.id,
            weekday: series.weekday,
            firstPeriod: first,
            lastPeriod: last,
            startsOn: series.startsOn,
            endsOn: series.endsOn,
            followsMakeups: series.followsMakeups ?? true,
            every: series.every ?? 1,
            policy: series.policy === "room" ? "skip" : series.policy,
            skipped,
            subject: series.subject ?? null,
            createdAt: now,
          }),
        ],
        after:
          waiting.length === 0
            ? []
            : [
                waitlist.join(
                  waiting.map((date) =>
                    newWaiting(context, wish, series.subject, { id: uuidv7(now), date, first, last, series: id }),
                  ),
                ),
              ],
      });
      return JSON.parse(response) as SeriesBooked;
    } catch (err) {
      const rule = refusedBy(err);
      if (!rule) throw err;
      if (attempt >= tries) throw new Problem("not-bookable", undefined, { cause: err, extra: { rule } });
    }
  }
}
