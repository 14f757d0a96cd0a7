import { DateText, RecordId, ResourceId, SchoolId } from "@ven/contracts/classrooms";
import { requirePermission } from "@ven/identity";
import { fill, html, problem, uuidv7, validate } from "@ven/kit";
import { localDate } from "@ven/kit/local-time";
import { roomWords } from "@ven/web-classrooms/office";
import { type Managed, managePage, officeWords } from "@ven/web-classrooms/office";
import * as z from "zod/mini";

import { blockForExam, closeSchools, restoreSchools, victimsOf } from "../close-schools";
import { closureRepository } from "../closure-repository";
import { forgetFrame } from "../frame-repository";
import { decide } from "../handle-booking";
import { orRefuse } from "../refused";
import { schoolContext } from "./context";
import { closing, managed } from "./management";
import { mostPeriods, refusalOf, staffFrame } from "./page-parts";
import { type AskedByStaff, staffRouter } from "./router";

const OfSchool = z.object({ school: SchoolId });
const number = z.coerce.number().check(z.int(), z.minimum(1), z.maximum(15));
const reason = z.string().check(z.trim(), z.minLength(1), z.maxLength(200));
const version = z.coerce.number().check(z.int());

type Context = Awaited<ReturnType<typeof schoolContext>>;
type More = Partial<Pick<Managed, "exam" | "refusal" | "notice">>;

async function answer(c: AskedByStaff, context: Context, more: More = {}) {
  const { bookings, records, closures, frame, actor, now } = context;
  const { id: school, timezone } = frame.school;
  const today = localDate(now, timezone);
  const [pending, closed, faults] = await Promise.all([
    bookings.pending(school),
    closures.ofSchool(school, today),
    records.openFaults(school),
  ]);
  const nameOf = (id: string) => frame.rooms.find((room) => room.id === id)?.name ?? id;
  const page = managePage(await staffFrame(c, frame, actor, `/s/${school}/manage`), {
    today,
    pending: pending.map((one) => ({
      ...one,
      room: nameOf(one.resource),
      first: one.firstPeriod,
      last: one.lastPeriod,
    })),
    closures: closed,
    quotas: frame.quotas,
    faults: faults.map((one) => ({ ...one, room: nameOf(one.resource) })),
    rooms: frame.rooms.filter(({ kind }) => kind !== "equipment"),
    periods: mostPeriods(frame),
    exam: undefined,
    ...more,
  });
  return html(c, page, more.refusal ? 409 : 200);
}

/** Does something and shows the page as it is then; what was refused is said on it. */
async function act(c: AskedByStaff, school: string, work: (context: Context) => Promise<More | undefined>) {
  const context = await schoolContext(c, school, "classrooms.manage");
  let more: More | undefined;
  try {
    more = await work(context);
  } catch (err) {
    return answer(c, context, { refusal: refusalOf(err) });
  }
  return answer(c, await schoolContext(c, school, "classrooms.manage"), more ?? { notice: roomWords(c.var.lang).done });
}

