import { env } from "cloudflare:workers";
import { beforeAll, describe, test } from "vitest";

import { forgetPeople } from "../src/forget-people";
import { effectOf } from "../src/lexicon-effect";
import { clustered } from "../src/report";
import type { Concept } from "../src/search/lexicon";
import { effectsOf } from "../src/threshold-effect";
import { entries } from "./fixtures";
import { call, open, openCentre, staff, submit } from "./people";

let editor: Record<string, string>;
let analyst: Record<string, string>;
beforeAll(async () => {
  await openCentre();
  editor = await staff("editor");
  analyst = await staff("analyst", "quang-ninh", "p-analyst");
  await call("POST", "/api/admin/entries", { headers: editor, json: { entries } });
});

const day = 86_400_000;

describe("the province", () => {
  test("sees how much is asked, in which language, how it went, and what is complained of", async ({ expect }) => {
    await submit("/ask?lang=vi", { q: "Vé vịnh Hạ Long bao nhiêu tiền?" });
    await submit("/ask?lang=en", { q: "Where can I rent a kayak?" });
    for (const q of ["Chỗ nào sửa đồng hồ cổ? Gọi 0912345678", "sửa đồng hồ cổ ở chỗ nào"])
      await submit("/ask?lang=vi", { q });
    const thread = await env.DB.prepare("SELECT id FROM ask_thread ORDER BY asked_at LIMIT 1").first<string>("id");
    await env.DB.prepare("UPDATE ask_thread SET category = 'overcharging', version = version + 1 WHERE id = ?")
      .bind(thread)
      .run();
    const page = await open("/office/report?lang=vi", analyst);
    expect(page.status).toBe(200);
    const text = await page.text();
    expect(text).toContain("Thu quá giá");
    expect(text).toContain("<svg");
    expect(text).toContain("đồng hồ cổ");
    expect(text).not.toContain("0912345678");
    const file = async (name: string) => {
      const answer = await open(`/office/report/${name}.csv`, analyst);
      expect(answer.headers.get("content-type")).toContain("text/csv");
      return (await answer.text()).trim().split("\r\n");
    };
    expect((await file("languages")).map((line) => line.split(",").slice(0, 2).join(" "))).toEqual([
      "lang asked",
      "vi 3",
      "en 1",
    ]);
    expect(await file("complaints")).toHaveLength(2);
    expect(await file("unanswered")).toHaveLength(2);
    const days = await file("days");
    expect(days).toHaveLength(31);
    const asked = days.slice(1).map((line) => Number(line.split(",")[1]));
    expect(asked.reduce((sum, count) => sum + count, 0)).toBe(4);
    expect(await file("coverage")).not.toHaveLength(1);
    expect((await open("/office/report/people.csv", analyst)).status).toBe(404);
    expect((await open("/office/report?from=2026-01-01&to=2020-01-01", analyst)).status).toBe(400);
  });

  test("sees nothing of another province, and agents see no figures", async ({ expect }) => {
    const hue = await staff("analyst", "hue", "p-hue");
    const text = await (await open("/office/report?lang=vi", hue)).text();
    expect(text).not.toContain("đồng hồ cổ");
    expect((await open("/office/report", await staff("agent"))).status).toBe(404);
    expect((await open("/office/entries", analyst)).status).toBe(404);
    expect((await open("/office/lexicon", analyst)).status).toBe(404);
  });

  test("reads questions that ask the same as one, in any script", ({ expect }) => {
    const ask = (text: string, lang = "vi") => ({ text, lang });
    expect(
      clustered([
        ask("Thuê xe máy ở đâu?"),
        ask("thue xe may o dau"),
        ask("Ở đâu thuê xe máy"),
        ask("Bão có nguy hiểm không"),
        ask("在哪里租自行车", "zh"),
        ask("在哪里租自行车？", "zh"),
        ask("gọi tôi 0912345678"),
      ]).map(({ text, times }) => `${times} ${text}`),
    ).toEqual(["3 Thuê xe máy ở đâu?", "2 在哪里租自行车", "1 Bão có nguy hiểm không", "1 gọi tôi […]"]);
  });
});

