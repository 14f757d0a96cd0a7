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

describe("a program that reads what the city answers", () => {
  interface Asked {
    name: string;
    answerCount?: number;
    acceptedAnswer: { text: string; url: string };
  }
  interface Thing {
    "@type": string;
    inLanguage?: string;
    /** Several on a page of questions, one on that of a question. */
    mainEntity?: Asked[] | Asked;
  }
  const dataOf = async (path: string) => {
    const text = await (await open(path)).text();
    const found = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(text)?.[1] ?? "";
    return (JSON.parse(found) as { "@graph": Thing[] })["@graph"];
  };

  test("finds each question with an answer that says who gives it and when", async () => {
    const [page] = await dataOf("/topics/ha-long-ticket?lang=fr");
    expect(page?.["@type"]).toBe("FAQPage");
    const [question] = [page?.mainEntity ?? []].flat();
    expect(question?.name).not.toBe("");
    expect(question?.acceptedAnswer).toMatchObject({
      "@type": "Answer",
      url: "https://ask.test/topics/ha-long-ticket?lang=fr",
      author: { "@type": "GovernmentOrganization" },
      dateModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });

  test("finds what a visitor asked and a person answered as a question with its one answer", async () => {
    const { category } = (await env.DB.prepare("SELECT category FROM ask_topic WHERE id = 'ha-long-ticket'").first<{
      category: string;
    }>()) ?? { category: "" };
    await env.DB.prepare(
      "UPDATE ask_topic SET category = 'desk', version = version + 1 WHERE id = 'ha-long-ticket'",
    ).run();
    const [page] = await dataOf("/topics/ha-long-ticket?lang=en");
    expect(page?.["@type"]).toBe("QAPage");
    expect(page?.mainEntity).toMatchObject({
      "@type": "Question",
      answerCount: 1,
      acceptedAnswer: { "@type": "Answer" },
    });
    await env.DB.prepare("UPDATE ask_topic SET category = ?, version = version + 1 WHERE id = 'ha-long-ticket'")
      .bind(category)
      .run();
  });

  test("follows a feed of new answers in each language", async () => {
    for (const lang of ["vi", "ja"]) {
      const { status, text, headers } = await call("GET", `/feed.xml?lang=${lang}`);
      expect(status).toBe(200);
      expect(headers.get("content-type")).toContain("application/atom+xml");
      expect(text.match(/<entry>/g)).toHaveLength(50);
      expect(text.match(/<updated>\d{4}-\d\d-\d\dT[\d:.]+Z<\/updated>/g)).toHaveLength(51);
      expect(text).toContain(`xml:lang="${lang}"`);
      expect(text).not.toMatch(/&(?!amp;|lt;|gt;|quot;)/);
      const ids = [...text.matchAll(/<id>(.*?)<\/id>/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  test("is told where to look and where not", async () => {
    const { text } = await call("GET", "/robots.txt");
    expect(text).toContain("Disallow: /t/");
    expect(text).toContain("Sitemap: https://ask.test/sitemap.xml");
    expect((await call("GET", "/push-worker.js")).headers.get("content-type")).toContain("text/javascript");
  });
});

describe("a traveller in the Wi-Fi pages", () => {
  test("asks in a frame that only the city's own pages may show", async () => {
    const page = await open("/embed?lang=en&place=Tuần Châu");
    expect(page.status).toBe(200);
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("frame-ancestors https://test https://wifi.test");
    const text = await page.text();
    expect(text).toContain("Tuần Châu");
    expect(text).toContain('target="_top"');
    expect(text.match(/action="\/ask"/g)?.length).toBe(4);
    expect((await open("/?lang=en")).headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect((await open("/embed?place=<script>alert(1)</script>")).status).toBe(200);
    expect(await (await open("/embed?place=<script>alert(1)</script>")).text()).not.toContain("<script>alert");
  });

  test("looks through all questions where no question comes to mind", async () => {
    const text = await (await open("/topics?lang=ko")).text();
    expect(text.match(/href="\/topics\/[^"]+"/g)?.length).toBeGreaterThanOrEqual(150);
    expect(await (await open("/?lang=ko")).text()).toContain("자주 묻는 질문");
  });
});
