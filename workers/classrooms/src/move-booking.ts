import { Problem, uuidv7 } from "@ven/kit";

import type { BookingRow } from "./booking-repository";
import { type HandlingContext, mustBeOwn } from "./handle-booking";
import { holdersOf, judge, partsOf } from "./judge";
import { promoteWaiting } from "./promote-waiting";
import type { SwapRow } from "./record-repository";
import { orRefuse } from "./refused";
import { isLive } from "./rules/booking-life";
import { inScope, type Scope } from "./rules/series";
import { type Swappable, swapped, swapRefusal } from "./rules/swap";
import { whenOf, whyNot, wishOf } from "./wish";

interface Target {
  version: number;
  resource?: string | undefined;
  unit?: number | undefined;
  date?: string | undefined;
  first?: number | undefined;
  last?: number | undefined;
}

/** Takes a booking to another room or time. When the new place is taken nothing changes: the old one stays. */
export async function move(context: HandlingContext, booking: BookingRow, to: Target): Promise<BookingRow> {
  const { bookings, frame, actor, now, requestId } = context;
  mustBeOwn(context, booking);
  if (booking.version !== to.version) throw new Problem("stale-version");
  if (!isLive(booking.status) || booking.status === "checked_in" || booking.startAt <= now)
    throw new Problem("wrong-state");
  const { date = booking.date } = to;
  const first = to.first ?? booking.firstPeriod ?? undefined;
  const last = to.last ?? (to.first === undefined ? (booking.lastPeriod ?? undefined) : to.first);
  const owner = { ...actor, person: frame.people.find(({ id }) => id === booking.person) ?? actor.person };
  const wish = wishOf(frame, owner, {
    resource: to.resource ?? booking.resource,
    unit: to.unit ?? (to.resource === undefined ? booking.unit : undefined),
    classes: booking.classes,
    beside: booking.beside ?? undefined,
  });
  const when = whenOf(frame, date, first, last);
  const here = (one: { label: string }) => one.label === booking.label;
  const refusal = await whyNot(context, wish, { date, first, last, when });
  // Its own place and people are no hindrance to itself; the database decides in the end.
  const own = refusal && "label" in refusal && refusal.label !== undefined && here({ label: refusal.label });
  if (refusal && refusal.rule !== "quota" && !own) throw new Problem("not-bookable", undefined, { extra: refusal });
  if (!when || first === undefined || last === undefined)
    throw new Problem("not-bookable", undefined, { extra: { rule: "no-such-period" } });
  const moved: BookingRow = {
    ...booking,
    resource: wish.room.id,
    unit: wish.unit ?? booking.unit,
    date,
    bell: when.bell,
    firstPeriod: first,
    lastPeriod: last,
    startAt: when.startAt,
    endAt: when.endAt,
    version: booking.version + 1,
  };
  await orRefuse(
    bookings.run([
      bookings.expectVersions([booking]),
      bookings.placeAnew(moved),
      bookings.audit({
        at: now,
        actor: actor.subject,
        action: "move",
        object: booking.id,
        organisation: booking.school,
        detail: { from: placeOf(booking), to: placeOf(moved) },
        requestId,
      }),
    ]),
  );
  await promoteWaiting(context, [booking]);
  return moved;
}

/**
 * Takes the lessons of a series to another room or period, each on its own date: all of them, or, where one cannot go,
 * none. What is over or has begun stays as it was.
 */
export async function moveSeries(
  context: HandlingContext,
  anchor: BookingRow,
  to: Omit<Target, "date"> & { scope: Scope },
): Promise<{ moved: string[] }> {
  const { bookings, frame, actor, now, requestId } = context;
  mustBeOwn(context, anchor);
  if (anchor.version !== to.version) throw new Problem("stale-version");
  const series = anchor.series === null ? [anchor] : await bookings.ofSeries(anchor.series);
  const chosen = inScope(series, anchor, to.scope, now).filter(({ status }) => status !== "checked_in");
  if (chosen.length === 0) throw new Problem("wrong-state");
  const owner = { ...actor, person: frame.people.find(({ id }) => id === anchor.person) ?? actor.person };
  const wishes = chosen.map((one) => ({
    one,
    wish: wishOf(frame, owner, {
      resource: to.resource ?? one.resource,
      unit: to.unit ?? (to.resource === undefined || to.resource === one.resource ? one.unit : undefined),
      classes: one.classes,
      beside: one.beside ?? undefined,
    }),
    when: whenOf(
      frame,
      one.date,
      to.first ?? one.firstPeriod ?? undefined,
      to.last ?? to.first ?? one.lastPeriod ?? undefined,
    ),
  }));
  const times = wishes.flatMap(({ when }) => when ?? []);
  const holders = new Set(wishes.flatMap(({ wish }) => Object.values(holdersOf(wish, frame.classes)).flat()));
  const own = new Set(chosen.map(({ id }) => id));
  const busy = (await bookings.busy([...holders], times)).filter(({ booking }) => !own.has(booking));
  const failing = wishes.flatMap(({ one, wish, when }) => {
    // Its quota is used already; where it is makes no difference to the count.
    const refusal = judge({ ...frame, quotas: [] }, wish, one.date, when, { busy, counted: [] }, now);
    return refusal ? [{ date: one.date, refusal }] : [];
  });
  if (failing.length > 0)
    throw new Problem("not-bookable", undefined, {
      extra: { ...failing[0]?.refusal, failing: failing.map(({ date }) => ({ date })) },
    });
  const moved = wishes.flatMap(({ one, wish, when }): BookingRow[] =>
    when
      ? [
          {
            ...one,
            resource: wish.room.id,
            unit: wish.unit ?? one.unit,
            bell: when.bell,
            firstPeriod: to.first ?? one.firstPeriod,
            lastPeriod: to.last ?? to.first ?? one.lastPeriod,
            startAt: when.startAt,
            endAt: when.endAt,
          },
        ]
      : [],
  );
  await orRefuse(
    bookings.run([
      bookings.expectVersions(chosen),
      ...moved.map((one) => bookings.placeAnew(one)),
      bookings.audit({
        at: now,
        actor: actor.subject,
        action: "move-series",
        object: anchor.series ?? anchor.id,
        organisation: anchor.school,
        detail: { scope: to.scope, bookings: [...own], resource: to.resource, first: to.first, last: to.last },
        requestId,
      }),
    ]),
  );
  await promoteWaiting(context, chosen);
  return { moved: [...own] };
}

