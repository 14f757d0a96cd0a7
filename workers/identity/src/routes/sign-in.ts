import { safeReturnTo } from "@ven/identity";
import { cookieJar } from "@ven/identity/cookies";
import { type Asked, describe, html, Problem, validate } from "@ven/kit";
import { codePage, type CodePage, signInPage, type SignInPage } from "@ven/web-identity";
import * as z from "zod/mini";

import { type Challenge, openChallenge } from "../challenge-handle";
import { clientOrigins } from "../clients";
import { type Contact, maskContact, readContact } from "../contact";
import { deviceOf } from "../device";
import type { Env } from "../env";
import { readCode } from "../one-time-code";
import { sendCode } from "../send-code";
import { ownAudience, signIn } from "../sign-in";
import { signOut } from "../sign-out";
import { type AppEnv, cityOf, frameOf, router } from "./router";

type Ctx = Asked<Env, AppEnv["Variables"]>;

/** Where people go when nothing was asked for. */
const ownPage = "/account";
const text = (most: number) => z.string().check(z.maxLength(most));
const AskForCode = z.object({ contact: text(300), continue: z.optional(text(2000)) });
const AskAgain = z.object({ challenge: text(4000) });
const TypeCode = z.object({ challenge: text(4000), code: text(100) });
const page = "the page";

export const signingIn = router()
  .get("/sign-in", describe({ summary: "Ask for a code", returns: { 200: page } }), (c) => {
    const next = safeReturnTo(c.req.query("continue"), ownPage);
    return askPage(c, { next, signedOut: c.req.query("signed-out") === "1" }, 200);
  })
  .post(
    "/sign-in",
    describe({ summary: "Send a code to a phone or an e-mail", returns: { 303: "to the code page" } }),
    validate("form", AskForCode),
    async (c) => {
      const form = c.req.valid("form");
      const next = safeReturnTo(form.continue, ownPage);
      const typed = form.contact;
      const contact = readContact(typed);
      if (!contact) return askPage(c, { next, typed, problem: { kind: "contact-wrong" } }, 400);
      if (c.env.DELIVERY === undefined) return askPage(c, { next, typed, problem: { kind: "no-delivery" } }, 503);
      const sent = await send(c, contact, next);
      if (sent.ok) return c.redirect(codeAddress(sent.challenge), 303);
      return askPage(c, { next, typed, problem: sent.problem }, 429);
    },
  )
  .get(
    "/sign-in/code",
    describe({ summary: "Type the code", returns: { 200: page, 303: "start again" } }),
    async (c) => {
      const sealed = c.req.query("c") ?? "";
      const challenge = await openChallenge(sealed, c.var.desk.keys.secrets);
      return challenge ? typePage(c, sealed, challenge, undefined, 200) : c.redirect("/sign-in", 303);
    },
  )
  .post(
    "/sign-in/again",
    describe({ summary: "Send another code to the same place", returns: { 303: "to the code page" } }),
    validate("form", AskAgain),
    async (c) => {
      const sealed = c.req.valid("form").challenge;
      const challenge = await openChallenge(sealed, c.var.desk.keys.secrets);
      if (!challenge) return c.redirect("/sign-in", 303);
      const sent = await send(c, challenge, challenge.next);
      if (sent.ok) return c.redirect(codeAddress(sent.challenge), 303);
      return typePage(c, sealed, challenge, sent.problem, 429);
    },
  )
  .post(
    "/sign-in/code",
    describe({ summary: "Sign in with a code", returns: { 303: "signed in", 400: "not the code" } }),
    validate("form", TypeCode),
    async (c) => {
      const { challenge: sealed, code: typed } = c.req.valid("form");
      const { desk, principal, now } = c.var;
      const challenge = await openChallenge(sealed, desk.keys.secrets);
      if (!challenge) return c.redirect("/sign-in", 303);
      const code = readCode(typed);
      if (code === undefined) return typePage(c, sealed, challenge, { kind: "code-wrong" }, 400);
      const device = deviceOf(c.req.header("user-agent"));
      const replaces = principal.signedIn ? principal.session : undefined;
      const result = await signIn(desk, { challenge, code, device, replaces });
      if (result.ok) {
        cookieJar(c, ownAudience, c.env.SELF_ORIGIN).writeGrant(result.grant, now);
        c.header("cache-control", "no-store");
        return c.redirect(challenge.next, 303);
      }
      const problem: CodePage["problem"] =
        result.reason === "wrong" ? { kind: "code-not", left: result.left } : { kind: "code-over" };
      return typePage(c, sealed, challenge, problem, 400);
    },
  )
  .post(
    "/sign-out",
    describe({ summary: "Sign out of every service", returns: { 303: "to the sign-in page" } }),
    async (c) => {
      const jar = cookieJar(c, ownAudience, c.env.SELF_ORIGIN);
      const handle = jar.read("rt");
      if (handle !== undefined) await signOut(c.var.desk, { audience: ownAudience, handle });
      jar.dropGrant();
      c.header("clear-site-data", '"storage"');
      c.header("cache-control", "no-store");
      return c.redirect("/sign-in?signed-out=1", 303);
    },
  );

type Refused = { kind: "too-soon"; seconds: number } | { kind: "daily-limit" };

async function send(c: Ctx, contact: Contact, next: string) {
  const { desk, lang } = c.var;
  const { timezone } = cityOf(c.env);
  const perDay = Number(c.env.CODES_PER_DAY ?? 8);
  const { channel, value } = contact;
  try {
    const request = { contact: { channel, value }, next, lang, selfOrigin: c.env.SELF_ORIGIN, timezone, perDay };
    return { ok: true, challenge: await sendCode(desk, request) } as const;
  } catch (err) {
    if (!Problem.is(err) || err.code !== "too-many-requests") throw err;
    const { retryAfter = 60, extra } = err;
    c.header("retry-after", String(retryAfter));
    const problem: Refused =
      extra?.reason === "daily-limit" ? { kind: "daily-limit" } : { kind: "too-soon", seconds: retryAfter };
    return { ok: false, problem } as const;
  }
}

const codeAddress = (sealed: string) => `/sign-in/code?c=${sealed}`;

function askPage(
  c: Ctx,
  rest: Pick<SignInPage, "next" | "typed" | "problem" | "signedOut">,
  status: 200 | 400 | 429 | 503,
) {
  c.header("cache-control", "no-store");
  const here = `/sign-in?continue=${encodeURIComponent(rest.next)}`;
  return html(c, signInPage({ ...frameOf(c, here), ...rest }), status);
}

function typePage(c: Ctx, sealed: string, challenge: Challenge, problem: CodePage["problem"], status: 200 | 400 | 429) {
  c.header("cache-control", "no-store");
  const { next } = challenge;
  const sentTo = maskContact(challenge);
  const answer = html(
    c,
    codePage({ ...frameOf(c, codeAddress(sealed)), challenge: sealed, sentTo, next, problem }),
    status,
  );
  // Browsers hold the redirects after a form to `form-action` as well, and this form leads back to a service.
  const policy = answer.headers.get("content-security-policy") ?? "";
  const origins = clientOrigins(c.env.CLIENTS).join(" ");
  answer.headers.set("content-security-policy", policy.replace("form-action 'self'", `form-action 'self' ${origins}`));
  return answer;
}
