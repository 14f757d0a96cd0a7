import { TextLanguage, ThreadToken } from "@ven/contracts/ask";
import { checkKey, clientAddress, html, limitCalls, Problem, setHeaders, validate } from "@ven/kit";
import { askPage } from "@ven/web-ask";
import { Hono } from "hono";
import * as z from "zod/mini";

import { answerQuestion } from "../answer-question";
import { emergencyOf } from "../emergency";
import { answerOf, answerToCry } from "../find-answer";
import { answering, deskTimes, frameOf, tell } from "./asking";
import type { AppEnv } from "./router";
import { examplesOf } from "./topics";

const perAddress = { limit: 60, windowMs: 60_000 };
const text = z.string().check(z.maxLength(20_000));
const Place = z.optional(z.string().check(z.maxLength(80)));
const AskForm = z.object({
  q: text,
  place: Place,
  thread: z.optional(ThreadToken),
  person: z.optional(z.string()),
  key: z.optional(z.string()),
});

/** The first page and what its form does; none of it needs a script. */
export const touristPages = new Hono<AppEnv>()
  .get(
    "/",
    validate("query", z.object({ q: z.optional(text), place: Place, lang: z.optional(TextLanguage) })),
    async (c) => {
      const { q, place } = c.req.valid("query");
      const here = place ? `/?place=${encodeURIComponent(place)}` : "/";
      const frame = { ...frameOf(c, here), place: place ?? null, times: await deskTimes(c) };
      if (q === undefined || q.trim() === "") return html(c, askPage({ ...frame, examples: await examplesOf(c) }));
      const asked = {
        ...frame,
        question: q,
        here: `${here}${place ? "&" : "?"}q=${encodeURIComponent(q.slice(0, 400))}`,
      };
      const urgent = emergencyOf(q);
      if (urgent)
        return html(
          c,
          askPage({
            ...asked,
            reply: { ...(await answerToCry({ ...answering(c), place }, urgent, q, c.var.lang)), thread: null },
          }),
        );
      try {
        const { score: _, ...reply } = await answerOf({ ...answering(c), place }, q, c.var.lang);
        return html(c, askPage({ ...asked, reply: { ...reply, thread: null } }));
      } catch {
        return html(c, askPage({ ...asked, trouble: "away" }), 503);
      }
    },
  )
  // Where a reload of a refused question leads.
  .get("/ask", (c) => c.redirect("/", 303))
  .post("/ask", validate("form", AskForm), async (c) => {
    const { q, place, thread, person, key } = c.req.valid("form");
    const address = clientAddress(c);
    if (address !== undefined) limitCalls(`ask:${address}`, c.var.now, perAddress);
    const frame = { ...frameOf(c), place: place ?? null };
    if (q.trim() === "") return html(c, askPage({ ...frame, times: await deskTimes(c), trouble: "empty" }), 400);
    try {
      const {
        kept,
        state: _,
        ...reply
      } = await answerQuestion(
        answering(c),
        { q, ...(place !== undefined && { place }), ...(thread !== undefined && { thread }) },
        { person: person !== undefined, ...(key && { key: checkKey(key) }) },
      );
      if (!kept) return html(c, askPage({ ...frame, question: q, reply, times: await deskTimes(c) }));
      tell(c, kept.moved);
      return c.redirect(`/t/${kept.thread}`, 303);
    } catch (err) {
      if (Problem.is(err) && err.code !== "unavailable") throw err;
      setHeaders(c, [["retry-after", "5"]]);
      return html(c, askPage({ ...frame, question: q, trouble: "away", times: null }), 503);
    }
  });
