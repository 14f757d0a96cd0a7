import { describe, html, validate } from "@ven/kit";
import { secureNetworkPage } from "@ven/web-wifi/records";
import * as z from "zod/mini";

import { placesOf } from "../../configurations/freeradius";
import type { Group } from "../../operator-repository";
import { pemIn } from "../../read-certificate";
import { credentialLasts } from "../../secure-credential";
import { anonymousIdentity } from "../../secure-profile";
import { secureRepository } from "../../secure-repository";
import { text } from "../office/forms";
import { type AskedByOffice, asks, changed, frameOf, officeRouter, whoOf } from "../office/frame";

const Network = z.object({
  ssid: text(100),
  server: text(300),
  authority: z._default(text(20_000), ""),
});
const host = /^(?=.{3,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;
const back = { 303: "to the page" };

/** The secure network beside the open one: its name, whose certificate phones trust, on and off. */
export const secureNetwork = officeRouter()
  .get(
    "/hotspots/:group/secure",
    ...asks("configure"),
    describe({ summary: "The secure network", returns: { 200: "the page" }, security: "bearer" }),
    async (c) => answer(c, c.var.group),
  )
  .post(
    "/hotspots/:group/secure",
    ...asks("configure"),
    describe({
      summary: "Offer the secure network to whoever is online",
      returns: { ...back, 400: "the page, and what is wrong" },
      security: "bearer",
    }),
    validate("form", Network),
    async (c) => {
      const { group } = c.var;
      const form = c.req.valid("form");
      const ssid = form.ssid.trim();
      const server = form.server.trim().toLowerCase();
      const authority = form.authority.trim() === "" ? null : pemIn(form.authority);
      const bytes = new TextEncoder().encode(ssid).length;
      const wrong = [
        ...(bytes < 1 || bytes > 32 || /\p{C}/u.test(ssid) ? ["ssid" as const] : []),
        ...(host.test(server) ? [] : ["server" as const]),
        ...(authority === undefined ? ["authority" as const] : []),
      ];
      if (authority === undefined || wrong.length > 0) return answer(c, group, { form, wrong });
      await secureRepository(c.env.DB).set(group, { ssid, server, authority }, whoOf(c));
      return changed(c, `/hotspots/${group.id}/secure`);
    },
  )
  .post(
    "/hotspots/:group/secure/end",
    ...asks("configure"),
    describe({ summary: "Take the secure network and every password back", returns: back, security: "bearer" }),
    async (c) => {
      const { group } = c.var;
      await secureRepository(c.env.DB).end(group, whoOf(c));
      return changed(c, `/hotspots/${group.id}/secure`);
    },
  );

async function answer(
  c: AskedByOffice,
  group: Group,
  again?: { form: z.infer<typeof Network>; wrong: readonly ("ssid" | "server" | "authority")[] },
) {
  const { network, devices } = await secureRepository(c.env.DB).of(group.id, c.var.now);
  const page = secureNetworkPage({
    ...(await frameOf(c, group, `/hotspots/${group.id}/secure`)),
    network,
    devices,
    days: credentialLasts / 86_400_000,
    anonymous: anonymousIdentity,
    places: placesOf("secure"),
    form: again?.form ?? { ...network, authority: network?.authority ?? undefined },
    wrong: again?.wrong ?? [],
  });
  return html(c, page, again ? 400 : 200);
}
