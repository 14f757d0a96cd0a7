import { requirePermission } from "@ven/identity";
import { addDays, describe, html, localDate, localMidnight, validate } from "@ven/kit";
import { writeCsv } from "@ven/kit/csv";
import { entriesPage, stalePage } from "@ven/web-ask/office";
import * as z from "zod/mini";

import { approveEntry } from "../../approve-entry";
import { discardText, expireEntry, restoreText, reviewText } from "../../edit-entry";
import { categoriesOf, listTopics, staleTopics, waitingTexts } from "../../entry-repository";
import { coverageGaps } from "../../report-entries";
import { cityOf } from "../router";
import { frameOf, mayEdit, noStore, orTrouble, type StaffContext, working } from "../staff";
import { edits, officeRouter, Seen } from "./context";
import { entryAnswer } from "./entry-form";

const text = (longest: number) => z.optional(z.string().check(z.maxLength(longest)));
const Filter = z.object({ q: text(100), category: text(60), state: text(10), lacking: text(8), after: text(120) });
const states = ["live", "draft", "reviewed", "expired", "waiting"] as const;
const perPage = 40;
const csv = { ...noStore, "content-type": "text/csv; charset=utf-8" };

const addressOf = (id: string, done: string) => `/office/entry?id=${encodeURIComponent(id)}&done=${done}`;

/** Entries for those who write them: what waits, what there is, what is missing or old. */
export const entries = officeRouter()
  .get("/office/entries", validate("query", Filter), async (c) => {
    const { q = "", category = "", state = "", lacking = "", after = "" } = c.req.valid("query");
    const { DB: db } = c.env;
    const [waiting, topics, categories] = await Promise.all([
      waitingTexts(db, edits(c), 100),
      listTopics(db, edits(c), {
        text: q || undefined,
        category: category || undefined,
        state: states.find((one) => one === state),
        lacking: lacking || undefined,
        after,
        limit: perPage + 1,
      }),
      categoriesOf(db, edits(c)),
    ]);
    const last = topics.length > perPage ? topics[perPage - 1] : undefined;
    const next = last && `/office/entries?${new URLSearchParams({ q, category, state, lacking, after: last.topic })}`;
    return html(
      c,
      entriesPage({
        ...(await frameOf(c)),
        me: c.var.principal.subject,
        waiting,
        topics: topics.slice(0, perPage),
        categories,
        filter: { q, category, state, lacking },
        next: next ?? null,
      }),
    );
  })
  .post("/office/entry/approve", validate("form", z.extend(Seen, { reason: text(300) })), (c) => {
    const { id, version, revision, reason } = c.req.valid("form");
    return act(c, id, "done", () =>
      approveEntry(
        { ...working(c), search: c.env.SEARCH },
        { id, version, revision, ...(reason?.trim() && { reason: reason.trim() }) },
      ),
    );
  })
  .post("/office/entry/review", validate("form", Seen), (c) => {
    const { id, ...seen } = c.req.valid("form");
    return act(c, id, "done", async () => reviewText(working(c), await mayEdit(c, id), seen));
  })
  .post("/office/entry/discard", validate("form", Seen), (c) => {
    const { id, revision } = c.req.valid("form");
    return act(c, id, "done", async () => discardText(working(c), await mayEdit(c, id), revision));
  })
  .post("/office/entry/expire", validate("form", Seen), (c) => {
    const { id, version } = c.req.valid("form");
    return act(c, id, "done", async () =>
      expireEntry({ ...working(c), search: c.env.SEARCH }, await mayEdit(c, id), version),
    );
  })
  .post("/office/entry/restore", validate("form", z.extend(Seen, { past: z.coerce.number().check(z.int()) })), (c) => {
    const { id, past, ...seen } = c.req.valid("form");
    return act(c, id, "saved", async () => restoreText(working(c), await mayEdit(c, id), seen, past));
  })
  .get("/office/stale", async (c) => {
    const [found, gaps, frame] = await Promise.all([
      stale(c),
      coverageGaps(c.env.DB, edits(c), languagesOf(c)),
      frameOf(c),
    ]);
    return html(c, stalePage({ ...frame, stale: found, missing: gaps.byLanguage }));
  })
  .get("/office/stale.csv", async (c) => {
    const rows = (await stale(c)).map(({ topic, title, source, validUntil, confirm, machine }) => [
      topic,
      title,
      source,
      validUntil,
      confirm,
      machine,
    ]);
    return c.body(writeCsv([["topic", "title", "source", "validUntil", "confirm", "machine"], ...rows]), 200, csv);
  })
  .get("/office/missing.csv", async (c) => {
    const { missing } = await coverageGaps(c.env.DB, edits(c), languagesOf(c));
    const rows = missing.map(({ topic, title, lang }) => [topic, title, lang]);
    return c.body(writeCsv([["topic", "title", "lang"], ...rows]), 200, csv);
  })
  .post(
    "/api/admin/entries/:entry/approve",
    describe({
      summary: "Make a draft live; it is found by the next question. Who wrote it needs somebody else, or a reason",
      returns: { 200: z.object({ id: z.string(), version: z.int() }) },
      security: "bearer",
    }),
    requirePermission("ask.edit"),
    validate("param", z.object({ entry: z.string() })),
    validate(
      "json",
      z.object({
        version: z.int(),
        revision: z.optional(z.int()),
        thread: z.optional(z.string()),
        reason: z.optional(z.string().check(z.minLength(1), z.maxLength(300))),
      }),
    ),
    async (c) => {
      const { entry } = c.req.valid("param");
      const { version, revision, thread, reason } = c.req.valid("json");
      await mayEdit(c, entry);
      const approved = await approveEntry(
        { ...working(c), search: c.env.SEARCH },
        {
          id: entry,
          version,
          ...(revision !== undefined && { revision }),
          ...(thread !== undefined && { thread }),
          ...(reason !== undefined && { reason }),
        },
      );
      return c.json(approved, 200, noStore);
    },
  );

const languagesOf = (c: StaffContext) => cityOf(c.env).languages;

/** Does it to an entry that the person may edit, and comes back to it. */
async function act(
  c: Parameters<typeof orTrouble>[0],
  id: string,
  done: "done" | "saved",
  what: () => Promise<unknown>,
) {
  await mayEdit(c, id);
  return orTrouble(c, addressOf(id, done), what, (trouble) => entryAnswer(c, { id, trouble }));
}

async function stale(c: StaffContext) {
  const { timezone } = cityOf(c.env);
  const today = localDate(c.var.now, timezone);
  const old = addDays(today, -180);
  const found = await staleTopics(c.env.DB, edits(c), {
    sourceBefore: old,
    endsBefore: localMidnight(addDays(today, 30), timezone),
  });
  return found.map(({ validUntil, ...topic }) => ({
    ...topic,
    href: `/office/entry?topic=${encodeURIComponent(topic.topic)}&language=vi`,
    sourceIsOld: topic.source === null || topic.source < old,
    validUntil: validUntil === null ? null : localDate(validUntil - 1, timezone),
  }));
}
