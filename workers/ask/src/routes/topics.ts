import { html, languages, Problem, validate, withDeadline } from "@ven/kit";
import { emergencyPage, topicPage } from "@ven/web-ask";
import * as z from "zod/mini";

import cards from "../../data/emergencies.json";
import { listedTopics, shownEntries } from "../topic-repository";
import { cityOf, router } from "./router";

const ById = z.object({ id: z.string().check(z.minLength(1), z.maxLength(120)) });
const readDeadline = 2_500;
const hour = "public, max-age=3600";

/** Categories that tell of places to see. */
const attractions = new Set(["sights", "culture", "caves", "islands", "beaches", "nature"]);

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text: string) => text.replace(/[&<>"]/g, (character) => escapes[character] ?? "");

/** Pages without a thread: emergency cards, one page a topic, and the list that search engines read. */
export const topics = router()
  .get("/emergency", (c) =>
    html(
      c,
      emergencyPage({
        lang: c.var.lang,
        city: cityOf(c.env),
        selfOrigin: c.env.SELF_ORIGIN,
        here: "/emergency",
        cards,
      }),
    ),
  )
  .get("/topics/:id", validate("param", ById), async (c) => {
    const { id } = c.req.valid("param");
    const { lang } = c.var;
    const entries = await withDeadline(shownEntries(c.env.DB, id, c.var.now), readDeadline);
    const one = (wanted: string) => entries.find((entry) => entry.lang === wanted);
    const shown = one(lang) ?? one("en") ?? one("vi") ?? entries[0];
    // Nothing is told without where it comes from.
    if (!shown || shown.sources.length === 0) throw new Problem("not-found");
    const { entry, title, questions, answer, machine, category, phone, map, confirm, sources } = shown;
    return html(
      c,
      topicPage({
        lang,
        city: cityOf(c.env),
        selfOrigin: c.env.SELF_ORIGIN,
        here: `/topics/${encodeURIComponent(id)}`,
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
        written: languages.filter((written) => one(written)),
        attraction: attractions.has(category),
      }),
    );
  })
  .get("/sitemap.xml", async (c) => {
    const listed = await withDeadline(listedTopics(c.env.DB, c.var.now), readDeadline);
    const urls = listed.flatMap(({ id, changedAt, langs }) => {
      const address = (lang: string) => escape(`${c.env.SELF_ORIGIN}/topics/${encodeURIComponent(id)}?lang=${lang}`);
      const written = languages.filter((lang) => langs.split(",").includes(lang));
      const others = written
        .map((lang) => `<xhtml:link rel="alternate" hreflang="${lang}" href="${address(lang)}"/>`)
        .join("");
      const day = new Date(changedAt).toISOString().slice(0, 10);
      return written.map((lang) => `<url><loc>${address(lang)}</loc><lastmod>${day}</lastmod>${others}</url>`);
    });
    return c.body(
      `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">${urls.join("")}</urlset>`,
      200,
      { "content-type": "application/xml; charset=utf-8", "cache-control": hour },
    );
  });
