import {
  DateText,
  Feature,
  ResourceKind,
  RoomList,
  SchoolFrame,
  SchoolId,
  SchoolList,
  UsageList,
  WeekView,
} from "@ven/contracts/classrooms";
import { requirePermission } from "@ven/identity";
import { decodeCursor, describe, page, validate } from "@ven/kit";
import { addDays, weekdayOf } from "@ven/kit/local-time";
import * as z from "zod/mini";

import { findRooms } from "../find-rooms";
import { within } from "../frame-repository";
import { roomView, weekView } from "../views";
import { weekRepository } from "../week-repository";
import { schoolContext } from "./context";
import { staffRouter } from "./router";

const InPath = z.object({ school: SchoolId });
const number = z.string().check(z.regex(/^\d{1,4}$/));
const RoomQuery = z.object({
  q: z.optional(z.string().check(z.maxLength(200))),
  features: z.optional(z.string().check(z.maxLength(200))),
  capacity: z.optional(number),
  kind: z.optional(ResourceKind),
  date: z.optional(DateText),
  first: z.optional(number),
  last: z.optional(number),
});
const ListQuery = z.object({
  cursor: z.optional(z.string().check(z.maxLength(200))),
  limit: z.optional(z.string().check(z.regex(/^([1-9]\d?|100)$/))),
});

/** The Monday of a date's week. */
export const mondayOf = (date: string) => addDays(date, 1 - weekdayOf(date));
const asNumber = (text: string | undefined) => (text === undefined ? undefined : Number(text));

export const schools = staffRouter()
  .get(
    "/api/schools",
    describe({ summary: "The schools that the caller may see", returns: { 200: SchoolList }, security: "bearer" }),
    requirePermission("classrooms.see"),
    validate("query", ListQuery),
    async (c) => {
      const { cursor, limit = "50" } = c.req.valid("query");
      const after = cursor === undefined ? "" : String(decodeCursor(cursor)[0]);
      const organisations = c.var.principal.organisationsWith("classrooms.see");
      const rows = await weekRepository(c.env.DB).schools(organisations, after, Number(limit) + 1);
      return c.json(page(rows, Number(limit), ({ id }) => [id]));
    },
  )
  .get(
    "/api/schools/:school",
    describe({ summary: "A school's terms, bells and rooms", returns: { 200: SchoolFrame }, security: "bearer" }),
    requirePermission("classrooms.see"),
    validate("param", InPath),
    async (c) => {
      const { frame } = await schoolContext(c, c.req.valid("param").school, "classrooms.see");
      const { school, terms, bells, rooms } = frame;
      return c.json({ school: { ...school, rooms: rooms.length }, terms, bells, rooms: rooms.map(roomView) });
    },
  )
  .get(
    "/api/schools/:school/rooms",
    describe({
      summary: "Rooms by words, features, seats and time; with a date and a period only those that are free",
      returns: { 200: RoomList },
      security: "bearer",
    }),
    requirePermission("classrooms.see"),
    validate("param", InPath),
    validate("query", RoomQuery),
    async (c) => {
      const context = await schoolContext(c, c.req.valid("param").school, "classrooms.see");
      const { q, features, capacity, kind, date, first, last } = c.req.valid("query");
      const wanted = features?.split(",").filter((one) => Feature.safeParse(one).success);
      const found = await findRooms(context, {
        text: q,
        features: wanted,
        capacity: asNumber(capacity),
        kind,
        date,
        first: asNumber(first),
        last: asNumber(last),
      });
      return c.json({ items: found.map(roomView) });
    },
  )
  .get(
    "/api/schools/:school/week",
    describe({
      summary: "The week of a date for up to 24 rooms: days, bells, and what is in each period",
      returns: { 200: WeekView },
      security: "bearer",
    }),
    requirePermission("classrooms.see"),
    validate("param", InPath),
    validate("query", z.object({ date: DateText, rooms: z.optional(z.string().check(z.maxLength(2000))) })),
    async (c) => {
      const { school } = c.req.valid("param");
      const { actor, frame: whole } = await schoolContext(c, school, "classrooms.see");
      const { date, rooms } = c.req.valid("query");
      const [from, to] = [mondayOf(date), addDays(mondayOf(date), 6)];
      const frame = within(whole, from, to);
      const wanted = rooms?.split(",");
      const shown = frame.rooms.filter(({ id }) => wanted === undefined || wanted.includes(id)).slice(0, 24);
      const slots = await weekRepository(c.env.DB).slots(
        shown.map(({ id }) => id),
        from,
        to,
      );
      return c.json(weekView(frame, shown, frame.days, slots, actor.person?.id));
    },
  )
  .get(
    "/api/usage",
    describe({
      summary: "How much of the open periods is booked and used, school by school, over whole weeks",
      returns: { 200: UsageList },
      security: "bearer",
    }),
    requirePermission("classrooms.report"),
    validate("query", z.object({ from: DateText, to: DateText })),
    async (c) => {
      const { from, to } = c.req.valid("query");
      const organisations = c.var.principal.organisationsWith("classrooms.report");
      const items = await weekRepository(c.env.DB).usage(organisations, mondayOf(from), to);
      return c.json({ from, to, items });
    },
  );
