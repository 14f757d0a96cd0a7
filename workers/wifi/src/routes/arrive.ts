import { clientAddress, describe, log } from "@ven/kit";
import { portalPage, portalWords, sayPage, venuePage } from "@ven/web-wifi";

import { adapters } from "../gateways";
import { type Inbound, type Make } from "../gateways/gateway";
import { openSealed, rhidOf } from "../gateways/opennds";
import { readPoll } from "../gateways/opennds-authmon";
import { inboundOf, readMac, readUrl } from "../gateways/read";
import { recognise } from "../gateways/recognise";
import { makePass, openPass, type Pass } from "../pass";
import { isDisaster, openGateway, type Place, planOf } from "../place";
import { readResumeLink } from "../resume";
import { seenInRedirect } from "../self-test";
import { type Ctx, deskOf, frameOf, goTo, isFromSite, portalHtml, watch } from "./portal-desk";
import { router } from "./router";

const page = { summary: "The portal: every make of gateway sends its phones here", returns: { 200: "the first page" } };

/** One address for a group of sites, whatever the make. `:site` helps a gateway that encrypts its name. */
export const arriving = router()
  .get("/p/:group", describe(page), async (c) => arrive(c, await inboundFrom(c), { group: c.req.param("group") }))
  .post("/p/:group", describe(page), async (c) => arrive(c, await inboundFrom(c), { group: c.req.param("group") }))
  .get("/p/:group/:site", describe(page), async (c) => arrive(c, await inboundFrom(c), c.req.param()))
  .post("/p/:group/:site", describe(page), async (c) => arrive(c, await inboundFrom(c), c.req.param()))
  .get("/guest/s/:site", describe(page), async (c) => arrive(c, await inboundFrom(c), {}))
  .get("/guest/s/:site/", describe(page), async (c) => arrive(c, await inboundFrom(c), {}));

interface Named {
  group?: string | undefined;
  site?: string | undefined;
}

async function inboundFrom(c: Ctx): Promise<Inbound> {
  const form = c.req.method === "POST" ? await c.req.parseBody() : {};
  const pairs = Object.entries(form).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as const] : [],
  );
  return inboundOf(c.req.url, c.var.now, pairs);
}

async function arrive(c: Ctx, inbound: Inbound, named: Named) {
  const seen = recognise(inbound);
  switch (seen.kind) {
    case "poll":
      return poll(c, inbound);
    case "nobody":
      return comeAlone(c, inbound, named.group ?? "");
    case "insecure":
      return unknown(c);
    case "redirect": {
      // openNDS sends a phone that is in here without saying which gateway it is at: only its own session helps.
      if (seen.make === "opennds" && !inbound.fields.has("fas")) return alreadyIn(c, inbound.fields.get("redir"));
      const place = await placeOf(c, inbound, seen.make, named);
      return place ? welcome(c, inbound, place) : unknown(c);
    }
  }
}

/** Where the phone stands: by a name of the gateway, by the site in the address, or by whose key opens the request. */
async function placeOf(c: Ctx, inbound: Inbound, make: Make, { group, site }: Named) {
  const { places, ring } = deskOf(c);
  const { now } = c.var;
  let names = adapters[make].names(inbound);
  let place = site === undefined ? undefined : await places.bySite(site, make, now);
  if (!place && names.length === 0 && make === "opennds" && group !== undefined) {
    for (const id of await places.encryptingGateways(group, now)) {
      const candidate = await places.byGateway(id, now);
      const opened = candidate && (await openSealed(inbound, (await openGateway(candidate, ring)).secrets));
      const mac = readMac(opened?.get("gatewaymac"));
      if (mac === null) continue;
      names = [mac];
      break;
    }
  }
  place ??= await places.byNames(make, names, now);
  return place && (group === undefined || place.group.id === group) ? place : undefined;
}

async function welcome(c: Ctx, inbound: Inbound, place: Place) {
  const { ring } = deskOf(c);
  const t = portalWords(c.var.lang);
  const verdict = await adapters[place.gateway.make].verify(inbound, await openGateway(place, ring));
  await watch(c, place, () => seenInRedirect(place, inbound, verdict, clientAddress(c)));
  if (!verdict.ok) {
    log("warn", "redirect-refused", { make: place.gateway.make, site: place.site.id, reason: verdict.reason });
    return portalHtml(c, sayPage({ ...frameOf(c), title: t.r_expired, text: t.stepNew }), undefined, 400);
  }
  const { arrival } = verdict;
  if (arrival.state === "online") return alreadyIn(c, arrival.landing);
  const { mac, ip, landing, carry } = arrival;
  const holder = await resumedBy(c, landing, place.group.id);
  const made = await makePass(ring, {
    gateway: place.gateway.id,
    phone: { mac, ip, landing, carry },
    at: c.var.now,
    holder,
  });
  return showPortal(c, place, made.pass, made.sealed);
}

