import { Problem, problem, uuidv7 } from "@ven/kit";

import type { BookingRow } from "./booking-repository";
import { forgetFrame, type Room } from "./frame-repository";
import type { HandlingContext } from "./handle-booking";
import { promoteWaiting } from "./promote-waiting";
import { orRefuse } from "./refused";
import type { RuleRepository } from "./rule-repository";

type Context = HandlingContext & { rules: RuleRepository };

interface Piece {
  resource: string;
  unit: number;
}

const units = ({ units: count }: Room) => Array.from({ length: count }, (_, index) => index + 1);
const roomOf = ({ frame }: Context, { resource, unit }: Piece): Room => {
  const room = frame.rooms.find(({ id }) => id === resource) ?? problem("not-found");
  return unit >= 1 && unit <= room.units ? room : problem("not-found");
};

/** Nobody is told of a lesson that has no teacher. */
const tellReleased = ({ records, frame, now }: Context, room: Room, released: readonly BookingRow[], reason: string) =>
  records.tell(
    released.flatMap(({ id, person, label, date }) =>
      person === null
        ? []
        : [
            {
              id: uuidv7(now),
              school: frame.school.id,
              person,
              kind: "unit-out",
              facts: { booking: id, room: room.name, reason, label, date },
              at: now,
            },
          ],
    ),
  );

/** What is still to come for a piece, and which other piece could serve each; null where none is free. */
export async function victimsOfPiece(context: Context, { resource, unit }: Piece) {
  const { rules, bookings, now } = context;
  const room = roomOf(context, { resource, unit });
  const coming = (await rules.comingOf([`r:${resource}:${unit}`], now)).filter(({ status }) => status !== "checked_in");
  const out = new Set((await rules.unitsOut(context.frame.school.id)).map((one) => `r:${one.resource}:${one.unit}`));
  const others = units(room)
    .filter((one) => one !== unit)
    .map((one) => ({ unit: one, holder: `r:${resource}:${one}` }))
    .filter(({ holder }) => !out.has(holder));
  const times = coming.map(({ id, startAt, endAt }) => ({ date: id, startAt, endAt }));
  const busy = await bookings.busy(
    others.map(({ holder }) => holder),
    times,
  );
  return coming.map((victim) => ({
    victim,
    // Who took the whole room needs this part of it as well.
    instead:
      victim.unit === 0
        ? null
        : (others.find(({ holder }) => !busy.some((one) => one.date === victim.id && one.holder === holder))?.unit ??
          null),
  }));
}

/**
 * Takes one piece of equipment, or a half-room, out of service in one batch: who had it gets another piece, or, where none
 * is free, loses it and is told. A piece that is back is put back by `putPieceBack`.
 */
export async function takePieceOut(context: Context, { reason, ...piece }: Piece & { reason: string }) {
  const { rules, bookings, frame, actor, now, requestId } = context;
  const room = roomOf(context, piece);
  const victims = await victimsOfPiece(context, piece);
  const moved = victims.flatMap(({ victim, instead }): BookingRow[] =>
    instead === null ? [] : [{ ...victim, unit: instead }],
  );
  const released = victims.flatMap(({ victim, instead }) => (instead === null ? [victim] : []));
  await orRefuse(
    bookings.run([
      bookings.expectVersions(victims.map(({ victim }) => victim)),
      ...moved.map((one) => bookings.placeAnew(one)),
      bookings.setStatus({ ids: released.map(({ id }) => id), status: "released", at: now, reason }),
      rules.takeOut({ school: frame.school.id, ...piece, reason, since: now }),
      tellReleased(context, room, released, reason),
      bookings.audit({
        at: now,
        actor: actor.subject,
        action: "take-out",
        object: piece.resource,
        organisation: frame.school.id,
        detail: { unit: piece.unit, reason, moved: moved.length, released: released.map(({ id }) => id) },
        requestId,
      }),
    ]),
  );
  forgetFrame(frame.school.id);
  return { moved: moved.length, released: released.length };
}

export async function putPieceBack(context: Context, piece: Piece) {
  const { rules, bookings, frame, actor, now, requestId } = context;
  roomOf(context, piece);
  const [back] = await bookings.run([
    rules.putBack(frame.school.id, piece.resource, piece.unit),
    bookings.audit({
      at: now,
      actor: actor.subject,
      action: "put-back",
      object: piece.resource,
      organisation: frame.school.id,
      detail: { unit: piece.unit },
      requestId,
    }),
  ]);
  if (!back?.meta.changes) throw new Problem("wrong-state");
  forgetFrame(frame.school.id);
}

/** Takes a whole room out of service: all that is still to come in it is released and told. */
export async function takeRoomOut(
  context: Context,
  { resource, version, reason }: { resource: string; version: number; reason: string },
) {
  const { rules, bookings, records, frame, actor, now, requestId } = context;
  const room = roomOf(context, { resource, unit: 1 });
  const holders = units(room).map((unit) => `r:${resource}:${unit}`);
  const coming = (await rules.comingOf(holders, now)).filter(({ status }) => status !== "checked_in");
  await orRefuse(
    bookings.run([
      bookings.expectVersions(coming),
      bookings.setStatus({ ids: coming.map(({ id }) => id), status: "released", at: now, reason }),
      ...records.setService(resource, version, "out_of_service"),
      tellReleased(context, room, coming, reason),
      bookings.audit({
        at: now,
        actor: actor.subject,
        action: "set-service",
        object: resource,
        organisation: frame.school.id,
        detail: { status: "out_of_service", reason, released: coming.map(({ id }) => id) },
        requestId,
      }),
    ]),
  );
  forgetFrame(frame.school.id);
  return { released: coming.length };
}

/** People who have left: they can sign in no more here, and what they booked themselves is free for others. */
export async function markLeft(context: Context, people: readonly string[]) {
  const { rules, bookings, frame, actor, now, requestId } = context;
  const there = people.filter((id) => frame.people.some((one) => one.id === id));
  if (there.length === 0 || there.length < people.length) problem("not-found");
  const holders = there.map((id) => `p:${id}`);
  // Lessons of the timetable stay until the next one says who teaches them.
  const coming = (await rules.comingOf(holders, now)).filter(
    ({ source, person, status }) => source === "manual" && status !== "checked_in" && there.includes(person ?? ""),
  );
  await orRefuse(
    bookings.run([
      bookings.expectVersions(coming),
      bookings.setStatus({ ids: coming.map(({ id }) => id), status: "cancelled", at: now }),
      rules.markLeft(frame.school.id, there),
      bookings.audit({
        at: now,
        actor: actor.subject,
        action: "mark-left",
        object: frame.school.id,
        organisation: frame.school.id,
        detail: { people: there, cancelled: coming.map(({ id }) => id) },
        requestId,
      }),
    ]),
  );
  forgetFrame(frame.school.id);
  await promoteWaiting(context, coming);
  return { left: there.length, cancelled: coming.length };
}
