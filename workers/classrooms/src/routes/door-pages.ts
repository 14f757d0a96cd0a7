import { RecordId } from "@ven/contracts/classrooms";
import { organisationPath, requirePermission } from "@ven/identity";
import { checkKey, html, problem, uuidv7, validate } from "@ven/kit";
import { localDate } from "@ven/kit/local-time";
import { refreshOf } from "@ven/ui";
import { doorPage, doorWords, roomWords } from "@ven/web-classrooms/door";
import * as z from "zod/mini";

import { book } from "../book";
import { schoolFrame } from "../frame-repository";
import { checkIn } from "../handle-booking";
import { checkInNow } from "../rules/booking-life";
import { bellOf } from "../rules/calendar";
import { weekRepository } from "../week-repository";
import { schoolContext } from "./context";
import { behindDoor, DoorCode } from "./doors";
import { HandoverForm, refusalOf } from "./page-parts";
import { type AskedByStaff, cityOf, staffRouter } from "./router";

const refreshAfter = 30;
const fifteenMinutes = 15 * 60_000;

async function answer(
  c: AskedByStaff,
  code: string,
  more: { refusal?: Record<string, unknown>; notice?: string } = {},
) {
  const { door, view } = await behindDoor(c, code);
  const { principal, now } = c.var;
  const member =
    principal.signedIn && principal.may("classrooms.book", await organisationPath(c.env.DB, door.school, now));
  const context = member ? await schoolContext(c, door.school, "classrooms.book") : undefined;
  const units = Array.from({ length: door.units }, (_, index) => `r:${door.id}:${index + 1}`);
  const soon = context ? await weekRepository(c.env.DB).held(units, now - 86_400_000, now + fifteenMinutes) : [];
  const held = soon.filter(({ endAt }) => endAt > now);
  let mine: { booking: string; version: number } | undefined;
  let inUse: typeof mine;
  if (context)
    for (const one of await context.bookings.findAll(held.map(({ booking }) => booking))) {
      if (!context.actor.manages && one.person !== context.actor.person?.id) continue;
      if (one.status === "confirmed" && checkInNow(one, context.frame.school, now) === "open")
        mine ??= { booking: one.id, version: one.version };
      if (one.status === "checked_in" && one.checkedOutAt === null) inUse ??= { booking: one.id, version: one.version };
    }
  const page = doorPage(
    { lang: c.var.lang, city: cityOf(c.env), selfOrigin: c.env.SELF_ORIGIN, here: `/d/${code}` },
    {
      view,
      code,
      checkIn: mine,
      checkOut: inUse,
      member,
      canStart:
        view.now === null && context?.actor.person !== undefined && (await thisPeriod(c, door.school)) !== undefined,
      refresh: refreshOf(c.req.url, refreshAfter),
      key: uuidv7(now),
      ...more,
    },
  );
  return html(c, page, more.refusal ? 409 : 200);
}

/** From now to the end of the period that runs, or that begins within a quarter of an hour. */
async function thisPeriod(c: AskedByStaff, school: string) {
  const { now } = c.var;
  const frame = await schoolFrame(c.env.DB, school, now);
  const day = frame?.days.find(({ date, kind }) => kind !== "closed" && date === localDate(now, frame.school.timezone));
  const period =
    day &&
    bellOf(frame?.bells ?? [], day)?.periods.find(
      ({ starts, ends }) =>
        day.midnight + starts * 60_000 - fifteenMinutes <= now && now < day.midnight + ends * 60_000,
    );
  return day && period ? { date: day.date, startAt: now + 1, endAt: day.midnight + period.ends * 60_000 } : undefined;
}

export const doorPages = staffRouter()
  .get("/d/:door", validate("param", DoorCode), (c) => answer(c, c.req.valid("param").door))
  .post(
    "/d/:door/start",
    requirePermission("classrooms.book"),
    validate("param", DoorCode),
    validate("form", z.object({ key: z.string() })),
    async (c) => {
      const { door: code } = c.req.valid("param");
      const { door } = await behindDoor(c, code);
      const context = await schoolContext(c, door.school, "classrooms.book");
      const period = await thisPeriod(c, door.school);
      if (!period) return answer(c, code, { refusal: { rule: "no-such-period" } });
      try {
        await book(context, {
          set: { items: [{ resource: door.id, ...period }] },
          key: checkKey(c.req.valid("form").key),
        });
      } catch (err) {
        return answer(c, code, { refusal: refusalOf(err) });
      }
      return answer(c, code, { notice: roomWords(c.var.lang).done });
    },
  )
  .post(
    "/d/:door/fault",
    requirePermission("classrooms.book"),
    validate("param", DoorCode),
    validate("form", z.object({ what: z.string().check(z.trim(), z.minLength(2), z.maxLength(300)) })),
    async (c) => {
      const { door: code } = c.req.valid("param");
      const { door } = await behindDoor(c, code);
      const { bookings, records, actor, now, requestId } = await schoolContext(c, door.school, "classrooms.book");
      const id = uuidv7(now);
      await bookings.run([
        records.reportFault({
          id,
          school: door.school,
          resource: door.id,
          what: c.req.valid("form").what,
          by: actor.subject,
          at: now,
        }),
        bookings.audit({
          at: now,
          actor: actor.subject,
          action: "report-fault",
          object: id,
          organisation: door.school,
          detail: { room: door.id },
          requestId,
        }),
      ]);
      return answer(c, code, { notice: doorWords(c.var.lang).faultThanks });
    },
  );

for (const act of ["check-in", "check-out"] as const)
  doorPages.post(
    `/d/:door/${act}`,
    requirePermission("classrooms.book"),
    validate("param", DoorCode),
    validate("form", z.object({ booking: RecordId, ...HandoverForm.shape })),
    async (c) => {
      const { door: code } = c.req.valid("param");
      const { door } = await behindDoor(c, code);
      const context = await schoolContext(c, door.school, "classrooms.book");
      const { booking: id, ...said } = c.req.valid("form");
      const booking = await context.bookings.find(id);
      if (!booking || booking.resource !== door.id) return problem("not-found");
      try {
        await checkIn(context, booking, { act, ...said });
      } catch (err) {
        return answer(c, code, { refusal: refusalOf(err) });
      }
      return answer(c, code, { notice: roomWords(c.var.lang).done });
    },
  );
