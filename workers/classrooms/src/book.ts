import type { Book, BookSet } from "@ven/contracts/classrooms";
import { Problem, requestHash, uuidv7 } from "@ven/kit";
import { localDate } from "@ven/kit/local-time";

import type { BookingRepository, BookingRow, NewBooking } from "./booking-repository";
import type { Frame } from "./frame-repository";
import { type Actor, standingRefusal, type When, type Wish } from "./judge";
import { refusedBy } from "./refused";
import { type Refusal, timeRefusal } from "./rules/limits";
import { newBooking, whenOf, whyNot, wishOf } from "./wish";

export interface BookingContext {
  bookings: BookingRepository;
  frame: Frame;
  actor: Actor;
  now: number;
  requestId: string;
}

interface Lesson {
  item: Book;
  wish: Wish;
  when: (When & { bell?: string }) | undefined;
  periods: { first: number; last: number } | null;
}

const refuse = (refusal: Refusal, more: Record<string, unknown> = {}): never => {
  throw new Problem("not-bookable", undefined, { extra: { ...refusal, ...more } });
};

function lessonOf(frame: Frame, actor: Actor, item: Book): Lesson {
  const wish = wishOf(frame, actor, item);
  const { date, first, last = first, startAt, endAt } = item;
  if (first !== undefined && last !== undefined)
    return { item, wish, when: whenOf(frame, date, first, last), periods: { first, last } };
  if (startAt === undefined || endAt === undefined || endAt <= startAt || endAt - startAt > 86_400_000)
    throw new Problem("validation-failed", undefined, { errors: [{ pointer: "/first", detail: "periods or times" }] });
  return { item, wish, when: { date: localDate(startAt, frame.school.timezone), startAt, endAt }, periods: null };
}

/** What the rules say before anything is asked of the database. */
function refusalBefore({ frame, now }: BookingContext, { item, wish, when, periods }: Lesson): Refusal | undefined {
  const standing = standingRefusal(wish);
  if (standing) return standing;
  const date = when?.date ?? item.date;
  const late = timeRefusal(frame.school, frame.days, { date, startAt: when?.startAt }, now);
  if (!late) return undefined;
  // A meeting in the evening or on a Sunday is not bound to the school's days.
  if (!periods && (late.rule === "closed-day" || late.rule === "no-day")) return undefined;
  return wish.manages && (late.rule === "min-notice" || late.rule === "max-advance") ? undefined : late;
}

/**
 * Books one or several lessons: all of them or none, in one batch. Throws `not-bookable` with the rule, whose it is and the
 * nearest date that it allows; `not-found` for what is not of this school. The same key gives the same bookings.
 */
export async function book(
  context: BookingContext,
  { set, key }: { set: BookSet; key: string },
): Promise<BookingRow[]> {
  const { bookings, frame, actor, now, requestId } = context;
  const lessons = set.items.map((item) => lessonOf(frame, actor, item));
  const rows: NewBooking[] = [];
  for (const lesson of lessons) {
    const refusal = refusalBefore(context, lesson);
    if (refusal) refuse(refusal);
    const { item, wish, when, periods } = lesson;
    if (when) rows.push(newBooking(frame, wish, item, uuidv7(now), when, periods));
  }
  const scope = `${actor.subject}:book:${frame.school.id}`;
  try {
    const { response, booked } = await bookings.book({
      school: frame.school.id,
      bookings: rows,
      by: actor.subject,
      at: now,
      once: { scope, key, requestHash: await requestHash({ set }) },
      action: "book",
      requestId,
    });
    return booked ?? (await bookings.findAll(JSON.parse(response) as string[]));
  } catch (err) {
    const rule = refusedBy(err);
    if (!rule) throw err;
    return refuse(
      await explain(context, lessons, { rule: rule === "resource-taken" ? "slot-taken" : rule } as Refusal),
    );
  }
}

/** The database named a rule; who has the room and when it is free next is looked up for the one who lost. */
async function explain(context: BookingContext, lessons: readonly Lesson[], fallback: Refusal): Promise<Refusal> {
  for (const { item, wish, when, periods } of lessons) {
    const found = await whyNot(context, wish, { date: item.date, first: periods?.first, last: periods?.last, when });
    if (found) return found;
  }
  return fallback;
}
