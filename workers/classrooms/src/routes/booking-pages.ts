import { DateText, RecordId, ResourceId, SchoolId } from "@ven/contracts/classrooms";
import { requirePermission } from "@ven/identity";
import { checkKey, fill, html, Problem, problem, statusOf, uuidv7, validate } from "@ven/kit";
import { addDays, localTime, weekdayOf } from "@ven/kit/local-time";
import { bookingPage, bookPage, copyPage, roomWords, seriesPage } from "@ven/web-classrooms";
import * as z from "zod/mini";

import { book } from "../book";
import { bookSeries, previewSeries } from "../book-series";
import { copyWeek, previewCopy } from "../copy-week";
import { cancel, checkIn, type HandlingContext } from "../handle-booking";
import { wait } from "../join-waitlist";
import { askSwap, move, moveSeries } from "../move-booking";
import { checkInNow } from "../rules/booking-life";
import type { Choice, Outcome } from "../rules/series";
import { bookingView } from "../views";
import { weekRepository } from "../week-repository";
import { whenOf, whyNot, wishOf } from "../wish";
import { bookingContext, schoolContext } from "./context";
import { HandoverForm, mostPeriods, refusalOf, staffFrame } from "./page-parts";
import { type AskedByStaff, staffRouter } from "./router";

const number = z.coerce.number().check(z.int(), z.minimum(1), z.maximum(15));
const short = z.optional(z.string().check(z.maxLength(80)));
/** "2026-11-23 book", "2026-11-30 room thpt-hongai.a102" */
const Chosen = z.string().check(z.regex(/^[0-9a-f-]{10,36} (book|skip|waitlist|room [\w.-]{3,80})$/));
const BookFields = z.object({
  key: z.string(),
  room: z.string().check(z.maxLength(40)),
  date: DateText,
  first: number,
  last: number,
  class: short,
  subject: short,
  repeat: z.optional(z.enum(["once", "weekly"])),
  endsOn: z.optional(z.string().check(z.maxLength(10))),
  policy: z.optional(z.enum(["fail", "skip", "waitlist", "room"])),
  choice: z.optional(z.union([Chosen, z.array(Chosen).check(z.maxLength(120))])),
});
type BookFields = z.infer<typeof BookFields>;
const Place = z.object({ school: SchoolId, room: z.string().check(z.maxLength(40)), date: DateText, first: number });
const OfSchool = z.object({ school: SchoolId });
const OfBooking = z.object({ booking: RecordId });
const Scope = z.enum(["this", "following", "all"]);
const WithVersion = z.object({ version: z.coerce.number().check(z.int()) });

/** What was chosen for each line of a preview, by its key. */
const choicesOf = (chosen: string | string[] | undefined): Choice[] =>
  [chosen ?? []].flat().map((one) => {
    const [key = "", outcome = "skip", resource] = one.split(" ");
    return { key, outcome: outcome as Outcome, ...(resource && { resource }) };
  });
/** The dates that a refusal names; a preview shows them again. */
const failingOf = (facts: Record<string, unknown>) =>
  facts["rule"] === "series" && Array.isArray(facts["failing"])
    ? facts["failing"].map((one: { date: string }) => one.date)
    : undefined;

/** What a form's fields ask for, as the API takes it. */
const askedBy = ({ frame }: HandlingContext, { room, class: group, subject }: BookFields) => ({
  resource: frame.rooms.find(({ code }) => code === room)?.id ?? problem("not-found"),
  ...(group && { classes: [{ class: group, part: 0 }] }),
  ...(subject && { subject }),
});
const seriesBy = (context: HandlingContext, fields: BookFields) => ({
  ...askedBy(context, fields),
  weekday: weekdayOf(fields.date),
  first: fields.first,
  last: fields.last,
  startsOn: fields.date,
  endsOn: DateText.safeParse(fields.endsOn).success ? fields.endsOn! : fields.date,
  policy: fields.policy ?? ("skip" as const),
  choices: choicesOf(fields.choice).map(({ key: date, ...choice }) => ({ date, ...choice })),
});

