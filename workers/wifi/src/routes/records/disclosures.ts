import { requireStepUp } from "@ven/identity";
import { addDays, describe, html, instantOf, localDate, Problem, uuidv7, validate } from "@ven/kit";
import { disclosurePage, disclosuresPage } from "@ven/web-wifi/records";
import * as z from "zod/mini";

import { discloseLeases, openSubject, readSubject, sealSubject } from "../../disclose-leases";
import { type Disclosure, disclosureRepository, mostLeases } from "../../disclosure-repository";
import type { Group } from "../../operator-repository";
import { siteRepository } from "../../site-repository";
import { filled } from "../office/forms";
import {
  type AskedByOffice,
  asks,
  changed,
  Code,
  fileOf,
  frameOf,
  notFound,
  officeRouter,
  ringFor,
  whoOf,
} from "../office/frame";

/** A request that nobody decided or used in this time is over, ms. */
const openFor = 72 * 3_600_000;
const back = { 303: "to the request" };
const Time = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));
const Ask = z.object({
  reference: filled(3, 200),
  authority: filled(3, 200),
  legalBasis: filled(3, 300),
  site: Code,
  address: filled(3, 60),
  date: z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)),
  from: Time,
  to: Time,
});
const One = z.object({ group: Code, request: z.string().check(z.regex(/^[\da-f-]{36}$/)) });

/** The lease log opens to one lawful request, by two people, for one site, one address and at most a day. */
export const disclosures = officeRouter()
  .get(
    "/hotspots/:group/disclosures",
    ...asks("disclose"),
    describe({ summary: "Lawful requests", returns: { 200: "the page" }, security: "bearer" }),
    async (c) => listAnswer(c, c.var.group),
  )
  .post(
    "/hotspots/:group/disclosures",
    ...asks("disclose"),
    describe({ summary: "Ask: document, legal basis, and within which bounds", returns: back, security: "bearer" }),
    requireStepUp(),
    validate("form", Ask),
    async (c) => {
      const { group } = c.var;
      const form = c.req.valid("form");
      const subject = readSubject(form.address);
      const fromAt = instantOf(form.date, minutes(form.from), group.timezone);
      // An hour that is not after the first is of the next day.
      const nextDay = minutes(form.to) <= minutes(form.from);
      const toAt = instantOf(nextDay ? addDays(form.date, 1) : form.date, minutes(form.to), group.timezone);
      const site = await siteRepository(c.env.DB).site(group.id, form.site, c.var.now);
      const wrong = [
        ...(subject === undefined ? ["address" as const] : []),
        ...(site ? [] : ["site" as const]),
        ...(fromAt > c.var.now ? ["date" as const] : []),
      ];
      if (wrong.length > 0 || subject === undefined) return listAnswer(c, group, { form, wrong });
      const id = uuidv7(c.var.now);
      const address = await sealSubject(ringFor(c), id, subject);
      const { reference, authority, legalBasis, site: at } = form;
      const asked = { id, reference, authority, legalBasis, site: at, address, fromAt, toAt };
      await disclosureRepository(c.env.DB).ask(group, { ...asked, expiresAt: c.var.now + openFor }, whoOf(c));
      return changed(c, `/hotspots/${group.id}/disclosures/${id}`);
    },
  )
  .get(
    "/hotspots/:group/disclosures/:request",
    ...asks("disclose"),
    describe({ summary: "A lawful request; looking is recorded", returns: { 200: "the page" }, security: "bearer" }),
    validate("param", One),
    async (c) => {
      const { group } = c.var;
      const found = await foundFor(c, group);
      await disclosureRepository(c.env.DB).look(group, found, whoOf(c));
      const subject = await openSubject(ringFor(c), found.id, found.address);
      if (subject === undefined) throw new Problem("keys-unavailable");
      return html(
        c,
        disclosurePage({
          ...(await frameOf(c, group)),
          request: { ...found, address: subject },
          mine: found.askedBy === c.var.principal.subject,
          now: c.var.now,
          timezone: group.timezone,
        }),
      );
    },
  )
  .post(
    "/hotspots/:group/disclosures/:request/decide",
    ...asks("disclose"),
    describe({ summary: "Allow or refuse: somebody else than who asked", returns: back, security: "bearer" }),
    requireStepUp(),
    validate("param", One),
    validate("form", z.object({ answer: z.enum(["allow", "refuse"]) })),
    async (c) => {
      const { group } = c.var;
      const found = await foundFor(c, group);
      const repository = disclosureRepository(c.env.DB);
      const { answer } = c.req.valid("form");
      const done = await (answer === "allow"
        ? repository.allow(group, found, whoOf(c))
        : repository.refuse(group, found, whoOf(c)));
      if (!done) throw new Problem("conflict");
      return changed(c, `/hotspots/${group.id}/disclosures/${found.id}`);
    },
  )
  .post(
    "/hotspots/:group/disclosures/:request/hand-over",
    ...asks("disclose"),
    describe({ summary: "The leases within the bounds, once", returns: { 200: "text/csv" }, security: "bearer" }),
    requireStepUp(),
    validate("param", One),
    async (c) => {
      const { group } = c.var;
      const found = await foundFor(c, group);
      const repository = disclosureRepository(c.env.DB);
      if (found.allowedBy === null || found.handedAt !== null || found.expiresAt <= c.var.now)
        throw new Problem("conflict");
      const ring = ringFor(c);
      const [rows, subject] = await Promise.all([
        repository.leases(group, found),
        openSubject(ring, found.id, found.address),
      ]);
      if (subject === undefined) throw new Problem("keys-unavailable");
      if (rows.length > mostLeases) throw new Problem("too-large");
      const { site, fromAt, toAt } = found;
      const made = await discloseLeases(rows, { ring, group: group.id, site, subject, fromAt, toAt });
      if (made.unreadable > 0) throw new Problem("keys-unavailable");
      if (!(await repository.handOver(group, found, made, whoOf(c)))) throw new Problem("conflict");
      return fileOf(c, `${found.id}.csv`, made.csv, "text/csv");
    },
  );

const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

async function foundFor(c: AskedByOffice, group: Group): Promise<Disclosure> {
  return (await disclosureRepository(c.env.DB).find(group, c.req.param("request") ?? "")) ?? notFound();
}

async function listAnswer(
  c: AskedByOffice,
  group: Group,
  again?: { form: z.infer<typeof Ask>; wrong: readonly ("address" | "site" | "date")[] },
) {
  const requests = await disclosureRepository(c.env.DB).list(group, whoOf(c));
  const page = disclosuresPage({
    ...(await frameOf(c, group, `/hotspots/${group.id}/disclosures`)),
    requests,
    now: c.var.now,
    timezone: group.timezone,
    today: localDate(c.var.now, group.timezone),
    form: again?.form ?? {},
    wrong: again?.wrong ?? [],
  });
  return html(c, page, again ? 400 : 200);
}
