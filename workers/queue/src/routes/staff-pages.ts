import { FacilityId, JoinCode, ScopedId, TicketClass } from "@ven/contracts/queue";
import { requirePerm, requirePermission, requireStepUp } from "@ven/identity";
import { checkKey, html, Problem, problem, statusOf, uuidv7, validate } from "@ven/kit";
import { chooseCounterPage, deskPage, screenPage, supervisePage } from "@ven/web-queue";
import * as z from "zod/mini";

import { callNext } from "../call-next";
import { facilityRepository } from "../facility-repository";
import { facilityOf, liveQueue } from "../facility-stub";
import { acts, handleTicket } from "../handle-ticket";
import { codeWindow, rotatingCode } from "../join-code";
import { valueOf } from "../live-queue";
import { setJoinMode } from "../set-join-mode";
import { setOpening } from "../set-opening";
import { callerWith } from "./caller";
import { listFacilities } from "./facilities";
import { about, areaOf, posterUrl, shown } from "./patient-pages";
import { personOf } from "./person";
import { type AskedByStaff, staffRouter } from "./router";

const ByCounter = z.object({ counter: ScopedId });
const ByFacility = z.object({ facility: FacilityId });

const ActForm = z.object({
  ticket: z.string().check(z.minLength(1), z.maxLength(64)),
  version: z.coerce.number().check(z.int()),
  label: z.optional(z.string().check(z.maxLength(12))),
  reason: z.optional(z.string().check(z.maxLength(200))),
  service: z.optional(ScopedId),
  class: z.optional(TicketClass),
});

export const staffPages = staffRouter()
  .get("/desk", requirePermission("queue.desk"), async (c) => {
    const { value: all } = await listFacilities(c);
    const views = await Promise.all(all.map(({ id }) => liveQueue(c.env, id).facility()));
    const facilities = views
      .flatMap((view) => (view.ok ? [view.value] : []))
      .filter(({ organisationPath }) => c.var.principal.may("queue.desk", organisationPath));
    return html(c, chooseCounterPage({ ...about(c), person: await personOf(c), facilities }));
  })
  .get("/desk/:counter", requirePermission("queue.desk"), validate("param", ByCounter), (c) =>
    deskAnswer(c, c.req.valid("param").counter),
  )
  .post(
    "/desk/:counter/call-next",
    requirePermission("queue.call"),
    validate("param", ByCounter),
    validate("form", z.object({ key: z.optional(z.string()) })),
    async (c) => {
      const { counter } = c.req.valid("param");
      const queue = liveQueue(c.env, facilityOf(counter));
      const key = checkKey(c.req.valid("form").key);
      const called = await callNext({ queue, caller: callerWith(c, "queue.call") }, { counter, key });
      return c.redirect(`/desk/${counter}${called ? `?called=${called.id}` : "?called=nobody"}`, 303);
    },
  )
  .get("/supervise", requirePermission("queue.supervise"), async (c) => {
    const { value: all } = await listFacilities(c);
    const views = await Promise.all(all.map(({ id }) => liveQueue(c.env, id).facility()));
    const [first] = views.flatMap((view) =>
      view.ok && c.var.principal.may("queue.supervise", view.value.organisationPath) ? [view.value.id] : [],
    );
    return first ? c.redirect(`/supervise/${first}`, 303) : problem("not-found");
  })
  .get("/supervise/:facility", requirePermission("queue.supervise"), validate("param", ByFacility), async (c) => {
    const facility = valueOf(await liveQueue(c.env, c.req.valid("param").facility).facility());
    requirePerm(c.var.principal, "queue.supervise", facility.organisationPath);
    return html(c, supervisePage({ ...about(c), person: await personOf(c), facility, key: uuidv7(c.var.now) }));
  })
  .post(
    "/supervise/:service/opening",
    requirePermission("queue.supervise"),
    validate("param", z.object({ service: ScopedId })),
    validate("form", z.object({ opening: z.enum(["open", "closed", "windows"]) })),
    async (c) => {
      const { service } = c.req.valid("param");
      const queue = liveQueue(c.env, facilityOf(service));
      await setOpening(
        { queue, caller: callerWith(c, "queue.supervise") },
        { service, opening: c.req.valid("form").opening },
      );
      return c.redirect(`/supervise/${facilityOf(service)}`, 303);
    },
  )
  .post(
    "/supervise/:facility/join-mode",
    requirePermission("queue.supervise"),
    requireStepUp(),
    validate("param", ByFacility),
    validate("form", z.object({ joinMode: z.enum(["poster", "rotating"]), key: z.optional(z.string()) })),
    async (c) => {
      const { facility } = c.req.valid("param");
      const { joinMode, key } = c.req.valid("form");
      await setJoinMode(
        {
          store: facilityRepository(c.env.DB),
          queue: liveQueue(c.env, facility),
          actor: c.var.principal.subject,
          may: (organisationPath) => c.var.principal.may("queue.supervise", organisationPath),
          now: c.var.now,
          requestId: c.var.requestId,
        },
        { joinMode, key: checkKey(key) },
      );
      return c.redirect(`/supervise/${facility}`, 303);
    },
  )
  .get("/screen/:code", requirePermission("queue.desk"), validate("param", z.object({ code: JoinCode })), async (c) => {
    const { code } = c.req.valid("param");
    const facility = valueOf(await liveQueue(c.env, facilityOf(code)).facility());
    requirePerm(c.var.principal, "queue.desk", facility.organisationPath);
    const url = `${posterUrl(c, code)}?k=${await rotatingCode(c.env.QUEUE_KEY, code, c.var.now)}`;
    const secondsLeft = Math.ceil((codeWindow - (c.var.now % codeWindow)) / 1000);
    return html(c, screenPage({ ...about(c), facility, area: areaOf(facility, code), url, secondsLeft }));
  });

// One path for each act: beside a fixed path a parameter would send every request through a router ten times as slow.
for (const act of acts)
  staffPages.post(
    `/desk/:counter/${act}`,
    requirePermission("queue.call"),
    validate("param", ByCounter),
    validate("form", ActForm),
    async (c) => {
      const { counter } = c.req.valid("param");
      try {
        await handleTicket(
          { queue: liveQueue(c.env, facilityOf(counter)), caller: callerWith(c, "queue.call"), now: c.var.now },
          { act, counter, ...c.req.valid("form") },
        );
      } catch (err) {
        if (!Problem.is(err) || statusOf(err.code) >= 500 || err.code === "not-found") throw err;
        return deskAnswer(c, counter, err);
      }
      return c.redirect(`/desk/${counter}`, 303);
    },
  );

/** The desk as it is now, with what the last act did or why it was refused. */
async function deskAnswer(c: AskedByStaff, counter: string, refusal?: Problem) {
  const organisations = c.var.principal.organisationsWith("queue.desk");
  const desk = valueOf(await liveQueue(c.env, facilityOf(counter)).desk(counter, organisations));
  const page = deskPage({
    ...about(c),
    desk,
    person: await personOf(c),
    key: uuidv7(c.var.now),
    called: c.req.query("called") ?? null,
    ...(refusal && { problem: shown(c, refusal) }),
  });
  return html(c, page, refusal ? statusOf(refusal.code) : 200);
}
