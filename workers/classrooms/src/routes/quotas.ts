import { AddQuota, QuotaList, SchoolId } from "@ven/contracts/classrooms";
import { requirePermission } from "@ven/identity";
import { describe, problem, uuidv7, validate } from "@ven/kit";
import * as z from "zod/mini";

import { forgetFrame } from "../frame-repository";
import { schoolContext } from "./context";
import { staffRouter } from "./router";

const InPath = z.object({ school: SchoolId });

export const quotas = staffRouter()
  .get(
    "/api/schools/:school/quotas",
    describe({ summary: "The quotas of a school", returns: { 200: QuotaList }, security: "bearer" }),
    requirePermission("classrooms.see"),
    validate("param", InPath),
    async (c) => {
      const { frame } = await schoolContext(c, c.req.valid("param").school, "classrooms.see");
      return c.json({ items: frame.quotas });
    },
  )
  .post(
    "/api/schools/:school/quotas",
    describe({ summary: "Set a quota", returns: { 201: QuotaList }, security: "bearer" }),
    requirePermission("classrooms.manage"),
    validate("param", InPath),
    validate("json", AddQuota),
    async (c) => {
      const { school } = c.req.valid("param");
      const { frame, records, bookings, actor, now, requestId } = await schoolContext(c, school, "classrooms.manage");
      const { who, per, resource = null, most } = c.req.valid("json");
      if (resource !== null && !frame.rooms.some(({ id }) => id === resource)) problem("not-found");
      if (who === "school" && resource === null)
        problem("validation-failed", undefined, { errors: [{ pointer: "/resource", detail: "required" }] });
      const quota = { id: uuidv7(now), who, per, resource, most };
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
      return c.json({ items: [...frame.quotas, quota] }, 201);
    },
  )
  .delete(
    "/api/schools/:school/quotas/:quota",
    describe({ summary: "Lift a quota", returns: { 204: "Lifted" }, security: "bearer" }),
    requirePermission("classrooms.manage"),
    validate("param", z.object({ school: SchoolId, quota: z.string().check(z.maxLength(40)) })),
    async (c) => {
      const { school, quota } = c.req.valid("param");
      const { records, bookings, actor, now, requestId } = await schoolContext(c, school, "classrooms.manage");
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
      return c.body(null, 204);
    },
  );