/** Every date of a series with what can be done about it; nothing is booked by looking. */
async function seriesAnswer(
  c: AskedByStaff,
  context: HandlingContext,
  fields: BookFields,
  changed: readonly string[] = [],
) {
  const { choices: _choices, ...series } = seriesBy(context, fields);
  const preview = await previewSeries(context, series);
  const room = context.frame.rooms.find(({ code }) => code === fields.room) ?? problem("not-found");
  const { key: _key, choice: _choice, ...rest } = fields;
  const kept = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, String(value)]));
  const here = `/s/${context.frame.school.id}/b/${fields.room}/${fields.date}/${fields.first}`;
  const frame = await staffFrame(c, context.frame, context.actor, here);
  const { rooms } = context.frame;
  const key = changed.length > 0 ? uuidv7(context.now) : fields.key;
  return html(
    c,
    seriesPage(frame, { room, rooms, preview, fields: kept, key, changed }),
    changed.length > 0 ? 409 : 200,
  );
}

/** The form as it was filled, with why it was refused. */
async function formAgain(
  c: AskedByStaff,
  context: HandlingContext,
  fields: Omit<BookFields, "key">,
  refusal?: Record<string, unknown>,
) {
  const { frame, actor, bookings, now } = context;
  const room = frame.rooms.find(({ code }) => code === fields.room) ?? problem("not-found");
  const { date, first } = fields;
  const day = frame.days.find((one) => one.date === date);
  const facts = refusal ?? (await whyNotYet(context, room.id, fields));
  const slots = await weekRepository(c.env.DB).slots([room.id], date, date);
  const there = slots.find((slot) => slot.period === first && slot.person !== actor.person?.id);
  const mine =
    there && actor.person
      ? (await bookings.ofPerson(actor.person.id, date, addDays(date, 13))).filter(
          (one) => one.startAt > now && one.firstPeriod !== null,
        )
      : [];
  const possible = day
    ? [...Array(mostPeriods(frame)).keys()].map((i) => i + 1).filter((n) => n >= first && whenOf(frame, date, first, n))
    : [];
  const term = frame.terms.find(({ startsOn, endsOn }) => startsOn <= date && date <= endsOn);
  return html(
    c,
    bookPage(await staffFrame(c, frame, actor, `/s/${frame.school.id}/b/${fields.room}/${date}/${first}`), {
      room,
      date,
      first,
      last: fields.last,
      lastPossible: possible.at(-1) ?? first,
      classes: frame.classes,
      class: fields.class ?? "",
      subject: fields.subject ?? "",
      endsOn: fields.endsOn ?? term?.endsOn ?? date,
      key: uuidv7(now),
      refusal: facts,
      taken: there && { id: there.booking, label: there.label },
      mine,
    }),
    refusal ? 409 : 200,
  );
}

/** The week before, as it would be again; after a refusal with what has changed. */
async function copyAnswer(c: AskedByStaff, context: HandlingContext, date: string, changed: readonly string[] = []) {
  const { frame, actor, now } = context;
  const preview = await previewCopy(context, { date });
  const here = `/s/${frame.school.id}/copy?date=${date}`;
  return html(
    c,
    copyPage(await staffFrame(c, frame, actor, here), { preview, date, key: uuidv7(now), rooms: frame.rooms, changed }),
    changed.length > 0 ? 409 : 200,
  );
}

async function whyNotYet(
  context: HandlingContext,
  resource: string,
  { date, first, last }: Pick<BookFields, "date" | "first" | "last">,
) {
  if (!context.actor.person) return { rule: "no-person" };
  return whyNot(context, wishOf(context.frame, context.actor, { resource }), { date, first, last });
}

