import { Problem, problem, uuidv7 } from "@ven/kit";

import { roomsInstead } from "./alternatives";
import type { BookingContext } from "./book";
import type { BookingRepository, BookingRow, NewBooking } from "./booking-repository";
import type { ClosureRepository } from "./closure-repository";
import { forgetFrame } from "./frame-repository";
import { orRefuse, refusedBy } from "./refused";
import { whenOf } from "./wish";

interface Context {
  closures: ClosureRepository;
  bookings: BookingRepository;
  actor: { subject: string };
  now: number;
  requestId: string;
}

/**
 * Closes schools for a storm, in one batch: the days, the bookings on them, one notice a person. `schools` are those that
 * the caller may manage.
 */
export async function closeSchools(
  { closures, bookings, actor, now, requestId }: Context,
  { schools, from, to, reason }: { schools: readonly string[]; from: string; to: string; reason: string },
) {
  if (schools.length === 0) problem("not-found");
  if (to < from)
    throw new Problem("validation-failed", undefined, { errors: [{ pointer: "/to", detail: "before from" }] });
  const act = uuidv7(now);
  const rows = schools.map((school) => ({
    id: uuidv7(now),
    school,
    act,
    kind: "storm" as const,
    startsOn: from,
    endsOn: to,
    reason,
  }));
  const results = await closures.run([
    closures.insert(rows, actor.subject, now),
    closures.closeDays(act),
    closures.releaseAll(act),
    closures.tellReleased(act, "closed", now),
    bookings.audit({
      at: now,
      actor: actor.subject,
      action: "close",
      object: act,
      detail: { schools, from, to },
      requestId,
    }),
  ]);
  for (const school of schools) forgetFrame(school);
  const released = await closures.releasedBy(act);
  return { act, schools: [...schools], released: released.length, told: results[3]?.meta.changes ?? 0 };
}

/** So many bookings come back in one batch; one that cannot is found by halves. */
const chunk = 200;

/** Lifts a closure: the days are again what they were planned to be, and every booking that still fits comes back. */
export async function restoreSchools({ closures, bookings, actor, now, requestId }: Context, act: string) {
  const released = await closures.releasedBy(act);
  await orRefuse(
    closures.run([
      ...closures.reopen(act, now),
      closures.cancelExams(act),
      bookings.audit({ at: now, actor: actor.subject, action: "restore", object: act, requestId }),
    ]),
  );
  for (const school of new Set(released.map((one) => one.school))) forgetFrame(school);
  const left: BookingRow[] = [];
  const back = async (some: readonly BookingRow[]): Promise<number> => {
    if (some.length === 0) return 0;
    try {
      const ids = some.map(({ id }) => id);
      await closures.run([
        bookings.setStatus({ ids, status: "confirmed", at: now }),
        bookings.audit({
          at: now,
          actor: actor.subject,
          action: "restore-bookings",
          object: act,
          detail: { bookings: ids },
          requestId,
        }),
      ]);
      return some.length;
    } catch (err) {
      if (refusedBy(err) === undefined) throw err;
      if (some.length === 1) return (void left.push(some[0]!), 0);
      const half = Math.ceil(some.length / 2);
      return (await back(some.slice(0, half))) + (await back(some.slice(half)));
    }
  };
  let restored = 0;
  for (let at = 0; at < released.length; at += chunk) restored += await back(released.slice(at, at + chunk));
  return { act, restored, left: left.map(({ id, date, label }) => ({ booking: id, date, label })) };
}

interface ExamInput {
  resources: readonly string[];
  date: string;
  first: number;
  last: number;
  reason: string;
}

/** The bookings that an exam would drive out, each with rooms that are free then and large enough. */
export async function victimsOf(
  { closures, bookings, frame }: BookingContext & { closures: ClosureRepository },
  { resources, date, first, last }: ExamInput,
) {
  for (const id of resources) if (!frame.rooms.some((room) => room.id === id)) problem("not-found");
  const found = await closures.inRooms(resources, date, first, last);
  const instead = await roomsInstead({ bookings, frame }, found, resources);
  return found.map((victim) => ({ victim, instead: instead.get(victim.id) ?? [] }));
}

/** Takes rooms for an exam: their bookings are released and told, the exam stands in their place, in one batch. */
export async function blockForExam(context: BookingContext & { closures: ClosureRepository }, input: ExamInput) {
  const { closures, bookings, frame, actor, now, requestId } = context;
  const { resources, date, first, last, reason } = input;
  const victims = await victimsOf(context, input);
  const when = whenOf(frame, date, first, last);
  if (!when) throw new Problem("not-bookable", undefined, { extra: { rule: "no-such-period" } });
  const act = uuidv7(now);
  const rows = resources.map((resource): NewBooking => ({
    id: uuidv7(now),
    resource,
    unit: 0,
    date,
    bell: when.bell,
    firstPeriod: first,
    lastPeriod: last,
    startAt: when.startAt,
    endAt: when.endAt,
    person: null,
    department: null,
    classes: [],
    subject: null,
    title: reason,
    label: reason.slice(0, 120),
    source: "exam",
    beside: null,
    series: null,
    cell: null,
    status: "confirmed",
    closure: act,
  }));
  const ids = victims.map(({ victim }) => victim.id);
  await orRefuse(
    closures.run([
      bookings.expectVersions(victims.map(({ victim }) => victim)),
      closures.insert(
        [{ id: act, school: frame.school.id, act, kind: "exam", startsOn: date, endsOn: date, reason }],
        actor.subject,
        now,
      ),
      bookings.setStatus({ ids, status: "released", at: now, closure: act, reason }),
      bookings.insert({ school: frame.school.id, bookings: rows, by: actor.subject, at: now }),
      closures.tellReleased(act, "exam", now),
      bookings.audit({
        at: now,
        actor: actor.subject,
        action: "block-for-exam",
        object: act,
        organisation: frame.school.id,
        detail: {
          resources,
          date,
          first,
          last,
          released: ids,
          bookings: rows.map((row) => ({ id: row.id, resource: row.resource, date, status: row.status })),
        },
        requestId,
      }),
    ]),
  );
  return { act, booked: rows.length, released: ids.length };
}
