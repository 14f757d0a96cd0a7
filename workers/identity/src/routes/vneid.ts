import { lazily } from "@ven/contracts/lazily";
import { safeReturnTo } from "@ven/identity";
import { describe, html, Problem, validate } from "@ven/kit";
import { mergeLinkPage, mergePage, signInPage, type SignInPage } from "@ven/web-identity";
import * as z from "zod/mini";

import type { Env } from "../env";
import { acceptMerge, linkForMerge, offerMerge, offerOfLink, openOffer } from "../merge/merge";
import { openForm, sealForm } from "../sealed-form";
import { vneidOf } from "../vneid/configuration";
import { beginVneid, signInWithVneid } from "../vneid/sign-in-with-vneid";
import { browserOf, type Ctx, enter, jarOf, ownPage } from "./answers";
import { frameOf, router } from "./router";

const Attempt = lazily(() =>
  z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), next: z.string() }),
);
const Merge = lazily(() => z.object({ offer: z.string().check(z.maxLength(6000)), answer: z.enum(["yes", "no"]) }));

/** How long a person may take at VNeID, s. */
const attemptLasts = 15 * 60;
const redirectUriOf = ({ SELF_ORIGIN }: Env) => `${SELF_ORIGIN}/sign-in/vneid/callback`;
/** Each attempt has its own cookie. `state` comes from the address, so only its own alphabet gets into a name. */
const cookieOf = (state: string) => `vneid_${/^[\w-]{22}$/.test(state) ? state.slice(0, 8) : "none"}`;

export const vneid = router()
  .get(
    "/sign-in/vneid",
    describe({ summary: "Go to VNeID", returns: { 303: "to the provider", 404: "this city has none" } }),
    async (c) => {
      const provider = vneidOf(c.env);
      if (!provider) throw new Problem("not-found");
      const next = safeReturnTo(c.req.query("continue"), ownPage);
      const { address, ...attempt } = await beginVneid(provider, { redirectUri: redirectUriOf(c.env) });
      const sealed = await sealForm("vneid", { ...attempt, next }, c.var.desk.keys.secrets);
      jarOf(c).write(cookieOf(attempt.state), sealed, attemptLasts);
      c.header("cache-control", "no-store");
      return c.redirect(address, 303);
    },
  )
  .get(
    "/sign-in/vneid/callback",
    describe({ summary: "Come back from VNeID", returns: { 303: "signed in", 400: "refused", 503: "no answer" } }),
    async (c) => {
      const provider = vneidOf(c.env);
      if (!provider) throw new Problem("not-found");
      const { desk, principal } = c.var;
      const { code = "", state = "", error, iss } = c.req.query();
      const jar = jarOf(c);
      const attempt = await openForm("vneid", Attempt, jar.read(cookieOf(state)), desk.keys.secrets);
      // Without the cookie somebody else began this: nobody is signed in by following a link.
      if (!attempt || attempt.state !== state) throw new Problem("sign-in-expired");
      jar.drop(cookieOf(state));
      const { next, nonce, verifier } = attempt;
      if (error === "access_denied") return refused(c, next, "vneidGiven");
      // RFC 9207: the answer must come from the issuer that was asked.
      if (code === "" || error !== undefined || (iss !== undefined && iss !== provider.issuer))
        return refused(c, next, "vneidRefused");
      const request = { code, nonce, verifier, redirectUri: redirectUriOf(c.env), ...browserOf(c) };
      const result = await signInWithVneid(desk, provider, request);
      if (!result.ok) return refused(c, next, result.reason);
      if (principal.kind !== "guest") return enter(c, result.grant, next);
      const offer = await offerMerge(desk, { guest: principal.subject, citizen: result.subject, next });
      return enter(c, result.grant, `/account/merge?o=${offer}`);
    },
  )
  .get(
    "/account/merge",
    describe({ summary: "Shall a guest's tickets come over?", returns: { 200: "the page" } }),
    async (c) => {
      const { o: sealed = "", g: link } = c.req.query();
      c.header("cache-control", "no-store");
      if (link !== undefined) return fromElsewhere(c, link);
      const offer = await openOffer(c.var.desk, c.var.principal.subject, sealed);
      if (!offer) return c.redirect(ownPage, 303);
      return html(c, mergePage({ ...frameOf(c, `/account/merge?o=${sealed}`), offer: sealed, guest: offer.shown }));
    },
  )
  .post(
    "/account/merge-link",
    describe({ summary: "A link with which a guest goes on at VNeID on another device", returns: { 200: "the link" } }),
    async (c) => {
      const { desk, principal } = c.var;
      if (principal.kind !== "guest" || principal.stale) throw new Problem("not-signed-in");
      const { subject: guest, session } = principal;
      const link = await linkForMerge(desk, { guest, session });
      c.header("cache-control", "no-store");
      return html(c, mergeLinkPage({ ...frameOf(c), link: `${c.env.SELF_ORIGIN}/account/merge?g=${link}` }));
    },
  )
  .post(
    "/account/merge",
    describe({ summary: "Bring a guest's tickets over, or not; once and for good", returns: { 303: "answered" } }),
    validate("form", Merge),
    async (c) => {
      const { offer: sealed, answer } = c.req.valid("form");
      const { desk, principal } = c.var;
      if (principal.kind !== "citizen") throw new Problem("not-signed-in");
      const offer = await openOffer(desk, principal.subject, sealed);
      if (!offer) return c.redirect(ownPage, 303);
      const merged = answer === "yes" && (await acceptMerge(desk, offer));
      const to = offer.next === ownPage ? `${ownPage}?said=${merged ? "merged" : "notMerged"}` : offer.next;
      return c.redirect(to, 303);
    },
  );

/** A guest's link, opened where they use VNeID: they sign in there first, and are asked. */
async function fromElsewhere(c: Ctx, link: string) {
  const { desk, principal } = c.var;
  const here = `/account/merge?g=${encodeURIComponent(link)}`;
  if (!principal.signedIn) return c.redirect(`/sign-in?continue=${encodeURIComponent(here)}`, 303);
  const offer = principal.kind === "citizen" && (await offerOfLink(desk, principal.subject, link, ownPage));
  if (!offer) return c.redirect(`${ownPage}?said=notMerged`, 303);
  return html(c, mergePage({ ...frameOf(c, here), offer: offer.sealed, guest: offer.shown, isElsewhere: true }));
}

function refused(c: Ctx, next: string, reason: NonNullable<SignInPage["refused"]>) {
  c.header("cache-control", "no-store");
  if (reason === "vneidAway") c.header("retry-after", "60");
  const here = `/sign-in?continue=${encodeURIComponent(next)}`;
  const page = signInPage({ ...frameOf(c, here), next, vneid: true, refused: reason });
  return html(c, page, reason === "vneidAway" ? 503 : 400);
}
