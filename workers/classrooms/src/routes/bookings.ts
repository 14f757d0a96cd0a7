import {
  AskSwap,
  Booked,
  Booking,
  BookSet,
  Cancel,
  CopyBooked,
  CopyPreview,
  CopyWeek,
  Decide,
  Handover,
  Move,
  RecordId,
  Refused,
  SchoolId,
  Series,
  SeriesBooked,
  SeriesPreview,
  Swap,
  Wait,
  Waiting,
} from "@ven/contracts/classrooms";
import { requirePermission } from "@ven/identity";
import { describe, idempotencyKey, problem, uuidv7, validate } from "@ven/kit";
import * as z from "zod/mini";

import { book } from "../book";
import { bookSeries, previewSeries } from "../book-series";
import { copyWeek, previewCopy } from "../copy-week";
import { cancel, checkIn, decide } from "../handle-booking";
import { leaveWaitlist, readdDate, wait } from "../join-waitlist";
import { acceptSwap, askSwap, endSwap, move, moveSeries } from "../move-booking";
import { recordRepository } from "../record-repository";
import { seriesRepository } from "../series-repository";
import { bookingView, waitingView } from "../views";
import { waitlistRepository } from "../waitlist-repository";
import { whyNot, wishOf } from "../wish";
import { bookingContext, schoolContext } from "./context";
import { staffRouter } from "./router";

const OfSchool = z.object({ school: SchoolId });
const OfBooking = z.object({ booking: RecordId });
const once = { "Idempotency-Key": { description: "A retry with the same key gives the same answer", required: true } };
const swapView = ({ id, mine, theirs, status }: z.infer<typeof Swap>) => ({ id, mine, theirs, status });

