import { units } from "@ven/city/units";
import { signedIn } from "@ven/identity";
import { describe, html, validate } from "@ven/kit";
import { groupsPage, hotspotsPage, refreshOf, type Right, sitePage } from "@ven/web-wifi/office";
import * as z from "zod/mini";

import { type Group, operatorRepository } from "../../operator-repository";
import { siteRepository } from "../../site-repository";
import { cityOf } from "../router";
import { readHours, SiteForm, timeText } from "./forms";
import { type AskedByOffice, asks, changed, Code, frameOf, notFound, officeRouter, rightsIn, whoOf } from "./frame";

const page = { 200: "the page" };
const Only = z.object({
  ward: z.optional(z.string().check(z.maxLength(60))),
  state: z.optional(z.literal("silent")),
});
const OfSite = z.object({ group: Code, site: Code });
/** Where somebody begins who may do only this. */
const starts: readonly [Right, string][] = [
  ["operate", ""],
  ["report", "/reports"],
  ["disclose", "/disclosures"],
  ["configure", "/plans"],
];

/** How the hotspots are. */
export const hotspots = officeRouter()
  .get(
    "/hotspots",
    signedIn(),
    describe({ summary: "The groups of hotspots that one may see", returns: page, security: "bearer" }),
    async (c) => {
      const { principal } = c.var;
      const held = starts.flatMap(([right]) => principal.organisationsWith(`wifi.${right}`));
      const groups = held.length > 0 ? await operatorRepository(c.env.DB).groups([...new Set(held)]) : [];
      const [first] = groups;
      if (!first) return notFound();
      if (groups.length === 1) return c.redirect(await startOf(c, first), 303);
      const links = await Promise.all(groups.map(async (group) => ({ group, href: await startOf(c, group) })));
      return html(c, groupsPage({ ...(await frameOf(c, first)), rights: [], links }));
    },
  )
  .get(
    "/hotspots/:group",
    ...asks("operate"),
    describe({ summary: "Hotspots and their health: map and list", returns: page, security: "bearer" }),
    validate("query", Only),
    async (c) => {
      const { group } = c.var;
      const { now } = c.var;
      const repository = operatorRepository(c.env.DB);
      const [spots, times, frame] = await Promise.all([
        repository.hotspots(group.id, now),
        repository.toOnline(group.id, now),
        frameOf(c, group),
      ]);
      const { ward, state } = c.req.valid("query");
      const names = wardNames(c);
      const slugs = [...new Set(spots.map((spot) => slugOf(spot.ward)))].toSorted((a, b) =>
        (names.get(a) ?? a).localeCompare(names.get(b) ?? b, "vi"),
      );
      return html(
        c,
        hotspotsPage({
          ...frame,
          spots: spots.map((spot) => ({
            ...spot,
            ward: slugOf(spot.ward),
            toOnline: times.get(spot.id)?.median ?? null,
          })),
          wards: slugs.map((slug) => ({
            slug,
            name: names.get(slug) ?? slug,
            count: spots.filter((spot) => slugOf(spot.ward) === slug).length,
          })),
          only: { ...(ward && { ward }), state },
          disasterUntil: group.disasterUntil,
          timezone: group.timezone,
          now,
          refresh: refreshOf(c.req.url, 30),
        }),
      );
    },
  )
  .get(
    "/hotspots/:group/sites/:site",
    ...asks("operate"),
    describe({ summary: "One hotspot: its gateways and how they do", returns: page, security: "bearer" }),
    validate("param", OfSite),
    validate("query", z.object({ saved: z.optional(z.string()) })),
    async (c) => {
      const { group } = c.var;
      const { site: id } = c.req.valid("param");
      const { now } = c.var;
      const [site, times, frame] = await Promise.all([
        siteRepository(c.env.DB).site(group.id, id, now),
        operatorRepository(c.env.DB).toOnlineAt(id, now),
        frameOf(c, group),
      ]);
      if (!site) return notFound();
      return html(
        c,
        sitePage({
          ...frame,
          site: {
            ...site,
            ward: wardNames(c).get(slugOf(site.ward)) ?? site.ward,
            wardSlug: site.ward,
            opens: timeText(site.opens),
            closes: timeText(site.closes),
          },
          times,
          now,
          timezone: group.timezone,
          saved: c.req.valid("query").saved !== undefined,
        }),
      );
    },
  )
  .post(
    "/hotspots/:group/sites/:site",
    ...asks("configure"),
    describe({ summary: "Change a hotspot", returns: { 303: "to the hotspot" }, security: "bearer" }),
    validate("param", OfSite),
    validate("form", SiteForm),
    async (c) => {
      const { group } = c.var;
      const { site } = c.req.valid("param");
      const form = c.req.valid("form");
      const change = { ...form, ...readHours(form), busyAt: form.busyAt ?? null };
      const repository = siteRepository(c.env.DB);
      if (!(await repository.site(group.id, site, c.var.now))) return notFound();
      await repository.change(group, site, change, whoOf(c));
      return changed(c, `/hotspots/${group.id}/sites/${site}?saved`);
    },
  );

async function startOf(c: AskedByOffice, group: Group) {
  const rights = await rightsIn(c, group);
  const [, path = ""] = starts.find(([right]) => rights.includes(right)) ?? [];
  return `/hotspots/${group.id}${path}`;
}

/** Files of the sample have `bai_chay`, `packages/city` has `bai-chay`. */
export const slugOf = (ward: string) => ward.replaceAll("_", "-");
export const wardNames = ({ env }: Pick<AskedByOffice, "env">) =>
  new Map(units(cityOf(env).province).map(({ slug, fullName }) => [slug, fullName]));
