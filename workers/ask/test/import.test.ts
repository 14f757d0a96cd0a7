import type { Imported, Reply, SearchResults } from "@ven/contracts/ask";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { beforeAll, describe, test } from "vitest";

import { chunksOf } from "../src/chunks";
import { officeRoutes } from "../src/routes/office";
import { call, openCentre, staff } from "./people";

interface Refused {
  code: string;
  errors: { pointer: string; detail: string }[];
}

let editor: Record<string, string>;
beforeAll(async () => {
  await openCentre();
  editor = await staff("editor");
});

const bring = (json: unknown) => call<Imported & Refused>("POST", "/api/admin/entries", { headers: editor, json });
const bringLines = (text: string, type = "application/x-ndjson") =>
  officeRoutes.fetch(
    new Request("https://ask.test/api/admin/entries", {
      method: "POST",
      headers: { ...editor, "content-type": type },
      body: text,
    }),
    env,
  );
const search = async (q: string, lang: string) =>
  (await call<SearchResults>("GET", `/api/search?q=${encodeURIComponent(q)}&lang=${lang}&limit=5`)).body.results;

/** As other cities write theirs: an id, a topic, a language, a title that may be empty, and a text. No source. */
const foreign = [
  ["parking#vi", "city.parking", "vi", "Bãi đỗ xe gần cảng", "Có bãi đỗ xe có thu phí cạnh cảng tàu khách, mở 24 giờ."],
  ["parking#en", "city.parking", "en", "", "Paid parking next to the passenger port is open day and night."],
  ["pets#vi", "city.pets", "vi", "", "Thú cưng không được lên tàu tham quan, trừ chó dẫn đường."],
  ["lockers#th", "city.lockers", "th", "", "ตู้ฝากสัมภาระอยู่ที่ชั้นหนึ่งของท่าเรือ เปิดแปดโมงเช้า"],
  ["museum#ru", "city.museum", "ru", null, "Музей закрыт по понедельникам, вход бесплатный для детей."],
].map(([id, topic, lang, title, body]) => ({ id, topic, lang, title, body }));

describe("a stranger's entries, with nothing but a text", () => {
  test("are found by it, and answer with the import as their source", async ({ expect }) => {
    const { status, body } = await bring({ entries: foreign, source: "Thành phố bạn (mẫu)" });
    expect({ status, body }).toMatchObject({ status: 200, body: { topics: 4, entries: 5, searchable: 5 } });
    const asked = [
      ["do xe gan cang o dau", "vi", "parking#vi"],
      ["is there parking at the port", "en", "parking#en"],
      ["cho mang thú cưng lên tàu không", "vi", "pets#vi"],
      ["ตู้ฝากสัมภาระอยู่ที่ไหน", "th", "lockers#th"],
      ["когда закрыт музей", "ru", "museum#ru"],
    ] as const;
    for (const [q, lang, entry] of asked) {
      const [first] = await search(q, lang);
      expect(first).toMatchObject({ entry, lang });
      expect(first?.title).not.toBe("");
    }
    const { body: reply } = await call<Reply>("POST", "/api/ask", {
      json: { q: "Thú cưng lên tàu tham quan?", lang: "vi" },
    });
    expect(reply).toMatchObject({
      band: "answer",
      answer: { entry: "pets#vi" },
      sources: [{ title: "Thành phố bạn (mẫu)" }],
    });
  });

  test("come as a bare list too, or with one entry a line", async ({ expect }) => {
    expect((await bring(foreign)).body).toMatchObject({ entries: 5 });
    for (const type of ["application/x-ndjson", "application/jsonl; charset=utf-8"]) {
      const answer = await bringLines(`${foreign.map((one) => JSON.stringify(one)).join("\n")}\n`, type);
      expect({ status: answer.status, body: await answer.json() }).toMatchObject({ status: 200, body: { entries: 5 } });
    }
    expect(await (await bringLines(JSON.stringify(foreign[0]))).json()).toMatchObject({ entries: 1 });
  });

  test("keep their language though it is written with its country", async ({ expect }) => {
    const entries = [{ topic: "ferry", lang: "zh-Hans-CN", answer: "渡轮每天早上七点开船。" }];
    expect((await bring({ entries })).status).toBe(200);
    expect((await search("渡轮几点开船", "zh-CN"))[0]).toMatchObject({ entry: "ferry#zh", lang: "zh" });
  });

  test("cite the source that any language of the topic brings", async ({ expect }) => {
    const sources = [{ title: "Bảo tàng (mẫu)", date: "2026-11-01" }];
    const entries = [
      { topic: "art", lang: "vi", answer: "Triển lãm tranh mở cửa thứ Bảy." },
      { topic: "art", lang: "en", answer: "The art show opens on Saturdays.", sources },
    ];
    await bring({ entries });
    const row = await env.DB.prepare("SELECT sources FROM ask_topic WHERE id = 'art'").first<{ sources: string }>();
    expect(JSON.parse(row?.sources ?? "")).toEqual(sources);
  });
});