export const bookings = staffRouter()
  .post(
    "/api/schools/:school/bookings",
    describe({
      summary: "Book lessons: all of the list, or none; 409 names the rule and the nearest date it allows",
      returns: { 201: Booked, 409: "not-bookable, with `rule`" },
      security: "bearer",
      headers: once,
    }),
    requirePermission("classrooms.book"),
    validate("param", OfSchool),
    validate("json", BookSet),
    async (c) => {
      const context = await schoolContext(c, c.req.valid("param").school, "classrooms.book");
      const items = await book(context, { set: c.req.valid("json"), key: idempotencyKey(c) });
      return c.json({ items: items.map(bookingView) }, 201);
    },
  )
  .post(
    "/api/schools/:school/why-not",
    describe({
      summary: "Whether a lesson could be booked; the rule that refuses, and the nearest date that it allows",
      returns: { 200: z.object({ refusal: z.nullable(Refused) }) },
      security: "bearer",
    }),
    requirePermission("classrooms.see"),
    validate("param", OfSchool),
    validate("json", Wait),
    async (c) => {
      const context = await schoolContext(c, c.req.valid("param").school, "classrooms.see");
      const asked = c.req.valid("json");
      return c.json({ refusal: (await whyNot(context, wishOf(context.frame, context.actor, asked), asked)) ?? null });
    },
  )
  .get(
    "/api/bookings/:booking",
    describe({ summary: "A booking", returns: { 200: Booking }, security: "bearer" }),
    requirePermission("classrooms.see"),
    validate("param", OfBooking),
    async (c) => {
      const { booking } = await bookingContext(c, c.req.valid("param").booking, "classrooms.see");
      return c.json(bookingView(booking), 200, { "cache-control": "no-store" });
    },
  )
  .post(
    "/api/bookings/:booking/cancel",
    describe({
      summary: "Give a booking up: this one, this and those that follow in its series, or all",
      returns: { 200: z.object({ cancelled: z.array(RecordId) }) },
      security: "bearer",
    }),
    requirePermission("classrooms.book"),
    validate("param", OfBooking),
    validate("json", Cancel),
    async (c) => {
      const { booking, context } = await bookingContext(c, c.req.valid("param").booking, "classrooms.book");
      return c.json(await cancel(context, booking, c.req.valid("json")));
    },
  )
  .post(
    "/api/bookings/:booking/move",
    describe({
      summary: "Another room or time; when it is taken, nothing changes",
      returns: { 200: Booking },
      security: "bearer",
    }),
    requirePermission("classrooms.book"),
    validate("param", OfBooking),
    validate("json", Move),
    async (c) => {
      const { booking, context } = await bookingContext(c, c.req.valid("param").booking, "classrooms.book");
      const { scope = "this", ...to } = c.req.valid("json");
      if (scope === "this") return c.json(bookingView(await move(context, booking, to)));
      if (to.date !== undefined)
        problem("validation-failed", undefined, { errors: [{ pointer: "/date", detail: "of one lesson only" }] });
      await moveSeries(context, booking, { ...to, scope });
      return c.json(bookingView((await context.bookings.find(booking.id)) ?? problem("not-found")));
    },
  )
  .post(
    "/api/bookings/:booking/approve",
    describe({
      summary: "Approve; of two managers one does, the other gets 409",
      returns: { 200: Booking },
      security: "bearer",
    }),
    requirePermission("classrooms.manage"),
    validate("param", OfBooking),
    validate("json", Decide),
    async (c) => {
      const { booking, context } = await bookingContext(c, c.req.valid("param").booking, "classrooms.manage");
      return c.json(bookingView(await decide(context, booking, { act: "approve", ...c.req.valid("json") })));
    },
  )
  .post(
    "/api/bookings/:booking/deny",
    describe({ summary: "Deny, with a reason", returns: { 200: Booking }, security: "bearer" }),
    requirePermission("classrooms.manage"),
    validate("param", OfBooking),
    validate("json", Decide),
    async (c) => {
      const { booking, context } = await bookingContext(c, c.req.valid("param").booking, "classrooms.manage");
      return c.json(bookingView(await decide(context, booking, { act: "deny", ...c.req.valid("json") })));
    },
  )
  .post(
    "/api/bookings/:booking/check-in",
    describe({ summary: "The room is in use", returns: { 200: Booking }, security: "bearer" }),
    requirePermission("classrooms.book"),
    validate("param", OfBooking),
    validate("json", Handover),
    async (c) => {
      const { booking, context } = await bookingContext(c, c.req.valid("param").booking, "classrooms.book");
      return c.json(bookingView(await checkIn(context, booking, { act: "check-in", ...c.req.valid("json") })));
    },
  )
  .post(
    "/api/bookings/:booking/check-out",
    describe({ summary: "The room is given back", returns: { 200: Booking }, security: "bearer" }),
    requirePermission("classrooms.book"),
    validate("param", OfBooking),
    validate("json", Handover),
    async (c) => {
      const { booking, context } = await bookingContext(c, c.req.valid("param").booking, "classrooms.book");
      return c.json(bookingView(await checkIn(context, booking, { act: "check-out", ...c.req.valid("json") })));
    },
  )
  .post(
    "/api/schools/:school/series/preview",
    describe({
      summary: "What a series would book, date by date",
      returns: { 200: SeriesPreview },
      security: "bearer",
    }),
    requirePermission("classrooms.book"),
    validate("param", OfSchool),
    validate("json", Series),
    async (c) => {
      const context = await schoolContext(c, c.req.valid("param").school, "classrooms.book");
      return c.json(await previewSeries(context, c.req.valid("json")));
    },
  )
  .post(
    "/api/schools/:school/series",
    describe({
      summary: "Book a series; what is taken fails it, is left out, or waits, as its policy says",
      returns: { 201: SeriesBooked, 409: "not-bookable, with the dates" },
      security: "bearer",
      headers: once,
    }),
    requirePermission("classrooms.book"),
    validate("param", OfSchool),
    validate("json", Series),
    async (c) => {
      const context = await schoolContext(c, c.req.valid("param").school, "classrooms.book");
      return c.json(await bookSeries(context, { series: c.req.valid("json"), key: idempotencyKey(c) }), 201);
    },
  )
  .post(
    "/api/schools/:school/week-copies/preview",
    describe({
      summary: "What booking last week's lessons again would give, lesson by lesson",
      returns: { 200: CopyPreview },
      security: "bearer",
    }),
    requirePermission("classrooms.book"),
    validate("param", OfSchool),
    validate("json", CopyWeek),
    async (c) => {
      const context = await schoolContext(c, c.req.valid("param").school, "classrooms.book");
      return c.json(await previewCopy(context, c.req.valid("json")));
    },
  )
  .post(
    "/api/schools/:school/week-copies",
    describe({
      summary: "Book last week's lessons again, all that were chosen or none",
      returns: { 201: CopyBooked, 409: "not-bookable, with the dates" },
      security: "bearer",
      headers: once,
    }),
    requirePermission("classrooms.book"),
    validate("param", OfSchool),
    validate("json", CopyWeek),
    async (c) => {
      const context = await schoolContext(c, c.req.valid("param").school, "classrooms.book");
      return c.json(await copyWeek(context, { ...c.req.valid("json"), key: idempotencyKey(c) }), 201);
    },
  )
  .post(
    "/api/series/:series/dates",
    describe({
      summary: "Add a date back that the series left out",
      returns: { 201: Booked },
      security: "bearer",
      headers: once,
    }),
    requirePermission("classrooms.book"),
    validate("param", z.object({ series: RecordId })),
    validate("json", z.object({ date: z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)) })),
    async (c) => {
      const found = (await seriesRepository(c.env.DB).find(c.req.valid("param").series)) ?? problem("not-found");
      const context = await schoolContext(c, found.school, "classrooms.book");
      const added = await readdDate(context, found, { date: c.req.valid("json").date, key: idempotencyKey(c) });
      return c.json({ items: added.map(bookingView) }, 201);
    },
  )
  .post(
    "/api/schools/:school/waitlist",
    describe({ summary: "Wait for a room that is taken", returns: { 201: Waiting }, security: "bearer" }),
    requirePermission("classrooms.book"),
    validate("param", OfSchool),
    validate("json", Wait),
    async (c) => {
      const context = await schoolContext(c, c.req.valid("param").school, "classrooms.book");
      return c.json(waitingView(await wait(context, c.req.valid("json"), uuidv7(c.var.now))), 201);
    },
  )
  .delete(
    "/api/waitlist/:waiting",
    describe({ summary: "Wait no longer", returns: { 204: "Left" }, security: "bearer" }),
    requirePermission("classrooms.book"),
    validate("param", z.object({ waiting: RecordId })),
    async (c) => {
      const found = (await waitlistRepository(c.env.DB).find(c.req.valid("param").waiting)) ?? problem("not-found");
      await leaveWaitlist(await schoolContext(c, found.school, "classrooms.book"), found);
      return c.body(null, 204);
    },
  )
  .post(
    "/api/bookings/:booking/swap",
    describe({ summary: "Ask a colleague to change places", returns: { 201: Swap }, security: "bearer" }),
    requirePermission("classrooms.book"),
    validate("param", OfBooking),
    validate("json", AskSwap),
    async (c) => {
      const { booking, context } = await bookingContext(c, c.req.valid("param").booking, "classrooms.book");
      const { theirs, note } = c.req.valid("json");
      const other = await context.bookings.find(theirs);
      if (!other || other.school !== booking.school) return problem("not-found");
      return c.json(swapView(await askSwap(context, booking, other, note)), 201);
    },
  );

for (const act of ["accept", "refuse", "withdraw"] as const)
  bookings.post(
    `/api/swaps/:swap/${act}`,
    describe({ summary: `A swap: ${act}`, returns: { 200: Swap }, security: "bearer" }),
    requirePermission("classrooms.book"),
    validate("param", z.object({ swap: RecordId })),
    async (c) => {
      const swap = (await recordRepository(c.env.DB).swap(c.req.valid("param").swap)) ?? problem("not-found");
      const context = await schoolContext(c, swap.school, "classrooms.book");
      const ended = { refuse: "refused", withdraw: "withdrawn" } as const;
      return c.json(
        swapView(await (act === "accept" ? acceptSwap(context, swap) : endSwap(context, swap, ended[act]))),
      );
    },
  );
