import { describe, html, Problem, validate } from "@ven/kit";
import { accountPage } from "@ven/web-identity";
import * as z from "zod/mini";

import { endMySession, showAccount } from "../account";
import { cityOf, frameOf, router } from "./router";

const OneSession = z.object({ session: z.string().check(z.maxLength(64)) });

export const account = router()
  .get("/", (c) => c.redirect("/account", 303))
  .get(
    "/account",
    describe({
      summary: "Who I am, and where I am signed in",
      returns: { 200: "the page", 303: "to the sign-in page" },
    }),
    async (c) => {
      c.header("cache-control", "no-store");
      const { principal, desk, lang } = c.var;
      const { kind } = principal;
      if (kind === "anonymous" || kind === "service") return c.redirect("/sign-in?continue=%2Faccount", 303);
      const { name, contacts, roles, sessions } = await showAccount(desk, principal.subject);
      const { timezone } = cityOf(c.env);
      // Vietnamese writes the month as a number here: 24/11/2026.
      const format = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, {
        day: "2-digit",
        month: lang === "vi" ? "2-digit" : "short",
        year: "numeric",
        hour: "2-digit",
        minute: "2-digit",
        hourCycle: "h23",
        timeZone: timezone,
      });
      const page = accountPage({
        ...frameOf(c, "/account"),
        kind,
        name,
        contacts,
        roles: roles.map(({ role, organisation, organisationEn }) => ({
          role,
          organisation: lang === "vi" ? organisation : (organisationEn ?? organisation),
        })),
        sessions: sessions.map(({ id, device, authTime }) => ({
          id,
          device,
          since: format.format(authTime),
          isThis: id === principal.session,
        })),
        ended: c.req.query("ended") === "1",
      });
      return html(c, page);
    },
  )
  .post(
    "/account/sessions/:session/end",
    describe({ summary: "Sign out elsewhere", returns: { 303: "back to the account" } }),
    validate("param", OneSession),
    async (c) => {
      const { principal, desk } = c.var;
      if (!principal.signedIn) throw new Problem("not-signed-in");
      await endMySession(desk, principal.subject, c.req.valid("param").session);
      return c.redirect("/account?ended=1", 303);
    },
  );