describe("who sends something else is told what, and nothing is brought in", () => {
  const entry = { topic: "t", lang: "vi", answer: "Một câu trả lời." };
  const many = Array.from({ length: 5_001 }, (_, n) => ({ ...entry, topic: `t-${n}` }));
  const refusals: [string, unknown, string, RegExp][] = [
    [
      "no text",
      [entry, { topic: "t", lang: "vi", title: "Chỉ có tên", text: "Sai tên" }],
      "/entries/1/answer",
      /answer or body/,
    ],
    ["an empty text", [{ ...entry, answer: " " }], "/entries/0/answer", /answer or body/],
    ["no topic", [{ id: "x", lang: "vi", answer: "Đáp" }], "/entries/0/topic", /name the topic/],
    ["a language by its name", [{ ...entry, lang: "tiếng Việt" }], "/entries/0/lang", /such as vi/],
    [
      "a source without its date",
      [{ ...entry, sources: [{ title: "Nguồn" }] }],
      "/entries/0/sources/0/date",
      /2026-11-22/,
    ],
    ["a date that is none", [{ ...entry, validUntil: "cuối năm" }], "/entries/0/validUntil", /2026-11-22/],
    ["a title as long as a page", [{ ...entry, title: "x".repeat(401) }], "/entries/0/title", /at most 400/],
    ["more than one request takes", many, "/entries", /at most 5000 entries; send more in further requests/],
    ["nothing", [], "/entries", /an entry/],
  ];
  test.for(refusals)("%s", async ([, entries, pointer, detail], { expect }) => {
    const before = await env.DB.prepare("SELECT count(*) AS n FROM ask_entry").first("n");
    const { status, body } = await bring({ entries });
    expect({ status, code: body.code }).toEqual({ status: 400, code: "validation-failed" });
    expect(body.errors).toContainEqual({ pointer, detail: expect.stringMatching(detail) as string });
    expect(await env.DB.prepare("SELECT count(*) AS n FROM ask_entry").first("n")).toBe(before);
  });

  test("a line that is no JSON", async ({ expect }) => {
    const answer = await bringLines(`${JSON.stringify(entry)}\n{"topic": \n`);
    expect({ status: answer.status, body: await answer.json() }).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/entries/1", detail: "is no JSON" }] },
    });
  });

  test("more bytes than one request takes", async ({ expect }) => {
    const long = Array.from({ length: 500 }, (_, n) => ({ ...entry, topic: `t-${n}`, answer: "x".repeat(19_000) }));
    const { status, body } = await bring({ entries: long });
    expect({ status, code: body.code }).toEqual({ status: 413, code: "too-large" });
    expect(body.errors[0]?.detail).toMatch(/8388608 bytes.*several/);
  });
});

test("what is written in parts is written whole, in order, and no part is too large", ({ expect }) => {
  const lists = fc.array(fc.nat({ max: 50 }), { maxLength: 60 });
  const limits = fc.record({ count: fc.integer({ min: 1, max: 9 }), size: fc.integer({ min: 1, max: 120 }) });
  fc.assert(
    fc.property(lists, limits, (items, { count, size }) => {
      const parts = [...chunksOf(items, { count, size, sizeOf: (item) => item })];
      expect(parts.flat()).toEqual(items);
      for (const part of parts) {
        expect(part.length).toBeGreaterThan(0);
        expect(part.length).toBeLessThanOrEqual(count);
        if (part.length > 1) expect(part.reduce((sum, item) => sum + item, 0)).toBeLessThanOrEqual(size);
      }
    }),
  );
});
