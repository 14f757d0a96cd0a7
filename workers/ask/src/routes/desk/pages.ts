import { requirePermission, staffName } from "@ven/identity";
import { html, uuidv7, validate } from "@ven/kit";
import { deskThreadPage, inboxPage } from "@ven/web-ask/desk";
import * as z from "zod/mini";

import { assistantOf } from "../../assistant/assistant";
import { candidatesFor } from "../../candidates";
import { desks, type DeskThread, inbox } from "../../desk-repository";
import { duplicatesOf } from "../../duplicates";
import { glossesFor, translationsOf } from "../../language-help";
import { cannedTexts } from "../../thread-repository";
import { viewOf } from "../../view-thread";
import { claim, close, note, release, reopen, reply, takenOverAfter, takeOver } from "../../work-thread";
import { cityOf } from "../router";
import { frameOf, orTrouble, type Redirecting, type StaffContext, working } from "../staff";
import {
  ById,
  Code,
  type DeskContext,
  deskRouter,
  handled,
  handOn,
  keepDraft,
  Key,
  marked,
  mine,
  rowOf,
  Text,
  version,
  waiting,
} from "./context";

const Looking = z.object({
  entry: z.optional(z.string().check(z.maxLength(160))),
  canned: z.optional(z.string().check(z.maxLength(80))),
  sent: z.optional(z.string()),
});
const Filter = z.object({
  asked: z.optional(z.string().check(z.maxLength(8))),
  mine: z.optional(z.string()),
  done: z.optional(z.string()),
});
const Version = z.object({ version });
const Reply = z.object({ version, text: Text(8_000), key: Key });
const Draft = z.object({ title: Text(300), another: z.optional(z.string()) });
const Mark = z.object({ version, category: z.optional(z.string()), urgent: z.optional(z.string()) });

/** The desk as pages that need no script: each act is a form that comes back to its thread. */
export const deskPages = deskRouter()
  .use("/desk/*", requirePermission("ask.desk"))
  .get("/desk", requirePermission("ask.desk"), validate("query", Filter), async (c) => {
    const { asked = "", mine: own, done } = c.req.valid("query");
    const states = done === undefined ? waiting : handled;
    const items = await inbox(c.env.DB, mine(c), {
      limit: 200,
      states,
      lang: asked || undefined,
      claimedBy: own === undefined ? undefined : c.var.principal.subject,
    });
    return html(
      c,
      inboxPage({
        ...(await frameOf(c)),
        items,
        names: await namesOf(c, items),
        me: c.var.principal.subject,
        filter: { asked, mine: own !== undefined, done: done !== undefined },
      }),
    );
  })
  // Where entries were before they had pages of their own.
  .get("/desk/entries", (c) => c.redirect("/office/entries", 301))
  .get("/desk/:id", validate("param", ById), validate("query", Looking), (c) =>
    threadAnswer(c, c.req.valid("param").id, c.req.valid("query")),
  )
  .post("/desk/:id/claim", validate("param", ById), validate("form", Version), (c) =>
    act(c, c.req.valid("param").id, (by, row) => claim(by, row, c.req.valid("form").version)),
  )
  .post("/desk/:id/take-over", validate("param", ById), validate("form", Version), (c) => {
    const leads = c.var.principal.organisationsWith("ask.edit").length > 0;
    return act(c, c.req.valid("param").id, (by, row) => takeOver(by, row, c.req.valid("form").version, leads));
  })
  .post("/desk/:id/release", validate("param", ById), validate("form", Version), (c) =>
    act(c, c.req.valid("param").id, (by, row) => release(by, row, c.req.valid("form").version)),
  )
  .post(
    "/desk/:id/transfer",
    validate("param", ById),
    validate("form", z.object({ version, organisation: Code })),
    (c) => {
      const { version: seen, organisation } = c.req.valid("form");
      return act(c, c.req.valid("param").id, (by, row) => handOn(by, row, seen, organisation), { to: "/desk" });
    },
  )
  .post("/desk/:id/reply", validate("param", ById), validate("form", Reply), (c) => {
    const { version: seen, text, key } = c.req.valid("form");
    return act(c, c.req.valid("param").id, (by, row) => reply(by, row, { version: seen, text, lang: row.lang, key }), {
      text,
      to: "sent",
    });
  })
  .post("/desk/:id/close", validate("param", ById), validate("form", Version), (c) =>
    act(c, c.req.valid("param").id, (by, row) => close(by, row, c.req.valid("form").version)),
  )
  .post("/desk/:id/reopen", validate("param", ById), validate("form", Version), (c) =>
    act(c, c.req.valid("param").id, (by, row) => reopen(by, row, c.req.valid("form").version)),
  )
  .post("/desk/:id/mark", validate("param", ById), validate("form", Mark), (c) => {
    const { version: seen, category = "", urgent } = c.req.valid("form");
    return act(c, c.req.valid("param").id, (by, row) =>
      marked(by, row, { version: seen, category, urgent: urgent !== undefined }),
    );
  })
  .post("/desk/:id/note", validate("param", ById), validate("form", z.object({ text: Text(2_000) })), (c) =>
    act(c, c.req.valid("param").id, (by, row) => note(by, row, c.req.valid("form").text)),
  )
  .post("/desk/:id/draft", validate("param", ById), validate("form", Draft), (c) => {
    const { title, another } = c.req.valid("form");
    return act(c, c.req.valid("param").id, (by, row) =>
      keepDraft(c, by, row, { title, another: another !== undefined }),
    );
  });