/** A booking's page, after an act or for the first time. */
async function bookingAnswer(c: AskedByStaff, id: string, refusal?: Record<string, unknown>) {
  const { booking, context } = await bookingContext(c, id, "classrooms.see");
  const { frame, actor, now } = context;
  const clock = (at: number) => localTime(at, frame.school.timezone);
  return html(
    c,
    bookingPage(await staffFrame(c, frame, actor, `/bookings/${id}`), {
      booking: bookingView(booking),
      room: frame.rooms.find((room) => room.id === booking.resource)?.name ?? booking.resource,
      time: `${clock(booking.startAt)}–${clock(booking.endAt)}`,
      own: actor.manages || (booking.person !== null && booking.person === actor.person?.id),
      upcoming: booking.startAt > now,
      canCheckOut: booking.status === "checked_in" && booking.checkedOutAt === null,
      canCheckIn: booking.status === "confirmed" && checkInNow(booking, frame.school, now) === "open",
      rooms: frame.rooms,
      periods: mostPeriods(frame),
      refusal,
      notice:
        c.req.query("done") === undefined ? undefined : fill(roomWords(c.var.lang).booked, { label: booking.label }),
    }),
    refusal ? 409 : 200,
  );
}

export const bookingPages = staffRouter()
  .get(
    "/s/:school/b/:room/:date/:first",
    requirePermission("classrooms.book"),
    validate("param", Place),
    validate("query", z.object({ class: short, subject: short })),
    async (c) => {
      const { school, ...place } = c.req.valid("param");
      const context = await schoolContext(c, school, "classrooms.book");
      return formAgain(c, context, { ...place, last: place.first, ...c.req.valid("query") });
    },
  )
  .post(
    "/s/:school/book",
    requirePermission("classrooms.book"),
    validate("param", OfSchool),
    validate("form", BookFields),
    async (c) => {
      const context = await schoolContext(c, c.req.valid("param").school, "classrooms.book");
      const fields = c.req.valid("form");
      try {
        if (fields.repeat === "weekly") return await seriesAnswer(c, context, fields);
        const item = { ...askedBy(context, fields), date: fields.date, first: fields.first, last: fields.last };
        const [made] = await book(context, { set: { items: [item] }, key: checkKey(fields.key) });
        return c.redirect(`/bookings/${made?.id ?? ""}?done=1`, 303);
      } catch (err) {
        return formAgain(c, context, fields, refusalOf(err));
      }
    },
  )
  .post(
    "/s/:school/series",
    requirePermission("classrooms.book"),
    validate("param", OfSchool),
    validate("form", BookFields),
    async (c) => {
      const { school } = c.req.valid("param");
      const context = await schoolContext(c, school, "classrooms.book");
      const fields = c.req.valid("form");
      try {
        await bookSeries(context, { series: seriesBy(context, fields), key: checkKey(fields.key) });
      } catch (err) {
        const facts = refusalOf(err);
        const changed = failingOf(facts);
        return changed ? seriesAnswer(c, context, fields, changed) : formAgain(c, context, fields, facts);
      }
      return c.redirect(`/s/${school}/me?date=${fields.date}&done=1`, 303);
    },
  )
  .post(
    "/s/:school/wait",
    requirePermission("classrooms.book"),
    validate("param", OfSchool),
    validate("form", BookFields),
    async (c) => {
      const { school } = c.req.valid("param");
      const context = await schoolContext(c, school, "classrooms.book");
      const fields = c.req.valid("form");
      try {
        await wait(
          context,
          { ...askedBy(context, fields), date: fields.date, first: fields.first, last: fields.last },
          uuidv7(c.var.now),
        );
      } catch (err) {
        return formAgain(c, context, fields, refusalOf(err));
      }
      return c.redirect(`/s/${school}/me?done=1`, 303);
    },
  )
  .get(
    "/s/:school/copy",
    requirePermission("classrooms.book"),
    validate("param", OfSchool),
    validate("query", z.object({ date: DateText })),
    async (c) => {
      const context = await schoolContext(c, c.req.valid("param").school, "classrooms.book");
      return copyAnswer(c, context, c.req.valid("query").date);
    },
  )
  .post(
    "/s/:school/copy",
    requirePermission("classrooms.book"),
    validate("param", OfSchool),
    validate("form", z.object({ key: z.string(), date: DateText, choice: BookFields.shape.choice })),
    async (c) => {
      const { school } = c.req.valid("param");
      const context = await schoolContext(c, school, "classrooms.book");
      const { key, date, choice } = c.req.valid("form");
      try {
        await copyWeek(context, { date, choices: choicesOf(choice), key: checkKey(key) });
      } catch (err) {
        return copyAnswer(c, context, date, failingOf(refusalOf(err)) ?? [date]);
      }
      return c.redirect(`/s/${school}/me?date=${date}&done=1`, 303);
    },
  )
  .get("/bookings/:booking", requirePermission("classrooms.see"), validate("param", OfBooking), (c) =>
    bookingAnswer(c, c.req.valid("param").booking),
  )
  .post(
    "/bookings/:booking/cancel",
    requirePermission("classrooms.book"),
    validate("param", OfBooking),
    validate("form", z.object({ ...WithVersion.shape, scope: z.optional(Scope) })),
    (c) => act(c, c.req.valid("param").booking, (context, booking) => cancel(context, booking, c.req.valid("form"))),
  )
  .post(
    "/bookings/:booking/move",
    requirePermission("classrooms.book"),
    validate("param", OfBooking),
    validate(
      "form",
      z.object({ ...WithVersion.shape, resource: ResourceId, date: DateText, first: number, scope: z.optional(Scope) }),
    ),
    (c) =>
      act(c, c.req.valid("param").booking, (context, booking) => {
        const { first, date, scope = "this", ...to } = c.req.valid("form");
        const last = first + (booking.lastPeriod ?? first) - (booking.firstPeriod ?? first);
        return scope === "this"
          ? move(context, booking, { ...to, date, first, last })
          : moveSeries(context, booking, { ...to, first, last, scope });
      }),
  )
  .post(
    "/bookings/:booking/check-in",
    requirePermission("classrooms.book"),
    validate("param", OfBooking),
    validate("form", HandoverForm),
    (c) =>
      act(c, c.req.valid("param").booking, (context, booking) =>
        checkIn(context, booking, { act: "check-in", ...c.req.valid("form") }),
      ),
  )
  .post(
    "/bookings/:booking/check-out",
    requirePermission("classrooms.book"),
    validate("param", OfBooking),
    validate("form", HandoverForm),
    (c) =>
      act(c, c.req.valid("param").booking, (context, booking) =>
        checkIn(context, booking, { act: "check-out", ...c.req.valid("form") }),
      ),
  )
  .post(
    "/bookings/:booking/swap",
    requirePermission("classrooms.book"),
    validate("param", OfBooking),
    validate("form", z.object({ mine: RecordId })),
    async (c) => {
      const { booking: theirs, context } = await bookingContext(c, c.req.valid("param").booking, "classrooms.book");
      const mine = await context.bookings.find(c.req.valid("form").mine);
      if (!mine || mine.school !== theirs.school) return problem("not-found");
      await askSwap(context, mine, theirs, undefined);
      return c.redirect(`/s/${theirs.school}/me?done=1`, 303);
    },
  );

type Handled = Awaited<ReturnType<typeof bookingContext>>;

/** Does something with a booking and shows it as it is then; a refusal is said on its page. */
async function act(
  c: AskedByStaff & { redirect: (to: string, status: 303) => Response },
  id: string,
  work: (context: Handled["context"], booking: Handled["booking"]) => Promise<unknown>,
) {
  const { booking, context } = await bookingContext(c, id, "classrooms.book");
  try {
    await work(context, booking);
  } catch (err) {
    if (Problem.is(err) && statusOf(err.code) < 500) return bookingAnswer(c, id, refusalOf(err));
    throw err;
  }
  return c.redirect(`/bookings/${id}`, 303);
}
