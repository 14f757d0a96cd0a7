import { RecordId, SchoolId } from "@ven/contracts/classroom-ids";
import { HookList, HookMade, NewHook } from "@ven/contracts/classrooms-exchange";
import { requirePermission } from "@ven/identity";
import { describe, problem, Problem, randomToken, seal, uuidv7, validate } from "@ven/kit";
import * as z from "zod/mini";

import { sealingKey } from "../../exchange/deliver-hooks";
import { hookRepository, type HookRow } from "../../exchange/hook-repository";
import { importRepository } from "../../exchange/import-repository";
import { isDeliverable } from "../../exchange/webhook";
import { schoolFor, staffRouter } from "../exchange/router";

const OfSchool = z.object({ school: SchoolId });
const hookView = ({ id, url, createdAt, stoppedAt }: HookRow) => ({ id, url, createdAt, stopped: stoppedAt !== null });

export const hooks = staffRouter()
  .get(
    "/api/records/schools/:school/hooks",
    describe({ summary: "Systems that are told what happens", returns: { 200: HookList }, security: "bearer" }),
    requirePermission("classrooms.manage"),
    validate("param", OfSchool),
    async (c) => {
      const { id } = await schoolFor(c, c.req.valid("param").school, "classrooms.manage");
      return c.json({ items: (await hookRepository(c.env.DB).ofSchool(id)).map(hookView) });
    },
  )
  .post(
    "/api/records/schools/:school/hooks",
    describe({
      summary: "Have a system told of what happens: signed posts, tried again for two days and a half",
      returns: { 201: HookMade },
      security: "bearer",
    }),
    requirePermission("classrooms.manage"),
    validate("param", OfSchool),
    validate("json", NewHook),
    async (c) => {
      const { id: school } = await schoolFor(c, c.req.valid("param").school, "classrooms.manage");
      const { url } = c.req.valid("json");
      if (!isDeliverable(url, { development: c.env.ENVIRONMENT === "development" }))
        throw new Problem("validation-failed", undefined, { errors: [{ pointer: "/url", detail: "https, public" }] });
      const repository = hookRepository(c.env.DB);
      const { now, principal, requestId } = c.var;
      const id = uuidv7(now);
      const secret = randomToken(32);
      const sealed = await seal(await sealingKey(c.env.CLASSROOMS_KEY), secret, `room_hook/${id}`);
      await repository.run([
        repository.make({ id, school, url, secret: sealed, createdAt: now, by: principal.subject }),
        importRepository(c.env.DB).audit({
          at: now,
          actor: principal.subject,
          action: "hook-add",
          object: id,
          organisation: school,
          requestId,
        }),
      ]);
      return c.json({ id, url, createdAt: now, stopped: false, secret }, 201, { "cache-control": "no-store" });
    },
  )
  .delete(
    "/api/records/schools/:school/hooks/:hook",
    describe({ summary: "Tell it no more", returns: { 204: "Stopped" }, security: "bearer" }),
    requirePermission("classrooms.manage"),
    validate("param", z.object({ school: SchoolId, hook: RecordId })),
    async (c) => {
      const { school, hook } = c.req.valid("param");
      await schoolFor(c, school, "classrooms.manage");
      const repository = hookRepository(c.env.DB);
      const [stopped] = await repository.run([repository.stop(hook, school, c.var.now)]);
      return stopped?.meta.changes ? c.body(null, 204) : problem("not-found");
    },
  );
