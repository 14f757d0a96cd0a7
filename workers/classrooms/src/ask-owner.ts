import { Problem, uuidv7 } from "@ven/kit";

import { type HandlingContext, mustBeOwn } from "./handle-booking";
import { promoteWaiting } from "./promote-waiting";
import { orRefuse, refusedBy } from "./refused";
import { asksOwner } from "./rules/absence";
import { after } from "./rules/booking-life";
import type { SeriesDetail } from "./series-repository";

/** Asks the owner of a series whether they still need it, when nobody came too often. Gives whether it asked. */
export async function askOwner(
  { series, bookings, records, frame, actor, now, requestId }: HandlingContext,
  id: string,
) {
  const found = await series.find(id);
  if (!found || !asksOwner(found)) return false;
  const room = frame.rooms.find((one) => one.id === found.resource)?.name ?? found.resource;
  try {
    await bookings.run([
      series.expect(found.id, found.version),
      series.setStatus(found.id, "asked", now),
      records.tell([
        {
          id: uuidv7(now),
          school: found.school,
          person: found.person,
          kind: "series-asked",
          facts: { series: found.id, label: found.label, room, count: found.missed },
          at: now,
        },
      ]),
      bookings.audit({
        at: now,
        actor: actor.subject,
        action: "ask-owner",
        object: found.id,
        organisation: found.school,
        detail: { missed: found.missed },
        requestId,
      }),
    ]);
    return true;
  } catch (err) {
    // Somebody changed the series meanwhile: the next absence asks.
    if (refusedBy(err) === undefined) throw err;
    return false;
  }
}

/** The owner keeps the series, or gives back all that is still to come; who waits comes next. */
export async function answerOwner(
  context: HandlingContext,
  found: SeriesDetail,
  { answer, version }: { answer: "keep" | "give-back"; version: number },
): Promise<{ given: number }> {
  const { series, bookings, actor, now, requestId } = context;
  if (!actor.manages && actor.person?.id !== found.person) throw new Problem("not-allowed");
  if (found.status === "ended") throw new Problem("wrong-state");
  const coming =
    answer === "keep"
      ? []
      : (await bookings.ofSeries(found.id)).filter(
          (one) => one.startAt > now && after("cancel", one.status) === "cancelled",
        );
  for (const one of coming) mustBeOwn(context, one);
  await orRefuse(
    bookings.run([
      series.expect(found.id, version),
      series.setStatus(found.id, answer === "keep" ? "live" : "ended", now),
      ...(coming.length === 0
        ? []
        : [
            bookings.expectVersions(coming),
            bookings.setStatus({ ids: coming.map(({ id }) => id), status: "cancelled", at: now }),
          ]),
      bookings.audit({
        at: now,
        actor: actor.subject,
        action: answer === "keep" ? "keep-series" : "give-back-series",
        object: found.id,
        organisation: found.school,
        detail: { bookings: coming.map(({ id }) => id) },
        requestId,
      }),
    ]),
  );
  await promoteWaiting(context, coming);
  return { given: coming.length };
}
