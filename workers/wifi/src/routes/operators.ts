import { requirePermission } from "@ven/identity";
import { describe, html, localTime, randomToken, uuidv7, validate } from "@ven/kit";
import { checkPage, hotspotsPage, vouchersPage } from "@ven/web-wifi";
import * as z from "zod/mini";

import { adapters } from "../gateways";
import { configurationOf } from "../gateways/configuration";
import { inboundOf, isRandomMac } from "../gateways/read";
import { recognise } from "../gateways/recognise";
import { type Group, operatorRepository } from "../operator-repository";
import { openGateway } from "../place";
import { keyed, shortCode } from "../seals";
import { deskOf, frameOf, notFound } from "./portal-desk";
import { type AskedByStaff, staffRouter } from "./router";

const page = { 200: "the page" };
const Check = z.object({ address: z.string().check(z.maxLength(4000)) });
const Batch = z.object({
  label: z.string().check(z.minLength(1), z.maxLength(60)),
  count: z.coerce.number().check(z.int(), z.gte(1), z.lte(200)),
  days: z.coerce.number().check(z.int(), z.gte(1), z.lte(90)),
  uses: z.coerce.number().check(z.int(), z.gte(1), z.lte(100)),
});
const Disaster = z.object({
  hours: z.coerce.number().check(z.int(), z.gte(0), z.lte(72)),
  vi: z.optional(z.string().check(z.maxLength(300))),
  en: z.optional(z.string().check(z.maxLength(300))),
});

/** For operators: how the hotspots are, whether a new one is right, vouchers, and the day everybody must get online. */
export const operators = staffRouter()
  .get(
    "/hotspots",
    requirePermission("wifi.operate"),
    describe({ summary: "Hotspots and their health", returns: page, security: "bearer" }),
    async (c) => {
      const group = await groupOf(c, "wifi.operate");
      const hotspots = await operatorRepository(c.env.DB).hotspots(group.id, c.var.now);
      return html(
        c,
        hotspotsPage({
          ...frameOf(c, "/hotspots"),
          group,
          hotspots,
          now: c.var.now,
          time: (at) => localTime(at, "Asia/Ho_Chi_Minh"),
        }),
      );
    },
  )
  .get(
    "/hotspots/check",
    requirePermission("wifi.operate"),
    describe({ summary: "Paste a redirect", returns: page, security: "bearer" }),
    (c) => html(c, checkPage({ ...frameOf(c, "/hotspots/check"), address: "", facts: [] })),
  )
  .post(
    "/hotspots/check",
    requirePermission("wifi.operate"),
    describe({ summary: "Decode and verify a redirect", returns: page, security: "bearer" }),
    validate("form", Check),
    async (c) => {
      const { address } = c.req.valid("form");
      return html(c, checkPage({ ...frameOf(c, "/hotspots/check"), address, facts: await examine(c, address) }));
    },
  )
  .get(
    "/hotspots/:gateway/configuration",
    requirePermission("wifi.configure"),
    describe({ summary: "Ready configuration", returns: { 200: "a file" }, security: "bearer" }),
    async (c) => {
      const group = await groupOf(c, "wifi.configure");
      const { places, ring } = deskOf(c);
      const place = await places.byGateway(c.req.param("gateway"), c.var.now);
      if (place?.group.id !== group.id) return notFound();
      const { SELF_ORIGIN: origin, PLAIN_ORIGIN: plainOrigin = origin } = c.env;
      const portal = {
        origin,
        plainOrigin,
        address: "<address of the portal>",
        group: group.id,
        site: place.site.id,
        name: `QN-${place.site.id}`,
      };
      const made = configurationOf(await openGateway(place, ring), portal);
      if (!made) return notFound();
      return c.body(made.text, 200, {
        "content-type": "text/plain; charset=utf-8",
        "content-disposition": `attachment; filename="${made.file}"`,
        "cache-control": "no-store",
      });
    },
  )
  .post(
    "/hotspots/disaster",
    requirePermission("wifi.configure"),
    describe({
      summary: "Open access for everybody, with a banner",
      returns: { 303: "to the list" },
      security: "bearer",
    }),
    validate("form", Disaster),
    async (c) => {
      const group = await groupOf(c, "wifi.configure");
      const { hours, vi = "", en = "" } = c.req.valid("form");
      const { now, requestId, principal } = c.var;
      const change =
        hours === 0 ? { until: null, banner: null } : { until: now + hours * 3_600_000, banner: { vi, en: en || vi } };
      await operatorRepository(c.env.DB).setDisaster(group, change, { actor: principal.subject, now, requestId });
      return c.redirect("/hotspots", 303);
    },
  )
  .post(
    "/hotspots/vouchers",
    requirePermission("wifi.operate"),
    describe({ summary: "A batch of vouchers, to print", returns: page, security: "bearer" }),
    validate("form", Batch),
    async (c) => {
      const group = await groupOf(c, "wifi.operate");
      const { label, count, days, uses } = c.req.valid("form");
      const { now, requestId, principal } = c.var;
      const { ring, vouchers } = deskOf(c);
      const codes = Array.from({ length: count }, () => shortCode(8));
      const hashes = await Promise.all(codes.map((code) => keyed(ring, `voucher/${group.id}/${code}`)));
      const validTo = now + days * 86_400_000;
      const batch = { id: uuidv7(now), group: group.id, organisation: group.organisation, label, validTo, uses };
      await vouchers.add(batch, hashes, { actor: principal.subject, now, requestId });
      c.header("cache-control", "no-store");
      return html(c, vouchersPage({ ...frameOf(c), label, codes, uses, validTo, batch: randomToken(4) }));
    },
  );

async function groupOf(c: AskedByStaff, permission: "wifi.operate" | "wifi.configure"): Promise<Group> {
  const [group] = await operatorRepository(c.env.DB).groups(c.var.principal.organisationsWith(permission));
  return group ?? notFound();
}

/** What a pasted redirect says, step by step, as far as it goes. Lets nobody in. */
async function examine(c: AskedByStaff, address: string): Promise<{ term: string; value: string }[]> {
  if (!URL.canParse(address)) return [{ term: "URL", value: "✗" }];
  const inbound = inboundOf(address, c.var.now);
  const seen = recognise(inbound);
  if (seen.kind !== "redirect") return [{ term: "make", value: `✗ ${seen.kind}` }];
  const names = adapters[seen.make].names(inbound);
  const facts = [
    { term: "make", value: seen.make },
    { term: "gateway", value: names.join(", ") || "?" },
  ];
  const { places, ring } = deskOf(c);
  const site = /^\/p\/[^/]+\/([^/]+)$/.exec(inbound.path)?.[1];
  const place =
    site === undefined
      ? await places.byNames(seen.make, names, c.var.now)
      : await places.bySite(site, seen.make, c.var.now);
  if (!place || !c.var.principal.organisationsWith("wifi.operate").length)
    return [...facts, { term: "site", value: "✗" }];
  facts.push({ term: "site", value: `${place.site.id} ${place.site.name}` });
  const verdict = await adapters[seen.make].verify(inbound, await openGateway(place, ring));
  if (!verdict.ok) return [...facts, { term: "verified", value: `✗ ${verdict.reason}` }];
  const { mac, ip, landing, state } = verdict.arrival;
  return [
    ...facts,
    { term: "verified", value: "✓" },
    { term: "phone", value: `${mac ?? "?"}${mac !== null && isRandomMac(mac) ? " (private)" : ""}, ${ip ?? "?"}` },
    { term: "landing", value: landing ?? "–" },
    { term: "state", value: state },
  ];
}
