import { Problem, problem, uuidv7 } from "@ven/kit";

import type { BookingContext } from "./book";
import type { BookingRow } from "./booking-repository";
import { promoteWaiting } from "./promote-waiting";
import type { RecordRepository } from "./record-repository";
import { orRefuse } from "./refused";
import { type Act, after, checkInNow } from "./rules/booking-life";
import { inScope, type Scope } from "./rules/series";
import type { SeriesRepository } from "./series-repository";
import type { WaitlistRepository } from "./waitlist-repository";
import { whyNot, wishOf } from "./wish";

export interface HandlingContext extends BookingContext {
  waitlist: WaitlistRepository;
  records: RecordRepository;
  series: SeriesRepository;
}

/** A booking is its person's and its managers' to change; a colleague sees it and may not. */
export function mustBeOwn({ actor }: Pick<HandlingContext, "actor">, booking: BookingRow) {
  if (!actor.manages && booking.person !== actor.person?.id) problem("not-allowed");
}

function mustBe(booking: BookingRow, version: number, act: Act) {
  const status = after(act, booking.status);
  if (booking.version !== version)
    throw new Problem("stale-version", undefined, { extra: { current: standing(booking) } });
  return status ?? problem("wrong-state", undefined, { extra: { current: standing(booking) } });
}

const standing = ({ status, version }: BookingRow) => ({ status, version });

const factsOf = ({ id, resource, date, firstPeriod, lastPeriod, label }: BookingRow) => ({
  booking: id,
  resource,
  date,
  first: firstPeriod,
  last: lastPeriod,
  label,
});

/** Approves or denies what waits for a manager. Of two managers one decides, the other gets `stale-version`. */
export async function decide(
  context: HandlingContext,
  booking: BookingRow,
  { act, version, reason }: { act: "approve" | "deny"; version: number; reason?: string | undefined },
): Promise<BookingRow> {
  const { bookings, records, actor, now, requestId } = context;
  if (!actor.manages) problem("not-allowed");
  const status = mustBe(booking, version, act);
  if (act === "deny" && !reason) throw new Problem("reason-needed");
  const nearest = act === "deny" ? await nextFree(context, booking) : undefined;
  await orRefuse(
    bookings.run([
      bookings.expectVersions([{ id: booking.id, version }]),
      bookings.setStatus({ ids: [booking.id], status, at: now, reason }),
      ...(booking.person === null
        ? []
        : [
            records.tell([
              {
                id: uuidv7(now),
                school: booking.school,
                person: booking.person,
                kind: act === "approve" ? "approved" : "denied",
                facts: { ...factsOf(booking), reason, nearest },
                at: now,
              },
            ]),
          ]),
      bookings.audit({
        at: now,
        actor: actor.subject,
        action: act,
        object: booking.id,
        organisation: booking.school,
        detail: { from: booking.status, to: status, reason },
        requestId,
      }),
    ]),
  );
  if (act === "deny") await promoteWaiting(context, [booking]);
  return { ...booking, status, version: version + 1, reason: reason ?? booking.reason };
}

/** When the same lesson could be had instead: it holds its own place, so the rules look beyond it. */
async function nextFree(context: HandlingContext, booking: BookingRow) {
  const person = context.frame.people.find(({ id }) => id === booking.person);
  if (!person || booking.firstPeriod === null) return undefined;
  const wish = wishOf(
    context.frame,
    { subject: "", manages: false, person },
    { resource: booking.resource, classes: booking.classes, beside: booking.beside ?? undefined },
  );
  const lesson = { date: booking.date, first: booking.firstPeriod, last: booking.lastPeriod ?? undefined };
  return (await whyNot(context, wish, lesson))?.nearest;
}

/** Gives up a booking, or with it those that follow, or the whole series; who waits comes next. */
export async function cancel(
  context: HandlingContext,
  booking: BookingRow,
  { version, scope = "this" }: { version: number; scope?: Scope | undefined },
): Promise<{ cancelled: string[] }> {
  const { bookings, actor, now, requestId } = context;
  mustBeOwn(context, booking);
  mustBe(booking, version, "cancel");
  const all = scope === "this" || booking.series === null ? [booking] : await bookings.ofSeries(booking.series);
  const chosen = scope === "this" ? [booking] : inScope(all, booking, scope, now);
  const open = chosen.filter(({ status }) => after("cancel", status) === "cancelled");
  const ids = open.map(({ id }) => id);
  await orRefuse(
    bookings.run([
      bookings.expectVersions(open.map(({ id, version: seen }) => ({ id, version: seen }))),
      bookings.setStatus({ ids, status: "cancelled", at: now }),
      ...(booking.series === null
        ? []
        : [
            context.series.skip(
              booking.series,
              open.map(({ date }) => date),
            ),
          ]),
      bookings.audit({
        at: now,
        actor: actor.subject,
        action: "cancel",
        object: booking.id,
        organisation: booking.school,
        detail: { scope, bookings: ids },
        requestId,
      }),
    ]),
  );
  await promoteWaiting(context, open);
  return { cancelled: ids };
}

/** Somebody is here, or leaves: within the window of the lesson, with the state of the room if they say it. */
export async function checkIn(
  context: HandlingContext,
  booking: BookingRow,
  { act, version, condition, note }: CheckIn,
): Promise<BookingRow> {
  const { bookings, records, frame, actor, now, requestId } = context;
  mustBeOwn(context, booking);
  const status = mustBe(booking, version, act);
  const window = checkInNow(booking, frame.school, now);
  if (act === "check-in" && window !== "open")
    throw new Problem("not-bookable", undefined, {
      extra: { rule: window, before: frame.school.checkInBefore, after: frame.school.checkInAfter },
    });
  await orRefuse(
    bookings.run([
      bookings.expectVersions([{ id: booking.id, version }]),
      bookings.setStatus({ ids: [booking.id], status, at: now }),
      records.handOver({
        id: uuidv7(now),
        school: booking.school,
        booking: booking.id,
        direction: act === "check-in" ? "in" : "out",
        condition: condition ?? "good",
        note: note || undefined,
        by: actor.subject,
        at: now,
      }),
      // What is broken is known to the managers without being typed twice.
      ...(condition === "fault"
        ? [
            records.reportFault({
              id: uuidv7(now),
              school: booking.school,
              resource: booking.resource,
              what: note && note.length > 1 ? note : booking.label,
              by: actor.subject,
              at: now,
            }),
          ]
        : []),
      bookings.audit({
        at: now,
        actor: actor.subject,
        action: act,
        object: booking.id,
        organisation: booking.school,
        detail: { condition: condition ?? "good" },
        requestId,
      }),
    ]),
  );
  return { ...booking, status, version: version + 1 };
}

export interface CheckIn {
  act: "check-in" | "check-out";
  version: number;
  condition?: "good" | "fault" | undefined;
  note?: string | undefined;
}