/** The phone's own session, where that was its wish; else what there is around here. Never another host. */
function alreadyIn(c: Ctx, wish: string | null | undefined) {
  if (wish?.startsWith(`${c.env.SELF_ORIGIN}/s/`)) return goTo(c, wish);
  return portalHtml(c, venuePage({ ...frameOf(c), title: portalWords(c.var.lang).online }), undefined);
}

/** A phone that opened its resume link before it was let in: the gateway sent it here, with that address as its wish. */
async function resumedBy(c: Ctx, landing: string | null, group: string) {
  const url = landing === null ? null : readUrl(landing);
  const link = url && /^\/r\/([\w.~-]{1,200})$/.exec(url.pathname)?.[1];
  if (!link) return undefined;
  const resumed = await readResumeLink(deskOf(c).ring, decodeURIComponent(link), c.var.now);
  return resumed?.group === group ? resumed.holder : undefined;
}

export type PortalProblem = { field: "contact" | "voucher"; text: string };

/** The first page, with what was wrong in the last form. Needs nothing but the pass. */
export function showPortal(
  c: Ctx,
  place: Place,
  pass: Pass,
  sealed: string,
  problem?: PortalProblem,
  status?: 400 | 429,
) {
  const { group, site } = place;
  const { lang, now } = c.var;
  const disaster = isDisaster(place, now);
  const seconds = (way: "tap" | "code" | "voucher" | "account") =>
    group.ways.includes(way) ? planOf(place, way)?.session : undefined;
  const ways: Parameters<typeof portalPage>[0]["ways"] = {};
  if (disaster) ways.tap = planOf(place, "disaster")?.session ?? 3600;
  else
    for (const way of ["tap", "code", "voucher", "account"] as const) {
      const offered = seconds(way);
      if (offered !== undefined) ways[way] = offered;
    }
  if (!disaster && group.ways.includes("vneid")) ways.vneid = planOf(place, "account")?.session;
  const banner = disaster ? (group.disasterBanner?.[lang] ?? group.disasterBanner?.en) : undefined;
  const here = `/p/${group.id}?pass=${sealed}`;
  const known = pass.holder !== undefined;
  return portalHtml(
    c,
    portalPage({ ...frameOf(c, here), site, pass: sealed, ways, banner, known, problem }),
    place,
    status ?? 200,
  );
}

/** Somebody without a gateway's word: the page again in another language, or a person who found the address. */
async function comeAlone(c: Ctx, inbound: Inbound, group: string) {
  const { ring, places } = deskOf(c);
  const sealed = inbound.fields.get("pass");
  const pass = sealed === undefined ? undefined : await openPass(ring, sealed, c.var.now);
  const place = pass && (await places.byGateway(pass.gateway, c.var.now));
  if (pass && place && sealed !== undefined) return showPortal(c, place, pass, sealed);
  const found = await places.group(group, c.var.now);
  if (!found) return unknown(c);
  const t = portalWords(c.var.lang);
  const text = t.noGateway.replace("{ssid}", found.ssid);
  return portalHtml(c, venuePage({ ...frameOf(c, `/p/${found.id}`), title: t.brand, text }), undefined);
}

function unknown(c: Ctx) {
  const t = portalWords(c.var.lang);
  return portalHtml(c, sayPage({ ...frameOf(c), title: t.r_unknown, text: t.r_blockedHint }), undefined, 404);
}

const plain = (c: Ctx, text: string) =>
  c.body(text, 200, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" });

/** openNDS asks for whom to let in, or tells who left. What it gets is code to it: letters and numbers of one form. */
async function poll(c: Ctx, inbound: Inbound) {
  const { places, polls, ring } = deskOf(c);
  const { now } = c.var;
  const told = await readPoll(inbound);
  const place = told && (await places.byPollHash(told.gateway, now));
  if (!told || !place || !isFromSite(c, place)) return c.body("", 404);
  switch (told.kind) {
    case "clear":
      await polls.cleared(told.gateway, now);
      return plain(c, "");
    case "view":
      return plain(c, await polls.view(told.gateway, now));
    case "ack":
      await polls.taken(told.gateway, told.tickets, now);
      return plain(c, "ack");
    case "deauthed": {
      const { hid, method, incoming, outgoing } = told.notice;
      const { id: gateway, secrets } = await openGateway(place, ring);
      const rhids = await Promise.all(secrets.map((secret) => rhidOf(hid, secret)));
      await polls.ended({ gateway, tickets: [hid, ...rhids], method, up: outgoing, down: incoming }, now);
      return plain(c, "ack");
    }
  }
}
