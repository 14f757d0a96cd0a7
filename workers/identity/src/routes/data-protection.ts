import { lazily } from "@ven/contracts/lazily";
import { stepUpPath } from "@ven/identity";
import { describe, html, instantOf, type Lang, localDate, minuteOf, Problem, validate } from "@ven/kit";
import { noticeLines, notices } from "@ven/web-identity/notices";
import {
  type BreachesPage,
  breachesPage,
  type RequestPage,
  requestPage,
  type RequestsPage,
  requestsPage,
} from "@ven/web-identity/organisations/index";
import * as z from "zod/mini";

import { recordBreach, showBreaches, takeStep } from "../data-protection/breaches";
import type { DataRequest } from "../data-protection/data-request-repository";
import {
  answerRequest,
  close,
  extend,
  receiveRequest,
  shortestReason,
  showRequest,
  showRequests,
  standingOf,
} from "../data-protection/data-requests";
import { type Authority, isPresent } from "../organisations/authority";
import { readOrganisation } from "../organisations/people-repository";
import { settleAll } from "../privacy/privacy";
import { progressOf } from "../subject-events";
import { serviceNames } from "./privacy";
import { cityOf, router } from "./router";
import { authorityOf, ById, SomeId, staffFrameOf, type StaffCtx, wordsOfDate } from "./staff";

const page = "the page";
const back = { 303: "back to the page" };
const RequestForm = lazily(() =>
  z.object({
    kind: z.enum(["access", "rectify", "erase", "object", "restrict", ""]),
    reference: z.string().check(z.maxLength(60)),
  }),
);
const RequestStep = lazily(() =>
  z.extend(ById, {
    request: SomeId,
    step: z.enum(["answered", "extend"]),
  }),
);
const OneRequest = lazily(() => z.extend(ById, { request: SomeId }));
const CloseForm = lazily(() =>
  z.object({
    outcome: z._default(z.enum(["done", "refused", "withdrawn", ""]), ""),
    reason: z._default(z.string().check(z.maxLength(1000)), ""),
    sent: z.optional(z.string()),
  }),
);
const BreachForm = lazily(() =>
  z.object({
    summary: z.string().check(z.maxLength(500)),
    date: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)),
    time: z.string().check(z.regex(/^\d{2}:\d{2}$/)),
  }),
);
const BreachStep = lazily(() =>
  z.extend(ById, { breach: SomeId, step: z.enum(["authority-told", "people-told", "closed"]) }),
);
const hour = 3_600_000;

