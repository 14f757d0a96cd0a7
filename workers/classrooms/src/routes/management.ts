import {
  Close,
  Closed,
  Exam,
  ExamBooked,
  Fault,
  RecordId,
  ReportFault,
  ResourceId,
  Restored,
  Room,
  SchoolId,
  SetService,
  SettleFault,
  Victims,
} from "@ven/contracts/classrooms";
import { organisationPath, requirePermission, requirePresence } from "@ven/identity";
import { describe, problem, uuidv7, validate } from "@ven/kit";
import * as z from "zod/mini";

import { bookingRepository } from "../booking-repository";
import { blockForExam, closeSchools, restoreSchools, victimsOf } from "../close-schools";
import { closureRepository } from "../closure-repository";
import { forgetFrame } from "../frame-repository";
import { recordRepository } from "../record-repository";
import { orRefuse } from "../refused";
import { roomView } from "../views";
import { schoolContext } from "./context";
import { type AskedByStaff, staffRouter } from "./router";

const OfSchool = z.object({ school: SchoolId });

/** What closing takes; schools are narrowed to those that the caller manages, so that a commune may be named whole. */
export const closing = (c: AskedByStaff) => ({
  closures: closureRepository(c.env.DB),
  bookings: bookingRepository(c.env.DB),
  actor: { subject: c.var.principal.subject },
  now: c.var.now,
  requestId: c.var.requestId,
});

export async function managed(c: AskedByStaff, schools: readonly string[]) {
  const { principal, now } = c.var;
  const paths = await Promise.all(schools.map((school) => organisationPath(c.env.DB, school, now)));
  return schools.filter((_, index) => principal.may("classrooms.manage", paths[index] ?? []));
}

/** Whoever shuts more than one school confirms first that it is they: a lost session must not stop a province's lessons. */
export const presentForMany = (c: AskedByStaff, schools: readonly string[]) => {
  if (schools.length > 1) requirePresence(c);
};