test("a week after a conversation nobody's number is left in it, and what is open stays as it is", async ({
  expect,
}) => {
  const said = "Số của tôi là 0912 345 678, hộ chiếu C1234567";
  const begin = async (id: string, state: string, at: number) =>
    env.DB.batch([
      env.DB.prepare(
        "INSERT INTO ask_thread (id, token, organisation, state, lang, urgent, asked_at, claimed_by, version) VALUES (?1, ?1, 'qn-dulich', ?2, 'vi', 0, ?3, iif(?2 = 'claimed', 'p', NULL), 1)",
      ).bind(id, state, at),
      env.DB.prepare(
        "INSERT INTO ask_message (thread, seq, at, author, lang, text) VALUES (?, 1, ?, 'asker', 'vi', ?)",
      ).bind(id, at, said),
    ]);
  const now = Date.now();
  await begin("old", "closed", now - 8 * day);
  await begin("young", "closed", now - 2 * day);
  await begin("open", "claimed", now - 8 * day);
  expect((await forgetPeople(env.DB, now)).messages).toBeGreaterThan(0);
  const text = (id: string) =>
    env.DB.prepare("SELECT text FROM ask_message WHERE thread = ?").bind(id).first<string>("text");
  expect(await text("old")).toBe("Số của tôi là […], hộ chiếu […]");
  expect(await text("young")).toBe(said);
  expect(await text("open")).toBe(said);
  expect((await forgetPeople(env.DB, now)).messages).toBe(0);
  await forgetPeople(env.DB, now + 40 * day);
  expect(await text("open")).not.toContain("0912");
});

describe("an editor of the lexicon", () => {
  const samples = [
    { topic: "lost", lang: "vi", title: "Mất hộ chiếu", questions: [], answer: "Báo công an." },
    { topic: "lost", lang: "ko", title: "여권을 잃어버렸어요", questions: [], answer: "경찰" },
    { topic: "boat", lang: "vi", title: "Vé tàu", questions: [], answer: "Mua ở cảng." },
    { topic: "boat", lang: "ko", title: "배표", questions: [], answer: "항구" },
  ];
  const passport: Concept = { id: "passport", kind: "concept", terms: { vi: ["hộ chiếu"], ko: ["여권"] } };
  const ticket: Concept = { id: "ticket", kind: "concept", terms: { vi: ["vé"], ko: ["배표"] } };

  test("is shown which questions a change gains, and which it loses", ({ expect }) => {
    expect(effectOf(samples, [ticket], [ticket, passport])).toMatchObject({
      asked: 2,
      before: 1,
      after: 2,
      gains: [{ question: "여권을 잃어버렸어요", lang: "ko", topic: "lost", title: "Mất hộ chiếu" }],
      losses: [],
    });
    expect(effectOf(samples, [ticket, passport], [passport]).losses).toHaveLength(1);
    expect(effectOf(samples, [ticket], [ticket])).toMatchObject({ before: 1, after: 1, gains: [], losses: [] });
  });

  test("tries a concept, takes it into use, and is told when somebody else was first", async ({ expect }) => {
    await call("PUT", "/api/admin/lexicon", { headers: editor, json: { concepts: [passport] } });
    const page = await (await open("/office/lexicon/concept?id=passport&lang=vi", editor)).text();
    const version = /name="version" value="(\d+)"/.exec(page)?.[1] ?? "";
    const form = {
      version,
      id: "passport",
      kind: "concept",
      "terms-vi": "hộ chiếu",
      "terms-en": "passport\npassports",
    };
    const tried = await submit("/office/lexicon/concept?lang=vi", { ...form, try: "1" }, editor);
    expect(tried.status).toBe(200);
    expect(await tried.text()).toContain("Được thêm (");
    expect((await submit("/office/lexicon/concept", form, editor)).status).toBe(303);
    expect((await submit("/office/lexicon/concept", form, editor)).status).toBe(409);
    expect(await (await open("/office/lexicon?lang=vi&q=ho chieu", editor)).text()).toContain("passport");
    const gone = { version: String(Number(version) + 1), id: "passport", kind: "concept" };
    expect((await submit("/office/lexicon/concept", gone, editor)).status).toBe(303);
    expect(await (await open("/office/lexicon?lang=vi", editor)).text()).toContain("Từ điển (0)");
  });

  test("sees what another threshold would answer: the higher, the less, and never more wrongly", async ({ expect }) => {
    const rows = effectsOf({
      lang: "vi",
      threshold: 0.9,
      isUsual: false,
      asked: [0.5, 0.95, 1.2],
      unanswerable: [0.4, 0.92],
    });
    expect(rows.find(({ threshold }) => threshold === 0.9)).toEqual({ threshold: 0.9, answered: 2 / 3, wrongly: 0.5 });
    for (const [at, row] of rows.entries()) {
      expect(row.answered).toBeLessThanOrEqual(rows[at - 1]?.answered ?? 1);
      expect(row.wrongly).toBeLessThanOrEqual(rows[at - 1]?.wrongly ?? 1);
    }
    const page = await open("/office/thresholds?of=vi&lang=vi", editor);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("0.90");
    expect((await submit("/office/thresholds", { of: "vi" }, editor)).status).toBe(303);
  });
});
