import { lazily } from "@ven/contracts/lazily";
import { isSteppedUp, safeReturnTo, stepUpPath } from "@ven/identity";
import { describe, html, Problem, validate } from "@ven/kit";
import {
  admissionOverPage,
  onePasskeyPage,
  type PasskeyProblem,
  passkeySignInPage,
  registerPage,
  stepUpPage,
} from "@ven/web-identity";
import * as z from "zod/mini";

import { beginPasskeySignIn, beginRegistration, beginStepUp } from "../passkeys/begin";
import { type CeremonyFor, openCeremony } from "../passkeys/ceremony";
import { readAsserted, readCreated } from "../passkeys/credential";
import { openAdmission } from "../passkeys/first-passkey";
import { myPasskey, myPasskeys, nameMyPasskey, removeMyPasskey } from "../passkeys/my-passkeys";
import { registerPasskey } from "../passkeys/register-passkey";
import { signInWithPasskey } from "../passkeys/sign-in-with-passkey";
import { stepUp } from "../passkeys/step-up";
import { browserOf, type Ctx, enter, formPage, isSharedDesk, ownPage } from "./answers";
import { passkeyFacts } from "./passkey-facts";
import { cityOf, frameOf, router } from "./router";
import { wayToStepUp } from "./step-up";

const Answer = lazily(() =>
  z.object({
    handle: z.string().check(z.maxLength(6000)),
    credential: z.string().check(z.maxLength(24_000)),
  }),
);
const OnePasskey = lazily(() => z.object({ id: z.string().check(z.maxLength(1400), z.regex(/^[\w-]+$/)) }));
const Name = lazily(() => z.object({ name: z.string().check(z.maxLength(200)) }));
const page = "the page";

export const passkeys = router()
  .get(
    "/sign-in/passkey",
    describe({ summary: "Sign in with a passkey, or take over a shared computer", returns: { 200: page } }),
    (c) => signInPage(c, safeReturnTo(c.req.query("continue"), ownPage), c.req.query("take-over") === "1"),
  )
  .post(
    "/sign-in/passkey",
    describe({ summary: "Answer the challenge of a sign-in", returns: { 303: "signed in", 400: "refused" } }),
    validate("form", Answer),
    async (c) => {
      const { desk } = c.var;
      const { handle, credential: text } = c.req.valid("form");
      const ceremony = await openCeremony(desk, "sign-in", handle);
      if (!ceremony) return c.redirect("/sign-in/passkey", 303);
      const credential = readAsserted(text);
      if (!credential) return signInPage(c, ceremony.next, false, text === "" ? "needsScript" : "passkeyRefused");
      const sharedDesk = await isSharedDesk(c);
      const result = await signInWithPasskey(desk, { ceremony, credential, ...browserOf(c), sharedDesk });
      if (result.ok) return enter(c, result.grant, ceremony.next);
      return signInPage(c, ceremony.next, false, problemOf(result.reason));
    },
  )
  .get(
    "/passkeys/register",
    describe({ summary: "Make a passkey", returns: { 200: page, 303: "confirm that it is you first" } }),
    async (c) => {
      const { desk, principal, now } = c.var;
      const admission = await openAdmission(desk, c.req.query("a"));
      if (admission) return newPasskeyPage(c, admission);
      if (c.req.query("a") !== undefined) return formPage(c, admissionOverPage(frameOf(c)), 403);
      if (principal.kind !== "staff") return c.redirect("/sign-in/passkey?continue=%2Fpasskeys%2Fregister", 303);
      const next = safeReturnTo(c.req.query("continue"), `${ownPage}?said=registered`);
      const { subject } = principal;
      if ((await myPasskeys(desk, subject)).length === 0) return newPasskeyPage(c, { subject, because: "first", next });
      if (!isSteppedUp(principal, now)) return c.redirect(stepUpPath("/passkeys/register"), 303);
      return newPasskeyPage(c, { subject, because: "more", next });
    },
  )
  .post(
    "/passkeys/register",
    describe({ summary: "Answer the challenge of a new passkey", returns: { 303: "saved", 400: "refused" } }),
    validate("form", Answer),
    async (c) => {
      const { desk, principal } = c.var;
      const { handle, credential: text } = c.req.valid("form");
      const ceremony = await openCeremony(desk, "register", handle);
      if (!ceremony) return formPage(c, admissionOverPage(frameOf(c)), 403);
      // One more belongs to whoever is signed in; another person's page must not add to it.
      if (ceremony.because === "more" && principal.subject !== ceremony.subject) throw new Problem("not-allowed");
      const credential = readCreated(text);
      if (!credential) return newPasskeyPage(c, ceremony, text === "" ? "needsScript" : "registerRefused");
      const { device, replaces } = browserOf(c);
      const result = await registerPasskey(desk, { ceremony, credential, device, session: replaces });
      if (!result.ok) return newPasskeyPage(c, ceremony, "registerRefused");
      return result.grant ? enter(c, result.grant, ceremony.next) : c.redirect(ceremony.next, 303);
    },
  )
  .get("/auth/step-up", (c) => {
    const next = safeReturnTo(c.req.query("return_to"), ownPage);
    return c.redirect(`/step-up?continue=${encodeURIComponent(next)}`, 303);
  })
  .get(
    "/step-up",
    describe({ summary: "Prove to be there before a sensitive act", returns: { 200: page } }),
    async (c) => {
      const next = safeReturnTo(c.req.query("continue"), ownPage);
      if (!c.var.principal.signedIn) return c.redirect(`/sign-in?continue=${encodeURIComponent(next)}`, 303);
      const by = await wayToStepUp(c, next);
      const here = `/step-up?continue=${encodeURIComponent(next)}`;
      return formPage(c, stepUpPage({ ...frameOf(c, here), next, by }));
    },
  )
  .post(
    "/step-up",
    describe({ summary: "Answer the challenge of a step-up", returns: { 303: "proved", 400: "refused" } }),
    validate("form", Answer),
    async (c) => {
      const { desk, principal } = c.var;
      const { handle, credential: text } = c.req.valid("form");
      const ceremony = await openCeremony(desk, "step-up", handle);
      if (!ceremony || ceremony.session !== principal.session) return c.redirect("/step-up", 303);
      const credential = readAsserted(text);
      const result = credential && (await stepUp(desk, { ceremony, credential }));
      if (result?.ok) return enter(c, result.grant, ceremony.next);
      const problem = text === "" ? "needsScript" : problemOf(result?.reason);
      return stepUpAgain(c, ceremony, problem);
    },
  )
  .get(
    "/account/passkeys/:id",
    describe({ summary: "One passkey of one's own", returns: { 200: page } }),
    validate("param", OnePasskey),
    (c) => passkeyPage(c, c.req.valid("param").id),
  )
  .post(
    "/account/passkeys/:id",
    describe({ summary: "Name a passkey", returns: { 303: "back to the account", 400: page } }),
    validate("param", OnePasskey),
    validate("form", Name),
    async (c) => {
      const { desk, principal } = c.var;
      if (!principal.signedIn) throw new Problem("not-signed-in");
      const { id } = c.req.valid("param");
      const { name: typed } = c.req.valid("form");
      if (!(await nameMyPasskey(desk, principal.subject, { id, typed })))
        return passkeyPage(c, id, "passkeyNameWrong", typed);
      return c.redirect(`${ownPage}?said=saved`, 303);
    },
  )
  .post(
    "/account/passkeys/:id/remove",
    describe({
      summary: "Remove a passkey; the last one of staff stays",
      returns: { 303: "back to the account", 400: page },
    }),
    validate("param", OnePasskey),
    async (c) => {
      const { desk, principal, now } = c.var;
      if (!principal.signedIn) throw new Problem("not-signed-in");
      const { id } = c.req.valid("param");
      await myPasskey(desk, principal.subject, id);
      if (!isSteppedUp(principal, now))
        throw new Problem("step-up-needed", undefined, { extra: { stepUp: stepUpPath(`/account/passkeys/${id}`) } });
      if (!(await removeMyPasskey(desk, principal.subject, id))) return passkeyPage(c, id, "lastStays");
      return c.redirect(`${ownPage}?said=removed`, 303);
    },
  );

