import { Inbox, StaffReply, ThreadCommand, ThreadState } from "@ven/contracts/ask";
import { type IdentityVariables, organisationPath, requirePermIn, requirePermission } from "@ven/identity";
import { describe, html, localDate, Problem, validate } from "@ven/kit";
import { deskThreadPage, inboxPage } from "@ven/web-ask/office";
import { Hono } from "hono";
import * as z from "zod/mini";

import type { Env } from "../../../desk/env";
import { candidatesFor } from "../../candidates";
import { cannedTexts, inbox, threadById, type ThreadRow } from "../../thread-repository";
import { viewOf } from "../../view-thread";
import { claim, close, draftFrom, note, release, reply, type Working } from "../../work-thread";
import { cityOf } from "../router";
import { frameOf, noStore, orTrouble, type Redirecting, type StaffContext, working } from "../staff";

const states = ["open", "claimed", "answered"] as const;
const ById = z.object({ id: z.string().check(z.maxLength(64)) });
const Moved = z.object({ state: ThreadState, version: z.int() });
const version = z.coerce.number().check(z.int());
const ReplyForm = z.object({ version, text: z.string().check(z.minLength(1), z.maxLength(8_000)) });
const organisation = z.optional(z.string().check(z.maxLength(40)));

/** People at the desk: as pages that need no script, and as an API. The same verbs behind both. */
export const desk = new Hono<{ Bindings: Env; Variables: IdentityVariables }>()
  .use("/desk/*", requirePermission("ask.desk"))
  .use("/api/desk/*", requirePermission("ask.desk"))
  .get("/desk", requirePermission("ask.desk"), async (c) => {
    const items = await inbox(c.env.DB, mine(c), { limit: 200, states });
    return html(c, inboxPage({ ...(await frameOf(c)), items, me: c.var.principal.subject }));
  })
  // Where entries were before they had pages of their own.
  .get("/desk/entries", (c) => c.redirect("/office/entries", 301))
  .get(
    "/desk/:id",
    validate("param", ById),
    validate(
      "query",
      z.object({ entry: z.optional(z.string()), canned: z.optional(z.string()), lang: z.optional(z.string()) }),
    ),
    (c) => threadAnswer(c, c.req.valid("param").id, c.req.valid("query")),
  )
  .post("/desk/:id/claim", validate("param", ById), validate("form", z.object({ version })), (c) =>
    act(c, c.req.valid("param").id, (working, row) => claim(working, row, c.req.valid("form").version)),
  )
  .post("/desk/:id/release", validate("param", ById), validate("form", z.object({ version, organisation })), (c) => {
    const form = c.req.valid("form");
    return act(c, c.req.valid("param").id, (working, row) => giveBack(working, row, form.version, form.organisation));
  })
  .post("/desk/:id/reply", validate("param", ById), validate("form", ReplyForm), (c) => {
    const { version: seen, text } = c.req.valid("form");
    return act(c, c.req.valid("param").id, (working, row) =>
      reply(working, row, { version: seen, text, lang: row.lang }),
    );
  })
  .post("/desk/:id/close", validate("param", ById), validate("form", z.object({ version })), (c) =>
    act(c, c.req.valid("param").id, (working, row) => close(working, row, c.req.valid("form").version)),
  )
  .post(
    "/desk/:id/note",
    validate("param", ById),
    validate("form", z.object({ text: z.string().check(z.minLength(1), z.maxLength(2_000)) })),
    (c) => act(c, c.req.valid("param").id, (working, row) => note(working, row, c.req.valid("form").text)),
  )
  .post(
    "/desk/:id/draft",
    validate("param", ById),
    validate("form", z.object({ title: z.string().check(z.maxLength(300)) })),
    (c) => act(c, c.req.valid("param").id, (working, row) => draft(c, working, row, c.req.valid("form").title)),
  )
  .get(
    "/api/desk/threads",
    describe({
      summary: "Threads that wait for a person or are with one",
      returns: { 200: Inbox },
      security: "bearer",
    }),
    async (c) => c.json({ items: await inbox(c.env.DB, mine(c), { limit: 200, states }), next: null }, 200, noStore),
  )
  .post(
    "/api/desk/threads/:id/claim",
    describe({
      summary: "Take a question; of two people one gets it, the other 409",
      returns: { 200: Moved },
      security: "bearer",
    }),
    validate("param", ById),
    validate("json", ThreadCommand),
    async (c) => {
      const row = await rowOf(c, c.req.valid("param").id);
      return c.json(await claim(working(c), row, c.req.valid("json").version), 200, noStore);
    },
  )
  .post(
    "/api/desk/threads/:id/release",
    describe({
      summary: "Give a question back, or hand it to another organisation",
      returns: { 200: Moved },
      security: "bearer",
    }),
    validate("param", ById),
    validate("json", z.extend(ThreadCommand, { organisation })),
    async (c) => {
      const row = await rowOf(c, c.req.valid("param").id);
      const { version: seen, organisation: to } = c.req.valid("json");
      return c.json(await giveBack(working(c), row, seen, to), 200, noStore);
    },
  )
  .post(
    "/api/desk/threads/:id/reply",
    describe({
      summary: "Answer; the asker's page shows it within seconds",
      returns: { 200: Moved },
      security: "bearer",
    }),
    validate("param", ById),
    validate("json", StaffReply),
    async (c) => {
      const row = await rowOf(c, c.req.valid("param").id);
      const { lang, ...said } = c.req.valid("json");
      return c.json(await reply(working(c), row, { ...said, lang: lang ?? row.lang }), 200, noStore);
    },
  )
  .post(
    "/api/desk/threads/:id/close",
    describe({ summary: "End a thread", returns: { 200: Moved }, security: "bearer" }),
    validate("param", ById),
    validate("json", ThreadCommand),
    async (c) => {
      const row = await rowOf(c, c.req.valid("param").id);
      return c.json(await close(working(c), row, c.req.valid("json").version), 200, noStore);
    },
  )
  .post(
    "/api/desk/threads/:id/draft",
    describe({
      summary: "Make a draft entry of the answer",
      returns: { 201: z.object({ entry: z.string(), version: z.int() }) },
      security: "bearer",
    }),
    validate("param", ById),
    validate("json", z.object({ title: z.string().check(z.maxLength(300)) })),
    async (c) => {
      const row = await rowOf(c, c.req.valid("param").id);
      const entry = await draft(c, working(c), row, c.req.valid("json").title);
      return c.json({ entry, version: 1 }, 201, noStore);
    },
  );

