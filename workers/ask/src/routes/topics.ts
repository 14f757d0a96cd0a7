import { html, languages, Problem, staleWhileError, validate, withDeadline } from "@ven/kit";
import { embedPage, emergencyPage, pushWorkerPath, topicListPage, topicPage } from "@ven/web-ask";
import { Hono } from "hono";
import * as z from "zod/mini";

import cards from "../../data/emergencies.json";
import { atomFeed } from "../atom-feed";
import { siteMap } from "../site-map";
import { listedTopics, newestEntries, popularTopics, shownEntries } from "../topic-repository";
import { frameOf, type TouristContext } from "./asking";
import { type AppEnv, cityOf } from "./router";

const ById = z.object({ id: z.string().check(z.minLength(1), z.maxLength(120)) });
const Place = z.object({ place: z.optional(z.string().check(z.maxLength(80))), lang: z.optional(z.string()) });
const readDeadline = 2_500;
const hour = "public, max-age=3600";
const monthMs = 30 * 86_400_000;

/** Categories that tell of places to see. */
const attractions = new Set(["sights", "culture", "caves", "islands", "beaches", "nature"]);

/** Pages without a thread: emergency cards, one page a topic, the lists that people and search engines read. */
export const topics = new Hono<AppEnv>()
  .get("/emergency", (c) => html(c, emergencyPage({ ...frameOf(c, "/emergency"), cards })))
  .get("/topics", async (c) => {
    const entries = await withDeadline(newestEntries(c.env.DB, c.var.lang, c.var.now, 500), readDeadline);
    return html(c, topicListPage({ ...frameOf(c, "/topics"), entries }));
  })
  .get("/topics/:id", validate("param", ById), async (c) => {
    const { id } = c.req.valid("param");
    const { lang } = c.var;
    const entries = await withDeadline(shownEntries(c.env.DB, id, c.var.now), readDeadline);
    const one = (wanted: string) => entries.find((entry) => entry.lang === wanted);
    const shown = one(lang) ?? one("en") ?? one("vi") ?? entries[0];
    // Nothing is told without where it comes from.
    if (!shown || shown.sources.length === 0) throw new Problem("not-found");
    const { entry, title, questions, answer, machine, category, phone, map, confirm, sources, changedAt } = shown;
    return html(
      c,
      topicPage({
        ...frameOf(c, `/topics/${encodeURIComponent(id)}`),
        answer: {
          topic: id,
          entry,
          lang: shown.lang,
          title: title || (questions[0] ?? id),
          text: answer,
          ...(phone !== null && { phone }),
          ...(map !== null && { map }),
          confirm,
          machine,
          otherLanguage: shown.lang !== lang,
        },
        sources,
        questions,
        changedAt,
        written: languages.filter((written) => one(written)),
        kind: attractions.has(category) ? "attraction" : category === "desk" ? "asked" : "other",
      }),
    );
  })
  // Inside the pages of the city's other services, and of nobody else.
  .get("/embed", validate("query", Place), async (c) => {
    const { place = null } = c.req.valid("query");
    const page = embedPage({ ...frameOf(c, "/embed"), place, examples: await examplesOf(c) });
    const home = c.env.SELF_ORIGIN.replace("//ask.", "//");
    const hosts = [home, home.replace("//", "//wifi.")].join(" ");
    const answer = html(c, page);
    const policy = answer.headers.get("content-security-policy") ?? "";
    answer.headers.set("content-security-policy", policy.replace("frame-ancestors 'none'", `frame-ancestors ${hosts}`));
    return answer;
  })
  .get("/feed.xml", async (c) => {
    const { lang } = c.var;
    const entries = await withDeadline(newestEntries(c.env.DB, lang, c.var.now, 50), readDeadline);
    const { authority } = cityOf(c.env);
    return c.body(
      atomFeed({ origin: c.env.SELF_ORIGIN, lang, author: authority[lang], entries, now: c.var.now }),
      200,
      {
        "content-type": "application/atom+xml; charset=utf-8",
        "cache-control": hour,
        vary: "Accept-Language, Cookie",
      },
    );
  })
  .get("/sitemap.xml", async (c) => {
    const listed = await withDeadline(listedTopics(c.env.DB, c.var.now), readDeadline);
    return c.body(siteMap(c.env.SELF_ORIGIN, listed), 200, {
      "content-type": "application/xml; charset=utf-8",
      "cache-control": hour,
    });
  })
  .get("/robots.txt", (c) =>
    c.text(
      `User-agent: *\nDisallow: /t/\nDisallow: /ask\nDisallow: /embed\nDisallow: /desk\nDisallow: /office\nDisallow: /api/\nSitemap: ${c.env.SELF_ORIGIN}/sitemap.xml\n`,
      200,
      { "cache-control": hour },
    ),
  )
  // A service worker serves the pages below its own address, so this one's must not be among the hashed files.
  .get("/push-worker.js", async (c) => {
    const file = await c.env.ASSETS.fetch(new URL(pushWorkerPath, c.env.SELF_ORIGIN));
    if (!file.ok) throw new Problem("not-found");
    return c.body(await file.text(), 200, {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "no-cache",
    });
  });

/** Three questions that others ask; none while the store is away. */
export async function examplesOf(c: TouristContext) {
  const { lang, now } = c.var;
  try {
    const { value } = await staleWhileError({ key: `ask-popular:${lang}`, now, ttlMs: 600_000 }, () =>
      popularTopics(c.env.DB, lang, { now, since: now - monthMs, limit: 3 }),
    );
    return value.map(({ topic, title }) => ({ topic, title, lang }));
  } catch {
    return [];
  }
}
