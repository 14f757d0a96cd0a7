import { Complaint, Inbox, StaffReply, TextLanguage, ThreadCommand, ThreadState } from "@ven/contracts/ask";
import { requirePermission } from "@ven/identity";
import { describe, Problem, validate } from "@ven/kit";
import * as z from "zod/mini";

import { inbox } from "../../desk-repository";
import { claim, close, release, reopen, reply, takeOver } from "../../work-thread";
import { noStore, working } from "../staff";
import { ById, Code, deskRouter, handled, handOn, keepDraft, marked, mine, rowOf, waiting } from "./context";

const Moved = z.object({ state: ThreadState, version: z.int() });
const ThreadCommandTo = z.extend(ThreadCommand, { organisation: z.optional(Code) });
const Mark = z.extend(ThreadCommand, { category: z.nullable(Complaint), urgent: z.boolean() });
const Draft = z.object({ title: z.string().check(z.maxLength(300)), another: z.optional(z.boolean()) });

/** What a command is called, and what it does. */
const does = (summary: string) => describe({ summary, returns: { 200: Moved }, security: "bearer" });

/** People at the desk, for programs and for the desk's own script. The same verbs as behind its pages. */
export const deskApi = deskRouter()
  .use("/api/desk/*", requirePermission("ask.desk"))
  .get(
    "/api/desk/threads",
    describe({
      summary: "Threads that wait for a person or are with one; the pressing first, then the longest waiting",
      returns: { 200: Inbox },
      security: "bearer",
    }),
    validate("query", z.object({ lang: z.optional(TextLanguage), mine: z.optional(z.literal("1")) })),
    async (c) => {
      const { lang, mine: own } = c.req.valid("query");
      const claimedBy = own === undefined ? undefined : c.var.principal.subject;
      const items = await inbox(c.env.DB, mine(c), { limit: 200, states: [...waiting, ...handled], lang, claimedBy });
      return c.json({ items, next: null }, 200, noStore);
    },
  )
  .post(
    "/api/desk/threads/:id/claim",
    does("Take a question; of two people one gets it, the other 409"),
    validate("param", ById),
    validate("json", ThreadCommand),
    async (c) => {
      const row = await rowOf(c, c.req.valid("param").id);
      return c.json(await claim(working(c), row, c.req.valid("json").version), 200, noStore);
    },
  )
  .post(
    "/api/desk/threads/:id/take-over",
    does("Go on with a colleague's question, after a while or as who leads the desk"),
    validate("param", ById),
    validate("json", ThreadCommand),
    async (c) => {
      const row = await rowOf(c, c.req.valid("param").id);
      const leads = c.var.principal.organisationsWith("ask.edit").length > 0;
      return c.json(await takeOver(working(c), row, c.req.valid("json").version, leads), 200, noStore);
    },
  )
  .post(
    "/api/desk/threads/:id/release",
    does("Give a question back, or hand it on to another desk"),
    validate("param", ById),
    validate("json", ThreadCommandTo),
    async (c) => {
      const row = await rowOf(c, c.req.valid("param").id);
      const { version: seen, organisation: to } = c.req.valid("json");
      const moved = to === undefined ? release(working(c), row, seen) : handOn(working(c), row, seen, to);
      return c.json(await moved, 200, noStore);
    },
  )
  .post(
    "/api/desk/threads/:id/reply",
    does("Answer; the asker's page shows it within seconds. With an Idempotency-Key it is safe to send again"),
    validate("param", ById),
    validate("header", z.object({ "idempotency-key": z.optional(z.string()) })),
    validate("json", StaffReply),
    async (c) => {
      const row = await rowOf(c, c.req.valid("param").id);
      const { lang, ...said } = c.req.valid("json");
      const key = c.req.valid("header")["idempotency-key"];
      return c.json(await reply(working(c), row, { ...said, lang: lang ?? row.lang, key }), 200, noStore);
    },
  )
  .post(
    "/api/desk/threads/:id/close",
    does("End a thread"),
    validate("param", ById),
    validate("json", ThreadCommand),
    async (c) => {
      const row = await rowOf(c, c.req.valid("param").id);
      return c.json(await close(working(c), row, c.req.valid("json").version), 200, noStore);
    },
  )
  .post(
    "/api/desk/threads/:id/reopen",
    does("Take a thread up again that was closed"),
    validate("param", ById),
    validate("json", ThreadCommand),
    async (c) => {
      const row = await rowOf(c, c.req.valid("param").id);
      return c.json(await reopen(working(c), row, c.req.valid("json").version), 200, noStore);
    },
  )
  .post(
    "/api/desk/threads/:id/mark",
    does("Say what a thread complains of, and whether it is pressing"),
    validate("param", ById),
    validate("json", Mark),
    async (c) => {
      const row = await rowOf(c, c.req.valid("param").id);
      const { version: seen, category, urgent } = c.req.valid("json");
      const moved = await marked(working(c), row, { version: seen, category: category ?? "", urgent });
      return c.json(moved, 200, noStore);
    },
  )
  .post(
    "/api/desk/threads/:id/draft",
    describe({
      summary: "Make a draft entry of the answer; 409 with the entries that are alike, unless it is another",
      returns: { 201: z.object({ entry: z.string(), version: z.int() }) },
      security: "bearer",
    }),
    validate("param", ById),
    validate("json", Draft),
    async (c) => {
      const row = await rowOf(c, c.req.valid("param").id);
      const { title, another = false } = c.req.valid("json");
      if (row.state === "bot") throw new Problem("wrong-state");
      const entry = await keepDraft(c, working(c), row, { title, another });
      return c.json({ entry, version: 1 }, 201, noStore);
    },
  );
