import { describe, fill, Problem, validate, withDeadline } from "@ven/kit";
import { portalWords, sayPage, type Status, statusPage } from "@ven/web-wifi";
import * as z from "zod/mini";

import { credentialRepository } from "../credential-repository";
import { extendSession } from "../extend-session";
import { adapters } from "../gateways";
import { readPhone } from "../phone";
import { openGateway, type Place } from "../place";
import { makeResumeLink, readResumeLink } from "../resume";
import { makeLink, readLink } from "../seals";
import type { Session } from "../session-repository";
import { type Ctx, deskOf, frameOf, goTo, hold, notFound, portalHtml } from "./portal-desk";
import { router } from "./router";

const ByLink = z.object({ link: z.string().check(z.maxLength(200)) });
const Code = z.object({
  challenge: z.string().check(z.maxLength(4000)),
  sentTo: z.string().check(z.maxLength(300)),
  code: z.string().check(z.maxLength(100)),
});
const Query = z.object({
  challenge: z.optional(z.string().check(z.maxLength(4000))),
  sentTo: z.optional(z.string().check(z.maxLength(300))),
  said: z.optional(z.string()),
});
const own = { 200: "the page" };
const back = { 303: "to the status page" };

/** What a person sees and does about their own session, by its signed link. */
export const statusPages = router()
  .get(
    "/s/:link",
    describe({ summary: "Time and data left", returns: own }),
    validate("param", ByLink),
    validate("query", Query),
    async (c) => {
      const { link } = c.req.valid("param");
      const { challenge, sentTo, said } = c.req.valid("query");
      const found = await sessionOf(c, link);
      if (!found) return beforeItIsWritten(c, link);
      const typed = challenge !== undefined && sentTo !== undefined ? { sealed: challenge, sentTo } : undefined;
      return show(c, link, found, { challenge: typed, said: said === "extended" ? "extended" : undefined });
    },
  )
  .post(
    "/s/:link/code",
    describe({ summary: "Finish with the code", returns: back }),
    validate("param", ByLink),
    validate("form", Code),
    async (c) => {
      const { link } = c.req.valid("param");
      const { challenge, sentTo, code } = c.req.valid("form");
      const found = await sessionOf(c, link);
      if (!found) return notFound();
      const t = portalWords(c.var.lang);
      const checked = await withDeadline(c.env.IDENTITY.checkCode({ challenge, code }), 5000);
      if (!checked.ok) {
        const problem = checked.reason === "wrong" ? fill(t.codeWrong, { n: checked.left ?? 4 }) : t.codeOver;
        return show(c, link, found, { challenge: { sealed: challenge, sentTo, problem } });
      }
      return extend(c, link, found, "code", `code:${checked.proof}`);
    },
  )
  .post("/s/:link/extend", describe({ summary: "More time", returns: back }), validate("param", ByLink), async (c) => {
    const { link } = c.req.valid("param");
    const found = await sessionOf(c, link);
    return found ? extend(c, link, found, found.way, null) : notFound();
  })
  .post(
    "/s/:link/logout",
    describe({ summary: "Leave", returns: { 303: "to the gateway's own logout" } }),
    validate("param", ByLink),
    async (c) => {
      const { link } = c.req.valid("param");
      const found = await sessionOf(c, link);
      if (!found) return notFound();
      const address = await leave(c, found, "logout");
      const t = portalWords(c.var.lang);
      if (address !== undefined) return goTo(c, address);
      return portalHtml(c, sayPage({ ...frameOf(c), title: t.loggedOut, text: t.stepNew }), undefined);
    },
  )
  .post(
    "/s/:link/devices/logout",
    describe({ summary: "Another device of the same person leaves", returns: back }),
    validate("param", ByLink),
    validate("form", z.object({ session: z.string().check(z.maxLength(40)) })),
    async (c) => {
      const { link } = c.req.valid("param");
      const found = await sessionOf(c, link);
      const { session } = c.req.valid("form");
      const others = found?.shared === 0 ? await deskOf(c).sessions.othersOf(found, c.var.now) : [];
      const other = others.find(({ id }) => id === session);
      if (!other || !(await canLogOut(c, other))) return notFound();
      await leave(c, other, "logout");
      return goTo(c, `/s/${link}`);
    },
  )
  .get(
    "/s/:link/data",
    describe({ summary: "My data", returns: { 200: "JSON" } }),
    validate("param", ByLink),
    async (c) => {
      const found = await sessionOf(c, c.req.valid("param").link);
      if (!found) return notFound();
      const data = { group: found.group, sessions: await deskOf(c).sessions.dataOf(found) };
      return c.json(data, 200, {
        "cache-control": "no-store",
        "content-disposition": 'attachment; filename="wifi.json"',
      });
    },
  )
  .post("/s/:link/erase", describe({ summary: "Forget me", returns: own }), validate("param", ByLink), async (c) => {
    const found = await sessionOf(c, c.req.valid("param").link);
    if (!found) return notFound();
    await leave(c, found, "erased");
    await deskOf(c).sessions.erase(found, c.var.now, c.var.requestId);
    const t = portalWords(c.var.lang);
    return portalHtml(c, sayPage({ ...frameOf(c), title: t.erased, text: t.stepNew }), undefined);
  })
  .get("/r/:link", describe({ summary: "My latest session", returns: back }), validate("param", ByLink), async (c) => {
    // Whoever gets here is online: behind a gateway the portal is opened in its place, and knows the person by this.
    const { ring, sessions } = deskOf(c);
    const resumed = await readResumeLink(ring, c.req.valid("param").link, c.var.now);
    const latest = resumed && (await sessions.latest(resumed.holder));
    c.header("cache-control", "no-store");
    if (!latest) return notFound();
    // The latest of a voucher's sessions may be somebody else's.
    if (latest.shared === 1)
      return portalHtml(c, sayPage({ ...frameOf(c), title: portalWords(c.var.lang).online }), undefined);
    return goTo(c, `/s/${await makeLink(ring, "status", latest.id)}`);
  });

