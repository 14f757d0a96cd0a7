import { lazily } from "@ven/contracts/lazily";
import { describe, html, Problem, validate } from "@ven/kit";
import { auditPage } from "@ven/web-identity/organisations/index";
import * as z from "zod/mini";

import { readOrganisation } from "../organisations/people-repository";
import { readAudit } from "../organisations/read-audit";
import { router } from "./router";
import { authorityOf, ById, DateField, staffFrameOf, wordsOfDate } from "./staff";

const Filter = lazily(() =>
  z.object({
    person: z.optional(z.string().check(z.maxLength(100))),
    act: z.optional(z.string().check(z.maxLength(60))),
    from: DateField,
    to: DateField,
    cursor: z.optional(z.string().check(z.maxLength(300))),
    lang: z.optional(z.string()),
  }),
);

/** Nothing is shown for longer than the audit is kept: ten years. */
const ever = 3650 * 86_400_000;

/** What happened in an organisation. Who is asking is settled by `organisations`, which comes first. */
export const audit = router().get(
  "/organisations/:organisation/audit",
  describe({ summary: "Who did what in an organisation, in every service", returns: { 200: "the page" } }),
  validate("param", ById),
  validate("query", Filter),
  async (c) => {
    const { organisation } = c.req.valid("param");
    const authority = await authorityOf(c, "identity.audit", organisation);
    const { person = "", act = "", from = "", to = "", cursor } = c.req.valid("query");
    const { desk, now } = c.var;
    const house = await readOrganisation(desk.db, organisation, now);
    if (!house) throw new Problem("not-found");
    const dates = wordsOfDate(c);
    const filter = {
      person: person.trim(),
      action: act,
      from: from ? dates.begin(from, 0) : now - ever,
      to: dates.end(to) ?? now + 1,
    };
    const { items, next } = await readAudit(desk, authority, { ...filter, cursor });
    const here = `/organisations/${organisation}/audit`;
    const older = next === null ? undefined : `${here}?${new URLSearchParams({ person, act, from, to, cursor: next })}`;
    const rows = items.map(({ id, at, actor, name, service, action, object, detail }) => ({
      id,
      when: dates.moment(at),
      who: name ?? actor,
      service,
      action,
      object,
      detail: roleIn(detail),
    }));
    const frame = await staffFrameOf(c, here);
    const mayManage = c.var.principal.may("identity.people", authority.path);
    const shown = { ...frame, organisation: house.self, mayManage, rows, filter: { person, act, from, to }, older };
    return html(c, auditPage(shown));
  },
);

/** Of the particulars only the role is for reading; the rest is for whoever investigates. */
function roleIn(detail: string | null) {
  const parsed: unknown = detail === null ? null : JSON.parse(detail);
  return parsed !== null && typeof parsed === "object" && "role" in parsed && typeof parsed.role === "string"
    ? parsed.role
    : "";
}