async function namesOf(c: StaffContext, threads: readonly { claimedBy: string | null }[]) {
  const people = [...new Set(threads.flatMap(({ claimedBy }) => claimedBy ?? []))];
  const names = await Promise.all(people.map((who) => staffName(c.env.DB, who, c.var.now).catch(() => "")));
  return new Map(people.map((who, at) => [who, names[at] ?? ""] as const));
}

/** Does what was asked and comes back, or shows the thread with why not; what was typed is still there. */
async function act(
  c: Redirecting & DeskContext,
  id: string,
  what: (by: ReturnType<typeof working>, row: DeskThread) => Promise<unknown>,
  { text, to }: { text?: string; to?: "/desk" | "sent" } = {},
) {
  const row = await rowOf(c, id);
  const back = `/desk/${id}`;
  return orTrouble(
    c,
    to === "/desk" ? to : to === "sent" ? `${back}?sent=1` : back,
    () => what(working(c), row),
    (trouble) => threadAnswer(c, id, {}, { trouble, ...(text !== undefined && { text }) }),
  );
}

async function threadAnswer(
  c: DeskContext,
  id: string,
  { entry, canned: wanted, sent }: z.infer<typeof Looking>,
  { trouble, text }: { trouble?: string; text?: string } = {},
) {
  const row = await rowOf(c, id);
  const { DB: db, SEARCH: search } = c.env;
  const city = cityOf(c.env);
  const frame = await frameOf(c);
  const here = frame.lang === "en" ? "en" : "vi";
  const [view, canned, all, names] = await Promise.all([
    viewOf(db, row, { notes: true }),
    cannedTexts(db, mine(c)),
    desks(db),
    namesOf(c, [row]),
  ]);
  const asked = view.messages.findLast(({ author }) => author === "asker")?.text ?? "";
  const answered = row.state === "answered" || row.state === "published";
  const looking = { search, now: c.var.now, city: city.id };
  const [candidates, glosses, duplicates, translations] = await Promise.all([
    candidatesFor(looking, row, view.messages),
    glossesFor(search, asked, { from: row.lang, to: here }).catch(() => []),
    answered ? duplicatesOf(looking, { title: asked, lang: row.lang }) : [],
    translationsOf(assistantOf(c.env, { started: c.var.now }), view.messages, { from: row.lang, to: here }),
  ]);
  const named = all.map((one) => ({ code: one.organisation, name: here === "en" ? one.nameEn : one.name }));
  const chosen = canned.find((one) => one.id === wanted)?.texts;
  const prefill =
    text ?? candidates.find((card) => card.entry === entry)?.text ?? chosen?.[row.lang] ?? chosen?.["en"] ?? "";
  return html(
    c,
    deskThreadPage({
      ...frame,
      id,
      thread: { ...view, urgent: row.urgent, category: row.category },
      claimedBy: row.claimedBy,
      claimedName: names.get(row.claimedBy ?? "") ?? "",
      mayTakeOver: frame.editor || c.var.now - (row.claimedAt ?? c.var.now) >= takenOverAfter,
      me: c.var.principal.subject,
      candidates,
      canned,
      glosses,
      translations,
      desks: named.filter(({ code }) => code !== row.organisation),
      deskNames: new Map(named.map(({ code, name }) => [code, name])),
      prefill,
      replyKey: uuidv7(c.var.now),
      sent: sent !== undefined,
      duplicates,
      ...(trouble !== undefined && { trouble }),
    }),
    trouble === undefined ? 200 : 409,
  );
}