const problemOf = (reason: string | undefined): PasskeyProblem =>
  reason === "cloned" ? "passkeyCloned" : "passkeyRefused";

async function signInPage(c: Ctx, next: string, takeOver: boolean, problem?: PasskeyProblem) {
  const ceremony = await beginPasskeySignIn(c.var.desk, next);
  const here = `/sign-in/passkey?${new URLSearchParams({ continue: next, ...(takeOver && { "take-over": "1" }) })}`;
  return formPage(
    c,
    passkeySignInPage({ ...frameOf(c, here), ...ceremony, next, takeOver, problem }),
    problem ? 400 : 200,
  );
}

type Registration = Pick<CeremonyFor<"register">, "subject" | "because" | "recovery" | "next">;

async function newPasskeyPage(c: Ctx, registration: Registration, problem?: PasskeyProblem) {
  const { subject, because, recovery, next } = registration;
  const city = cityOf(c.env).name[c.var.lang];
  const begun = await beginRegistration(c.var.desk, { subject, because, recovery, city, next });
  if (!begun) return formPage(c, admissionOverPage(frameOf(c)), 403);
  const address = new URL(c.req.url);
  const here = c.req.method === "GET" ? address.pathname + address.search : "/passkeys/register";
  return formPage(c, registerPage({ ...frameOf(c, here), ...begun, problem }), problem ? 400 : 200);
}

async function stepUpAgain(c: Ctx, { subject, session, next }: CeremonyFor<"step-up">, problem: PasskeyProblem) {
  const begun = await beginStepUp(c.var.desk, { subject, session, next });
  const by = begun ? ({ way: "passkey", ...begun } as const) : ({ way: "none" } as const);
  const here = `/step-up?continue=${encodeURIComponent(next)}`;
  return formPage(c, stepUpPage({ ...frameOf(c, here), next, by, problem }), 400);
}

async function passkeyPage(c: Ctx, id: string, problem?: "passkeyNameWrong" | "lastStays", typed?: string) {
  const { desk, principal } = c.var;
  if (!principal.signedIn) return c.redirect(`/sign-in?continue=${encodeURIComponent(`/account/passkeys/${id}`)}`, 303);
  const passkey = await myPasskey(desk, principal.subject, id);
  c.header("cache-control", "no-store");
  const facts = passkeyFacts(c, passkey);
  const shown = { id, name: passkey.name, facts, typed, problem };
  return html(c, onePasskeyPage({ ...frameOf(c, `/account/passkeys/${id}`), ...shown }), problem ? 400 : 200);
}
