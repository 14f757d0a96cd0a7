import type { Imported, Reply, SearchResults } from "@ven/contracts/ask";
import { clock } from "@ven/kit";
import { env } from "cloudflare:workers";
import { beforeAll, describe, test } from "vitest";

import { renewOldIndex } from "../src/renew-index";
import { readState } from "../src/search-repository";
import { wordsVersion } from "../src/search/tokens";
import { entries } from "./fixtures";
import { call, openCentre, staff } from "./people";

beforeAll(async () => {
  await openCentre();
  await call("POST", "/api/admin/entries", { headers: await staff(), json: { entries } });
});

const ask = (q: string, more: Record<string, unknown> = {}) =>
  call<Reply>("POST", "/api/ask", { json: { q, ...more } });
const search = (q: string, lang: string) =>
  call<SearchResults>("GET", `/api/search?q=${encodeURIComponent(q)}&lang=${lang}`);

describe("a tourist asks", () => {
  test("a tourist on a pier types without accents and reads the price with its source", async ({ expect }) => {
    const { status, body } = await ask("ve tham quan vinh ha long bao nhieu tien", { lang: "vi" });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      band: "answer",
      lang: "vi",
      answer: { topic: "bay-ticket", lang: "vi", otherLanguage: false },
    });
    expect(body.sources).toEqual([{ title: "Ban Quản lý (mẫu)", url: "https://example.org/", date: "2026-11-01" }]);
    expect(body.thread).toMatch(/^quang-ninh-[\w-]{22}$/);
  });

  test("who only asked in words that frighten finds the topic below the number", async ({ expect }) => {
    const { body } = await ask("robbed! my passport is stolen, lost my passport", { lang: "en" });
    expect(body.band).toBe("emergency");
    expect(body.suggestions.map(({ topic }) => topic)).toContain("lost-passport");
  });

  test("somebody asks in English and is answered in English", async ({ expect }) => {
    const { body } = await ask("where can i rent a kayak", { lang: "vi" });
    expect(body).toMatchObject({ band: "answer", lang: "en", answer: { topic: "kayak", lang: "en" } });
  });

  test("a place that is not ours is no question for us", async ({ expect }) => {
    const { body } = await ask("giá cổ phiếu của công ty hàng không hôm nay ra sao", { lang: "vi" });
    expect(body.band).not.toBe("answer");
    expect(body.answer).toBeUndefined();
  });

  test("a cry for help is answered before anything is looked up", async ({ expect }) => {
    const { body } = await ask("cứu với có người đuối nước", { lang: "vi" });
    expect(body.band).toBe("emergency");
    expect(body.emergency?.number).toMatch(/^11[2-5]$/);
  });

  test("a program searches and gets ranked topics", async ({ expect }) => {
    const { body } = await search("cap treo len chua", "vi");
    expect(body.results[0]).toMatchObject({ topic: "yen-tu", lang: "vi", entry: "yen-tu#vi" });
    expect(body.rowsRead).toBeLessThan(1_500);
  });

  test("an answer comes as a stream: what it is, its sources, its words, the end", async ({ expect }) => {
    const { text, headers } = await call("POST", "/api/ask", {
      headers: { accept: "text/event-stream" },
      json: { q: "Mất hộ chiếu", lang: "vi" },
    });
    expect(headers.get("content-type")).toContain("text/event-stream");
    const names = [...text.matchAll(/^event: (\w+)$/gm)].map(([, name]) => name);
    expect([...new Set(names)]).toEqual(["meta", "citation", "delta", "done"]);
  });
});

describe("an editor", () => {
  test("brings in a thousand entries, and the next question finds them", async ({ expect }) => {
    const many = Array.from({ length: 1_000 }, (_, n) => ({
      id: `x-${n}`,
      topic: `x-${n}`,
      lang: "en",
      title: "",
      body: `The lamp number ${n * 7919} stands in street ${n}.`,
    }));
    const { status, body } = await call<Imported>("POST", "/api/admin/entries", { headers: await staff(), json: many });
    expect(status).toBe(200);
    expect(body).toMatchObject({ entries: 1_000, searchable: 1_000 });
    expect((await search(`where is lamp ${500 * 7919}`, "en")).body.results[0]?.topic).toBe("x-500");
    await call("POST", "/api/admin/entries", {
      headers: await staff(),
      json: many.map((one) => ({ ...one, state: "expired" })),
    });
    expect((await search(`where is lamp ${500 * 7919}`, "en")).body.results[0]?.topic).not.toBe("x-500");
  });

  test("changes a text and finds the new one; who may not edit is told nothing", async ({ expect }) => {
    const changed = {
      topic: "weather",
      lang: "en",
      title: "Season",
      answer: "The almond blossoms in February.",
      sources: [{ title: "s", date: "2026-01-01" }],
    };
    expect(
      (await call("POST", "/api/admin/entries", { headers: await staff("agent"), json: { entries: [changed] } }))
        .status,
    ).toBe(404);
    expect((await call("POST", "/api/admin/entries", { json: { entries: [changed] } })).status).toBe(401);
    await call("POST", "/api/admin/entries", { headers: await staff(), json: { entries: [changed] } });
    expect((await search("almond blossoms", "en")).body.results[0]?.topic).toBe("weather");
    await call("POST", "/api/admin/entries", { headers: await staff(), json: { entries } });
    expect((await search("almond blossoms", "en")).body.results[0]?.title).not.toBe("Season");
  });

  test("builds the index anew while people search", async ({ expect }) => {
    const { body } = await call<{ slot: string }>("POST", "/api/admin/index", { headers: await staff() });
    expect(body.slot).toMatch(/^[ab]$/);
    expect((await search("cap treo len chua", "vi")).body.results[0]?.topic).toBe("yen-tu");
  });

  test("builds anew by itself what an older release has built, and only that", async ({ expect }) => {
    const bases = { db: env.DB, search: env.SEARCH, now: clock.now() };
    expect(await renewOldIndex(bases)).toEqual({ renewed: 0 });
    await env.SEARCH.prepare("UPDATE ask_index SET words = 1").run();
    expect((await renewOldIndex(bases)).renewed).toBeGreaterThan(0);
    expect((await readState(env.SEARCH)).words).toBe(wordsVersion);
    expect((await search("cap treo len chua", "vi")).body.results[0]?.topic).toBe("yen-tu");
  });

  test("takes everything out and can bring it in again", async ({ expect }) => {
    const { body } = await call<{ entries: unknown[] }>("GET", "/api/admin/entries", { headers: await staff() });
    const { status, text } = await call("POST", "/api/admin/entries", { headers: await staff(), json: body });
    expect(status, text).toBe(200);
    const { text: csv } = await call("GET", "/api/admin/entries?format=csv", { headers: await staff() });
    expect(csv).toContain("Giá vé tham quan vịnh Hạ Long");
  });
});