const mine = (c: StaffContext) => c.var.principal.organisationsWith("ask.desk");

/** A thread of somebody else's desk is not there. */
async function rowOf(c: StaffContext, id: string) {
  const row = await threadById(c.env.DB, id);
  await requirePermIn(c.env.DB, c.var.principal, "ask.desk", row?.organisation, c.var.now);
  if (!row) throw new Problem("not-found");
  return row;
}

/** An organisation that does not exist would swallow the question. */
async function giveBack(by: Working, row: ThreadRow, seen: number, to: string | undefined) {
  if (!to) return release(by, row, seen);
  const known = await organisationPath(by.db, to, by.now);
  if (known.length === 0)
    throw new Problem("validation-failed", undefined, {
      errors: [{ pointer: "/organisation", detail: "there is none" }],
    });
  return release(by, row, seen, to);
}

async function draft(c: StaffContext, by: Working, row: ThreadRow, title: string) {
  const city = cityOf(c.env);
  return draftFrom(by, row, { title, today: localDate(c.var.now, city.timezone), source: city.authority.vi });
}

async function act(c: Redirecting, id: string, what: (by: Working, row: ThreadRow) => Promise<unknown>) {
  const row = await rowOf(c, id);
  return orTrouble(
    c,
    `/desk/${id}`,
    () => what(working(c), row),
    (trouble) => threadAnswer(c, id, {}, trouble),
  );
}

async function threadAnswer(
  c: StaffContext,
  id: string,
  { entry, canned: wanted }: { entry?: string | undefined; canned?: string | undefined },
  trouble?: string,
) {
  const row = await rowOf(c, id);
  const { DB: db, SEARCH: search } = c.env;
  const [thread, canned] = await Promise.all([viewOf(db, row, { notes: true }), cannedTexts(db, mine(c))]);
  const candidates = await candidatesFor({ search, now: c.var.now, city: cityOf(c.env).id }, row, thread.messages);
  const text = canned.find((one) => one.id === wanted)?.texts;
  const prefill = candidates.find((card) => card.entry === entry)?.text ?? text?.[row.lang] ?? text?.["en"] ?? "";
  const answered = row.state === "answered" || row.state === "published";
  return html(
    c,
    deskThreadPage({
      ...(await frameOf(c)),
      id,
      thread,
      claimedBy: row.claimedBy,
      me: c.var.principal.subject,
      candidates,
      canned,
      prefill,
      duplicates: answered ? candidates.slice(0, 3).map(({ entry: own, title }) => ({ entry: own, title })) : [],
      ...(trouble !== undefined && { trouble }),
    }),
    trouble === undefined ? 200 : 409,
  );
}