const placeOf = ({ resource, unit, date, firstPeriod, lastPeriod }: BookingRow) => ({
  resource,
  unit,
  date,
  firstPeriod,
  lastPeriod,
});

/** Asks a colleague to change places. Nothing changes until they agree. */
export async function askSwap(
  { bookings, records, actor, now, requestId }: HandlingContext,
  mine: BookingRow,
  theirs: BookingRow,
  note: string | undefined,
): Promise<SwapRow> {
  if (mine.person === null || mine.person !== actor.person?.id) throw new Problem("not-allowed");
  refuseSwap(mine, theirs, now);
  const swap = {
    id: uuidv7(now),
    school: mine.school,
    mine: mine.id,
    theirs: theirs.id,
    askedBy: mine.person,
    askedOf: theirs.person ?? "",
    note: note ?? null,
  };
  await bookings.run([
    records.askSwap(swap, now),
    records.tell([
      {
        id: uuidv7(now),
        school: mine.school,
        person: swap.askedOf,
        kind: "swap-asked",
        facts: { swap: swap.id, mine: mine.label, theirs: theirs.label, date: theirs.date, other: mine.date },
        at: now,
      },
    ]),
    bookings.audit({
      at: now,
      actor: actor.subject,
      action: "ask-swap",
      object: swap.id,
      organisation: mine.school,
      requestId,
    }),
  ]);
  return { ...swap, status: "asked" };
}

function refuseSwap(mine: Swappable, theirs: Swappable, now: number) {
  const refusal = swapRefusal(mine, theirs, now);
  if (refusal === "not-found" || refusal === "wrong-state") throw new Problem(refusal);
  if (refusal) throw new Problem("not-bookable", undefined, { extra: { rule: refusal } });
}

/** The claims of a booking's people and classes where its time changes: taken back, and laid down anew. */
function claimsOf({ frame }: HandlingContext, from: BookingRow, to: BookingRow) {
  if (from.beside !== null || (from.startAt === to.startAt && from.endAt === to.endAt)) return [];
  const people = from.person === null ? [] : [`p:${from.person}`];
  return [...people, ...partsOf(frame.classes, from.classes)].map((holder) => ({
    booking: from.id,
    holder,
    from: from.startAt,
    startAt: to.startAt,
    endAt: to.endAt,
  }));
}

/** The colleague agrees: both bookings change places in one batch, or, when one of them is no longer as it was, neither. */
export async function acceptSwap(context: HandlingContext, swap: SwapRow): Promise<SwapRow> {
  const { bookings, records, actor, now, requestId } = context;
  if (!actor.manages && actor.person?.id !== swap.askedOf) throw new Problem("not-allowed");
  if (swap.status !== "asked") throw new Problem("wrong-state");
  const found = await bookings.findAll([swap.mine, swap.theirs]);
  const mine = found.find(({ id }) => id === swap.mine);
  const theirs = found.find(({ id }) => id === swap.theirs);
  if (!mine || !theirs) throw new Problem("not-found");
  refuseSwap(mine, theirs, now);
  const [one, other] = swapped(mine, theirs);
  await orRefuse(
    bookings.run([
      bookings.expectVersions([mine, theirs]),
      records.settleSwap(swap.id, "done", now),
      ...bookings.exchange(
        mine,
        theirs,
        [one, other],
        [...claimsOf(context, mine, one), ...claimsOf(context, theirs, other)],
      ),
      records.tell([
        {
          id: uuidv7(now),
          school: swap.school,
          person: swap.askedBy,
          kind: "swap-done",
          facts: { swap: swap.id, label: theirs.label, date: theirs.date },
          at: now,
        },
      ]),
      bookings.audit({
        at: now,
        actor: actor.subject,
        action: "swap",
        object: swap.id,
        organisation: swap.school,
        detail: { mine: swap.mine, theirs: swap.theirs },
        requestId,
      }),
    ]),
  );
  return { ...swap, status: "done" };
}

/** The colleague says no, or the one who asked takes it back. */
export async function endSwap(
  { bookings, records, actor, now, requestId }: HandlingContext,
  swap: SwapRow,
  status: "refused" | "withdrawn",
): Promise<SwapRow> {
  const own = status === "refused" ? swap.askedOf : swap.askedBy;
  if (!actor.manages && actor.person?.id !== own) throw new Problem("not-allowed");
  await orRefuse(
    bookings.run([
      records.settleSwap(swap.id, status, now),
      bookings.audit({
        at: now,
        actor: actor.subject,
        action: `swap-${status}`,
        object: swap.id,
        organisation: swap.school,
        requestId,
      }),
    ]),
  );
  return { ...swap, status };
}
