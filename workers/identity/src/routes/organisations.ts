import { lazily } from "@ven/contracts/lazily";
import { describe, html, Problem, validate } from "@ven/kit";
import {
  type OrganisationPage,
  organisationPage,
  organisationsPage,
  type PersonPage,
  personPage,
} from "@ven/web-identity/organisations/index";
import * as z from "zod/mini";

import { readContact } from "../contact";
import { organisationBudget, payerOf } from "../delivery/budget";
import { readSpent } from "../delivery/budget-repository";
import { type Authority, mayGive, rolesToGive } from "../organisations/authority";
import { listBrokenGlass, openGlassOf } from "../organisations/break-glass-repository";
import { invite, inviteAgain, showInvitations, withdrawInvitation } from "../organisations/invite";
import { changeRole, endRole, giveRole, leave, showPerson, signOutPerson } from "../organisations/people";
import {
  listPeople,
  organisationsUnder,
  readOrganisation,
  readOrganisations,
} from "../organisations/people-repository";
import { router } from "./router";
import { authorityOf, ById, DateField, SomeId, staffFrameOf, staffOnly, type StaffCtx, wordsOfDate } from "./staff";

const page = "the page";
const back = "back to the page";
const text = (most: number) => z.string().check(z.maxLength(most));
const ByPerson = lazily(() => z.extend(ById, { person: SomeId }));
const ByRole = lazily(() => z.extend(ByPerson, { role: SomeId }));
const ByInvitation = lazily(() => z.extend(ById, { invitation: SomeId }));
const InviteForm = lazily(() => z.object({ name: text(100), contact: text(300), role: text(40), until: DateField }));
const GiveForm = lazily(() => z.object({ role: text(40), from: DateField, until: DateField }));
export const organisations = router()
  .use("/organisations/*", staffOnly)
  .use("/organisations", staffOnly)
  .get("/organisations", describe({ summary: "Where I am an administrator", returns: { 200: page } }), async (c) => {
    const { desk, principal } = c.var;
    const [mine, desks, below] = await Promise.all([
      readOrganisations(desk.db, principal.organisationsWith("identity.people")),
      readOrganisations(desk.db, principal.organisationsWith("identity.subjects")),
      organisationsUnder(desk.db, principal.organisationsWith("identity.break-glass")),
    ]);
    const frame = await staffFrameOf(c, "/organisations");
    return html(c, organisationsPage({ ...frame, organisations: mine, desks, below }));
  })
  .get(
    "/organisations/:organisation",
    describe({ summary: "Who works in an organisation", returns: { 200: page } }),
    validate("param", ById),
    async (c) => {
      const authority = await authorityOf(c, "identity.people", c.req.valid("param").organisation);
      const said = c.req.query("said");
      const notice = said === "done" || said === "invited" || said === "withdrawn" ? said : undefined;
      return showOrganisation(c, authority, { notice }, 200);
    },
  )
  .post(
    "/organisations/:organisation/invitations",
    describe({ summary: "Invite somebody", returns: { 303: back } }),
    validate("param", ById),
    validate("form", InviteForm),
    async (c) => {
      const authority = await authorityOf(c, "identity.people", c.req.valid("param").organisation);
      const form = c.req.valid("form");
      const { contact: typed, name, role, until = "" } = form;
      const contact = readContact(typed);
      const roleUntil = wordsOfDate(c).end(until);
      const refused = (problem: OrganisationPage["problem"]) =>
        showOrganisation(c, authority, { problem, typed: { name, contact: typed, role, until } }, 400);
      if (!contact || name.trim() === "") return refused({ field: "contact", kind: "contactWrong" });
      if (role === "") return refused({ field: "role", kind: "choose" });
      if (roleUntil !== null && roleUntil <= c.var.now) return refused({ field: "until", kind: "dateWrong" });
      try {
        await invite(c.var.desk, authority, { contact, displayName: name.trim(), role, roleUntil });
      } catch (err) {
        if (!Problem.is(err) || err.code !== "budget-spent") throw err;
        return refused({ field: "contact", kind: "spent" });
      }
      return c.redirect(`/organisations/${authority.organisation}?said=invited`, 303);
    },
  )
  .post(
    "/organisations/:organisation/invitations/:invitation/send",
    describe({ summary: "Send an invitation again, with a new link", returns: { 303: back } }),
    validate("param", ByInvitation),
    async (c) => {
      const { organisation, invitation } = c.req.valid("param");
      await inviteAgain(c.var.desk, await authorityOf(c, "identity.people", organisation), invitation);
      return c.redirect(`/organisations/${organisation}?said=invited`, 303);
    },
  )
  .post(
    "/organisations/:organisation/invitations/:invitation/withdraw",
    describe({ summary: "Take an invitation back", returns: { 303: back } }),
    validate("param", ByInvitation),
    async (c) => {
      const { organisation, invitation } = c.req.valid("param");
      await withdrawInvitation(c.var.desk, await authorityOf(c, "identity.people", organisation), invitation);
      return c.redirect(`/organisations/${organisation}?said=withdrawn`, 303);
    },
  )
  .get(
    "/organisations/:organisation/people/:person",
    describe({ summary: "A colleague and their roles", returns: { 200: page } }),
    validate("param", ByPerson),
    async (c) => {
      const { organisation, person } = c.req.valid("param");
      const authority = await authorityOf(c, "identity.people", organisation);
      return showPersonPage(c, authority, person, { notice: c.req.query("said") === "done" ? "done" : undefined }, 200);
    },
  )
  .post(
    "/organisations/:organisation/people/:person/roles",
    describe({ summary: "Give a role", returns: { 303: back } }),
    validate("param", ByPerson),
    validate("form", GiveForm),
    async (c) => {
      const { organisation, person } = c.req.valid("param");
      const authority = await authorityOf(c, "identity.people", organisation);
      const { role, from, until } = c.req.valid("form");
      const dates = wordsOfDate(c);
      const [validFrom, validTo] = [dates.begin(from, c.var.now), dates.end(until)];
      const refused = (problem: PersonPage["problem"]) => showPersonPage(c, authority, person, { problem }, 400);
      if (role === "") return refused("choose");
      if (validTo !== null && (validTo <= validFrom || validTo <= c.var.now)) return refused("dateWrong");
      try {
        await giveRole(c.var.desk, authority, { subject: person, role, validFrom, validTo });
      } catch (err) {
        if (!Problem.is(err) || err.code !== "conflict") throw err;
        return showPersonPage(c, authority, person, { problem: "conflict" }, 409);
      }
      return c.redirect(`/organisations/${organisation}/people/${person}?said=done`, 303);
    },
  )
  .post(
    "/organisations/:organisation/people/:person/roles/:role/change",
    describe({ summary: "Let a role end on another day", returns: { 303: back } }),
    validate("param", ByRole),
    validate("form", z.object({ until: DateField })),
    async (c) => {
      const { organisation, person, role } = c.req.valid("param");
      const authority = await authorityOf(c, "identity.people", organisation);
      const validTo = wordsOfDate(c).end(c.req.valid("form").until);
      if (validTo !== null && validTo <= c.var.now)
        return showPersonPage(c, authority, person, { problem: "dateWrong" }, 400);
      return changed(c, authority, person, () => changeRole(c.var.desk, authority, { subject: person, role, validTo }));
    },
  )
  .post(
    "/organisations/:organisation/people/:person/roles/:role/end",
    describe({ summary: "End a role now", returns: { 303: back } }),
    validate("param", ByRole),
    async (c) => {
      const { organisation, person, role } = c.req.valid("param");
      const authority = await authorityOf(c, "identity.people", organisation);
      return changed(c, authority, person, () => endRole(c.var.desk, authority, { subject: person, role }));
    },
  )
  .post(
    "/organisations/:organisation/people/:person/sign-out",
    describe({ summary: "Sign a colleague out everywhere", returns: { 303: back } }),
    validate("param", ByPerson),
    async (c) => {
      const { organisation, person } = c.req.valid("param");
      const authority = await authorityOf(c, "identity.people", organisation);
      return changed(c, authority, person, () => signOutPerson(c.var.desk, authority, person));
    },
  )
  .post(
    "/organisations/:organisation/people/:person/leave",
    describe({ summary: "Close the account of somebody who leaves", returns: { 303: back } }),
    validate("param", ByPerson),
    async (c) => {
      const { organisation, person } = c.req.valid("param");
      const authority = await authorityOf(c, "identity.people", organisation);
      return changed(c, authority, person, () => leave(c.var.desk, authority, person));
    },
  );

