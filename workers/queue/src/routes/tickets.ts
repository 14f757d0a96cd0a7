import { IssuedTicket, ScopedId, TakeTicket, TicketToken, TicketView } from "@ven/contracts/queue";
import { type Asked, describe, idempotencyKey, limitCalls, validate } from "@ven/kit";
import * as z from "zod/mini";

import type { Env } from "../env";
import { facilityOf, liveQueue } from "../facility-stub";
import { type HolderAct, holdTicket } from "../hold-ticket";
import { valueOf } from "../live-queue";
import { takeTicket } from "../take-ticket";
import { askingDevice } from "./device";
import { router } from "./router";

const noStore = { "cache-control": "no-store" };
const ByToken = z.object({ token: TicketToken });

export const tickets = router()
  .post(
    "/api/services/:service/tickets",
    describe({
      summary: "Take a number. The same key gives the same ticket, however often it is sent",
      returns: { 201: IssuedTicket },
      headers: {
        "Idempotency-Key": { description: "8 to 128 printable characters, new for each ticket", required: true },
      },
    }),
    validate("param", z.object({ service: ScopedId })),
    validate("json", TakeTicket),
    async (c) => {
      const { service } = c.req.valid("param");
      const facility = facilityOf(service);
      const device = await askingDevice(c);
      if (device) limitCalls(`device:${device}`, c.var.now, perDevice);
      const issued = await takeTicket(
        { queue: liveQueue(c.env, facility), now: c.var.now, secret: c.env.QUEUE_KEY },
        {
          facility,
          service,
          request: c.req.valid("json"),
          key: idempotencyKey(c),
          device,
        },
      );
      return c.json(issued, 201, { location: `/api/tickets/${issued.token}`, "cache-control": "no-store" });
    },
  )
  .get(
    "/api/tickets/:token",
    describe({ summary: "A ticket as it is now, for who holds its token", returns: { 200: TicketView } }),
    validate("param", ByToken),
    async (c) => {
      const { token } = c.req.valid("param");
      const ticket = valueOf(await liveQueue(c.env, facilityOf(token)).ticket(token));
      return c.json(ticket, 200, { "cache-control": "no-store" });
    },
  )
  .post("/api/tickets/:token/cancel", describe(holding("Give a number back")), validate("param", ByToken), async (c) =>
    c.json(await hold(c, c.req.valid("param").token, "cancel"), 200, noStore),
  )
  .post(
    "/api/tickets/:token/back",
    describe(holding("Come back after a missed call")),
    validate("param", ByToken),
    async (c) => c.json(await hold(c, c.req.valid("param").token, "back"), 200, noStore),
  )
  .post(
    "/api/tickets/:token/arrive",
    describe(holding("Arrive with a booked ticket")),
    validate("param", ByToken),
    async (c) => c.json(await hold(c, c.req.valid("param").token, "arrive"), 200, noStore),
  );

function holding(summary: string) {
  return { summary, returns: { 200: TicketView } };
}

/** Many more than a person ever needs; a broken client is stopped before it reaches the hospital's object. */
const perTicket = { limit: 30, windowMs: 60_000 };
const perDevice = { limit: 60, windowMs: 60_000 };

function hold(c: Asked<Env>, token: string, act: HolderAct) {
  limitCalls(`ticket:${token}`, c.var.now, perTicket);
  return holdTicket({ queue: liveQueue(c.env, facilityOf(token)) }, { token, act });
}