export const management = staffRouter()
  .post(
    "/api/closures",
    describe({
      summary:
        "Close schools or communes for a storm: bookings are released, everybody concerned is told once. More than one school wants a step-up",
      returns: { 201: Closed },
      security: "bearer",
    }),
    requirePermission("classrooms.manage"),
    validate("json", Close),
    async (c) => {
      const { schools = [], communes = [], from, to, reason } = c.req.valid("json");
      const named = await closureRepository(c.env.DB).schools(schools, communes);
      const own = await managed(c, named);
      // A school named by its code must be one's own; a commune means those of its schools that are.
      if (schools.some((school) => !own.includes(school))) problem("not-found");
      presentForMany(c, own);
      return c.json(await closeSchools(closing(c), { schools: own, from, to, reason }), 201);
    },
  )
  .post(
    "/api/closures/:act/restore",
    describe({
      summary: "Lift a closure: what is still free comes back, the rest is listed",
      returns: { 200: Restored },
      security: "bearer",
    }),
    requirePermission("classrooms.manage"),
    validate("param", z.object({ act: RecordId })),
    async (c) => {
      const { act } = c.req.valid("param");
      const rows = await closureRepository(c.env.DB).ofAct(act);
      const own = await managed(
        c,
        rows.map(({ school }) => school),
      );
      if (rows.length === 0 || own.length < rows.length) problem("not-found");
      return c.json(await restoreSchools(closing(c), act));
    },
  )
  .post(
    "/api/schools/:school/exams/preview",
    describe({
      summary: "Whom an exam would drive out, and where they could go",
      returns: { 200: Victims },
      security: "bearer",
    }),
    requirePermission("classrooms.manage"),
    validate("param", OfSchool),
    validate("json", Exam),
    async (c) => {
      const context = await schoolContext(c, c.req.valid("param").school, "classrooms.manage");
      const victims = (await victimsOf(context, c.req.valid("json"))).map(({ victim, instead }) => ({
        booking: victim.id,
        resource: victim.resource,
        date: victim.date,
        first: victim.firstPeriod,
        last: victim.lastPeriod,
        label: victim.label,
        instead,
      }));
      return c.json({ victims });
    },
  )
  .post(
    "/api/schools/:school/exams",
    describe({
      summary: "Take rooms for an exam; who was there is released and told",
      returns: { 201: ExamBooked },
      security: "bearer",
    }),
    requirePermission("classrooms.manage"),
    validate("param", OfSchool),
    validate("json", Exam),
    async (c) => {
      const context = await schoolContext(c, c.req.valid("param").school, "classrooms.manage");
      return c.json(await blockForExam(context, c.req.valid("json")), 201);
    },
  )
  .post(
    "/api/rooms/:room/service",
    describe({ summary: "Take a room out of service, or put it back", returns: { 200: Room }, security: "bearer" }),
    requirePermission("classrooms.manage"),
    validate("param", z.object({ room: ResourceId })),
    validate("json", SetService),
    async (c) => {
      const { room: id } = c.req.valid("param");
      const school = id.split(".")[0] ?? "";
      const { frame, bookings, records, actor, now, requestId } = await schoolContext(c, school, "classrooms.manage");
      const room = frame.rooms.find((one) => one.id === id) ?? problem("not-found");
      const { version, status } = c.req.valid("json");
      await orRefuse(
        bookings.run([
          ...records.setService(id, version, status),
          bookings.audit({
            at: now,
            actor: actor.subject,
            action: "set-service",
            object: id,
            organisation: school,
            detail: { status },
            requestId,
          }),
        ]),
      );
      forgetFrame(school);
      return c.json(roomView({ ...room, status }));
    },
  )
  .post(
    "/api/rooms/:room/faults",
    describe({ summary: "Report what is broken", returns: { 201: Fault }, security: "bearer" }),
    requirePermission("classrooms.book"),
    validate("param", z.object({ room: ResourceId })),
    validate("json", ReportFault),
    async (c) => {
      const { room } = c.req.valid("param");
      const school = room.split(".")[0] ?? "";
      const { frame, bookings, records, actor, now, requestId } = await schoolContext(c, school, "classrooms.book");
      if (!frame.rooms.some(({ id }) => id === room)) problem("not-found");
      const fault = { id: uuidv7(now), school, resource: room, what: c.req.valid("json").what };
      await bookings.run([
        records.reportFault({ ...fault, by: actor.subject, at: now }),
        bookings.audit({
          at: now,
          actor: actor.subject,
          action: "report-fault",
          object: fault.id,
          organisation: school,
          detail: { room },
          requestId,
        }),
      ]);
      return c.json({ id: fault.id, resource: room, what: fault.what, status: "open" as const, version: 1 }, 201);
    },
  )
  .get(
    "/api/schools/:school/faults",
    describe({
      summary: "Faults that are not settled",
      returns: { 200: z.object({ items: z.array(Fault) }) },
      security: "bearer",
    }),
    requirePermission("classrooms.manage"),
    validate("param", OfSchool),
    async (c) => {
      const { school } = c.req.valid("param");
      const { records } = await schoolContext(c, school, "classrooms.manage");
      return c.json({ items: await records.openFaults(school) });
    },
  )
  .post(
    "/api/faults/:fault/settle",
    describe({ summary: "A fault is worked on, fixed, or was none", returns: { 200: Fault }, security: "bearer" }),
    requirePermission("classrooms.manage"),
    validate("param", z.object({ fault: RecordId })),
    validate("json", SettleFault),
    async (c) => {
      const found = (await recordRepository(c.env.DB).fault(c.req.valid("param").fault)) ?? problem("not-found");
      const { bookings, records, actor, now, requestId } = await schoolContext(c, found.school, "classrooms.manage");
      const { version, status } = c.req.valid("json");
      await orRefuse(
        bookings.run([
          records.expectFault(found.id, version),
          records.settleFault(found.id, status, now),
          bookings.audit({
            at: now,
            actor: actor.subject,
            action: "settle-fault",
            object: found.id,
            organisation: found.school,
            detail: { status },
            requestId,
          }),
        ]),
      );
      return c.json({ id: found.id, resource: found.resource, what: found.what, status, version: version + 1 });
    },
  );