async function changed(
  c: StaffCtx & { redirect: (to: string, status: 303) => Response },
  authority: Authority,
  person: string,
  change: () => Promise<void>,
) {
  try {
    await change();
  } catch (err) {
    if (!Problem.is(err) || err.extra?.reason !== "last-administrator") throw err;
    return showPersonPage(c, authority, person, { problem: "last" }, 409);
  }
  return c.redirect(`/organisations/${authority.organisation}/people/${person}?said=done`, 303);
}

async function showOrganisation(
  c: StaffCtx,
  authority: Authority,
  said: Pick<OrganisationPage, "notice" | "problem" | "typed">,
  status: 200 | 400,
) {
  const { desk, principal, now } = c.var;
  const { organisation, path } = authority;
  const payer = payerOf(organisation);
  const [house, people, invitations, glass, open, spent] = await Promise.all([
    readOrganisation(desk.db, organisation, now),
    listPeople(desk.db, organisation, now),
    showInvitations(desk, authority),
    listBrokenGlass(desk.db, organisation, 10),
    openGlassOf(desk.db, principal.session, now),
    readSpent(desk.db, [payer], desk.today),
  ]);
  if (!house) throw new Problem("not-found");
  const dates = wordsOfDate(c);
  const options: OrganisationPage = {
    ...(await staffFrameOf(c, `/organisations/${organisation}`)),
    organisation: house.self,
    above: house.ancestors[0],
    below: house.below,
    people: people.map(({ subject, name, role, validFrom, validTo }) => ({
      subject,
      name,
      role,
      from: validFrom === 0 ? "–" : dates.date(validFrom),
      until: dates.lastDay(validTo),
    })),
    invitations: invitations.map(({ id, displayName, role, sentTo, expiresAt }) => ({
      id,
      name: displayName,
      role,
      sentTo,
      expires: dates.moment(expiresAt),
      isOver: expiresAt <= now,
    })),
    glass: glass.map(({ id, name, openedAt, endsAt, reason }) => ({
      id,
      name,
      reason,
      when: dates.moment(openedAt),
      until: dates.moment(endsAt),
    })),
    roles: rolesToGive(authority),
    openUntil: open?.organisation === organisation ? dates.moment(open.endsAt) : undefined,
    messages: { used: spent.get(payer) ?? 0, limit: organisationBudget(desk.budgets, organisation) },
    canReadAudit: principal.may("identity.audit", path),
    ...said,
  };
  return html(c, organisationPage(options), status);
}

