import { Problem, uuidv7 } from "@ven/kit";

import type { BellRepository } from "./bell-repository";
import type { BookingRow } from "./booking-repository";
import { forgetFrame, type Frame } from "./frame-repository";
import type { HandlingContext } from "./handle-booking";
import { partsOf } from "./judge";
import { orRefuse } from "./refused";
import type { Bell, Period } from "./rules/calendar";
import { daysRuledBy, ring } from "./rules/ring";

type Context = HandlingContext & { bells: BellRepository };

export interface NewBells {
  name: string;
  validFrom: string;
  validTo: string;
  /** Bit 0 is Monday. */
  weekdays: number;
  periods: Period[];
}

/** Whose time a booking takes. A second room takes only its own. */
function holdersOfBooking(frame: Frame, one: BookingRow & { also?: unknown }): string[] {
  const room = frame.rooms.find(({ id }) => id === one.resource);
  const units = Array.from({ length: room?.units ?? 40 }, (_, index) => index + 1).filter(
    (unit) => one.unit === 0 || one.unit === unit,
  );
  const rooms = units.map((unit) => `r:${one.resource}:${unit}`);
  if (one.beside !== null) return rooms;
  return [...rooms, ...(one.person === null ? [] : [`p:${one.person}`]), ...partsOf(frame.classes, one.classes)];
}

function bellOfAsked({ frame, now }: Context, asked: NewBells): Bell & { name: string; nameEn: string } {
  const { name, ...rest } = asked;
  const periods = asked.periods.toSorted((a, b) => a.period - b.period);
  const wrong =
    periods.length === 0 ||
    periods.some(({ starts, ends }, index) => starts >= ends || starts < (periods[index - 1]?.ends ?? 0)) ||
    asked.validTo < asked.validFrom;
  if (wrong)
    throw new Problem("validation-failed", undefined, {
      errors: [{ pointer: "/periods", detail: "in order, not over" }],
    });
  const today = frame.days.find(({ midnight }) => midnight + 86_400_000 > now)?.date ?? "9999";
  if (asked.validFrom <= today) throw new Problem("not-bookable", undefined, { extra: { rule: "bells-past" } });
  return { ...rest, periods, id: `${frame.school.id}.${uuidv7(now)}`, name, nameEn: name };
}

/** What new bells would do: how many lessons get other times, which lose their place, who has to be told. Writes nothing. */
export async function previewBells(context: Context, asked: NewBells) {
  const { bells, frame } = context;
  const bell = bellOfAsked(context, asked);
  const days = daysRuledBy(bell, frame.bells, frame.days);
  const coming = await bells.coming(frame.school.id, asked.validFrom);
  const rung = coming.flatMap((one) =>
    one.firstPeriod === null || one.lastPeriod === null
      ? []
      : [
          {
            id: one.id,
            date: one.date,
            firstPeriod: one.firstPeriod,
            lastPeriod: one.lastPeriod,
            holders: holdersOfBooking(frame, one),
          },
        ],
  );
  const fixed = coming
    .filter(({ bell: by }) => by === null)
    .map((one) => ({ startAt: one.startAt, endAt: one.endAt, holders: holdersOfBooking(frame, one) }));
  const result = ring(bell, days, rung, fixed);
  const byId = new Map(coming.map((one) => [one.id, one]));
  const moved = result.moved.filter(({ id, startAt, endAt }) => {
    const one = byId.get(id);
    return one?.startAt !== startAt || one.endAt !== endAt;
  });
  const rowsOf = (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? []);
  const people = new Set(
    rowsOf([...moved.map(({ id }) => id), ...result.gone, ...result.clashing]).flatMap(({ person }) => person ?? []),
  );
  return {
    bell,
    days,
    all: result.moved,
    moved,
    gone: rowsOf(result.gone),
    clashing: rowsOf(result.clashing),
    byId,
    people,
  };
}

/**
 * Lays new bells down and rewrites in the same batch what is to come under them: lessons keep their periods and get the new
 * times, what has no period any more or meets a fixed time is released; everybody concerned is told once.
 */
export async function changeBells(context: Context, asked: NewBells) {
  const { bells, bookings, records, frame, actor, now, requestId } = context;
  const { bell, days, all, moved, gone, clashing, byId } = await previewBells(context, asked);
  const released = [...gone, ...clashing];
  const claims = all.flatMap(({ id }) => {
    const one = byId.get(id);
    return one ? holdersOfBooking(frame, one).map((holder) => ({ booking: id, holder, startAt: one.startAt })) : [];
  });
  const count = (rows: readonly (BookingRow | undefined)[]) => {
    const by = new Map<string, number>();
    for (const one of rows) if (one?.person) by.set(one.person, (by.get(one.person) ?? 0) + 1);
    return [...by];
  };
  const tell = (kind: string, rows: readonly (BookingRow | undefined)[]) =>
    count(rows).map(([person, n]) => ({
      id: uuidv7(now),
      school: frame.school.id,
      person,
      kind,
      facts: { from: asked.validFrom, count: n, name: asked.name },
      at: now,
    }));
  await orRefuse(
    bells.run([
      bookings.expectVersions([...all.map(({ id }) => ({ id, version: byId.get(id)?.version ?? 0 })), ...released]),
      ...bells.insert(frame.school.id, bell),
      bookings.setStatus({ ids: released.map(({ id }) => id), status: "released", at: now, reason: asked.name }),
      ...bells.freeTimes(claims),
      ...bells.ringAnew(bell.id, all),
      records.tell([
        ...tell(
          "bells",
          moved.map(({ id }) => byId.get(id)),
        ),
        ...tell("bells-gone", released),
      ]),
      bookings.audit({
        at: now,
        actor: actor.subject,
        action: "change-bells",
        object: bell.id,
        organisation: frame.school.id,
        detail: {
          from: asked.validFrom,
          to: asked.validTo,
          moved: moved.length,
          released: released.map(({ id }) => id),
        },
        requestId,
      }),
    ]),
  );
  forgetFrame(frame.school.id);
  return { days: days.length, moved: moved.length, released: released.length };
}
