import { DateText, RecordId, SchoolId } from "@ven/contracts/classrooms";
import { requirePermission } from "@ven/identity";
import { html, problem, validate } from "@ven/kit";
import { addDays, localDate, localTime, weekdayOf } from "@ven/kit/local-time";
import { gridPage, type MyItem, myWeekPage, roomWords, schoolsPage } from "@ven/web-classrooms";
import * as z from "zod/mini";

import { type Frame, within } from "../frame-repository";
import type { HandlingContext } from "../handle-booking";
import { leaveWaitlist } from "../join-waitlist";
import { acceptSwap, endSwap } from "../move-booking";
import { lessonTimes } from "../rules/calendar";
import { weekRepository } from "../week-repository";
import { schoolContext } from "./context";
import { gridOf, spanOf } from "./grid";
import { staffFrame } from "./page-parts";
import { type AskedByStaff, staffRouter } from "./router";

const OfSchool = z.object({ school: SchoolId });

export const teacherPages = staffRouter()
  .get("/me", requirePermission("classrooms.see"), async (c) => {
    const organisations = c.var.principal.organisationsWith("classrooms.see");
    const found = await weekRepository(c.env.DB).schools(organisations, "", 101);
    const [first] = found;
    if (found.length === 1 && first) return c.redirect(`/s/${first.id}/me`, 303);
    return html(c, schoolsPage(await staffFrame(c), found));
  })
  .get(
    "/s/:school/me",
    requirePermission("classrooms.see"),
    validate("param", OfSchool),
    validate("query", z.object({ date: z.optional(DateText) })),
    async (c) => {
      const context = await schoolContext(c, c.req.valid("param").school, "classrooms.see");
      return html(
        c,
        myWeekPage(
          await staffFrame(c, context.frame, context.actor),
          await myWeek(c, context, c.req.valid("query").date),
        ),
      );
    },
  )
  .post("/s/:school/news", requirePermission("classrooms.see"), validate("param", OfSchool), async (c) => {
    const { school } = c.req.valid("param");
    const { bookings, records, actor, now } = await schoolContext(c, school, "classrooms.see");
    if (actor.person) await bookings.run([records.readNotices(actor.person.id, now)]);
    return c.redirect(`/s/${school}/me`, 303);
  })
  .post(
    "/s/:school/swaps/:swap",
    requirePermission("classrooms.book"),
    validate("param", z.object({ school: SchoolId, swap: RecordId })),
    validate("form", z.object({ act: z.enum(["accept", "refuse"]) })),
    async (c) => {
      const { school, swap: id } = c.req.valid("param");
      const context = await schoolContext(c, school, "classrooms.book");
      const swap = await context.records.swap(id);
      if (!swap || swap.school !== school) return problem("not-found");
      await (c.req.valid("form").act === "accept" ? acceptSwap(context, swap) : endSwap(context, swap, "refused"));
      return c.redirect(`/s/${school}/me`, 303);
    },
  )
  .post(
    "/s/:school/waitlist/:waiting/leave",
    requirePermission("classrooms.book"),
    validate("param", z.object({ school: SchoolId, waiting: RecordId })),
    async (c) => {
      const { school, waiting } = c.req.valid("param");
      const context = await schoolContext(c, school, "classrooms.book");
      const found = await context.waitlist.find(waiting);
      if (!found || found.school !== school) return problem("not-found");
      await leaveWaitlist(context, found);
      return c.redirect(`/s/${school}/me`, 303);
    },
  )
  .get(
    "/s/:school/rooms",
    requirePermission("classrooms.see"),
    validate("param", OfSchool),
    validate(
      "query",
      z.object({
        view: z.optional(z.enum(["day", "room", "all"])),
        date: z.optional(DateText),
        room: z.optional(z.string().check(z.maxLength(40))),
      }),
    ),
    async (c) => {
      const { school } = c.req.valid("param");
      const { actor, frame: whole, now } = await schoolContext(c, school, "classrooms.see");
      const { view = "day", date = schoolDay(whole, now), room } = c.req.valid("query");
      const { from, to } = spanOf(view, date);
      const frame = within(whole, from, to);
      const only = view === "room" ? (frame.rooms.find(({ code }) => code === room) ?? frame.rooms[0]) : undefined;
      const rooms = only ? [only] : frame.rooms.filter(({ kind }) => kind === "room").slice(0, 24);
      const slots = await weekRepository(c.env.DB).slots(
        rooms.map(({ id }) => id),
        from,
        to,
      );
      const grid = gridOf({
        frame,
        slots,
        rooms,
        view,
        date,
        room: only?.code ?? null,
        me: actor.person?.id,
        now,
        lang: c.var.lang,
      });
      return html(c, gridPage(await staffFrame(c, frame, actor), grid));
    },
  );

