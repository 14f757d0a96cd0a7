import { describe, html, Problem, validate } from "@ven/kit";
import { blocksPage, disasterPage, plansPage } from "@ven/web-wifi/records";
import * as z from "zod/mini";

import { readMac } from "../../gateways/read";
import { type Group, operatorRepository } from "../../operator-repository";
import { clientHash } from "../../place";
import { placeRepository } from "../../place-repository";
import { ways } from "../../plan";
import { ruleRepository } from "../../rule-repository";
import { filled, orNothing, readHours, text } from "../office/forms";
import { type AskedByOffice, asks, changed, frameOf, notFound, officeRouter, ringFor, whoOf } from "../office/frame";

const page = { 200: "the page" };
const number = (most: number) => orNothing(z.coerce.number().check(z.gt(0), z.lte(most)));
const hour = 3600;
/** What people write: minutes, hours, megabytes, megabits a second. */
const PlanForm = z.object({
  way: z.enum(ways),
  session: z.coerce.number().check(z.gte(1), z.lte(44_640)),
  dailyHours: number(24),
  monthlyHours: number(744),
  dailyMB: number(10_000_000),
  monthlyMB: number(10_000_000),
  dailySessions: number(1000),
  up: number(100_000),
  down: number(100_000),
  devices: z.coerce.number().check(z.int(), z.gte(1), z.lte(100)),
});
const offered = ["tap", "code", "voucher", "account"] as const;
const Ways = z.object(Object.fromEntries(offered.map((way) => [way, z.optional(z.literal("on"))])));
const Hours = z.object({
  opens: orNothing(z.string().check(z.regex(/^\d\d:\d\d$/))),
  closes: orNothing(z.string().check(z.regex(/^\d\d:\d\d$/))),
  busyAt: number(100_000),
});
const BlockForm = z.object({
  who: filled(1, 100),
  reason: filled(3, 200),
  days: z.coerce.number().check(z.int(), z.gte(1), z.lte(90)),
});
const Disaster = z.object({
  hours: z.coerce.number().check(z.int(), z.gte(0), z.lte(72)),
  vi: z._default(text(300), ""),
  en: z._default(text(300), ""),
});
const Said = z.object({ said: z.optional(z.enum(["saved"])) });
const back = { 303: "to the page" };