/** The desk of the data-protection officer. Who is asking is settled by `organisations`, which comes first. */
export const dataProtection = router()
  .get(
    "/organisations/:organisation/requests",
    describe({ summary: "What people asked about their data, with the legal clock", returns: { 200: page } }),
    validate("param", ById),
    async (c) => {
      const authority = await authorityOf(c, "identity.subjects", c.req.valid("param").organisation);
      return showRequestsPage(c, authority, c.req.query("said") === "saved" ? "saved" : undefined, 200);
    },
  )
  .post(
    "/organisations/:organisation/requests",
    describe({ summary: "Record a request that came by letter", returns: back }),
    validate("param", ById),
    validate("form", RequestForm),
    async (c) => {
      const { organisation } = c.req.valid("param");
      const authority = await authorityOf(c, "identity.subjects", organisation);
      const { kind, reference } = c.req.valid("form");
      if (kind === "" || reference.trim() === "") return showRequestsPage(c, authority, "wrong", 400);
      await receiveRequest(c.var.desk, c.var.principal.subject, {
        kind,
        via: "letter",
        organisation,
        subject: null,
        reference: reference.trim(),
        timezone: cityOf(c.env).timezone,
      });
      return c.redirect(`/organisations/${organisation}/requests?said=saved`, 303);
    },
  )
  .get(
    "/organisations/:organisation/requests/:request",
    describe({ summary: "One request, and the decision about it", returns: { 200: page } }),
    validate("param", OneRequest),
    async (c) => {
      const { organisation, request } = c.req.valid("param");
      return showRequestPage(c, await authorityOf(c, "identity.subjects", organisation), request);
    },
  )
  .post(
    "/organisations/:organisation/requests/:request/close",
    describe({ summary: "Close a request by hand, with the reason that the person reads", returns: back }),
    validate("param", OneRequest),
    validate("form", CloseForm),
    async (c) => {
      const { organisation, request: id } = c.req.valid("param");
      const authority = await authorityOf(c, "identity.subjects", organisation);
      const { desk } = c.var;
      const { outcome, reason, sent } = c.req.valid("form");
      const request = await showRequest(desk, authority, id);
      const isSent = request.via === "page" || sent === "yes";
      if (outcome === "" || reason.trim().length < shortestReason || !isSent)
        return showRequestPage(c, authority, id, { outcome, reason, sent: sent === "yes" });
      const { pending } = await progressAbout(c, request);
      await close(desk, authority, id, { outcome, reason, pending });
      return c.redirect(`/organisations/${organisation}/requests?said=saved`, 303);
    },
  )
  .post(
    "/organisations/:organisation/requests/:request/:step",
    describe({ summary: "Note that a request was answered, extended or closed", returns: back }),
    validate("param", RequestStep),
    async (c) => {
      const { organisation, request, step } = c.req.valid("param");
      const authority = await authorityOf(c, "identity.subjects", organisation);
      const { desk } = c.var;
      if (step === "answered") await answerRequest(desk, authority, request);
      else await extend(desk, authority, request, cityOf(c.env).timezone);
      return c.redirect(`/organisations/${organisation}/requests?said=saved`, 303);
    },
  )
  .get(
    "/organisations/:organisation/breaches",
    describe({ summary: "Breaches of personal data, with the clock of 72 hours", returns: { 200: page } }),
    validate("param", ById),
    async (c) => {
      const authority = await authorityOf(c, "identity.subjects", c.req.valid("param").organisation);
      return showBreachesPage(c, authority, c.req.query("said") === "saved" ? "saved" : undefined, 200);
    },
  )
  .post(
    "/organisations/:organisation/breaches",
    describe({ summary: "Record a breach", returns: back }),
    validate("param", ById),
    validate("form", BreachForm),
    async (c) => {
      const { organisation } = c.req.valid("param");
      const authority = await authorityOf(c, "identity.subjects", organisation);
      const { summary, date, time } = c.req.valid("form");
      const discoveredAt = instantOf(date, minuteOf(time), cityOf(c.env).timezone);
      if (summary.trim().length < 10 || discoveredAt > c.var.now) return showBreachesPage(c, authority, "wrong", 400);
      await recordBreach(c.var.desk, authority, { summary: summary.trim(), discoveredAt });
      return c.redirect(`/organisations/${organisation}/breaches?said=saved`, 303);
    },
  )
  .post(
    "/organisations/:organisation/breaches/:breach/:step",
    describe({ summary: "Note who was told of a breach, or close it", returns: back }),
    validate("param", BreachStep),
    async (c) => {
      const { organisation, breach, step } = c.req.valid("param");
      const authority = await authorityOf(c, "identity.subjects", organisation);
      await takeStep(c.var.desk, authority, breach, step);
      return c.redirect(`/organisations/${organisation}/breaches?said=saved`, 303);
    },
  );

async function houseOf(c: StaffCtx, { organisation }: Authority) {
  const house = await readOrganisation(c.var.desk.db, organisation, c.var.now);
  if (!house) throw new Problem("not-found");
  return house.self;
}

/** What services still have to do for a request, and the purpose that it is about, if it names one. */
async function progressAbout(c: StaffCtx, { subject, kind, receivedAt }: DataRequest) {
  const events = subject === null ? [] : await progressOf(c.var.desk, subject, serviceNames(c.env), 5);
  const event = events.find((one) => one.kind === kind && one.at >= receivedAt);
  const purpose = event?.detail?.["purpose"];
  return {
    pending: [...new Set(events.flatMap((one) => one.pending))],
    purpose: typeof purpose === "string" ? purpose : undefined,
  };
}

