import { describe, fill, localTime, log, Problem, validate, withDeadline } from "@ven/kit";
import { codePage, handOverPage, portalWords, sayPage } from "@ven/web-wifi";
import * as z from "zod/mini";

import { enter, type Entered } from "../enter";
import { adapters } from "../gateways";
import { guessesWait } from "../guess-repository";
import { openPass, type Pass } from "../pass";
import { clientHash, enforcesLimits, openGateway, type Place, planOf } from "../place";
import type { Way } from "../plan";
import { keyed, readShortCode } from "../seals";
import { showPortal } from "./arrive";
import { type Ctx, deskOf, frameOf, goTo, hold, portalHtml } from "./portal-desk";
import { router } from "./router";

const text = (most: number) => z.string().check(z.maxLength(most));
const pass = text(6000);
const Tap = z.object({ pass, counting: z.optional(z.enum(["yes", "no"])) });
const Contact = z.object({ pass, contact: text(300) });
const Code = z.object({ pass, challenge: text(4000), sentTo: text(300), code: text(100) });
const Provisional = z.object({ pass, challenge: text(4000), sentTo: text(300) });
const Voucher = z.object({ pass, voucher: text(100) });

const online = { 303: "to the gateway, or to the status page", 200: "one more button for the gateway" };
/** For so long a resume code is good, ms. */
const codeLasts = 24 * 3_600_000;
const rpcDeadline = 5000;

export const waysIn = router()
  .post("/enter", describe({ summary: "One tap", returns: online }), validate("form", Tap), async (c) => {
    const form = c.req.valid("form");
    return withPass(c, form.pass, (place, opened) =>
      letIn(c, place, opened, { way: "tap", counting: form.counting === "yes" }),
    );
  })
  .post(
    "/code",
    describe({ summary: "Send a code", returns: { 200: "where the code is typed" } }),
    validate("form", Contact),
    async (c) => {
      const { pass: sealed, contact } = c.req.valid("form");
      return withPass(c, sealed, async (place, opened) => {
        const t = portalWords(c.var.lang);
        if (!place.group.ways.includes("code")) return refusal(c, place, { ok: false, reason: "way-closed" });
        if (!(await mayTry(c, place, opened))) return waitPage(c, place);
        const sent = await withDeadline(
          c.env.IDENTITY.sendCode({ contact, lang: c.var.lang, organisation: place.group.organisation }),
          rpcDeadline,
        );
        if (!sent.ok) {
          const texts = {
            "contact-wrong": t.contactWrong,
            "too-soon": t.tooSoon,
            "daily-limit": t.dailyLimit,
            "no-delivery": t.noDelivery,
          };
          const said = fill(texts[sent.reason], { n: sent.seconds ?? 60 });
          return showPortal(c, place, opened, sealed, { field: "contact", text: said }, 400);
        }
        return typeCode(c, place, { pass: sealed, challenge: sent.challenge, sentTo: sent.sentTo });
      });
    },
  )
  .post(
    "/code/check",
    describe({ summary: "Get online with a code", returns: online }),
    validate("form", Code),
    async (c) => {
      const { pass: sealed, challenge, sentTo, code } = c.req.valid("form");
      return withPass(c, sealed, async (place, opened) => {
        const t = portalWords(c.var.lang);
        const checked = await withDeadline(c.env.IDENTITY.checkCode({ challenge, code }), rpcDeadline);
        if (checked.ok) return letIn(c, place, opened, { way: "code", proof: `code:${checked.proof}` });
        const problem = checked.reason === "wrong" ? fill(t.codeWrong, { n: checked.left ?? 4 }) : t.codeOver;
        return typeCode(c, place, { pass: sealed, challenge, sentTo, problem });
      });
    },
  )
  .post(
    "/provisional",
    describe({ summary: "A few minutes to fetch the code", returns: online }),
    validate("form", Provisional),
    async (c) => {
      const { pass: sealed, challenge, sentTo } = c.req.valid("form");
      const query = new URLSearchParams({ challenge, sentTo });
      return withPass(c, sealed, (place, opened) =>
        letIn(c, place, opened, { way: "provisional", query: `?${query}` }),
      );
    },
  )
  .post(
    "/voucher",
    describe({ summary: "Get online with a voucher or a resume code", returns: online }),
    validate("form", Voucher),
    async (c) => {
      const { pass: sealed, voucher } = c.req.valid("form");
      return withPass(c, sealed, async (place, opened) => {
        const { group } = place;
        const desk = deskOf(c);
        const code = readShortCode(voucher, 8);
        const resume = readShortCode(voucher, 6);
        if (!(await mayTry(c, place, opened))) return waitPage(c, place);
        if (code !== undefined && group.ways.includes("voucher")) {
          const hash = await keyed(desk.ring, `voucher/${group.id}/${code}`);
          const devices = await desk.vouchers.uses(group.id, hash, c.var.now);
          if (devices !== null) return letIn(c, place, opened, { way: "voucher", proof: `voucher:${hash}`, devices });
        }
        if (resume !== undefined) {
          const holder = await desk.sessions.byCode(group.id, resume, c.var.now - codeLasts);
          if (holder)
            return letIn(c, place, { ...opened, holder }, { way: group.ways.includes("tap") ? "tap" : "code" });
        }
        const problem = { field: "voucher", text: portalWords(c.var.lang).voucherWrong } as const;
        return showPortal(c, place, opened, sealed, problem, 400);
      });
    },
  );