/** Today, or on a Sunday or in a break the next day on which the school has lessons. */
function schoolDay({ school, days }: Frame, now: number) {
  const today = localDate(now, school.timezone);
  return days.find(({ date, kind }) => date >= today && kind !== "closed")?.date ?? today;
}

/** What a teacher's week is made of: the timetable's lessons, the bookings, and what has changed. */
async function myWeek(
  c: AskedByStaff,
  { bookings, waitlist, records, frame, actor, now }: HandlingContext,
  asked?: string,
) {
  const { timezone } = frame.school;
  const today = localDate(now, timezone);
  const date = asked ?? schoolDay(frame, now);
  const monday = addDays(date, 1 - weekdayOf(date));
  const sunday = addDays(monday, 6);
  const me = actor.person?.id;
  const repository = weekRepository(c.env.DB);
  const [mine, lessons, notices, swaps, waiting] = me
    ? await Promise.all([
        bookings.ofPerson(me, monday, sunday),
        repository.lessons(frame.school.id, me, date),
        records.notices(me),
        records.swapsFor(me),
        waitlist.ofPerson(me, today),
      ])
    : [[], [], [], [], []];
  const swapped = await bookings.findAll(swaps.flatMap((one) => [one.mine, one.theirs]));
  const labelOf = (id: string) => swapped.find((one) => one.id === id)?.label ?? "";
  const roomOf = (id: string) => frame.rooms.find((room) => room.id === id)?.name ?? id;
  const clock = (at: number) => localTime(at, timezone);
  const days = frame.days
    .filter((day) => monday <= day.date && day.date <= sunday)
    .map((day) => {
      const booked = mine.filter((one) => one.date === day.date);
      const items: (MyItem & { at: number })[] = booked.map((one) => ({
        at: one.startAt,
        date: day.date,
        first: one.firstPeriod,
        last: one.lastPeriod,
        from: clock(one.startAt),
        to: clock(one.endAt),
        label: one.label,
        room: roomOf(one.resource),
        booking: { id: one.id, status: one.status },
        bookHref: null,
      }));
      const open = day.kind === "closed" ? [] : lessons.filter(({ weekday }) => weekday === day.runsAs);
      for (const lesson of open) {
        const times = lessonTimes(frame.bells, day, lesson.first, lesson.last);
        if (
          !times ||
          booked.some((one) => one.beside === null && one.startAt < times.endAt && one.endAt > times.startAt)
        )
          continue;
        const group = frame.classes.find(({ id }) => id === lesson.class)?.name ?? "";
        const query = new URLSearchParams({ class: lesson.class, subject: lesson.subject });
        items.push({
          at: times.startAt,
          date: day.date,
          first: lesson.first,
          last: lesson.last,
          from: clock(times.startAt),
          to: clock(times.endAt),
          label: `${group} · ${lesson.subject}`,
          room: null,
          booking: null,
          bookHref:
            times.startAt > now ? `/s/${frame.school.id}/find?date=${day.date}&first=${lesson.first}&${query}` : null,
        });
      }
      const reason = c.var.lang === "vi" ? day.reason : (day.reasonEn ?? day.reason);
      return {
        date: day.date,
        closed: day.kind === "closed" ? (reason ?? roomWords(c.var.lang).closed) : null,
        items: items.toSorted((a, b) => a.at - b.at),
      };
    });
  return {
    monday,
    today,
    days,
    notices,
    swaps: swaps.map((one) => ({ id: one.id, mine: labelOf(one.mine), theirs: labelOf(one.theirs) })),
    waiting: waiting.map(({ id, label, date: on, resource }) => ({ id, label, date: on, room: roomOf(resource) })),
    before: addDays(monday, -7),
    after: addDays(monday, 7),
    linked: me !== undefined,
    copyHref: me !== undefined && sunday > today ? `/s/${frame.school.id}/copy?date=${monday}` : null,
    notice: c.req.query("done") === undefined ? undefined : roomWords(c.var.lang).done,
  };
}