export const managerPages = staffRouter()
  .get("/s/:school/manage", requirePermission("classrooms.manage"), validate("param", OfSchool), async (c) =>
    answer(c, await schoolContext(c, c.req.valid("param").school, "classrooms.manage")),
  )
  .post(
    "/s/:school/manage/decide",
    requirePermission("classrooms.manage"),
    validate("param", OfSchool),
    validate(
      "form",
      z.object({
        booking: RecordId,
        version,
        act: z.enum(["approve", "deny"]),
        reason: z.optional(z.string().check(z.maxLength(200))),
      }),
    ),
    (c) => {
      const { school } = c.req.valid("param");
      return act(c, school, async (context) => {
        const { booking: id, ...decision } = c.req.valid("form");
        const booking = await context.bookings.find(id);
        if (!booking || booking.school !== school) return problem("not-found");
        await decide(context, booking, { ...decision, reason: decision.reason?.trim() || undefined });
        return undefined;
      });
    },
  )
  .post(
    "/s/:school/manage/close",
    requirePermission("classrooms.manage"),
    validate("param", OfSchool),
    validate("form", z.object({ from: DateText, to: DateText, reason })),
    (c) => {
      const { school } = c.req.valid("param");
      return act(c, school, async () => {
        const { released, told } = await closeSchools(closing(c), { schools: [school], ...c.req.valid("form") });
        return { notice: fill(officeWords(c.var.lang).closedDone, { released, told }) };
      });
    },
  )
  .post(
    "/s/:school/manage/restore",
    requirePermission("classrooms.manage"),
    validate("param", OfSchool),
    validate("form", z.object({ act: RecordId })),
    (c) =>
      act(c, c.req.valid("param").school, async () => {
        const { act: closure } = c.req.valid("form");
        const rows = await closureRepository(c.env.DB).ofAct(closure);
        const schools = rows.map(({ school }) => school);
        // An act of the department over many schools is lifted by the department.
        if (schools.length === 0 || (await managed(c, schools)).length < schools.length) return problem("not-found");
        const { restored, left } = await restoreSchools(closing(c), closure);
        return { notice: fill(officeWords(c.var.lang).restored, { n: restored, left: left.length }) };
      }),
  )
  .post(
    "/s/:school/manage/exam",
    requirePermission("classrooms.manage"),
    validate("param", OfSchool),
    validate(
      "form",
      z.object({
        resource: ResourceId,
        date: DateText,
        first: number,
        last: number,
        reason,
        act: z.enum(["preview", "block"]),
      }),
    ),
    (c) =>
      act(c, c.req.valid("param").school, async (context) => {
        const { resource, act: what, ...form } = c.req.valid("form");
        const exam = { resources: [resource], ...form };
        if (what === "block") {
          await blockForExam(context, exam);
          return undefined;
        }
        const victims = await victimsOf(context, exam);
        const nameOf = (id: string) => context.frame.rooms.find((room) => room.id === id)?.name ?? id;
        return {
          exam: {
            resource,
            date: form.date,
            first: String(form.first),
            last: String(form.last),
            reason: form.reason,
            victims: victims.map(({ victim, instead }) => ({
              label: victim.label,
              date: victim.date,
              first: victim.firstPeriod,
              last: victim.lastPeriod,
              instead: instead.map(nameOf),
            })),
          },
        };
      }),
  )
  .post(
    "/s/:school/manage/quota",
    requirePermission("classrooms.manage"),
    validate("param", OfSchool),
    validate(
      "form",
      z.object({
        who: z.enum(["person", "department"]),
        per: z.enum(["day", "week", "term"]),
        most: z.coerce.number().check(z.int(), z.minimum(0), z.maximum(10_000)),
      }),
    ),
    (c) => {
      const { school } = c.req.valid("param");
      return act(c, school, async ({ bookings, records, actor, now, requestId }) => {
        const quota = { id: uuidv7(now), ...c.req.valid("form"), resource: null };
        await bookings.run([
          records.addQuota({ ...quota, school, by: actor.subject, at: now }),
          bookings.audit({
            at: now,
            actor: actor.subject,
            action: "add-quota",
            object: quota.id,
            organisation: school,
            detail: quota,
            requestId,
          }),
        ]);
        forgetFrame(school);
        return undefined;
      });
    },
  )
  .post(
    "/s/:school/manage/drop-quota",
    requirePermission("classrooms.manage"),
    validate("param", OfSchool),
    validate("form", z.object({ quota: z.string().check(z.maxLength(40)) })),
    (c) => {
      const { school } = c.req.valid("param");
      return act(c, school, async ({ bookings, records, actor, now, requestId }) => {
        const { quota } = c.req.valid("form");
        await bookings.run([
          records.dropQuota(quota, school),
          bookings.audit({
            at: now,
            actor: actor.subject,
            action: "drop-quota",
            object: quota,
            organisation: school,
            requestId,
          }),
        ]);
        forgetFrame(school);
        return undefined;
      });
    },
  )
  .post(
    "/s/:school/manage/fixed",
    requirePermission("classrooms.manage"),
    validate("param", OfSchool),
    validate("form", z.object({ fault: RecordId, version })),
    (c) => {
      const { school } = c.req.valid("param");
      return act(c, school, async ({ bookings, records, actor, now, requestId }) => {
        const { fault: id, version: seen } = c.req.valid("form");
        const fault = await records.fault(id);
        if (!fault || fault.school !== school) return problem("not-found");
        await orRefuse(
          bookings.run([
            records.expectFault(id, seen),
            records.settleFault(id, "fixed", now),
            bookings.audit({
              at: now,
              actor: actor.subject,
              action: "settle-fault",
              object: id,
              organisation: school,
              requestId,
            }),
          ]),
        );
        return undefined;
      });
    },
  );
