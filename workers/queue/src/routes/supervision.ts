import { FacilityId, FacilityView, ScopedId, SetJoinMode, SetOpening } from "@ven/contracts/queue";
import { requirePermission, requireStepUp } from "@ven/identity";
import { describe, idempotencyKey, validate } from "@ven/kit";
import * as z from "zod/mini";

import { facilityRepository } from "../facility-repository";
import { facilityOf, liveQueue } from "../facility-stub";
import { setJoinMode } from "../set-join-mode";
import { setOpening } from "../set-opening";
import { callerWith } from "./caller";
import { staffRouter } from "./router";

export const supervision = staffRouter()
  .post(
    "/api/services/:service/opening",
    describe({ summary: "Open or close a service for today", returns: { 200: FacilityView }, security: "bearer" }),
    requirePermission("queue.supervise"),
    validate("param", z.object({ service: ScopedId })),
    validate("json", SetOpening),
    async (c) => {
      const { service } = c.req.valid("param");
      const { opening } = c.req.valid("json");
      const queue = liveQueue(c.env, facilityOf(service));
      return c.json(await setOpening({ queue, caller: callerWith(c, "queue.supervise") }, { service, opening }));
    },
  )
  .post(
    "/api/facilities/:facility/join-mode",
    describe({
      summary: "Posters, or rotating codes on screens",
      returns: { 200: FacilityView },
      security: "bearer",
      headers: { "Idempotency-Key": { description: "Makes the change happen once", required: true } },
    }),
    requirePermission("queue.supervise"),
    requireStepUp(),
    validate("param", z.object({ facility: FacilityId })),
    validate("json", SetJoinMode),
    async (c) =>
      c.json(
        await setJoinMode(
          {
            store: facilityRepository(c.env.DB),
            queue: liveQueue(c.env, c.req.valid("param").facility),
            actor: c.var.principal.subject,
            may: (organisationPath) => c.var.principal.may("queue.supervise", organisationPath),
            now: c.var.now,
            requestId: c.var.requestId,
          },
          { joinMode: c.req.valid("json").joinMode, key: idempotencyKey(c) },
        ),
      ),
  );
