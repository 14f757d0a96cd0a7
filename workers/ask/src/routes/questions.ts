import { Question, Reply, SearchResults, TextLanguage } from "@ven/contracts/ask";
import { checkKey, clientAddress, describe, limitCalls, Problem, validate, withDeadline } from "@ven/kit";
import { Hono } from "hono";
import * as z from "zod/mini";

import { prepareAnswer } from "../answer-question";
import { findTopics } from "../find";
import { streamOf } from "../reply-events";
import { answering, tell } from "./asking";
import { type AppEnv, cityOf } from "./router";

const noStore = { "cache-control": "no-store" };
const perAddress = { limit: 120, windowMs: 60_000 };

const Search = z.object({
  q: z.string().check(z.maxLength(20_000)),
  lang: z.optional(TextLanguage),
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(30))),
});

export const questions = new Hono<AppEnv>()
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
      headers: { "Idempotency-Key": { description: "The same question sent twice is written down once" } },
    }),
    validate("json", Question),
    async (c) => {
      const address = clientAddress(c);
      if (address !== undefined) limitCalls(`ask:${address}`, c.var.now, perAddress);
      const question = c.req.valid("json");
      if (question.q.trim() === "")
        throw new Problem("validation-failed", undefined, { errors: [{ pointer: "/q", detail: "is empty" }] });
      const given = c.req.header("idempotency-key");
      const how = given === undefined ? {} : { key: checkKey(given) };
      const { reply, keep } = await prepareAnswer(answering(c), question, how);
      const kept = async () => {
        const done = await keep();
        tell(c, done?.moved);
        return done?.thread ?? null;
      };
      if (!c.req.header("accept")?.includes("text/event-stream"))
        return c.json({ ...reply, thread: await kept() }, 200, noStore);
      return c.body(streamOf(reply, kept), 200, { ...noStore, "content-type": "text/event-stream; charset=utf-8" });
    },
  );
