import { lazily } from "@ven/contracts/lazily";
import { cookieJar } from "@ven/identity/cookies";
import { describe, html, Problem, validate } from "@ven/kit";
import { invitationPage } from "@ven/web-identity/organisations/index";
import * as z from "zod/mini";

import { ownAudience } from "../begin-session";
import { maskContact } from "../contact";
import { isInvited, openInvitation, takeInvitation } from "../organisations/redeem-invitation";
import { registerFirstPasskey } from "../passkeys/first-passkey";
import { sendCode } from "../send-code";
import { cityOf, frameOf, router } from "./router";

const ByToken = lazily(() => z.object({ token: z.string().check(z.maxLength(64)) }));

/** What somebody who was invited goes through: see it, prove the contact, take it, make a passkey. */
export const invitations = router()
  .get(
    "/invitations/:token",
    describe({ summary: "What I am invited to", returns: { 200: "the page" } }),
    validate("param", ByToken),
    async (c) => {
      c.header("cache-control", "no-store");
      const { token } = c.req.valid("param");
      const { invitation, contact } = await openInvitation(c.var.desk, token);
      const page = invitationPage({
        ...frameOf(c, `/invitations/${token}`),
        token,
        organisation: { name: invitation.organisationName, nameEn: invitation.organisationNameEn },
        role: invitation.role,
        sentTo: maskContact(contact),
        isProved: await isInvited(c.var.desk, c.var.principal, contact),
      });
      return html(c, page);
    },
  )
  .post(
    "/invitations/:token/code",
    describe({ summary: "Send a code to the contact of the invitation", returns: { 303: "to the code page" } }),
    validate("param", ByToken),
    async (c) => {
      c.header("cache-control", "no-store");
      const { token } = c.req.valid("param");
      const { contact, invitation } = await openInvitation(c.var.desk, token);
      if (c.env.DELIVERY === undefined) throw new Problem("unavailable");
      const challenge = await sendCode(c.var.desk, {
        contact,
        next: `/invitations/${token}`,
        lang: c.var.lang,
        selfOrigin: c.env.SELF_ORIGIN,
        timezone: cityOf(c.env).timezone,
        perDay: Number(c.env.CODES_PER_DAY ?? 8),
        organisation: invitation.organisation,
      });
      return c.redirect(`/sign-in/code?c=${challenge}`, 303);
    },
  )
  .post(
    "/invitations/:token/take",
    describe({ summary: "Take the invitation, once", returns: { 303: "to make a passkey" } }),
    validate("param", ByToken),
    async (c) => {
      c.header("cache-control", "no-store");
      const { subject, isNew } = await takeInvitation(c.var.desk, c.var.principal, c.req.valid("param").token);
      if (!isNew) return c.redirect("/account", 303);
      // The guest is no more; the colleague signs in by making a passkey.
      cookieJar(c, ownAudience, c.env.SELF_ORIGIN).dropGrant();
      return c.redirect(await registerFirstPasskey(c.var.desk, { subject }), 303);
    },
  );
