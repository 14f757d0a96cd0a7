import { RecordId, SchoolId } from "@ven/contracts/classrooms";
import { requirePermission } from "@ven/identity";
import { problem, validate } from "@ven/kit";
import { managePage } from "@ven/web-classrooms/office";
import * as z from "zod/mini";

import { decide } from "../handle-booking";
import { orRefuse } from "../refused";
import { matter, recorded } from "./office/act";
import { staffFrame } from "./page-parts";
import { staffRouter } from "./router";

const OfSchool = z.object({ school: SchoolId });
const version = z.coerce.number().check(z.int());
const fortnight = 14 * 86_400_000;

const { show, act } = matter(async (c, { bookings, records, rules, frame, actor, now }, said) => {
  const { id: school } = frame.school;
  const [pending, faults, handovers] = await Promise.all([
    bookings.pending(school),
    records.openFaults(school),
    rules.badHandovers(school, now - fortnight),
  ]);
  const nameOf = (id: string) => frame.rooms.find((room) => room.id === id)?.name ?? id;
  return managePage(await staffFrame(c, frame, actor, `/s/${school}/manage`), {
    pending: pending.map((one) => ({
      ...one,
      room: nameOf(one.resource),
      first: one.firstPeriod,
      last: one.lastPeriod,
    })),
    faults: faults.map((one) => ({ ...one, room: nameOf(one.resource) })),
    handovers: handovers.map((one) => ({ ...one, room: nameOf(one.resource) })),
    ...said,
  });
});

export const managerPages = staffRouter()
  .get("/s/:school/manage", requirePermission("classrooms.manage"), validate("param", OfSchool), (c) =>
    show(c, c.req.valid("param").school),
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
    (c) =>
      act(c, c.req.valid("param").school, async (context) => {
        const { booking: id, ...decision } = c.req.valid("form");
        const booking = await context.bookings.find(id);
        if (!booking || booking.school !== context.frame.school.id) return problem("not-found");
        await decide(context, booking, { ...decision, reason: decision.reason?.trim() || undefined });
        return undefined;
      }),
  )
  .post(
    "/s/:school/manage/fixed",
    requirePermission("classrooms.manage"),
    validate("param", OfSchool),
    validate("form", z.object({ fault: RecordId, version })),
    (c) =>
      act(c, c.req.valid("param").school, async (context) => {
        const { records, now, frame } = context;
        const { fault: id, version: seen } = c.req.valid("form");
        const fault = await records.fault(id);
        if (!fault || fault.school !== frame.school.id) return problem("not-found");
        const statements = [records.expectFault(id, seen), records.settleFault(id, "fixed", now)];
        await orRefuse(recorded(context, statements, "settle-fault", id, { status: "fixed" }));
        return undefined;
      }),
  );
