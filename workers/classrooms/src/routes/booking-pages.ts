import { DateText, RecordId, ResourceId, SchoolId } from "@ven/contracts/classrooms";
import { requirePermission } from "@ven/identity";
import { checkKey, fill, html, Problem, problem, statusOf, uuidv7, validate } from "@ven/kit";
import { addDays, localTime, weekdayOf } from "@ven/kit/local-time";
import { bookingPage, bookPage, roomWords, seriesPage } from "@ven/web-classrooms";
import * as z from "zod/mini";

import { book } from "../book";
import { bookSeries, previewSeries } from "../book-series";
import { cancel, checkIn, type HandlingContext } from "../handle-booking";
import { wait } from "../join-waitlist";
import { askSwap, move } from "../move-booking";
import { checkInNow } from "../rules/booking-life";
import { bookingView } from "../views";
import { weekRepository } from "../week-repository";
import { whenOf, whyNot, wishOf } from "../wish";
import { bookingContext, schoolContext } from "./context";
import { mostPeriods, refusalOf, staffFrame } from "./page-parts";
import { type AskedByStaff, staffRouter } from "./router";

const number = z.coerce.number().check(z.int(), z.minimum(1), z.maximum(15));
const short = z.optional(z.string().check(z.maxLength(80)));
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
  policy: z.optional(z.enum(["fail", "skip", "waitlist"])),
});
type BookFields = z.infer<typeof BookFields>;
const Place = z.object({ school: SchoolId, room: z.string().check(z.maxLength(40)), date: DateText, first: number });
const OfSchool = z.object({ school: SchoolId });
const OfBooking = z.object({ booking: RecordId });
const WithVersion = z.object({ version: z.coerce.number().check(z.int()) });

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
});

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
        if (fields.repeat === "weekly") {
          const preview = await previewSeries(context, seriesBy(context, fields));
          const room = context.frame.rooms.find(({ code }) => code === fields.room) ?? problem("not-found");
          const { key: _key, ...rest } = fields;
          const kept = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, String(value)]));
          const { room: code, date, first } = fields;
          const here = `/s/${context.frame.school.id}/b/${code}/${date}/${first}`;
          const frame = await staffFrame(c, context.frame, context.actor, here);
          return html(c, seriesPage(frame, { room, preview, fields: kept, key: fields.key }));
        }
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
        return formAgain(c, context, fields, refusalOf(err));
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
  .get("/bookings/:booking", requirePermission("classrooms.see"), validate("param", OfBooking), (c) =>
    bookingAnswer(c, c.req.valid("param").booking),
  )
  .post(
    "/bookings/:booking/cancel",
    requirePermission("classrooms.book"),
    validate("param", OfBooking),
    validate("form", z.object({ ...WithVersion.shape, scope: z.optional(z.enum(["this", "following", "all"])) })),
    (c) => act(c, c.req.valid("param").booking, (context, booking) => cancel(context, booking, c.req.valid("form"))),
  )
  .post(
    "/bookings/:booking/move",
    requirePermission("classrooms.book"),
    validate("param", OfBooking),
    validate("form", z.object({ ...WithVersion.shape, resource: ResourceId, date: DateText, first: number })),
    (c) =>
      act(c, c.req.valid("param").booking, (context, booking) => {
        const { first, ...to } = c.req.valid("form");
        const length = (booking.lastPeriod ?? first) - (booking.firstPeriod ?? first);
        return move(context, booking, { ...to, first, last: first + length });
      }),
  )
  .post(
    "/bookings/:booking/check-in",
    requirePermission("classrooms.book"),
    validate("param", OfBooking),
    validate("form", WithVersion),
    (c) =>
      act(c, c.req.valid("param").booking, (context, booking) =>
        checkIn(context, booking, { act: "check-in", version: c.req.valid("form").version }),
      ),
  )
  .post(
    "/bookings/:booking/check-out",
    requirePermission("classrooms.book"),
    validate("param", OfBooking),
    validate("form", WithVersion),
    (c) =>
      act(c, c.req.valid("param").booking, (context, booking) =>
        checkIn(context, booking, { act: "check-out", version: c.req.valid("form").version }),
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
