import { describe, html, Problem, randomToken, validate } from "@ven/kit";
import { serversPage } from "@ven/web-wifi/records";
import * as z from "zod/mini";

import { freeradiusConfiguration } from "../../configurations/freeradius";
import { keaConfiguration } from "../../configurations/kea";
import { readIp } from "../../gateways/read";
import { radiusKeyRepository } from "../../radius-key-repository";
import { isSecret, linesOf, newSecret } from "../../register-gateway";
import { keyed } from "../../seals";
import { siteRepository } from "../../site-repository";
import { text } from "../office/forms";
import { asks, Code, fileOf, frameOf, groupFor, notFound, officeRouter, ringFor, whoOf } from "../office/frame";

const network = /^\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?$/;
const isNetwork = (one: string) =>
  network.test(one) && readIp(one.split("/")[0]) !== null && Number(one.split("/")[1] ?? 32) <= 32;
const Networks = z
  .pipe(text(1000), z.transform(linesOf))
  .check(z.refine((list) => list.length > 0 && list.length <= 50 && list.every(isNetwork)));
const Address = z.string().check(
  z.trim(),
  z.refine((one) => readIp(one) !== null && !one.includes(":")),
);
const Radius = z.object({ networks: Networks, secret: z._default(text(64), "") });
const Kea = z.object({
  site: Code,
  interface: z.string().check(z.regex(/^[\w.-]{1,15}$/)),
  subnet: z.string().check(z.refine((one) => one.includes("/") && isNetwork(one))),
  pool: z.string().check(z.refine((one) => one.split("-").length === 2 && one.split("-").every(isNetwork))),
  router: Address,
  nameservers: z
    .pipe(text(200), z.transform(linesOf))
    .check(z.refine((list) => list.every((one) => readIp(one) !== null))),
});

/** What stands beside the gateways: a RADIUS server for makes that ask one, and DHCP that tells phones of the portal. */
export const servers = officeRouter()
  .get(
    "/hotspots/:group/servers",
    asks("configure"),
    describe({ summary: "FreeRADIUS and Kea beside the gateways", returns: { 200: "the page" }, security: "bearer" }),
    async (c) => {
      const group = await groupFor(c, "configure");
      return html(c, serversPage(await frameOf(c, group)));
    },
  )
  .post(
    "/hotspots/:group/servers/radiusd.conf",
    asks("configure"),
    describe({
      summary: "FreeRADIUS's configuration with a new key; the key before it stays good",
      returns: { 200: "a file" },
      security: "bearer",
    }),
    validate("form", Radius),
    async (c) => {
      const group = await groupFor(c, "configure");
      const { networks, secret: given } = c.req.valid("form");
      const secret = given.trim() || newSecret();
      if (!isSecret(secret)) throw new Problem("validation-failed");
      const key = randomToken(24);
      const clients = networks.map((one, index) => ({ name: `hotspots-${index + 1}`, network: one, secret }));
      const [file] = freeradiusConfiguration({ origin: c.env.SELF_ORIGIN, key, clients });
      if (!file) return notFound();
      await radiusKeyRepository(c.env.DB).add(group, await keyed(ringFor(c), `radius-key/${key}`), whoOf(c));
      return fileOf(c, file.file, file.text);
    },
  )
  .get(
    "/hotspots/:group/servers/dictionary",
    asks("configure"),
    describe({
      summary: "FreeRADIUS's dictionary of limits above 4 GiB",
      returns: { 200: "a file" },
      security: "bearer",
    }),
    async (c) => {
      await groupFor(c, "configure");
      // The same whatever the key is: only the other file holds one.
      const [, file] = freeradiusConfiguration({ origin: c.env.SELF_ORIGIN, key: randomToken(24), clients: [] });
      return file ? fileOf(c, file.file, file.text) : notFound();
    },
  )
  .post(
    "/hotspots/:group/servers/kea-dhcp4.conf",
    asks("configure"),
    describe({
      summary: "Kea's configuration: each phone gets its own API address",
      returns: { 200: "a file" },
      security: "bearer",
    }),
    validate("form", Kea),
    async (c) => {
      const group = await groupFor(c, "configure");
      const form = c.req.valid("form");
      if (!(await siteRepository(c.env.DB).site(group.id, form.site, c.var.now))) return notFound();
      const made = keaConfiguration({ origin: c.env.SELF_ORIGIN, ...form });
      return fileOf(c, made.file, made.text, "application/json");
    },
  );
