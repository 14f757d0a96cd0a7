import { ThreadToken, ThreadView } from "@ven/contracts/ask";
import { describe, html, setHeaders, validate } from "@ven/kit";
import { threadPage } from "@ven/web-ask";
import { Hono } from "hono";
import * as z from "zod/mini";

import { textsOf } from "../emergency-card";
import { handOff } from "../hand-off";
import { showThread } from "../show-thread";
import { markUseful } from "../thread-repository";
import { conversationOf, deskTimes, frameOf, tell, threadOf } from "./asking";
import type { AppEnv } from "./router";

const noStore = { "cache-control": "no-store" };
const ByToken = z.object({ token: ThreadToken });
/** A link that was copied badly leads nowhere; its reader is told that, not what a token looks like. */
const ByLink = z.object({ token: z.string().check(z.maxLength(200)) });

/** A conversation behind its link: as a page, as a document that is polled, and what the tourist may do with it. */
export const threads = new Hono<AppEnv>()
  .get(
    "/t/:token",
    validate("param", ByLink),
    validate("query", z.object({ refresh: z.optional(z.string()) })),
    async (c) => {
      const { token } = c.req.valid("param");
      const { row, messages } = await conversationOf(c, token);
      const [shown, times] = await Promise.all([
        showThread({ search: c.env.SEARCH, now: c.var.now, session: c.var.lang }, row, messages),
        deskTimes(c),
      ]);
      const page = threadPage({
        ...frameOf(c, `/t/${token}`),
        now: c.var.now,
        token,
        ...shown,
        judged: new Map(messages.flatMap(({ seq, useful }) => (useful === null ? [] : [[seq, useful] as const]))),
        cardOf: textsOf,
        times,
        still: c.req.valid("query").refresh === "0",
      });
      setHeaders(c, [["cache-control", "no-store"]]);
      return html(c, page);
    },
  )
  .post("/t/:token/person", validate("param", ByToken), async (c) => {
    const { token } = c.req.valid("param");
    tell(c, await handOff({ db: c.env.DB, now: c.var.now }, await threadOf(c, token)));
    return c.redirect(`/t/${token}`, 303);
  })
  .post(
    "/t/:token/useful",
    validate("param", ByToken),
    validate("form", z.object({ seq: z.coerce.number().check(z.int(), z.minimum(1)), useful: z.enum(["0", "1"]) })),
    async (c) => {
      const { token } = c.req.valid("param");
      const { seq, useful } = c.req.valid("form");
      await markUseful(c.env.DB, (await threadOf(c, token)).id, seq, useful === "1").run();
      return c.redirect(`/t/${token}`, 303);
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
      const { row, messages } = await conversationOf(c, c.req.valid("param").token);
      const { state, version, lang, place, expectedBy } = row;
      const etag = `"${version}"`;
      if (c.req.header("if-none-match") === etag) return c.body(null, 304, { etag, ...noStore });
      const said = messages.map(({ seq, at, author, lang: own, text, band, entry }) => ({
        seq,
        at,
        author,
        lang: own,
        text,
        band,
        entry,
      }));
      const view: ThreadView = { state, version, seq: version, lang, place, expectedBy, messages: said };
      return c.json(view, 200, { etag, ...noStore });
    },
  );
