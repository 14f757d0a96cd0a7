import { Inbox, StaffReply, ThreadCommand, ThreadState } from "@ven/contracts/ask";
import { type IdentityVariables, organisationPath, requirePermIn, requirePermission, staffName } from "@ven/identity";
import {
  type Asked,
  describe,
  html,
  localDate,
  Problem,
  type ProblemCode,
  statusOf,
  titleOf,
  validate,
  withDeadline,
} from "@ven/kit";
import { deskThreadPage, editorPage, inboxPage } from "@ven/web-ask";
import { Hono } from "hono";
import * as z from "zod/mini";

import { approveEntry } from "../approve-entry";
import { candidatesFor } from "../candidates";
import { editorView } from "../editor-view";
import type { Env } from "../env";
import { entryById, setEntryState } from "../knowledge-repository";
import { publishEntries } from "../publish";
import { viewOf } from "../show-thread";
import { cannedTexts, inbox, threadById, type ThreadRow } from "../thread-repository";
import { claim, close, draftFrom, note, release, reply, type Working } from "../work-thread";
import { cityOf } from "./router";

type Context = Asked<Env, IdentityVariables>;
const noStore = { "cache-control": "no-store" };
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
  .get("/desk/entries", requirePermission("ask.edit"), (c) => editorAnswer(c))
  .post(
    "/desk/entries/state",
    requirePermission("ask.edit"),
    validate("form", z.object({ id: z.string(), version, state: z.enum(["live", "expired"]) })),
    async (c) => {
      const { id, version: seen, state } = c.req.valid("form");
      return orTrouble(
        c,
        "/desk/entries",
        () => decideEntry(c, id, seen, state),
        (problem) => editorAnswer(c, problem),
      );
    },
  )
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
  )
  .post(
    "/api/admin/entries/:entry/approve",
    describe({
      summary: "Make a draft live; it is found by the next question",
      returns: { 200: z.object({ id: z.string(), version: z.int() }) },
      security: "bearer",
    }),
    requirePermission("ask.edit"),
    validate("param", z.object({ entry: z.string() })),
    validate("json", z.object({ version: z.int(), thread: z.optional(z.string()) })),
    async (c) => {
      const { entry } = c.req.valid("param");
      const { version: seen, thread } = c.req.valid("json");
      await mayEdit(c, entry);
      const approved = await approveEntry(
        { ...working(c), search: c.env.SEARCH },
        { id: entry, version: seen, ...(thread !== undefined && { thread }) },
      );
      return c.json(approved, 200, noStore);
    },
  );

const working = (c: Context): Working => ({
  db: c.env.DB,
  now: c.var.now,
  actor: c.var.principal.subject,
  requestId: c.var.requestId,
});
const mine = (c: Context) => c.var.principal.organisationsWith("ask.desk");

/** A thread of somebody else's desk is not there. */
async function rowOf(c: Context, id: string) {
  const row = await threadById(c.env.DB, id);
  await requirePermIn(c.env.DB, c.var.principal, "ask.desk", row?.organisation, c.var.now);
  if (!row) throw new Problem("not-found");
  return row;
}

async function mayEdit(c: Context, id: string) {
  const entry = await entryById(c.env.DB, id);
  await requirePermIn(c.env.DB, c.var.principal, "ask.edit", entry?.organisation, c.var.now);
  if (!entry) throw new Problem("not-found");
  return entry;
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

async function draft(c: Context, by: Working, row: ThreadRow, title: string) {
  const city = cityOf(c.env);
  return draftFrom(by, row, { title, today: localDate(c.var.now, city.timezone), source: city.authority.vi });
}

async function decideEntry(c: Context, id: string, seen: number, state: "live" | "expired") {
  const entry = await mayEdit(c, id);
  const by = { ...working(c), search: c.env.SEARCH };
  if (state === "live") return approveEntry(by, { id, version: seen });
  const changed = await setEntryState(c.env.DB, { id, version: seen, state, now: c.var.now, actor: by.actor }).run();
  if (changed.meta.changes === 0) throw new Problem("stale-version");
  return publishEntries(c.env.SEARCH, [{ ...entry, state }]);
}

async function frameOf(c: Context) {
  const name = await withDeadline(staffName(c.env.DB, c.var.principal.subject, c.var.now), 500).catch(() => "");
  return {
    lang: c.var.lang,
    city: cityOf(c.env),
    selfOrigin: c.env.SELF_ORIGIN,
    now: c.var.now,
    person: { name },
    editor: c.var.principal.organisationsWith("ask.edit").length > 0,
  };
}

const sayable = (code: ProblemCode) => statusOf(code) < 500 && code !== "not-found" && code !== "not-signed-in";

/** Does it and goes back to the page, or shows the page again with why not. */
async function orTrouble(
  c: Context & { redirect: (to: string, status: 303) => Response },
  to: string,
  what: () => Promise<unknown>,
  again: (trouble: string) => Promise<Response>,
) {
  try {
    await what();
  } catch (err) {
    if (!Problem.is(err) || !sayable(err.code)) throw err;
    return again([titleOf(err.code, c.var.lang), err.detail].filter(Boolean).join(". "));
  }
  return c.redirect(to, 303);
}

async function act(
  c: Context & { redirect: (to: string, status: 303) => Response },
  id: string,
  what: (by: Working, row: ThreadRow) => Promise<unknown>,
) {
  const row = await rowOf(c, id);
  return orTrouble(
    c,
    `/desk/${id}`,
    () => what(working(c), row),
    (trouble) => threadAnswer(c, id, {}, trouble),
  );
}

async function threadAnswer(
  c: Context,
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

async function editorAnswer(c: Context, trouble?: string) {
  const { DB: db, SEARCH: search } = c.env;
  const view = await editorView({ db, search, now: c.var.now }, c.var.principal.organisationsWith("ask.edit"));
  const { languages } = cityOf(c.env);
  return html(
    c,
    editorPage({ ...(await frameOf(c)), ...view, languages, ...(trouble !== undefined && { trouble }) }),
    trouble === undefined ? 200 : 409,
  );
}
