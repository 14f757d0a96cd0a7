import { lazily } from "@ven/contracts/lazily";
import { requireStepUp } from "@ven/identity";
import { cookieJar } from "@ven/identity/cookies";
import { describe, html, instantOf, validate } from "@ven/kit";
import { noticeLines, notices } from "@ven/web-identity/notices";
import {
  columnsPage,
  copyPage,
  erasedPage,
  erasePage,
  privacyPage,
  type ShownNotice,
} from "@ven/web-identity/privacy/index";
import type { MiddlewareHandler } from "hono";
import * as z from "zod/mini";

import { ownAudience } from "../begin-session";
import { clientNames } from "../clients";
import type { Env } from "../env";
import { askForCopy, decide, erase, object, type Office, personOf, readCopy, showPrivacy } from "../privacy/privacy";
import { type AppEnv, cityOf, frameOf, router } from "./router";
import { wordsOfDate } from "./staff";

const page = "the page";
const word = lazily(() => z.string().check(z.regex(/^[a-z][a-z0-9-]{0,39}$/)));
const ByPurpose = lazily(() => z.object({ notice: word, purpose: word }));
const Decision = lazily(() =>
  z.object({ decision: z.enum(["yes", "no"]), version: z.coerce.number().check(z.int(), z.gte(1)) }),
);
const BySeq = lazily(() => z.object({ seq: z.coerce.number().check(z.int(), z.gte(1)) }));

export const serviceNames = (env: Env) => clientNames(env.CLIENTS);
const officeOf = (env: Env): Office => {
  const { id, timezone } = cityOf(env);
  return { organisation: id, timezone, services: serviceNames(env) };
};

/** Everybody's own pages: who is not signed in signs in first. */
const ownOnly: MiddlewareHandler<AppEnv> = async (c, next) => {
  c.header("cache-control", "no-store");
  if (!c.var.principal.signedIn && c.req.method === "GET") {
    const { pathname } = new URL(c.req.url);
    return c.redirect(`/sign-in?continue=${encodeURIComponent(pathname)}`, 303);
  }
  personOf(c.var.principal);
  return next();
};
const present = requireStepUp<Env>();

export const privacy = router()
  .get("/privacy/erased", describe({ summary: "After an erasure", returns: { 200: page } }), (c) =>
    html(c, erasedPage(frameOf(c, "/privacy/erased"))),
  )
  .get("/privacy/columns", describe({ summary: "Every column of personal data", returns: { 200: page } }), (c) =>
    html(c, columnsPage(frameOf(c, "/privacy/columns"))),
  )
  .use("/privacy", ownOnly)
  .use("/privacy/*", ownOnly)
  .get(
    "/privacy",
    describe({ summary: "What is held of me, why, and what I decide", returns: { 200: page } }),
    async (c) => {
      const { desk, principal, lang } = c.var;
      const { decisions, requests, copy } = await showPrivacy(desk, personOf(principal), officeOf(c.env));
      const dates = wordsOfDate(c);
      const { timezone } = cityOf(c.env);
      const day = (date: string) => dates.date(instantOf(date, 12 * 60, timezone));
      // The newest version of each notice only: decisions are asked about what is said today.
      const newest = notices.filter(
        (notice) => !notices.some((one) => one.id === notice.id && one.version > notice.version),
      );
      const shown: ShownNotice[] = newest.map((notice) => {
        const { title, intro, purposes } = noticeLines(notice, lang);
        return {
          id: notice.id,
          version: notice.version,
          service: notice.service,
          title,
          intro,
          purposes: purposes.map(({ id, text, why, basis }) => {
            const last = decisions.find((one) => one.service === notice.service && one.purpose === id);
            const decision = !last ? "undecided" : last.decision === "given" ? "given" : "refused";
            return { id, text, why, mayObject: basis === "task", ...(basis === "consent" && { decision }) };
          }),
        };
      });
      const [first] = newest;
      return html(
        c,
        privacyPage({
          ...frameOf(c, "/privacy"),
          notices: shown,
          rights: first ? noticeLines(first, lang).rights : "",
          copy,
          requests: requests.map((request) => ({
            id: request.id,
            kind: request.kind,
            received: dates.moment(request.receivedAt),
            answerBy: day(request.answerBy),
            doBy: day(request.doBy),
            isClosed: request.doneAt !== null,
            outcome: request.outcome ?? "done",
            reason: request.reason,
          })),
          saved: c.req.query("said") === "saved",
        }),
      );
    },
  )
  .post(
    "/privacy/consents/:notice/:purpose",
    describe({ summary: "Say yes or no to one purpose", returns: { 303: "back to the page" } }),
    validate("param", ByPurpose),
    validate("form", Decision),
    async (c) => {
      const { notice, purpose } = c.req.valid("param");
      const { decision, version } = c.req.valid("form");
      const choice = { notice, purpose, version, yes: decision === "yes", lang: c.var.lang };
      await decide(c.var.desk, personOf(c.var.principal), choice);
      return c.redirect("/privacy?said=saved", 303);
    },
  )
  .post(
    "/privacy/objections/:notice/:purpose",
    describe({ summary: "Object to one purpose", returns: { 303: "back to the page" } }),
    validate("param", ByPurpose),
    async (c) => {
      await object(c.var.desk, personOf(c.var.principal), c.req.valid("param"), officeOf(c.env));
      return c.redirect("/privacy?said=saved", 303);
    },
  )
  .post(
    "/privacy/copies",
    describe({ summary: "Ask every service for what it holds of me", returns: { 303: "back to the page" } }),
    async (c) => {
      await askForCopy(c.var.desk, personOf(c.var.principal), officeOf(c.env));
      return c.redirect("/privacy?said=saved#copy", 303);
    },
  )
  .get(
    "/privacy/copies/:seq",
    describe({ summary: "My data, to read", returns: { 200: page } }),
    present,
    validate("param", BySeq),
    async (c) => {
      const { seq } = c.req.valid("param");
      const found = await readCopy(c.var.desk, personOf(c.var.principal), seq, officeOf(c.env));
      return html(c, copyPage({ ...frameOf(c, `/privacy/copies/${seq}`), seq, ...found }));
    },
  )
  .get(
    "/privacy/copies/:seq/json",
    describe({ summary: "My data, as a file", returns: { 200: "JSON" } }),
    present,
    validate("param", BySeq),
    async (c) => {
      const { seq } = c.req.valid("param");
      const { copy } = await readCopy(c.var.desk, personOf(c.var.principal), seq, officeOf(c.env));
      return c.body(JSON.stringify(copy, null, 1), 200, {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": 'attachment; filename="ven-data.json"',
      });
    },
  )
  .get(
    "/privacy/erase",
    describe({ summary: "What follows when I erase everything", returns: { 200: page } }),
    present,
    (c) =>
      html(
        c,
        erasePage({
          ...frameOf(c, "/privacy/erase"),
          isEmployed: c.var.principal.kind === "staff" && c.req.query("employed") === "1",
        }),
      ),
  )
  .post(
    "/privacy/erase",
    describe({ summary: "Erase everything", returns: { 303: "to a last page" } }),
    present,
    async (c) => {
      const done = await erase(c.var.desk, personOf(c.var.principal), officeOf(c.env));
      if (!done) return c.redirect("/privacy/erase?employed=1", 303);
      cookieJar(c, ownAudience, c.env.SELF_ORIGIN).dropGrant();
      c.header("clear-site-data", '"storage"');
      return c.redirect("/privacy/erased", 303);
    },
  );
