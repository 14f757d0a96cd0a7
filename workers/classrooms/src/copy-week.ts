import type { CopyBooked, CopyPreview } from "@ven/contracts/classrooms";
import { Problem, requestHash, uuidv7 } from "@ven/kit";
import { addDays, weekdayOf } from "@ven/kit/local-time";

import type { BookingRow } from "./booking-repository";
import type { HandlingContext } from "./handle-booking";
import { type Facts, judge, type When, type Wish } from "./judge";
import { helpsElsewhere, otherRooms } from "./other-rooms";
import { orRefuse } from "./refused";
import { copiesOf } from "./rules/copy-week";
import type { Counted, Refusal } from "./rules/limits";
import { type Choice, type Planned, planSeries } from "./rules/series";
import { factsFor, labelOf, newBooking, whenOf, wishOf } from "./wish";

/** More than a teacher's week has; beyond it somebody copies a timetable, which is imported instead. */
const mostItems = 60;

interface Item {
  booking: BookingRow;
  date: string;
  wish: Wish;
  when: When | undefined;
  first: number;
  last: number;
}

/** What may be copied, each as a wish of its own. A room or class that is gone since is left out. */
async function itemsOf({ bookings, frame, actor }: HandlingContext, date: string): Promise<Item[]> {
  if (!actor.person)
    throw new Problem("validation-failed", undefined, { errors: [{ pointer: "/person", detail: "required" }] });
  const monday = addDays(date, 1 - weekdayOf(date));
  const all = await bookings.ofPerson(actor.person.id, addDays(monday, -7), addDays(monday, 6));
  const before = all.filter((one) => one.date < monday && one.person === actor.person?.id);
  return copiesOf(
    before,
    all.filter((one) => one.date >= monday),
  )
    .slice(0, mostItems)
    .flatMap(({ booking, date: on }) => {
      const first = booking.firstPeriod ?? 1;
      const last = booking.lastPeriod ?? first;
      const classes = booking.classes.filter(({ class: id }) => frame.classes.some((one) => one.id === id));
      if (!frame.rooms.some(({ id }) => id === booking.resource)) return [];
      // A second room goes with whatever its person has then: the booking that it stood beside is of another date.
      const beside = booking.beside === null ? {} : { beside: "lesson" };
      const wish = wishOf(frame, actor, { resource: booking.resource, classes, ...beside });
      const unit = wish.room.kind === "equipment" ? null : booking.unit;
      return [{ booking, date: on, wish: { ...wish, unit }, when: whenOf(frame, on, first, last), first, last }];
    });
}

/** Judges each lesson, counting those before it, and says what would become of it. */
async function plan(context: HandlingContext, items: readonly Item[], choices: readonly Choice[]) {
  const { bookings, frame, now } = context;
  const known: { facts: Facts; refusal: Refusal | undefined; others: string[] }[] = [];
  const counted: Counted[] = [];
  const all = await Promise.all(items.map(({ wish, when }) => factsFor(bookings, frame, wish, when ? [when] : [])));
  for (const [index, { wish, when, date }] of items.entries()) {
    const facts = all[index] ?? { busy: [], counted: [] };
    const so = { busy: facts.busy, counted: [...facts.counted, ...counted] };
    const refusal = judge(frame, wish, date, when, so, now);
    const others =
      when && helpsElsewhere(refusal) ? ((await otherRooms(context, wish, [when], so)).get(date) ?? []) : [];
    known.push({ facts: so, refusal, others });
    if (!refusal)
      counted.push({ date, resource: wish.room.id, person: wish.person.id, department: wish.person.department });
  }
  return planSeries(
    items.map(({ booking, date }, index) => ({
      key: booking.id,
      date,
      refusal: known[index]?.refusal,
      others: known[index]?.others ?? [],
    })),
    "skip",
    choices,
  );
}

const shown = ({ date, outcome, resource, possible, others = [], refusal }: Planned) => ({
  date,
  outcome,
  possible,
  others: [...others],
  ...(resource !== undefined && { resource }),
  ...(refusal && { refusal }),
});

/** What copying the week before would book, leave out and wait for; writes nothing. */
export async function previewCopy(
  context: HandlingContext,
  { date, choices = [] }: { date: string; choices?: readonly Choice[] | undefined },
): Promise<CopyPreview> {
  const items = await itemsOf(context, date);
  const { dates, failing } = await plan(context, items, choices);
  const monday = addDays(date, 1 - weekdayOf(date));
  return {
    from: addDays(monday, -7),
    items: items.flatMap(({ booking, wish, first, last }, index) => {
      const planned = dates[index];
      return planned
        ? [{ ...shown(planned), key: booking.id, label: booking.label, first, last, wanted: wish.room.id }]
        : [];
    }),
    failing,
  };
}

/** Books the week before again, in one batch and once a key; a choice that cannot be had any more refuses all of it. */
export async function copyWeek(
  context: HandlingContext,
  { date, choices = [], key }: { date: string; choices?: readonly Choice[] | undefined; key: string },
): Promise<CopyBooked> {
  const { bookings, waitlist, frame, actor, now, requestId } = context;
  const items = await itemsOf(context, date);
  const { dates, failing } = await plan(context, items, choices);
  if (failing.length > 0)
    throw new Problem("not-bookable", undefined, {
      extra: { rule: "series", failing: dates.filter((one) => failing.includes(one.date)) },
    });
  const of = (...outcomes: Planned["outcome"][]) =>
    items.flatMap((item, index) => {
      const planned = dates[index];
      return planned && outcomes.includes(planned.outcome) ? [{ ...item, planned }] : [];
    });
  const rows = of("book", "room").flatMap(({ booking, wish, when, first, last, planned }) => {
    const room = frame.rooms.find(({ id }) => id === planned.resource);
    const there = room ? { ...wish, room, unit: 0 } : wish;
    const asked = {
      resource: there.room.id,
      subject: booking.subject ?? undefined,
      title: booking.title ?? undefined,
      ...(booking.beside !== null && { beside: "lesson" }),
    };
    return when ? [newBooking(frame, there, asked, uuidv7(now), when, { first, last })] : [];
  });
  const waiting = of("waitlist").map(({ booking, wish, date: on, first, last }) => ({
    id: uuidv7(now),
    school: frame.school.id,
    resource: wish.room.id,
    date: on,
    first,
    last,
    person: wish.person.id,
    classes: [...wish.classes],
    subject: booking.subject,
    label: labelOf(frame, wish, booking.subject ?? undefined),
    series: null,
    createdBy: actor.subject,
    createdAt: now,
  }));
  const done: CopyBooked = {
    booked: rows.map(({ id }) => id),
    waiting: waiting.length,
    skipped: items.length - rows.length - waiting.length,
  };
  const { response } = await orRefuse(
    bookings.book({
      school: frame.school.id,
      bookings: rows,
      by: actor.subject,
      at: now,
      once: {
        scope: `${actor.subject}:copy-week:${frame.school.id}`,
        key,
        requestHash: await requestHash({ date, choices }),
      },
      action: "copy-week",
      requestId,
      response: JSON.stringify(done),
      after: waiting.length === 0 ? [] : [waitlist.join(waiting)],
    }),
  );
  return JSON.parse(response) as CopyBooked;
}
