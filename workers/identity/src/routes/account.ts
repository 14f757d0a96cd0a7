import { lazily } from "@ven/contracts/lazily";
import type { Principal } from "@ven/identity";
import { describe, fill, html, type Lang, Problem, validate } from "@ven/kit";
import { accountPage, type AccountSaid, peopleMessages } from "@ven/web-identity";
import { organisationWords } from "@ven/web-identity/organisations/index";
import { privacyWords } from "@ven/web-identity/privacy/index";
import * as z from "zod/mini";

import { endMyOtherSessions, endMySession, shareDesk, showAccount, signOutEverywhere } from "../account";
import { myPasskeys } from "../passkeys/my-passkeys";
import { mostPasskeys } from "../passkeys/passkey-repository";
import { openCitizen } from "../vneid/citizen";
import { vneidOf } from "../vneid/configuration";
import { type Ctx, isSharedDesk, jarOf, ownPage, setSharedDesk } from "./answers";
import { instantIn, passkeyFacts } from "./passkey-facts";
import { frameOf, router } from "./router";

const OneSession = lazily(() => z.object({ session: z.string().check(z.maxLength(64)) }));
const SharedDesk = lazily(() => z.object({ shared: z.enum(["yes", "no"]) }));
const said: readonly AccountSaid[] = [
  "sessionEnded",
  "othersEnded",
  "registered",
  "removed",
  "saved",
  "merged",
  "notMerged",
];

export const account = router()
  .get("/", (c) => c.redirect(ownPage, 303))
  .get(
    "/account",
    describe({
      summary: "Who I am, how I sign in, and where I am signed in",
      returns: { 200: "the page", 303: "to the sign-in page" },
    }),
    async (c) => {
      c.header("cache-control", "no-store");
      const { principal, desk, lang } = c.var;
      const { kind } = principal;
      if (kind === "anonymous" || kind === "service") return c.redirect("/sign-in?continue=%2Faccount", 303);
      const [{ name, contacts, roles, sessions }, passkeys, citizen] = await Promise.all([
        showAccount(desk, principal.subject),
        kind === "staff" ? myPasskeys(desk, principal.subject) : undefined,
        kind === "citizen" ? openCitizen(desk, principal.subject) : undefined,
      ]);
      const t = peopleMessages(lang);
      const at = instantIn(c);
      const page = accountPage({
        ...frameOf(c, ownPage),
        links: waysOn(principal, lang),
        kind,
        mayMergeElsewhere: kind === "guest" && vneidOf(c.env) !== undefined,
        name: citizen?.name ?? name,
        citizen: citizen && {
          birth: citizen.birth.replace(/(\d{4})(\d\d)(\d\d)/, "$3/$2/$1"),
          document: `•••• ${citizen.document.slice(-4)}`,
        },
        contacts,
        roles: roles.map(({ role, organisation, organisationEn }) => ({
          role,
          organisation: lang === "vi" ? organisation : (organisationEn ?? organisation),
        })),
        sessions: sessions.map(({ id, device, lastSeenAt }) => ({
          id,
          device,
          facts: fill(t.lastSeen, { when: at.format(lastSeenAt) }),
          isThis: id === principal.session,
        })),
        passkeys: passkeys && {
          list: passkeys.map((one) => ({ ...one, facts: passkeyFacts(c, one) })),
          mayAdd: passkeys.length < mostPasskeys,
        },
        sharedDesk: kind === "staff" ? await isSharedDesk(c) : undefined,
        said: said.find((one) => one === c.req.query("said")),
      });
      return html(c, page);
    },
  )
  .post(
    "/account/sessions/end-others",
    describe({ summary: "Sign out on every other device", returns: { 303: "back to the account" } }),
    async (c) => {
      const { principal, desk } = c.var;
      if (!principal.signedIn) throw new Problem("not-signed-in");
      await endMyOtherSessions(desk, principal.subject, principal.session);
      return c.redirect("/account?said=othersEnded", 303);
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
      return c.redirect("/account?said=sessionEnded", 303);
    },
  )
  .post(
    "/account/shared-desk",
    describe({ summary: "Say that this computer is shared, or no longer", returns: { 303: "back to the account" } }),
    validate("form", SharedDesk),
    async (c) => {
      const { principal, desk } = c.var;
      if (principal.kind !== "staff") throw new Problem("not-signed-in");
      const isShared = c.req.valid("form").shared === "yes";
      if (isShared) await shareDesk(desk, principal.session);
      await setSharedDesk(c, isShared);
      return c.redirect(ownPage, 303);
    },
  )
  .post(
    "/sign-out/everywhere",
    describe({ summary: "Sign out of every service on every device", returns: { 303: "to the sign-in page" } }),
    async (c) => {
      const { principal, desk } = c.var;
      if (!principal.signedIn) throw new Problem("not-signed-in");
      await signOutEverywhere(desk, principal.subject);
      return signedOut(c, "everywhere");
    },
  );

/** Takes the cookies and what the browser keeps of this host. */
export function signedOut(c: Ctx, how: "1" | "everywhere") {
  jarOf(c).dropGrant();
  c.header("clear-site-data", '"storage"');
  c.header("cache-control", "no-store");
  return c.redirect(`/sign-in?signed-out=${how}`, 303);
}

/** From one's account: to one's data, and for whoever looks after an organisation, to that. */
function waysOn(principal: Principal, lang: Lang) {
  const looksAfter = (["identity.people", "identity.subjects", "identity.break-glass"] as const).some(
    (permission) => principal.organisationsWith(permission).length > 0,
  );
  return [
    { href: "/privacy", text: privacyWords(lang).title },
    ...(looksAfter ? [{ href: "/organisations", text: organisationWords(lang).brand }] : []),
  ];
}