async function showPersonPage(
  c: StaffCtx,
  authority: Authority,
  subject: string,
  said: Pick<PersonPage, "notice" | "problem">,
  status: 200 | 400 | 409,
) {
  const { desk, principal, now } = c.var;
  const { organisation } = authority;
  const [house, { person, roles }] = await Promise.all([
    readOrganisation(desk.db, organisation, now),
    showPerson(desk, authority, subject),
  ]);
  if (!house) throw new Problem("not-found");
  const dates = wordsOfDate(c);
  const giveable = rolesToGive(authority);
  const options: PersonPage = {
    ...(await staffFrameOf(c, `/organisations/${organisation}/people/${subject}`)),
    organisation: house.self,
    subject,
    name: person.name,
    isClosed: person.disabledAt !== null,
    isHome: person.home === organisation,
    isSelf: subject === principal.subject,
    roles: roles.map((held) => ({
      organisation: { id: held.organisation, name: held.organisationName, nameEn: held.organisationNameEn },
      role: held.role,
      from: held.validFrom === 0 ? "–" : dates.date(held.validFrom),
      until: dates.lastDay(held.validTo),
      untilDate: dates.lastDate(held.validTo),
      isOver: held.validTo !== null && held.validTo <= now,
      mayTake: giveable.some((role) => role === held.role && mayGive(authority, role)),
    })),
    rolesToGive: giveable,
    ...said,
  };
  return html(c, personPage(options), status);
}