async function sessionOf(c: Ctx, link: string) {
  const { ring, sessions } = deskOf(c);
  const id = await readLink(ring, "status", link);
  return id === undefined ? notFound() : sessions.byId(id);
}

/** A good link without a session: granted while the database was away, or erased since. */
function beforeItIsWritten(c: Ctx, link: string) {
  const t = portalWords(c.var.lang);
  return portalHtml(c, sayPage({ ...frameOf(c, `/s/${link}`), title: t.onlineShort }), undefined);
}

async function extend(c: Ctx, link: string, session: Session, way: string, proof: string | null) {
  const desk = deskOf(c);
  const { now } = c.var;
  const place = await desk.places.byGateway(session.gateway, now);
  if (!place) return notFound();
  const extended = await extendSession(desk, { session, place, way, proof, selfOrigin: c.env.SELF_ORIGIN, now });
  if (extended.ok && extended.talk && !(await hold(extended.talk))) throw new Problem("unavailable");
  c.header("cache-control", "no-store");
  return goTo(c, `/s/${link}${extended.ok ? "?said=extended" : ""}`);
}

/** Ends the session here, and at the gateway where it can be told; else gives the address at which the phone says it. */
async function leave(c: Ctx, session: Session, reason: string) {
  const { ring, places, sessions } = deskOf(c);
  const place = await places.byGateway(session.gateway, c.var.now);
  const phone = await readPhone(ring, session);
  await sessions.end(session.id, reason, c.var.now);
  if (!place || !phone) return undefined;
  const gateway = await openGateway(place, ring);
  const adapter = adapters[gateway.make];
  const talk = adapter.revoke?.(phone, gateway);
  if (talk) await hold(talk);
  return talk ? undefined : adapter.logout?.(phone, gateway);
}

/** Whether the gateway of a session can be told from here that it is over; elsewhere only the phone can say it. */
async function canLogOut(c: Ctx, { gateway }: Session) {
  const place = await deskOf(c).places.byGateway(gateway, c.var.now);
  return place !== undefined && adapters[place.gateway.make].revoke !== undefined;
}

/** The person's other devices, as far as they are this person's own. */
async function devicesOf(c: Ctx, session: Session, place: Place | undefined) {
  const plan = place?.plans.find(({ way }) => way === session.way);
  if (!plan || session.shared === 1) return undefined;
  const others = await deskOf(c).sessions.othersOf(session, c.var.now);
  const shown = others.map(async (other) => ({
    id: other.id,
    site: { name: other.siteName, nameEn: other.siteNameEn },
    endsAt: other.endsAt,
    canLogOut: await canLogOut(c, other),
  }));
  return { most: plan.devices, others: await Promise.all(shown) };
}

async function show(c: Ctx, link: string, session: Session, more: Pick<Status, "challenge" | "said">) {
  const { ring } = deskOf(c);
  const { now } = c.var;
  const { id, endsAt, endedAt, takenAt, bytes, upKB, downKB, timezone, code, holder, group, site } = session;
  const over = endedAt !== null || endsAt <= now;
  const state = over ? "over" : takenAt === null ? "connecting" : "online";
  const kb = upKB === null && downKB === null ? null : (upKB ?? 0) + (downKB ?? 0);
  const place = await deskOf(c).places.byGateway(session.gateway, now);
  if (state === "connecting") c.header("refresh", `2; url=/s/${link}${new URL(c.req.url).search}`);
  const network = await credentialRepository(c.env.DB).network(group, now);
  const resume = await makeResumeLink(ring, { holder, group }, now);
  const page = statusPage({
    ...frameOf(c),
    ...more,
    link,
    site: { name: session.siteName, nameEn: session.siteNameEn },
    state,
    secondsLeft: Math.max(0, Math.floor((endsAt - now) / 1000)),
    endsAt,
    timezone,
    kbLeft: kb === null ? null : Math.max(0, kb - Math.ceil(bytes / 1000)),
    upKbps: session.upKbps,
    downKbps: session.downKbps,
    receipt: `${site.toUpperCase()}-${id.slice(-6)}`,
    resume: code === null ? null : { code, href: `${c.env.PLAIN_ORIGIN ?? c.env.SELF_ORIGIN}/r/${resume}` },
    canExtend:
      place?.gateway.level === 3 ||
      place?.gateway.level === 4 ||
      place?.gateway.make === "unifi" ||
      place?.gateway.make === "omada",
    // Never over plain http, which is what gateways that open one port leave to a phone.
    devices: over ? undefined : await devicesOf(c, session, place),
    secure: network ? { ssid: network.ssid, href: `${c.env.SELF_ORIGIN}/s/${link}/secure` } : undefined,
  });
  return portalHtml(c, page, place);
}
