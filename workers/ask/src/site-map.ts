import { languages } from "@ven/contracts";

import type { ListedTopic } from "./topic-repository";
import { xml } from "./xml";

/** Every topic in each language that it is written in, for search engines (sitemaps.org, with `hreflang`). */
export function siteMap(origin: string, listed: readonly ListedTopic[]) {
  const urls = listed.flatMap(({ id, changedAt, langs }) => {
    const address = (lang: string) => xml(`${origin}/topics/${encodeURIComponent(id)}?lang=${lang}`);
    const written = languages.filter((lang) => langs.split(",").includes(lang));
    const others = written
      .map((lang) => `<xhtml:link rel="alternate" hreflang="${lang}" href="${address(lang)}"/>`)
      .join("");
    const day = new Date(changedAt).toISOString().slice(0, 10);
    return written.map((lang) => `<url><loc>${address(lang)}</loc><lastmod>${day}</lastmod>${others}</url>`);
  });
  return `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">${urls.join("")}</urlset>`;
}
