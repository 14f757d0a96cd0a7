import { describe, html, Problem, validate } from "@ven/kit";
import { gatewayPage, type GatewayProblem, newGatewayPage } from "@ven/web-wifi/office";
import * as z from "zod/mini";

import { checkRepository } from "../../check-repository";
import { configurationsOf, filesOf, titles } from "../../configurations";
import { captiveApi, hostOf, Unwritable } from "../../configurations/writing";
import type { NewGateway } from "../../gateway-repository";
import { isMake, makes } from "../../gateways/gateway";
import { readIp } from "../../gateways/read";
import { needsOf } from "../../make-needs";
import { type Group } from "../../operator-repository";
import { openGateway } from "../../place";
import { firstSecrets, isSecret, newSecret, readGateway } from "../../register-gateway";
import { makeLink } from "../../seals";
import { isTested, testLasts } from "../../self-test";
import { type GatewayRow, kinds, siteRepository } from "../../site-repository";
import { GatewayForm, NewGatewayForm, orNothing, readHours, text } from "./forms";
import {
  type AskedByOffice,
  asks,
  changed,
  Code,
  fileOf,
  frameOf,
  notFound,
  officeRouter,
  ringFor,
  whoOf,
} from "./frame";
import { wardNames } from "./hotspots";

const page = { 200: "the page" };
const to = { 303: "to the gateway" };
const Id = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,60}$/));
const OfGateway = z.object({ group: Code, gateway: Id });
const OfFile = z.object({ group: Code, gateway: Id, file: z.string().check(z.regex(/^[a-z0-9.-]{1,80}$/)) });
const Prefilled = z.object({
  make: z.optional(text(20)),
  level: z.optional(text(1)),
  addresses: z.optional(text(1000)),
  names: z.optional(text(1000)),
  site: z.optional(text(40)),
});
const Where = z.object({
  address: orNothing(
    z.string().check(
      z.regex(/^\d{1,3}(\.\d{1,3}){3}$/),
      z.refine((one) => readIp(one) !== null),
    ),
  ),
});
const Said = z.object({ said: z.optional(z.enum(["saved", "rotated"])) });

