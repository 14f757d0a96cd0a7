import { isLang } from "@ven/contracts";
import { Question, Reply, SearchResults, TextLanguage } from "@ven/contracts/ask";
import { clientAddress, describe, limitCalls, Problem, validate, withDeadline } from "@ven/kit";
import * as z from "zod/mini";

import { answerQuestion } from "../answer-question";
import { findTopics } from "../find";
import { eventsOf } from "../reply-events";
import { cityOf, router } from "./router";

const noStore = { "cache-control": "no-store" };
const perAddress = { limit: 120, windowMs: 60_000 };

const Search = z.object({
  q: z.string().check(z.maxLength(20_000)),
  lang: z.optional(TextLanguage),
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(30))),
});

export const questions = router()
  .get(
    "/api/search",
    describe({
      summary: "Topics that answer a question, the best first; `lang` is the language of the person's pages",
      returns: { 200: SearchResults },
    }),
    validate("query", Search),
    async (c) => {
      const { q, lang, limit = 10 } = c.req.valid("query");
      const found = await withDeadline(
        findTopics(c.env.SEARCH, { text: q, session: lang ?? c.var.lang, area: cityOf(c.env).id, now: c.var.now }),
        5_000,
      );
      const results = found.ranked.slice(0, limit).map(({ hit, topic, score }) => ({
        topic,
        entry: hit.entry,
        lang: hit.lang,
        title: hit.title,
        score: Math.round(score * 10_000) / 10_000,
      }));
      return c.json({ lang: found.lang, results, rowsRead: found.rowsRead }, 200, noStore);
    },
  )
  .post(
    "/api/ask",
    describe({
      summary: "An answer with its source, three suggestions, or a person; as one document or as a stream of events",
      returns: { 200: Reply },
    }),
    validate("json", Question),
    async (c) => {
      const address = clientAddress(c);
      if (address !== undefined) limitCalls(`ask:${address}`, c.var.now, perAddress);
      const question = c.req.valid("json");
      if (question.q.trim() === "")
        throw new Problem("validation-failed", undefined, { errors: [{ pointer: "/q", detail: "is empty" }] });
      const { state: _, ...reply } = await answerQuestion(
        { db: c.env.DB, search: c.env.SEARCH, now: c.var.now, city: cityOf(c.env).id, session: sessionOf(c.var.lang) },
        question,
      );
      if (!c.req.header("accept")?.includes("text/event-stream")) return c.json(reply, 200, noStore);
      return c.body(eventsOf(reply), 200, { ...noStore, "content-type": "text/event-stream; charset=utf-8" });
    },
  );

const sessionOf = (lang: string) => (isLang(lang) ? lang : "vi");