async function showRequestPage(
  c: StaffCtx & { redirect: (to: string, status: 303) => Response },
  authority: Authority,
  id: string,
  typed?: RequestPage["typed"],
) {
  const { desk, principal, now } = c.var;
  const { timezone } = cityOf(c.env);
  const here = `/organisations/${authority.organisation}/requests/${id}`;
  const request = await showRequest(desk, authority, id);
  // Nobody writes a reason first, to lose it when they have to confirm that it is them.
  if (request.doneAt === null && typed === undefined && !isPresent(principal, now)) {
    c.header("cache-control", "no-store");
    return c.redirect(stepUpPath(here), 303);
  }
  const [organisation, { pending, purpose }] = await Promise.all([houseOf(c, authority), progressAbout(c, request)]);
  const dates = wordsOfDate(c);
  const day = (date: string) => dates.date(instantOf(date, 12 * 60, timezone));
  const { doneAt, outcome, reason } = request;
  const shown: RequestPage = {
    ...(await staffFrameOf(c, here)),
    organisation,
    isLetter: request.via === "letter",
    request: {
      id,
      about: request.reference ?? request.subject ?? "",
      kind: request.kind,
      received: dates.moment(request.receivedAt),
      answerBy: day(request.answerBy),
      doBy: day(request.doBy),
      state: standingOf(request, localDate(now, timezone)),
      isAnswered: request.answeredAt !== null,
      isExtended: request.extendedAt !== null,
      pending: doneAt === null ? pending : [],
    },
    ...(purpose !== undefined && { purpose: purposeName(purpose, c.var.lang) }),
    ...(doneAt !== null && { closed: { outcome: outcome ?? "", reason, when: dates.moment(doneAt) } }),
    ...(typed && { typed }),
  };
  return html(c, requestPage(shown), typed ? 400 : 200);
}

/** A purpose as its notice names it. */
function purposeName(id: string, lang: Lang) {
  for (const notice of notices) {
    const found = noticeLines(notice, lang).purposes.find((one) => one.id === id);
    if (found) return found.text;
  }
  return id;
}

async function showRequestsPage(c: StaffCtx, authority: Authority, said: RequestsPage["said"], status: 200 | 400) {
  const { desk, now } = c.var;
  const { timezone } = cityOf(c.env);
  await settleAll(desk, { organisation: authority.organisation, services: serviceNames(c.env) });
  const [organisation, requests] = await Promise.all([houseOf(c, authority), showRequests(desk, authority)]);
  const dates = wordsOfDate(c);
  const day = (date: string) => dates.date(instantOf(date, 12 * 60, timezone));
  const today = localDate(now, timezone);
  const open = requests.filter(({ doneAt, subject }) => doneAt === null && subject !== null).slice(0, 50);
  const progress = new Map(
    await Promise.all(
      open.map(async ({ id, subject }) => {
        const events = subject === null ? [] : await progressOf(desk, subject, serviceNames(c.env), 3);
        return [id, [...new Set(events.flatMap(({ pending }) => pending))]] as const;
      }),
    ),
  );
  const shown: RequestsPage = {
    ...(await staffFrameOf(c, `/organisations/${authority.organisation}/requests`)),
    organisation,
    requests: requests.map((request) => ({
      id: request.id,
      about: request.reference ?? request.subject ?? "",
      kind: request.kind,
      received: dates.moment(request.receivedAt),
      answerBy: day(request.answerBy),
      doBy: day(request.doBy),
      state: standingOf(request, today),
      isAnswered: request.answeredAt !== null,
      isExtended: request.extendedAt !== null,
      pending: progress.get(request.id) ?? [],
    })),
    ...(said && { said }),
  };
  return html(c, requestsPage(shown), status);
}

async function showBreachesPage(c: StaffCtx, authority: Authority, said: BreachesPage["said"], status: 200 | 400) {
  const { desk, now } = c.var;
  const [organisation, breaches] = await Promise.all([houseOf(c, authority), showBreaches(desk, authority)]);
  const dates = wordsOfDate(c);
  const moment = (ms: number | null) => (ms === null ? null : dates.moment(ms));
  const shown: BreachesPage = {
    ...(await staffFrameOf(c, `/organisations/${authority.organisation}/breaches`)),
    organisation,
    breaches: breaches.map((breach) => ({
      id: breach.id,
      summary: breach.summary,
      discovered: dates.moment(breach.discoveredAt),
      notifyBy: dates.moment(breach.notifyBy),
      hoursLeft: Math.floor((breach.notifyBy - now) / hour),
      authorityTold: moment(breach.authorityToldAt),
      peopleTold: moment(breach.peopleToldAt),
      isClosed: breach.closedAt !== null,
    })),
    ...(said && { said }),
  };
  return html(c, breachesPage(shown), status);
}
