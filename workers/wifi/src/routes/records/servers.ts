import { describe, html, Problem, randomToken, validate } from "@ven/kit";
import { serversPage } from "@ven/web-wifi/records";
import * as z from "zod/mini";

import { freeradiusConfiguration, placesOf } from "../../configurations/freeradius";
import { keaConfiguration } from "../../configurations/kea";
import { readIp } from "../../gateways/read";
import type { Group } from "../../operator-repository";
import { radiusKeyRepository } from "../../radius-key-repository";
import { fingerprintIn } from "../../read-certificate";
import { isSecret, linesOf, newSecret } from "../../register-gateway";
import { keyed } from "../../seals";
import { secureRepository } from "../../secure-repository";
import { siteRepository } from "../../site-repository";
import { text } from "../office/forms";
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
const Radius = z.object({
  networks: Networks,
  secret: z._default(text(64), ""),
  /** PEM, or its SHA-256. Empty: a new key. */
  certificate: z._default(text(8000), ""),
});
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

const back = { 303: "to the page" };

/** What stands beside the gateways: a RADIUS server for makes that ask one, and DHCP that tells phones of the portal. */
export const servers = officeRouter()
  .get(
    "/hotspots/:group/servers",
    ...asks("configure"),
    describe({ summary: "FreeRADIUS and Kea beside the gateways", returns: { 200: "the page" }, security: "bearer" }),
    async (c) => {
      return answer(c, c.var.group);
    },
  )
  .post(
    "/hotspots/:group/servers/radiusd.conf",
    ...asks("configure"),
    describe({
      summary: "FreeRADIUS's configuration with a new key or for a certificate; the one before it stays good",
      returns: { 200: "a file", 400: "the page, and what is wrong" },
      security: "bearer",
    }),
    validate("form", Radius),
    async (c) => {
      const { group } = c.var;
      const { networks, secret: given, certificate } = c.req.valid("form");
      const secret = given.trim() || newSecret();
      if (!isSecret(secret)) throw new Problem("validation-failed");
      const fingerprint = await fingerprintIn(certificate);
      if (certificate.trim() !== "" && fingerprint === undefined) return answer(c, group, certificate);
      const { network } = await secureRepository(c.env.DB).of(group.id, c.var.now);
      const clients = networks.map((one, index) => ({ name: `hotspots-${index + 1}`, network: one, secret }));
      const key = fingerprint === undefined ? randomToken(24) : undefined;
      const [file] = freeradiusConfiguration({
        origin: c.env.SELF_ORIGIN,
        clients,
        key,
        certificate: key === undefined ? placesOf("portal") : undefined,
        secure: network ? placesOf("secure") : undefined,
      });
      if (!file) return notFound();
      const proof = key === undefined ? `radius-certificate/${fingerprint}` : `radius-key/${key}`;
      const kind = key === undefined ? "certificate" : "key";
      await radiusKeyRepository(c.env.DB).add(group, { hash: await keyed(ringFor(c), proof), kind }, whoOf(c));
      return fileOf(c, file.file, file.text);
    },
  )
  .post(
    "/hotspots/:group/servers/remove",
    ...asks("configure"),
    describe({ summary: "A RADIUS server may ask no longer", returns: back, security: "bearer" }),
    validate("form", z.object({ hash: text(100) })),
    async (c) => {
      const { group } = c.var;
      await radiusKeyRepository(c.env.DB).remove(group, c.req.valid("form").hash, whoOf(c));
      return changed(c, `/hotspots/${group.id}/servers`);
    },
  )
  .get(
    "/hotspots/:group/servers/dictionary",
    ...asks("configure"),
    describe({
      summary: "FreeRADIUS's dictionary of limits above 4 GiB",
      returns: { 200: "a file" },
      security: "bearer",
    }),
    async (c) => {
      // The same whatever the key is: only the other file holds one.
      const [, file] = freeradiusConfiguration({ origin: c.env.SELF_ORIGIN, key: randomToken(24), clients: [] });
      return file ? fileOf(c, file.file, file.text) : notFound();
    },
  )
  .post(
    "/hotspots/:group/servers/kea-dhcp4.conf",
    ...asks("configure"),
    describe({
      summary: "Kea's configuration: each phone gets its own API address",
      returns: { 200: "a file" },
      security: "bearer",
    }),
    validate("form", Kea),
    async (c) => {
      const { group } = c.var;
      const form = c.req.valid("form");
      if (!(await siteRepository(c.env.DB).site(group.id, form.site, c.var.now))) return notFound();
      const made = keaConfiguration({ origin: c.env.SELF_ORIGIN, ...form });
      return fileOf(c, made.file, made.text, "application/json");
    },
  );

async function answer(c: AskedByOffice, group: Group, wrong?: string) {
  const keys = await radiusKeyRepository(c.env.DB).of(group.id);
  const frame = await frameOf(c, group, `/hotspots/${group.id}/servers`);
  const places = placesOf("portal");
  return html(
    c,
    serversPage({ ...frame, keys, timezone: group.timezone, places, ...(wrong !== undefined && { wrong }) }),
    wrong === undefined ? 200 : 400,
  );
}