/** Opens what the form carried; an edited or old one leads back to the gateway's own redirect. */
export async function withPass(
  c: Ctx,
  sealed: string,
  go: (place: Place, opened: Pass) => Promise<Response> | Response,
): Promise<Response> {
  const { ring, places } = deskOf(c);
  const opened = await openPass(ring, sealed, c.var.now);
  const place = opened && (await places.byGateway(opened.gateway, c.var.now));
  if (opened && place) return go(place, opened);
  const t = portalWords(c.var.lang);
  return portalHtml(c, sayPage({ ...frameOf(c), title: t.r_expired, text: t.stepNew }), undefined, 400);
}

interface Wish {
  way: Way;
  proof?: string;
  devices?: number;
  counting?: boolean;
  /** Goes to the status page with the link. */
  query?: string;
}

export async function letIn(c: Ctx, found: Place, opened: Pass, wish: Wish): Promise<Response> {
  const desk = deskOf(c);
  const { lang, now } = c.var;
  const place = await desk.places.withSalt(found, desk.ring, now).catch((err: unknown) => {
    // Without the database nobody can be told apart from another; a short session needs no telling apart.
    if (Problem.is(err) && err.code === "keys-unavailable") throw err;
    return found;
  });
  const gateway = await openGateway(place, desk.ring);
  const adapter = adapters[gateway.make];
  const { way, proof = null, devices, counting = false, query = "" } = wish;
  const { SELF_ORIGIN: selfOrigin } = c.env;
  const entering = { place, gateway, adapter, pass: opened, way, proof, counting, lang, selfOrigin, now };
  const entered = await enter(desk, { ...entering, ...(devices !== undefined && { devices }) });
  if (!entered.ok) return refusal(c, place, entered);
  log("info", "granted", { site: place.site.id, make: gateway.make, way, written: entered.written });
  const status = `${c.env.SELF_ORIGIN}/s/${entered.link}${query}`;
  c.header("cache-control", "no-store");
  switch (entered.grant.kind) {
    case "redirect":
      return goTo(c, entered.grant.url);
    case "form":
      return portalHtml(c, handOverPage({ ...frameOf(c), ...entered.grant }), place);
    case "poll":
      // The gateway opens its plain port only: the page waits where the phone already is.
      return goTo(c, `/s/${entered.link}${query}`);
    case "talk": {
      if (await hold(entered.grant.talk)) return goTo(c, status);
      await desk.sessions.end(entered.id, "controller-away", now);
      return refusal(c, place, { ok: false, reason: "gateway" });
    }
  }
}

function typeCode(c: Ctx, place: Place, entry: { pass: string; challenge: string; sentTo: string; problem?: string }) {
  const provisional = enforcesLimits(place.gateway) ? planOf(place, "provisional")?.session : undefined;
  const page = codePage({ ...frameOf(c), action: "/code/check", ...entry, provisional });
  return portalHtml(c, page, place, entry.problem === undefined ? 200 : 400);
}

/** Counts tries of this phone. Without a phone's address there is nothing to tell it apart by: identity counts codes. */
async function mayTry(c: Ctx, found: Place, { phone }: Pass) {
  const { places, guesses, ring } = deskOf(c);
  const place = await places.withSalt(found, ring, c.var.now);
  const client = phone.mac === null ? null : await clientHash(place, ring, phone.mac, c.var.now);
  return client === null || guesses.mayTry(place.group.id, client, c.var.now);
}

function waitPage(c: Ctx, place: Place) {
  const title = fill(portalWords(c.var.lang).r_guess, { n: guessesWait / 60_000 });
  return portalHtml(c, sayPage({ ...frameOf(c), title }), place, 429);
}

type Refusal = Exclude<Entered, { ok: true }>;

/** Says why, and what comes next. */
export function refusal(c: Ctx, place: Place, refused: Refusal) {
  const t = portalWords(c.var.lang);
  const { reason } = refused;
  const said: Record<Refusal["reason"], { title: string; text?: string }> = {
    used: { title: t.r_used, text: t.stepNew },
    blocked: { title: t.r_blocked, text: t.r_blockedHint },
    devices: { title: t.r_devices, text: t.r_devicesHint },
    "way-closed": { title: t.r_way, text: t.stepNew },
    gateway: { title: t.r_gateway, text: t.r_gatewayHint },
    "daily-time": { title: t.r_time },
    "monthly-time": { title: t.r_time },
    "daily-data": { title: t.r_data },
    "monthly-data": { title: t.r_data },
    "daily-sessions": { title: t.r_sessions },
    closed: { title: t.r_closed },
  };
  const again =
    refused.again === undefined
      ? undefined
      : fill(t.r_again, { time: when(refused.again, c.var.now, place.group.timezone) });
  const page = sayPage({ ...frameOf(c), ...said[reason], ...(again !== undefined && { text: again }) });
  return portalHtml(c, page, place, 409);
}

/** "07:00", or "07:00 23/11" when that is not today. */
function when(at: number, now: number, timezone: string) {
  const time = localTime(at, timezone);
  if (at - now < 12 * 3_600_000) return time;
  return `${time} ${new Intl.DateTimeFormat("en-GB", { timeZone: timezone, day: "2-digit", month: "2-digit" }).format(at)}`;
}