/** Gateways: registered, changed, given keys, tried, and retired. */
export const gateways = officeRouter()
  .get(
    "/hotspots/:group/new",
    ...asks("configure"),
    describe({ summary: "Wizard: choose a make, then fill in what it needs", returns: page, security: "bearer" }),
    validate("query", Prefilled),
    async (c) => newAnswer(c, c.var.group, c.req.valid("query"), []),
  )
  .post(
    "/hotspots/:group/gateways",
    ...asks("configure"),
    describe({ summary: "Register a gateway, and its hotspot when that is new", returns: to, security: "bearer" }),
    // Checked by hand: what is wrong is said beside its field.
    async (c) => register(c, c.var.group),
  )
  .get(
    "/hotspots/:group/gateways/:gateway",
    ...asks("operate"),
    describe({ summary: "A gateway: self-test, configuration, keys", returns: page, security: "bearer" }),
    validate("param", OfGateway),
    validate("query", Said),
    async (c) => {
      const { group } = c.var;
      return gatewayAnswer(c, group, await rowOf(c, group), { said: c.req.valid("query").said });
    },
  )
  .post(
    "/hotspots/:group/gateways/:gateway",
    ...asks("configure"),
    describe({ summary: "Change a gateway; its keys stay", returns: to, security: "bearer" }),
    validate("param", OfGateway),
    validate("form", GatewayForm),
    async (c) => {
      const { group } = c.var;
      const row = await rowOf(c, group);
      const form = c.req.valid("form");
      const read = readGateway({ ...form, make: row.make, secret: "" });
      if (!read.ok) return gatewayAnswer(c, group, row, { form, problems: read.faults });
      const opened = await openGateway({ gateway: { ...row, pollHash: null } }, ringFor(c));
      const { settings, gatewayName, ...facts } = read.facts;
      const merged = Object.keys(settings).length > 0 ? settings : opened.settings;
      const gateway = { ...row, ...facts, gatewayName, settings: merged, secrets: opened.secrets };
      if (!(await put(c, group, gateway)))
        return gatewayAnswer(c, group, row, { form, problems: [{ field: "names", why: "taken" }] });
      return changed(c, `${addressOf(group, row.id)}?said=saved`);
    },
  )
  .post(
    "/hotspots/:group/gateways/:gateway/keys",
    ...asks("configure"),
    describe({ summary: "A new key beside the old one, or the old one dropped", returns: to, security: "bearer" }),
    validate("param", OfGateway),
    validate("form", z.object({ act: z.enum(["rotate", "drop"]), secret: z._default(text(100), "") })),
    async (c) => {
      const { group } = c.var;
      const row = await rowOf(c, group);
      const { act, secret } = c.req.valid("form");
      if (needsOf[row.make].secret === "none") return notFound();
      const given = secret.trim();
      if (given !== "" && !isSecret(given))
        return gatewayAnswer(c, group, row, { problems: [{ field: "secret", why: "form" }] });
      const opened = await openGateway({ gateway: { ...row, pollHash: null } }, ringFor(c));
      const fresh = given === "" ? newSecret() : given;
      const secrets = act === "rotate" ? [fresh, ...opened.secrets.slice(0, 1)] : opened.secrets.slice(0, 1);
      await put(c, group, { ...row, settings: opened.settings, secrets, gatewayName: row.shownName ?? undefined });
      return changed(c, `${addressOf(group, row.id)}?said=${act === "rotate" ? "rotated" : "saved"}`);
    },
  )
  .post(
    "/hotspots/:group/gateways/:gateway/test",
    ...asks("operate"),
    describe({ summary: "Write down what is seen of it for 15 minutes", returns: to, security: "bearer" }),
    validate("param", OfGateway),
    async (c) => {
      const { group } = c.var;
      const row = await rowOf(c, group);
      if (row.retiredAt !== null) return notFound();
      await siteRepository(c.env.DB).beginTest(group, row.id, c.var.now + testLasts, whoOf(c));
      return changed(c, `${addressOf(group, row.id)}#test`);
    },
  )
  .post(
    "/hotspots/:group/gateways/:gateway/retire",
    ...asks("configure"),
    describe({ summary: "Use a gateway no more", returns: { 303: "to its hotspot" }, security: "bearer" }),
    validate("param", OfGateway),
    async (c) => {
      const { group } = c.var;
      const row = await rowOf(c, group);
      await siteRepository(c.env.DB).retire(group, row.id, whoOf(c));
      return changed(c, `/hotspots/${group.id}/sites/${row.site}`);
    },
  )
  .get(
    "/hotspots/:group/gateways/:gateway/configuration/:file",
    ...asks("configure"),
    describe({ summary: "Ready configuration", returns: { 200: "a file" }, security: "bearer" }),
    validate("param", OfFile),
    validate("query", Where),
    async (c) => {
      const { group } = c.var;
      const row = await rowOf(c, group);
      const { file } = c.req.valid("param");
      if (!filesOf(row.make, row.site).includes(file) || row.retiredAt !== null) return notFound();
      const gateway = await openGateway({ gateway: { ...row, pollHash: null } }, ringFor(c));
      const { SELF_ORIGIN: origin, PLAIN_ORIGIN: plainOrigin = origin } = c.env;
      const portal = {
        origin,
        plainOrigin,
        // The portal's name may stand for many addresses: whoever knows the network says which.
        address: c.req.valid("query").address ?? null,
        group: group.id,
        site: row.site,
        name: row.shownName ?? row.site,
        lang: c.var.lang,
      };
      try {
        const made = configurationsOf(gateway, portal).find((one) => one.file === file);
        return made ? fileOf(c, made.file, made.text) : notFound();
      } catch (err) {
        if (err instanceof Unwritable) throw new Problem("validation-failed");
        throw err;
      }
    },
  );

const addressOf = ({ id }: Group, gateway: string) => `/hotspots/${id}/gateways/${gateway}`;

async function rowOf(c: AskedByOffice, group: Group): Promise<GatewayRow> {
  const row = await siteRepository(c.env.DB).gateway(group.id, c.req.param("gateway") ?? "", c.var.now);
  return row ?? notFound();
}

const put = (c: AskedByOffice, group: Group, gateway: NewGateway) =>
  siteRepository(c.env.DB).register(group, ringFor(c), { sites: [], gateways: [gateway] }, whoOf(c), "change-gateway");

