import { lazily } from "@ven/contracts/lazily";
import { safeReturnTo } from "@ven/identity";
import { describe, html, validate } from "@ven/kit";
import { codePage, type CodePage, passkeyNeededPage, signInPage, type SignInPage } from "@ven/web-identity";
import * as z from "zod/mini";

import { ownAudience } from "../begin-session";
import { type Challenge, openChallenge } from "../challenge-handle";
import { resendAfter } from "../challenge-repository";
import { maskContact, readContact } from "../contact";
import { readCode } from "../one-time-code";
import { signIn } from "../sign-in";
import { signOut } from "../sign-out";
import { vneidOf } from "../vneid/configuration";
import { signedOut } from "./account";
import { browserOf, type Ctx, enter, formPage, isSharedDesk, jarOf, ownPage } from "./answers";
import { frameOf, router } from "./router";
import { send } from "./send";

const text = (most: number) => z.string().check(z.maxLength(most));
const AskForCode = lazily(() => z.object({ contact: text(300), continue: z.optional(text(2000)) }));
const AskAgain = lazily(() => z.object({ challenge: text(4000) }));
const TypeCode = lazily(() => z.object({ challenge: text(4000), code: text(100) }));
const page = "the page";

export const signingIn = router()
  .get(
    "/sign-in",
    describe({ summary: "Ask for a code", returns: { 200: page, 303: "a shared computer: to the passkey page" } }),
    async (c) => {
      const next = safeReturnTo(c.req.query("continue"), ownPage);
      if (c.req.query("by") !== "code" && (await isSharedDesk(c)))
        return c.redirect(`/sign-in/passkey?${new URLSearchParams({ continue: next, "take-over": "1" })}`, 303);
      const out = c.req.query("signed-out");
      return askPage(c, { next, signedOut: out === "everywhere" ? out : out === "1" }, 200);
    },
  )
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
      const { desk } = c.var;
      const challenge = await openChallenge(sealed, desk.keys.secrets);
      if (!challenge) return c.redirect("/sign-in", 303);
      const code = readCode(typed);
      if (code === undefined) return typePage(c, sealed, challenge, { kind: "code-wrong" }, 400);
      // Sample people of a developer's machine have no passkey to begin with.
      const sampleStaff = c.env.ENVIRONMENT === "development";
      const result = await signIn(desk, { challenge, code, ...browserOf(c), sampleStaff });
      if (result.ok) return enter(c, result.grant, challenge.next);
      if (result.reason === "passkey")
        return formPage(c, passkeyNeededPage({ ...frameOf(c), next: challenge.next }), 403);
      const problem: CodePage["problem"] =
        result.reason === "wrong" ? { kind: "code-not", left: result.left } : { kind: "code-over" };
      return typePage(c, sealed, challenge, problem, 400);
    },
  )
  .post(
    "/sign-out",
    describe({ summary: "Sign out of every service", returns: { 303: "to the sign-in page" } }),
    async (c) => {
      const jar = jarOf(c);
      const handle = jar.read("rt");
      if (handle !== undefined) await signOut(c.var.desk, { audience: ownAudience, handle });
      return signedOut(c, "1");
    },
  );

const codeAddress = (sealed: string) => `/sign-in/code?c=${sealed}`;

function askPage(
  c: Ctx,
  rest: Pick<SignInPage, "next" | "typed" | "problem" | "signedOut">,
  status: 200 | 400 | 429 | 503,
) {
  c.header("cache-control", "no-store");
  const here = `/sign-in?continue=${encodeURIComponent(rest.next)}`;
  return html(c, signInPage({ ...frameOf(c, here), vneid: vneidOf(c.env) !== undefined, ...rest }), status);
}

function typePage(c: Ctx, sealed: string, challenge: Challenge, problem: CodePage["problem"], status: 200 | 400 | 429) {
  const { next } = challenge;
  const sentTo = maskContact(challenge);
  const resendIn = problem?.kind === "too-soon" ? problem.seconds : Math.ceil(resendAfter / 1000);
  const shown = { challenge: sealed, sentTo, next, resendIn, problem };
  return formPage(c, codePage({ ...frameOf(c, codeAddress(sealed)), ...shown }), status);
}
