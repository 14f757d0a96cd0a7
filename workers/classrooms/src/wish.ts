import { problem } from "@ven/kit";
import { addDays, localDate } from "@ven/kit/local-time";

import type { BookingRepository, NewBooking } from "./booking-repository";
import type { Frame, Person } from "./frame-repository";
import { type Actor, type Facts, holdersOf, judge, type When, type Wish } from "./judge";
import { lessonTimes } from "./rules/calendar";
import { type Quota, quotaWindow, type Refusal } from "./rules/limits";
import type { WaitingRow } from "./waitlist-repository";

export interface Asked {
  resource: string;
  unit?: number | undefined;
  classes?: readonly { class: string; part: number }[] | undefined;
  subject?: string | undefined;
  title?: string | undefined;
  person?: string | undefined;
  beside?: string | undefined;
}

const invalid = (pointer: string, detail: string): never =>
  problem("validation-failed", undefined, { errors: [{ pointer, detail }] });

/** Whom a booking is for: the one who asks, or whom a manager names. */
function personOf(frame: Frame, actor: Actor, named: string | undefined): Person {
  if (named === undefined || named === actor.person?.id) return actor.person ?? invalid("/person", "required");
  if (!actor.manages) return problem("not-found");
  return frame.people.find(({ id }) => id === named) ?? problem("not-found");
}

/** Finds in the school what a request names. What is not of this school is not there: 404. */
export function wishOf(frame: Frame, actor: Actor, asked: Asked): Wish {
  const room = frame.rooms.find(({ id }) => id === asked.resource) ?? problem("not-found");
  const classes = (asked.classes ?? []).map(({ class: id, part }) => {
    const group = frame.classes.find((one) => one.id === id) ?? problem("not-found");
    return part > group.parts ? invalid("/classes", "no such part") : { class: id, part };
  });
  const unit = asked.unit ?? (room.kind === "equipment" ? null : 0);
  if (unit !== null && unit > room.units) invalid("/unit", "no such unit");
  return {
    room,
    unit,
    person: personOf(frame, actor, asked.person),
    classes,
    // Equipment goes where the lesson is, so it never keeps the person from the room.
    beside: asked.beside !== undefined || room.kind === "equipment",
    manages: actor.manages,
  };
}

/** When something is: by the bells of the day, or by the clock. */
export function whenOf(
  frame: Frame,
  date: string,
  first: number | undefined,
  last: number | undefined,
): (When & { bell: string }) | undefined {
  const day = frame.days.find((one) => one.date === date);
  if (!day || first === undefined) return undefined;
  const times = lessonTimes(frame.bells, day, first, last ?? first);
  return times && { date, ...times };
}

const widest = (quotas: readonly Quota[], frame: Frame, dates: readonly string[]) => {
  const windows = dates.flatMap((date) => quotas.map(({ per }) => quotaWindow(per, date, frame.terms)));
  return {
    from: windows.map(({ startsOn }) => startsOn).toSorted()[0] ?? "",
    to:
      windows
        .map(({ endsOn }) => endsOn)
        .toSorted()
        .at(-1) ?? "",
  };
};

/** Reads what the rules must know for some dates: who is busy then, and what quotas count. */
export async function factsFor(
  bookings: BookingRepository,
  frame: Frame,
  wish: Wish,
  times: readonly When[],
): Promise<Facts> {
  const { rooms, person, classes } = holdersOf(wish, frame.classes);
  const quotas = frame.quotas.filter(({ resource }) => resource === null || resource === wish.room.id);
  const { from, to } = widest(
    quotas,
    frame,
    times.map(({ date }) => date),
  );
  const alone = quotas.every(({ who }) => who === "person");
  const [busy, counted] = await Promise.all([
    bookings.busy([...rooms, ...person, ...classes], times),
    quotas.length === 0 ? [] : bookings.counted(frame.school.id, alone ? wish.person.id : null, from, to),
  ]);
  return { busy, counted };
}

const lookAhead = 21;

/**
 * Why not, and when next: the rule that refuses, with the nearest date on which the same lesson could be held. Asked after
 * the database refused, or by somebody who wants to know before.
 */
export async function whyNot(
  { bookings, frame, now }: { bookings: BookingRepository; frame: Frame; now: number },
  wish: Wish,
  lesson: { date: string; first?: number | undefined; last?: number | undefined; when?: When | undefined },
): Promise<Refusal | undefined> {
  const { date, first, last } = lesson;
  const own = lesson.when ?? whenOf(frame, date, first, last);
  const { timezone, maxAdvanceDays } = frame.school;
  const today = localDate(now, timezone);
  const until = wish.manages ? "9999" : addDays(today, maxAdvanceDays);
  // From what was asked for, or from today; a date that is too far off has its nearest before it.
  const open = frame.days.filter((day) => day.kind !== "closed" && day.date !== date && day.date <= until);
  const from = date < today ? today : date;
  const candidates =
    date > until
      ? open.slice(-lookAhead).toReversed()
      : open.filter((day) => day.date >= from && day.date <= addDays(from, lookAhead * 2)).slice(0, lookAhead);
  const others = candidates.flatMap((day) => whenOf(frame, day.date, first, last) ?? []);
  const facts = await factsFor(bookings, frame, wish, own ? [own, ...others] : others);
  const refusal = judge(frame, wish, date, own, facts, now);
  if (!refusal) return undefined;
  const nearest = others.find((when) => judge(frame, wish, when.date, when, facts, now) === undefined)?.date;
  return nearest === undefined ? refusal : { ...refusal, nearest };
}

/** What a cell of the grid shows: "10A1 · Toán · Hà". */
export function labelOf(frame: Frame, wish: Wish, subject: string | undefined) {
  const classes = wish.classes.map(({ class: id, part }) => {
    const name = frame.classes.find((one) => one.id === id)?.name ?? "";
    return part === 0 ? name : `${name}/${part}`;
  });
  return [classes.join(", "), subject, wish.person.shortName].filter(Boolean).join(" · ").slice(0, 120);
}

/** The booking that a wish becomes at a time. */
export function newBooking(
  frame: Frame,
  wish: Wish,
  asked: Asked,
  id: string,
  when: When & { bell?: string },
  periods: { first: number; last: number } | null,
): NewBooking {
  const { room, unit, person, classes, manages } = wish;
  return {
    id,
    resource: room.id,
    unit,
    date: when.date,
    bell: periods ? (when.bell ?? null) : null,
    firstPeriod: periods?.first ?? null,
    lastPeriod: periods?.last ?? null,
    startAt: when.startAt,
    endAt: when.endAt,
    person: person.id,
    department: person.department,
    classes: [...classes],
    subject: asked.subject ?? null,
    title: asked.title ?? null,
    label: labelOf(frame, wish, asked.subject),
    source: "manual",
    beside: asked.beside ?? (room.kind === "equipment" ? "lesson" : null),
    series: null,
    cell: null,
    status: room.approval === "manager" && !manages ? "pending" : "confirmed",
  };
}

/** The place in the queue that a wish becomes where it cannot be booked. */
export const newWaiting = (
  { frame, actor, now }: { frame: Frame; actor: Actor; now: number },
  wish: Wish,
  subject: string | undefined,
  lesson: Pick<WaitingRow, "id" | "date" | "first" | "last" | "series">,
): WaitingRow => ({
  ...lesson,
  school: frame.school.id,
  resource: wish.room.id,
  person: wish.person.id,
  classes: [...wish.classes],
  subject: subject ?? null,
  label: labelOf(frame, wish, subject),
  createdBy: actor.subject,
  createdAt: now,
});