/** Plans, opening hours, who is kept out, and the day everybody must get online. */
export const rules = officeRouter()
  .get(
    "/hotspots/:group/plans",
    ...asks("configure"),
    describe({ summary: "Plans, ways in and opening hours", returns: page, security: "bearer" }),
    validate("query", Said),
    async (c) => {
      const { group } = c.var;
      const [frame, plans] = await Promise.all([frameOf(c, group), ruleRepository(c.env.DB).plans(group.id)]);
      const sorted = ways.flatMap((way) => plans.find((plan) => plan.way === way) ?? []);
      const on: string[] = JSON.parse(group.ways);
      const { said } = c.req.valid("query");
      return html(
        c,
        plansPage({ ...frame, plans: sorted, offered: offered.map((way) => [way, on.includes(way)]), said }),
      );
    },
  )
  .post(
    "/hotspots/:group/plans",
    ...asks("configure"),
    describe({ summary: "Change what one way in gives", returns: back, security: "bearer" }),
    validate("form", PlanForm),
    async (c) => {
      const { group } = c.var;
      const form = c.req.valid("form");
      const times = (value: number | undefined, by: number) => (value === undefined ? null : Math.round(value * by));
      const plan = {
        way: form.way,
        session: Math.round(form.session * 60),
        dailySeconds: times(form.dailyHours, hour),
        monthlySeconds: times(form.monthlyHours, hour),
        dailyKB: times(form.dailyMB, 1000),
        monthlyKB: times(form.monthlyMB, 1000),
        dailySessions: times(form.dailySessions, 1),
        upKbps: times(form.up, 1000),
        downKbps: times(form.down, 1000),
        devices: form.devices,
      };
      await ruleRepository(c.env.DB).setPlan(group, plan, whoOf(c));
      return changed(c, `/hotspots/${group.id}/plans?said=saved`);
    },
  )
  .post(
    "/hotspots/:group/ways",
    ...asks("configure"),
    describe({ summary: "Which ways in are offered", returns: back, security: "bearer" }),
    validate("form", Ways),
    async (c) => {
      const { group } = c.var;
      const form = c.req.valid("form");
      const on = offered.filter((way) => form[way] === "on");
      // A portal without a way in is a closed door that says nothing.
      if (on.length === 0) throw new Problem("validation-failed");
      await ruleRepository(c.env.DB).setWays(group, on, whoOf(c));
      return changed(c, `/hotspots/${group.id}/plans?said=saved`);
    },
  )
  .post(
    "/hotspots/:group/hours",
    ...asks("configure"),
    describe({ summary: "Opening hours of every hotspot of the group", returns: back, security: "bearer" }),
    validate("form", Hours),
    async (c) => {
      const { group } = c.var;
      const form = c.req.valid("form");
      await ruleRepository(c.env.DB).setHours(group, { ...readHours(form), busyAt: form.busyAt ?? null }, whoOf(c));
      return changed(c, `/hotspots/${group.id}/plans?said=saved`);
    },
  )
  .get(
    "/hotspots/:group/blocks",
    ...asks("operate"),
    describe({ summary: "Who is kept out", returns: page, security: "bearer" }),
    async (c) => blocksAnswer(c, c.var.group),
  )
  .post(
    "/hotspots/:group/blocks",
    ...asks("operate"),
    describe({ summary: "Keep a phone or a person out for some days", returns: back, security: "bearer" }),
    validate("form", BlockForm),
    async (c) => {
      const { group } = c.var;
      const { who, reason, days } = c.req.valid("form");
      const subjects = await subjectsOf(c, group, who);
      if (subjects.length === 0) return blocksAnswer(c, group, { who, reason });
      const untilAt = c.var.now + days * 86_400_000;
      await ruleRepository(c.env.DB).block(group, subjects, { reason, untilAt }, whoOf(c));
      return changed(c, `/hotspots/${group.id}/blocks`);
    },
  )
  .post(
    "/hotspots/:group/blocks/remove",
    ...asks("operate"),
    describe({ summary: "Let in again", returns: back, security: "bearer" }),
    validate("form", z.object({ subject: text(200) })),
    async (c) => {
      const { group } = c.var;
      await ruleRepository(c.env.DB).unblock(group, c.req.valid("form").subject, whoOf(c));
      return changed(c, `/hotspots/${group.id}/blocks`);
    },
  )
  .get(
    "/hotspots/:group/disaster",
    ...asks("configure"),
    describe({ summary: "Open access for everybody: whether it is on", returns: page, security: "bearer" }),
    async (c) => {
      const { group } = c.var;
      const { timezone, disasterUntil } = group;
      const on = disasterUntil !== null && disasterUntil > c.var.now;
      const banner: Record<string, string> = on && group.disasterBanner ? JSON.parse(group.disasterBanner) : {};
      return html(
        c,
        disasterPage({ ...(await frameOf(c, group)), until: on ? disasterUntil : null, banner, timezone }),
      );
    },
  )
  .post(
    "/hotspots/:group/disaster",
    ...asks("configure"),
    describe({ summary: "Open access for everybody, with a banner", returns: back, security: "bearer" }),
    validate("form", Disaster),
    async (c) => {
      const { group } = c.var;
      const { hours, vi, en } = c.req.valid("form");
      const change =
        hours === 0
          ? { until: null, banner: null }
          : { until: c.var.now + hours * 3_600_000, banner: { vi, en: en || vi } };
      await operatorRepository(c.env.DB).setDisaster(group, change, whoOf(c));
      return changed(c, `/hotspots/${group.id}/disaster`);
    },
  );

async function blocksAnswer(c: AskedByOffice, group: Group, wrong?: { who: string; reason: string }) {
  const [frame, blocks] = await Promise.all([
    frameOf(c, group, `/hotspots/${group.id}/blocks`),
    ruleRepository(c.env.DB).blocks(group.id, c.var.now),
  ]);
  const page_ = blocksPage({ ...frame, blocks, timezone: group.timezone, ...(wrong && { wrong }) });
  return html(c, page_, wrong ? 400 : 200);
}

/** By the phone's address, or by the receipt of a session: that knows what the person proved as well. */
async function subjectsOf(c: AskedByOffice, group: Group, who: string): Promise<string[]> {
  const mac = readMac(who);
  if (mac === null) return ruleRepository(c.env.DB).subjectsOf(group.id, who);
  const places = placeRepository(c.env.DB);
  const found = await places.anyOf(group.id, c.var.now);
  if (!found) return notFound();
  const ring = ringFor(c);
  const client = await clientHash(await places.withSalt(found, ring, c.var.now), ring, mac, c.var.now);
  return client === null ? [] : [client];
}
