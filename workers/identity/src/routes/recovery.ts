import { lazily } from "@ven/contracts/lazily";
import { describe, html, validate } from "@ven/kit";
import { admissionOverPage, recoveryLinkPage, recoveryPage } from "@ven/web-identity";
import * as z from "zod/mini";

import { mustConfirm, requireIn, requireStepUp } from "../organisations/authority";
import { readOrganisations } from "../organisations/people-repository";
import { approveRecovery, followRecovery, openRecovery, showRecoveries, withdrawRecovery } from "../recovery/recovery";
import { type Ctx, formPage } from "./answers";
import { instantIn } from "./passkey-facts";
import { frameOf, router } from "./router";

const id = lazily(() => z.string().check(z.maxLength(64)));
const In = lazily(() => z.object({ organisation: id }));
const One = lazily(() => z.object({ organisation: id, recovery: id }));
const Whom = lazily(() => z.object({ subject: z.optional(id) }));
const addressOf = (organisation: string) => `/recovery/${organisation}`;

/** Two administrators let a colleague in who lost every passkey. */
export const recovering = router()
  .get(
    "/passkeys/recover",
    describe({ summary: "Follow a recovery's one-time link", returns: { 303: "make a passkey", 403: "over" } }),
    async (c) => {
      const path = await followRecovery(c.var.desk, c.req.query("k") ?? "");
      c.header("cache-control", "no-store");
      return path ? c.redirect(path, 303) : formPage(c, admissionOverPage(frameOf(c)), 403);
    },
  )
  .get(
    "/recovery/:organisation",
    describe({ summary: "Recoveries that wait for a second administrator", returns: { 200: "the page" } }),
    validate("param", In),
    (c) => listPage(c, c.req.valid("param").organisation),
  )
  .post(
    "/recovery/:organisation",
    describe({ summary: "Ask to let a colleague in again", returns: { 303: "asked", 400: "the page" } }),
    validate("param", In),
    validate("form", Whom),
    async (c) => {
      const { organisation } = c.req.valid("param");
      const { subject } = c.req.valid("form");
      if (!subject) return listPage(c, organisation, "recoveryChoose");
      await openRecovery(c.var.desk, await authority(c, organisation), subject);
      return c.redirect(`${addressOf(organisation)}?said=opened`, 303);
    },
  )
  .post(
    "/recovery/:organisation/:recovery/approve",
    describe({ summary: "Agree, as the second administrator", returns: { 200: "the link, once" } }),
    validate("param", One),
    async (c) => {
      const { organisation, recovery } = c.req.valid("param");
      const { name, path } = await approveRecovery(c.var.desk, await authority(c, organisation), recovery);
      c.header("cache-control", "no-store");
      const back = addressOf(organisation);
      return html(c, recoveryLinkPage({ ...frameOf(c, back), name, link: c.env.SELF_ORIGIN + path, back }));
    },
  )
  .post(
    "/recovery/:organisation/:recovery/withdraw",
    describe({ summary: "Take an open recovery back", returns: { 303: "withdrawn" } }),
    validate("param", One),
    async (c) => {
      const { organisation, recovery } = c.req.valid("param");
      await withdrawRecovery(c.var.desk, await authority(c, organisation), recovery);
      return c.redirect(`${addressOf(organisation)}?said=withdrawn`, 303);
    },
  );

/** Whoever may invite people there, with a fresh tap of their own passkey. */
async function authority(c: Ctx, organisation: string) {
  const { desk, principal, now } = c.var;
  const granted = await requireIn(desk, principal, "identity.people", organisation);
  requireStepUp(principal, now, addressOf(organisation));
  return granted;
}

async function listPage(c: Ctx, organisation: string, problem?: "recoveryChoose") {
  const { desk, principal, lang, now } = c.var;
  const granted = await requireIn(desk, principal, "identity.people", organisation);
  const [{ colleagues, waiting }, [named]] = await Promise.all([
    showRecoveries(desk, granted),
    readOrganisations(desk.db, [organisation]),
  ]);
  const at = instantIn(c);
  const name = (lang === "vi" ? named?.name : (named?.nameEn ?? named?.name)) ?? organisation;
  const said = { opened: "recoveryOpened", withdrawn: "recoveryWithdrawn" } as const;
  const asked = c.req.query("said");
  const here = addressOf(organisation);
  c.header("cache-control", "no-store");
  const page = recoveryPage({
    ...frameOf(c, here),
    here,
    mustConfirm: mustConfirm(principal, now),
    organisation: { id: organisation, name },
    colleagues: colleagues.filter(({ subject }) => subject !== principal.subject),
    waiting: waiting.map((one) => ({
      id: one.id,
      name: one.name,
      first: one.first ?? "…",
      when: at.format(one.openedAt),
      isMine: one.firstAdministrator === principal.subject || one.subject === principal.subject,
    })),
    said: asked === "opened" || asked === "withdrawn" ? said[asked] : undefined,
    problem,
  });
  return html(c, page, problem ? 400 : 200);
}
