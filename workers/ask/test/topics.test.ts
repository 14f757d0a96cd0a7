import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test, vi } from "vitest";

import { call, open } from "./people";

beforeAll(async () => {
  await call("POST", "/dev/seed");
}, 60_000);

describe("a traveller who comes from a search engine", () => {
  test("reads a topic in each language with its source, its map and its other languages", async () => {
    for (const lang of ["vi", "en", "zh", "ko", "ja", "fr"]) {
      const page = await open(`/topics/ti-top-island?lang=${lang}`);
      expect(page.status).toBe(200);
      const text = await page.text();
      expect(text).toContain(`<html lang="${lang}"`);
      expect(text).toContain("openstreetmap.org");
      expect(text).toContain(`rel="canonical" href="https://ask.test/topics/ti-top-island?lang=${lang}"`);
      expect(text.match(/rel="alternate" hreflang="/g)).toHaveLength(7);
      const found = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(text)?.[1] ?? "";
      const graph = (JSON.parse(found) as { "@graph": { "@type": string; inLanguage?: string }[] })["@graph"];
      expect(graph.map((one) => one["@type"])).toEqual(["FAQPage", "TouristAttraction"]);
      expect(graph[0]?.inLanguage).toBe(lang);
    }
  });

  test("is told that there is no such topic", async () => {
    expect((await open("/topics/no-such-topic")).status).toBe(404);
    expect((await open("/topics/%3Cscript%3E")).status).toBe(404);
  });

  test("finds every topic in the site map", async () => {
    const { status, text } = await call("GET", "/sitemap.xml");
    expect(status).toBe(200);
    expect(text.match(/<loc>/g)?.length).toBeGreaterThanOrEqual(900);
    expect(text).toContain("<loc>https://ask.test/topics/ha-long-ticket?lang=zh</loc>");
  });
});

describe("a person in danger", () => {
  test("reads what to say in six languages though the databases are away", async () => {
    const city = vi.spyOn(env.DB, "prepare").mockImplementation(() => {
      throw new Error("away");
    });
    for (const [lang, call115] of [
      ["vi", "Gọi 115 ngay"],
      ["en", "Call 115 now"],
      ["zh", "立即拨打 115"],
      ["ko", "지금 115에 전화하세요"],
      ["ja", "今すぐ 115 に電話してください"],
      ["fr", "Appelez le 115 maintenant"],
    ]) {
      const page = await open(`/emergency?lang=${lang ?? ""}`);
      expect(page.status).toBe(200);
      const text = await page.text();
      expect(text).toContain(call115);
      for (const number of ["112", "113", "114", "115"]) expect(text).toContain(`href="tel:${number}"`);
    }
    city.mockRestore();
  });
});
