import { TextLanguage, ThreadToken, ThreadView } from "@ven/contracts/ask";
import { type Asked, clientAddress, describe, html, limitCalls, Problem, setHeaders, sha256, validate } from "@ven/kit";
import { askPage, type DeskTimes, threadPage } from "@ven/web-ask";
import * as z from "zod/mini";

import { type Answering, answerOf, answerQuestion } from "../answer-question";
import { emergencyOf } from "../emergency";
import type { Env } from "../env";
import { handOff } from "../hand-off";
import { showThread } from "../show-thread";
import { deskHours, markUseful, threadByToken } from "../thread-repository";
import { viewOf } from "../view-thread";
import { cityOf, router } from "./router";

const noStore = { "cache-control": "no-store" };
const perAddress = { limit: 60, windowMs: 60_000 };
const ByToken = z.object({ token: ThreadToken });
const text = z.string().check(z.maxLength(20_000));
const Place = z.optional(z.string().check(z.maxLength(80)));
const AskForm = z.object({
  q: text,
  place: Place,
  thread: z.optional(ThreadToken),
  person: z.optional(z.string()),
});

type Context = Asked<Env>;

export const touristPages = router()
  .get(
    "/",
    validate("query", z.object({ q: z.optional(text), place: Place, lang: z.optional(TextLanguage) })),
    async (c) => {
      const { q, place } = c.req.valid("query");
      const times = await deskTimes(c);
      const frame = { ...frameOf(c), place: place ?? null, times };
      if (q === undefined || q.trim() === "") return html(c, askPage(frame));
      const urgent = emergencyOf(q);
      if (urgent)
        return html(
          c,
          askPage({
            ...frame,
            question: q,
            reply: {
              band: "emergency",
              emergency: urgent,
              sources: [],
              suggestions: [],
              lang: urgent.lang,
              thread: null,
            },
          }),
        );
      try {
        const { score: _, ...reply } = await answerOf(answering(c), q, c.var.lang);
        return html(c, askPage({ ...frame, question: q, reply: { ...reply, thread: null } }));
      } catch {
        return html(c, askPage({ ...frame, question: q, trouble: "away" }), 503);
      }
    },
  )
  .post("/ask", validate("form", AskForm), async (c) => {
    const { q, place, thread, person } = c.req.valid("form");
    const address = clientAddress(c);
    if (address !== undefined) limitCalls(`ask:${address}`, c.var.now, perAddress);
    const frame = { ...frameOf(c), place: place ?? null };
    if (q.trim() === "") return html(c, askPage({ ...frame, times: await deskTimes(c), trouble: "empty" }), 400);
    try {
      const reply = await answerQuestion(answering(c), {
        q,
        ...(place !== undefined && { place }),
        ...(thread !== undefined && { thread }),
      });
      if (reply.thread === null) return html(c, askPage({ ...frame, question: q, reply }));
      if (person !== undefined) {
        const row = await threadByToken(c.env.DB, await sha256(reply.thread));
        if (row) await handOff({ db: c.env.DB, now: c.var.now }, row);
      }
      return c.redirect(`/t/${reply.thread}`, 303);
    } catch (err) {
      if (Problem.is(err) && err.code !== "unavailable") throw err;
      return html(c, askPage({ ...frame, question: q, trouble: "away" }), 503);
    }
  })
  .get(
    "/t/:token",
    validate("param", ByToken),
    validate(
      "query",
      z.object({ thanks: z.optional(z.string()), lang: z.optional(z.string()), refresh: z.optional(z.string()) }),
    ),
    async (c) => {
      const { token } = c.req.valid("param");
      const row = await rowOf(c, token);
      const [shown, times] = await Promise.all([showThread(answering(c), row), deskTimes(c)]);
      const { thanks } = c.req.valid("query");
      const page = threadPage({
        ...frameOf(c),
        here: `/t/${token}`,
        token,
        ...shown,
        times,
        ...(thanks !== undefined && { thanked: Number(thanks) }),
      });
      setHeaders(c, [["cache-control", "no-store"]]);
      return html(c, page);
    },
  )
  .post("/t/:token/person", validate("param", ByToken), async (c) => {
    const { token } = c.req.valid("param");
    await handOff({ db: c.env.DB, now: c.var.now }, await rowOf(c, token));
    return c.redirect(`/t/${token}`, 303);
  })
  .post(
    "/t/:token/useful",
    validate("param", ByToken),
    validate("form", z.object({ seq: z.coerce.number().check(z.int(), z.minimum(1)), useful: z.enum(["0", "1"]) })),
    async (c) => {
      const { token } = c.req.valid("param");
      const { seq, useful } = c.req.valid("form");
      await markUseful(c.env.DB, (await rowOf(c, token)).id, seq, useful === "1").run();
      return c.redirect(`/t/${token}?thanks=${seq}`, 303);
    },
  )
  .get(
    "/api/threads/:token",
    describe({
      summary: "A conversation as it is now, for who holds its token; by ETag",
      returns: { 200: ThreadView },
    }),
    validate("param", ByToken),
    async (c) => {
      const row = await rowOf(c, c.req.valid("param").token);
      const view = await viewOf(c.env.DB, row);
      const etag = `"${row.version}-${view.messages.at(-1)?.seq ?? 0}"`;
      if (c.req.header("if-none-match") === etag) return c.body(null, 304, { etag, ...noStore });
      return c.json(view, 200, { etag, ...noStore });
    },
  );

const frameOf = (c: Context) => ({ lang: c.var.lang, city: cityOf(c.env), selfOrigin: c.env.SELF_ORIGIN, here: "/" });

const answering = (c: Context): Answering => ({
  db: c.env.DB,
  search: c.env.SEARCH,
  now: c.var.now,
  city: cityOf(c.env).id,
  session: c.var.lang,
});

async function rowOf(c: Context, token: string) {
  const row = await threadByToken(c.env.DB, await sha256(token));
  if (!row) throw new Problem("not-found");
  return row;
}

const clockOf = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** When people answer; a page without it is still a page. */
async function deskTimes(c: Context): Promise<DeskTimes | null> {
  const hours = await deskHours(c.env.DB).catch(() => null);
  return hours && { opens: clockOf(hours.opens), closes: clockOf(hours.closes) };
}
