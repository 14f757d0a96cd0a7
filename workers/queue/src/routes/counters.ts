import {
  CallByHand,
  DeskView,
  Reclassify,
  ScopedId,
  StaffTicket,
  TicketCommand,
  TransferTicket,
} from "@ven/contracts/queue";
import { requirePermission } from "@ven/identity";
import { describe, idempotencyKey, validate } from "@ven/kit";
import * as z from "zod/mini";

import { callNext } from "../call-next";
import { facilityOf, liveQueue } from "../facility-stub";
import { type Act, handleTicket } from "../handle-ticket";
import { valueOf } from "../live-queue";
import { callerWith } from "./caller";
import { staffRouter } from "./router";

const InPath = z.object({ counter: ScopedId });

/** One act of a counter on one ticket: what it takes beside ticket and version, and what it is for. */
const bodies: Record<Act, { summary: string; body: z.ZodMiniType<z.infer<typeof TicketCommand>> }> = {
  recall: { summary: "Call the ticket again, at most three times", body: TicketCommand },
  start: { summary: "The person is here", body: TicketCommand },
  finish: { summary: "The person is done", body: TicketCommand },
  "no-show": { summary: "Nobody came", body: TicketCommand },
  undo: { summary: "Take a call back; the ticket gets its old place", body: TicketCommand },
  call: { summary: "Call out of turn, with a reason", body: CallByHand },
  park: { summary: "Send away for a while; keeps its place, is never called by itself", body: TicketCommand },
  resume: { summary: "Back from where it was sent", body: TicketCommand },
  reinstate: { summary: "Put an absent person back, behind the next three", body: TicketCommand },
  transfer: { summary: "On to another service, in the same visit", body: TransferTicket },
  reclassify: { summary: "Confirm or lower a class; the arrival time stays", body: Reclassify },
};

export const counters = staffRouter()
  .get(
    "/api/counters/:counter",
    describe({ summary: "A desk: what it holds and who waits", returns: { 200: DeskView }, security: "bearer" }),
    requirePermission("queue.desk"),
    validate("param", InPath),
    async (c) => {
      const { counter } = c.req.valid("param");
      const organisations = c.var.principal.organisationsWith("queue.desk");
      const desk = valueOf(await liveQueue(c.env, facilityOf(counter)).desk(counter, organisations));
      return c.json(desk, 200, { "cache-control": "no-store" });
    },
  )
  .post(
    "/api/counters/:counter/call-next",
    describe({
      summary: "Settle what the counter holds and call who is next",
      returns: { 200: StaffTicket, 204: "Nobody waits whom this counter serves" },
      security: "bearer",
      headers: {
        "Idempotency-Key": { description: "A retry with the same key gives the same ticket", required: true },
      },
    }),
    requirePermission("queue.call"),
    validate("param", InPath),
    async (c) => {
      const { counter } = c.req.valid("param");
      const ticket = await callNext(
        { queue: liveQueue(c.env, facilityOf(counter)), caller: callerWith(c, "queue.call") },
        { counter, key: idempotencyKey(c) },
      );
      return ticket ? c.json(ticket) : c.body(null, 204);
    },
  );

for (const [act, { summary, body }] of Object.entries(bodies) as [Act, (typeof bodies)[Act]][])
  counters.post(
    `/api/counters/:counter/${act}`,
    describe({ summary, returns: { 200: StaffTicket }, security: "bearer" }),
    requirePermission("queue.call"),
    validate("param", InPath),
    validate("json", body),
    async (c) => {
      const { counter } = c.req.valid("param");
      const ticket = await handleTicket(
        { queue: liveQueue(c.env, facilityOf(counter)), caller: callerWith(c, "queue.call"), now: c.var.now },
        { act, counter, ...c.req.valid("json") },
      );
      return c.json(ticket);
    },
  );
