import { describe, html, Problem, validate } from "@ven/kit";
import { portalWords, secureOfferPage, secureSetupPage } from "@ven/web-wifi/radius";
import * as z from "zod/mini";

import { openFor, readLink, sealFor } from "../../seals";
import { issueCredential } from "../../secure-credential";
import { anonymousIdentity, appleProfile, derOf, windowsProfile } from "../../secure-profile";
import type { Session } from "../../session-repository";
import { cityOf } from "../router";
import { type Ctx, deskOf, frameOf, router } from "./desk";

const ByLink = z.object({ link: z.string().check(z.maxLength(200)) });
const Sealed = z.object({ sealed: z.string().check(z.maxLength(1000)) });
const File = z.extend(Sealed, { file: z.enum(["wifi.mobileconfig", "wifi.xml", "ca.crt"]) });
const Revoke = z.object({ credential: z.string().check(z.maxLength(40)) });
const Query = z.object({ said: z.optional(z.literal("revoked")) });
const Made = z.object({ i: z.string(), p: z.string(), g: z.string(), t: z.number() });

const page = { 200: "the page" };
/** For so long the password can be read: it is in the address alone, sealed, and kept nowhere. */
const readable = 3_600_000;

/** The secure network, offered to whoever is online: a name and a password for this device, and how to set it up. */
export const securePages = router()
  .get(
    "/s/:link/secure",
    describe({ summary: "The secure network", returns: page }),
    validate("param", ByLink),
    validate("query", Query),
    async (c) => offer(c, c.req.valid("param").link, { said: c.req.valid("query").said }),
  )
  .post(
    "/s/:link/secure",
    describe({ summary: "A name and password for this device", returns: { 303: "to how it is set up" } }),
    validate("param", ByLink),
    async (c) => {
      const { link } = c.req.valid("param");
      const { ring, places, credentials } = deskOf(c);
      const { now } = c.var;
      const session = await sessionOf(c, link);
      const place = await places.byGateway(session.gateway, now);
      if (!place || !(await credentials.network(session.group, now))) return notFound();
      const issued = await issueCredential({ ring, credentials }, { session, place, now });
      if (!issued.ok) return offer(c, link, { problem: issued.reason });
      const made = JSON.stringify({ i: issued.id, p: issued.password, g: session.group, t: now });
      return goTo(c, `/secure/${await sealFor(ring, made, "secure")}?lang=${c.var.lang}`);
    },
  )
  .post(
    "/s/:link/secure/revoke",
    describe({ summary: "Take a credential back", returns: { 303: "to the list" } }),
    validate("param", ByLink),
    validate("form", Revoke),
    async (c) => {
      const { link } = c.req.valid("param");
      const { holder } = await sessionOf(c, link);
      await deskOf(c).credentials.revoke(holder, c.req.valid("form").credential, c.var.now);
      return goTo(c, `/s/${link}/secure?said=revoked&lang=${c.var.lang}`);
    },
  )
  .get(
    "/secure/:sealed",
    describe({ summary: "How each device is set up", returns: page }),
    validate("param", Sealed),
    async (c) => {
      const { sealed } = c.req.valid("param");
      const { network, name, password } = await madeOf(c, sealed);
      const { ssid, server, authority } = network;
      c.header("cache-control", "no-store");
      return html(
        c,
        secureSetupPage({
          ...frameOf(c),
          sealed,
          ssid,
          server,
          hasAuthority: authority !== null,
          name,
          password,
          anonymous: anonymousIdentity,
        }),
      );
    },
  )
  .get(
    "/secure/:sealed/:file",
    describe({ summary: "Settings as a file", returns: { 200: "the file" } }),
    validate("param", File),
    async (c) => {
      const { sealed, file } = c.req.valid("param");
      const { network, name, password } = await madeOf(c, sealed);
      const { lang } = c.var;
      c.header("cache-control", "no-store");
      c.header("content-disposition", `attachment; filename="${file}"`);
      switch (file) {
        case "wifi.mobileconfig": {
          const city = cityOf(c.env).name[lang];
          const profile = {
            ...network,
            host: new URL(c.env.SELF_ORIGIN).hostname,
            title: `${portalWords(lang).brand} ${city}`,
            organisation: city,
            username: name,
            password,
          };
          c.header("content-type", "application/x-apple-aspen-config");
          return c.body(await appleProfile(profile));
        }
        case "wifi.xml":
          c.header("content-type", "application/xml");
          return c.body(await windowsProfile(network));
        case "ca.crt": {
          const der = derOf(network.authority);
          if (der === undefined) return notFound();
          c.header("content-type", "application/x-x509-ca-cert");
          return c.body(
            `-----BEGIN CERTIFICATE-----\n${der.replaceAll(/.{1,64}/g, "$&\n")}-----END CERTIFICATE-----\n`,
          );
        }
      }
    },
  );

const notFound = (): never => {
  throw new Problem("not-found");
};
const goTo = (c: Ctx, address: string) => c.body(null, 303, { location: address, "cache-control": "no-store" });

async function sessionOf(c: Ctx, link: string): Promise<Session> {
  const { ring, sessions } = deskOf(c);
  const id = await readLink(ring, "status", link);
  return (id === undefined ? null : await sessions.byId(id)) ?? notFound();
}

async function offer(
  c: Ctx,
  link: string,
  more: { said?: "revoked" | undefined; problem?: "over" | "way" | "devices" },
) {
  const { holder, group, timezone } = await sessionOf(c, link);
  const { credentials } = deskOf(c);
  const network = await credentials.network(group, c.var.now);
  if (!network) return notFound();
  const made = await credentials.of(holder, c.var.now);
  c.header("cache-control", "no-store");
  const status = more.problem === undefined ? 200 : 409;
  return html(
    c,
    secureOfferPage({ ...frameOf(c), ...more, link, ssid: network.ssid, timezone, credentials: made }),
    status,
  );
}

/** What a sealed address says, for an hour after it was made. */
async function madeOf(c: Ctx, sealed: string) {
  const { ring, credentials } = deskOf(c);
  const opened = await openFor(ring, sealed, "secure");
  const made = opened === undefined ? undefined : z.parse(Made, JSON.parse(opened));
  if (!made || c.var.now - made.t > readable) return notFound();
  const network = (await credentials.network(made.g, c.var.now)) ?? notFound();
  return { network, name: made.i, password: made.p };
}
