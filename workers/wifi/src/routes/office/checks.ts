import { describe, html, validate } from "@ven/kit";
import { checkPage, type Checked } from "@ven/web-wifi/office";
import * as z from "zod/mini";

import { examine, lookAt } from "../../examine";
import { openSealed } from "../../gateways/opennds";
import { inboundOf, readMac } from "../../gateways/read";
import { type Group } from "../../operator-repository";
import { openGateway, type Place } from "../../place";
import { placeRepository } from "../../place-repository";
import { text } from "./forms";
import { type AskedByOffice, asks, frameOf, officeRouter, ringFor } from "./frame";

const page = { 200: "the page" };
const Check = z.object({ address: text(4000), secret: z._default(text(100), "") });

/** Paste what a gateway sent a phone to: what it says, whether it is genuine, and what to do about it. */
export const checks = officeRouter()
  .get(
    "/hotspots/:group/check",
    ...asks("operate"),
    describe({ summary: "Paste a redirect", returns: page, security: "bearer" }),
    async (c) => html(c, checkPage({ ...(await frameOf(c, c.var.group)), address: "" })),
  )
  .post(
    "/hotspots/:group/check",
    ...asks("operate"),
    describe({ summary: "Decode and verify a redirect; lets nobody in", returns: page, security: "bearer" }),
    validate("form", Check),
    async (c) => {
      const { group } = c.var;
      const { address, secret } = c.req.valid("form");
      const checked = await check(c, group, address.trim(), secret.trim());
      return html(c, checkPage({ ...(await frameOf(c, group)), address, checked }));
    },
  );

async function check(c: AskedByOffice, group: Group, address: string, secret: string): Promise<Checked> {
  if (!URL.canParse(address)) return { problem: "notAddress", names: [] };
  const inbound = inboundOf(address, c.var.now);
  const seen = lookAt(inbound);
  if (!seen.make) return seen;
  const place = await placeOf(c, group, inbound, seen);
  if (place) {
    const { gateway, site } = place;
    const found = await examine(inbound, await openGateway(place, ringFor(c)));
    return { ...found, registered: { gateway: gateway.id, site: site.id, name: site.name, nameEn: site.nameEn } };
  }
  // Not registered yet: verified as if it were, with the key that was typed and the host that it names.
  const opened = seen.make === "opennds" && inbound.fields.has("iv") ? await openSealed(inbound, [secret]) : undefined;
  const mac = readMac(opened?.get("gatewaymac"));
  const host = opened?.get("gatewayaddress") ?? seen.host;
  const gateway = {
    id: "new",
    make: seen.make,
    level: seen.level ?? null,
    addresses: host === undefined ? [] : [host.toLowerCase()],
    secrets: secret === "" ? [] : [secret],
    settings: {},
  };
  const found = await examine(inbound, gateway);
  return {
    ...found,
    ...(host !== undefined && { host }),
    names: mac === null ? found.names : [mac],
  };
}

/** The gateway of this group that the redirect names: by the site in its path, by a name, by whose key opens it. */
async function placeOf(
  c: AskedByOffice,
  { id: group }: Group,
  inbound: ReturnType<typeof inboundOf>,
  { make, names }: ReturnType<typeof lookAt>,
): Promise<Place | undefined> {
  if (!make) return undefined;
  const places = placeRepository(c.env.DB);
  const { now } = c.var;
  const site = /^\/p\/[^/]+\/([^/]+)$/.exec(inbound.path)?.[1];
  let place = site === undefined ? undefined : await places.bySite(site, make, now);
  place ??= await places.byNames(make, names, now);
  if (!place && make === "opennds" && inbound.fields.has("iv"))
    for (const id of await places.encryptingGateways(group, now)) {
      const candidate = await places.byGateway(id, now);
      const opened = candidate && (await openSealed(inbound, (await openGateway(candidate, ringFor(c))).secrets));
      const mac = readMac(opened?.get("gatewaymac"));
      if (mac !== null) place = await places.byNames(make, [mac], now);
      if (place) break;
    }
  return place?.group.id === group ? place : undefined;
}