async function newAnswer(
  c: AskedByOffice,
  group: Group,
  form: Readonly<Record<string, string | undefined>>,
  problems: readonly GatewayProblem[],
) {
  const make = form.make !== undefined && isMake(form.make) ? form.make : undefined;
  const wards = [...wardNames(c)].map(([slug, name]) => ({ slug, name }));
  const filled = make && { addresses: needsOf[make].addresses.join("\n"), ...form };
  const view = newGatewayPage({
    ...(await frameOf(c, group, `/hotspots/${group.id}/new`)),
    makes: makes.map((id) => ({ id, title: titles[id] })),
    ...(make && { make, needs: needsOf[make] }),
    form: filled ?? form,
    problems,
    wards,
    kinds,
  });
  return html(c, view, problems.length > 0 ? 400 : 200);
}

async function register(c: AskedByOffice, group: Group) {
  const raw = Object.entries(await c.req.parseBody()).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  const form = Object.fromEntries(raw.map(([name, value]) => [name, value.slice(0, 4000)]));
  const repository = siteRepository(c.env.DB);
  const existing = await repository.site(group.id, form.site ?? "", c.var.now);
  const facts = existing ? undefined : NewGatewayForm.safeParse(form);
  const problems: GatewayProblem[] = [];
  if (facts && !facts.success)
    for (const { path } of facts.error.issues)
      problems.push({ field: String(path[0]), why: form[String(path[0])] ? "form" : "missing" });
  const read = readGateway({
    make: form.make ?? "",
    level: form.level ?? "",
    addresses: form.addresses ?? "",
    names: form.names ?? "",
    shownName: form.shownName ?? "",
    secret: form.secret ?? "",
    settings: form.settings ?? "",
  });
  if (!read.ok) problems.push(...read.faults);
  const site = form.site ?? "";
  if (problems.length > 0 || !read.ok) return newAnswer(c, group, form, problems);
  const id = `${site}-${(existing?.gateways.length ?? 0) + 1}`;
  if ((await repository.areElsewhere(group.id, [site], [id])).length > 0)
    return newAnswer(c, group, form, [{ field: "site", why: "taken" }]);
  const { secret, ...gateway } = read.facts;
  const sites = facts?.success ? [siteOf(facts.data)] : [];
  const gateways = [{ ...gateway, id, site, secrets: firstSecrets(gateway.make, secret) }];
  const done = await repository.register(group, ringFor(c), { sites, gateways }, whoOf(c), "register-gateway");
  if (!done) return newAnswer(c, group, form, [{ field: "names", why: "taken" }]);
  return changed(c, `${addressOf(group, id)}?said=saved`);
}

function siteOf(form: z.infer<typeof NewGatewayForm>) {
  const { site: id, name, nameEn, kind, ward, lat, lon, egress, busyAt } = form;
  return { id, name, nameEn, kind, ward, lat, lon, egress, ...readHours(form), busyAt: busyAt ?? null };
}

interface More {
  said?: "saved" | "rotated" | undefined;
  form?: Readonly<Record<string, string>>;
  problems?: readonly GatewayProblem[];
}

async function gatewayAnswer(c: AskedByOffice, group: Group, row: GatewayRow, { said, form, problems = [] }: More) {
  const { now } = c.var;
  const tested = isTested({ gateway: { ...row, pollHash: null } }, now);
  const [frame, seen, probe] = await Promise.all([
    frameOf(c, group, addressOf(group, row.id)),
    checkRepository(c.env.DB).of(row.id),
    makeLink(ringFor(c), "probe", row.id),
  ]);
  const { SELF_ORIGIN: origin } = c.env;
  const view = gatewayPage({
    ...frame,
    gateway: { ...row, keys: row.secrets.length, title: titles[row.make] },
    needs: needsOf[row.make],
    files: filesOf(row.make, row.site),
    checks: seen,
    ...(tested && { testUntil: row.testUntil }),
    probe: `${origin}/probe/${probe}`,
    garden: hostOf({ origin }),
    captiveApi: captiveApi({ origin, site: row.site }),
    form: form ?? {
      level: row.level === null ? "" : String(row.level),
      addresses: row.addresses.join("\n"),
      names: row.names.join("\n"),
      shownName: row.shownName ?? "",
    },
    problems,
    said,
    now,
    timezone: group.timezone,
  });
  return html(c, view, problems.length > 0 ? 400 : 200);
}
