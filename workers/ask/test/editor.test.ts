import type { SearchResults } from "@ven/contracts/ask";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { beforeAll, describe, test } from "vitest";

import { difference } from "../src/difference";
import { entries } from "./fixtures";
import { call, open, openCentre, staff, submit } from "./people";

let thao: Record<string, string>;
let hanh: Record<string, string>;
beforeAll(async () => {
  await openCentre();
  thao = await staff("editor", "qn-dulich", "p-thao");
  hanh = await staff("editor", "qn-dulich", "p-hanh");
  await call("POST", "/api/admin/entries", { headers: thao, json: { entries } });
});

const row = (id: string) =>
  env.DB.prepare("SELECT state, version, title, answer, machine, written_by AS writer FROM ask_entry WHERE id = ?")
    .bind(id)
    .first<{ state: string; version: number; title: string; answer: string; machine: number; writer: string | null }>();
const revision = (id: string) =>
  env.DB.prepare("SELECT state, version, written_by AS writer FROM ask_revision WHERE entry = ?")
    .bind(id)
    .first<{ state: string; version: number; writer: string }>();
/** An entry and the change beside it, as somebody has them before their eyes. */
async function seen(id: string) {
  const [entry, change] = await Promise.all([row(id), revision(id)]);
  return { id, version: String(entry?.version ?? 0), revision: String(change?.version ?? 0) };
}
const write = async (id: string, answer: string, who = thao, more = {}) =>
  submit(
    "/office/entry",
    { ...(await seen(id)), title: "Chèo thuyền kayak", questions: "Thuê kayak ở đâu?", answer, ...more },
    who,
  );
const act = async (id: string, what: string, who: Record<string, string>, more = {}) =>
  submit(`/office/entry/${what}`, { ...(await seen(id)), ...more }, who);
const shown = async (id: string) => (await open(`/topics/${id.split("#")[0]}?lang=vi`)).text();

describe("an editor", () => {
  test("changes what is live without taking it away: it changes when somebody else has read it", async ({ expect }) => {
    const id = "kayak#vi";
    expect((await write(id, "Thuê kayak ở hang Luồn, 200.000 đồng một giờ.")).status).toBe(303);
    expect(await revision(id)).toMatchObject({ state: "draft", writer: "p-thao" });
    expect(await shown(id)).not.toContain("200.000");
    const page = await (await open(`/office/entry?id=${encodeURIComponent(id)}&lang=vi`, thao)).text();
    expect(page).toContain("Bạn viết bản này");
    expect(page).toMatch(/<ins>[^<]*200/);
    expect((await act(id, "approve", thao)).status).toBe(409);
    expect((await act(id, "review", thao)).status).toBe(409);
    expect((await act(id, "review", hanh)).status).toBe(303);
    expect(await revision(id)).toMatchObject({ state: "reviewed" });
    const started = Date.now();
    expect((await act(id, "approve", hanh)).status).toBe(303);
    expect(await shown(id)).toContain("200.000");
    const { body } = await call<SearchResults>(
      "GET",
      `/api/search?lang=vi&q=${encodeURIComponent("kayak 200.000 đồng")}`,
    );
    expect(body.results[0]?.entry).toBe(id);
    expect(Date.now() - started).toBeLessThan(10_000);
    expect(await revision(id)).toBeNull();
  });

  test("may publish alone what cannot wait, and says why", async ({ expect }) => {
    const id = "weather#vi";
    await write(id, "Bão số 9 sắp vào. Tàu ngừng chạy.");
    expect((await act(id, "approve", thao, { reason: " " })).status).toBe(409);
    expect((await act(id, "approve", thao, { reason: "Bão đang vào" })).status).toBe(303);
    expect(await shown(id)).toContain("Bão số 9");
    const line = await env.DB.prepare(
      "SELECT actor, detail FROM ask_audit WHERE action = 'entry.approve-alone'",
    ).first();
    expect(line).toEqual({ actor: "p-thao", detail: '{"reason":"Bão đang vào"}' });
  });

  test("begins a topic, looks at it first, and finds what is alike", async ({ expect }) => {
    const form = {
      language: "vi",
      category: "boats",
      title: "Thuê kayak ở đâu?",
      questions: "Kayak giá bao nhiêu?\n\nThuê kayak ở đâu?",
      answer: "Ở **hang Luồn**.",
    };
    const looked = await submit("/office/entry?lang=vi", { ...form, preview: "1" }, thao);
    expect(looked.status).toBe(200);
    const page = await looked.text();
    expect(page).toContain("<strong>hang Luồn</strong>");
    expect(page).toContain("Có bài gần giống");
    const made = await submit("/office/entry", form, thao);
    expect(made.status).toBe(303);
    const id = new URLSearchParams(made.headers.get("location")?.split("?")[1]).get("id") ?? "";
    expect(await row(id)).toMatchObject({ state: "draft", writer: "p-thao" });
    expect((await submit("/office/entry", { ...form, answer: " " }, thao)).status).toBe(409);

    // Without a source it is shown to nobody, whoever approves it.
    expect((await act(id, "approve", hanh)).status).toBe(409);
    const topic = id.split("#")[0] ?? "";
    const facts = {
      topic,
      version: "1",
      id,
      category: "boats",
      owner: "Trung tâm",
      validFrom: "2026-01-01",
      source: "Ban Quản lý",
      url: "https://example.org/kayak",
      date: "2026-11-01",
    };
    expect((await submit("/office/topic", { ...facts, url: "javascript:alert(1)" }, thao)).status).toBe(409);
    expect((await submit("/office/topic", { ...facts, validUntil: "2025-01-01" }, thao)).status).toBe(409);
    expect((await submit("/office/topic", facts, thao)).status).toBe(303);
    expect((await submit("/office/topic", facts, thao)).status).toBe(409);
    expect((await act(id, "approve", hanh)).status).toBe(303);
    expect(await shown(id)).toContain("hang Luồn");
  });

  test("adds a language beside the original, flagged while only a machine wrote it", async ({ expect }) => {
    const page = await (await open("/office/entry?topic=lost-passport&language=ko&lang=vi", thao)).text();
    expect(page).toContain("Bản gốc để dịch");
    expect(page).toContain("Báo công an phường");
    const form = {
      topic: "lost-passport",
      language: "ko",
      title: "여권을 잃어버렸을 때",
      questions: "",
      answer: "경찰에 신고하세요.",
      machine: "1",
    };
    expect((await submit("/office/entry", form, thao)).status).toBe(303);
    expect(await row("lost-passport#ko")).toMatchObject({ state: "draft", machine: 1 });
    expect((await submit("/office/entry", form, thao)).status).toBe(409);
    const list = await (await open("/office/entries?lang=vi", thao)).text();
    expect(list).toContain("Máy viết");
    await act("lost-passport#ko", "approve", hanh);
    expect(await (await open("/office/stale?lang=vi", thao)).text()).toContain("Mất hộ chiếu");
    const read = { ...(await seen("lost-passport#ko")), ...form, machine: undefined };
    const { machine: _, topic: __, ...person } = read;
    await submit("/office/entry", person, hanh);
    await act("lost-passport#ko", "approve", thao);
    expect(await row("lost-passport#ko")).toMatchObject({ state: "live", machine: 0 });
  });

  test("sees what changed, brings an earlier version back, throws a change away, takes an entry down", async ({
    expect,
  }) => {
    const id = "yen-tu#vi";
    const before = (await row(id))?.answer ?? "";
    await write(id, "Cáp treo nghỉ để bảo trì.", thao, { title: "Cáp treo Yên Tử" });
    await act(id, "approve", hanh);
    const page = await (await open(`/office/entry?id=${encodeURIComponent(id)}&lang=vi`, thao)).text();
    expect(page).toMatch(/<del>[^<]*6/);
    expect((await act(id, "restore", thao, { past: "1" })).status).toBe(303);
    await act(id, "approve", hanh);
    expect((await row(id))?.answer).toBe(before);
    expect(await shown(id)).toContain("Hoa Yên");

    await write(id, "Không dùng nữa", thao, { title: "Cáp treo Yên Tử" });
    expect((await act(id, "discard", hanh)).status).toBe(303);
    expect(await revision(id)).toBeNull();
    expect((await act(id, "expire", hanh)).status).toBe(303);
    expect((await open("/topics/yen-tu?lang=vi")).status).toBe(200);
    expect(await shown(id)).not.toContain("6 giờ");
  });

  test("corrects a telephone number at once, in every language", async ({ expect }) => {
    const version = await env.DB.prepare("SELECT version FROM ask_topic WHERE id = 'hospital'").first<number>(
      "version",
    );
    const facts = {
      topic: "hospital",
      version: String(version),
      id: "hospital#vi",
      category: "health",
      owner: "Sở Y tế",
      validFrom: "2026-01-01",
      phone: "0203 3999 999",
      source: "Bệnh viện",
      date: "2026-11-01",
    };
    expect((await submit("/office/topic", { ...facts, phone: "gọi tôi" }, thao)).status).toBe(409);
    expect((await submit("/office/topic", facts, thao)).status).toBe(303);
    expect(await shown("hospital#vi")).toContain("02033999999");
    expect(await (await open("/topics/hospital?lang=en")).text()).toContain("02033999999");
    const kept = await env.DB.prepare("SELECT count(*) AS n FROM ask_topic_history WHERE topic = 'hospital'").first(
      "n",
    );
    expect(kept).toBe(1);
  });

  test("finds topics by title, state and the language they lack", async ({ expect }) => {
    const list = async (query: string) => (await open(`/office/entries?lang=vi&${query}`, thao)).text();
    expect(await list("q=kayak")).toContain("Chèo thuyền kayak");
    expect(await list("q=kayak")).not.toContain("Giá vé tham quan");
    expect(await list("lacking=fr")).toContain("Giá vé tham quan");
    expect(await list("lacking=vi")).not.toContain("Giá vé tham quan");
    expect(await list("state=waiting")).not.toContain("Giá vé tham quan");
    const missing = await (await open("/office/missing.csv", thao)).text();
    expect(missing).toContain("bay-ticket,Giá vé tham quan vịnh Hạ Long,fr");
    expect((await open("/office/stale.csv", thao)).headers.get("content-type")).toContain("text/csv");
  });

  test("of another organisation finds nothing of this, and an agent has no such pages", async ({ expect }) => {
    const hue = await staff("editor", "hue", "p-hue");
    const agent = await staff("agent");
    expect((await open("/office/entry?id=kayak%23vi", hue)).status).toBe(404);
    expect((await write("kayak#vi", "x", hue)).status).toBe(404);
    expect((await act("kayak#vi", "expire", hue)).status).toBe(404);
    expect(
      (
        await submit(
          "/office/topic",
          { topic: "kayak", version: "1", category: "x", owner: "x", validFrom: "2026-01-01" },
          hue,
        )
      ).status,
    ).toBe(404);
    expect(await (await open("/office/entries", hue)).text()).not.toContain("kayak");
    for (const path of ["entries", "entry", "stale", "stale.csv", "missing.csv", "entry/approve"])
      expect([path, (await open(`/office/${path}`, agent)).status]).toEqual([path, 404]);
    expect((await open("/office/entries")).status).toBe(303);
  });
});

describe("two editors", () => {
  test("who change one entry at once: one is told that somebody was first", async ({ expect }) => {
    const both = await Promise.all([write("bay-ticket#en", "One"), write("bay-ticket#en", "Two", hanh)]);
    expect(both.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([303, 409]);
    const again = await Promise.all([write("bay-ticket#en", "Three"), write("bay-ticket#en", "Four", hanh)]);
    expect(again.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([303, 409]);
    await act("bay-ticket#en", "discard", thao);
  });

  test("of whom one publishes while the other writes: never a text that nobody has read", async ({ expect }) => {
    for (let round = 0; round < 5; round++) {
      await write("bay-ticket#en", `Read ${round}`);
      const state = await seen("bay-ticket#en");
      const [published, written] = await Promise.all([
        submit("/office/entry/approve", state, hanh),
        submit("/office/entry", { ...state, title: "T", questions: "", answer: `Unread ${round}` }, thao),
      ]);
      expect([published.status, written.status].toSorted((x, y) => x - y)).toEqual([303, 409]);
      if (published.status === 303) expect((await row("bay-ticket#en"))?.answer).toBe(`Read ${round}`);
      else expect((await row("bay-ticket#en"))?.answer).not.toBe(`Read ${round}`);
      expect((await row("bay-ticket#en"))?.answer).not.toContain("Unread");
      if (await revision("bay-ticket#en")) await act("bay-ticket#en", "discard", thao);
    }
  });
});

describe("the difference of two texts", () => {
  const text = fc
    .array(fc.constantFrom("vé", "tàu", "290.000", "đồng", ".", "\n", " ", "票"), { maxLength: 30 })
    .map((all) => all.join(" "));
  test("has the old text without what came, and the new one without what went", ({ expect }) => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = difference(before, after);
        const without = (kind: string) =>
          pieces
            .filter((one) => one.kind !== kind)
            .map((one) => one.text)
            .join("");
        expect(without("came")).toBe(before);
        expect(without("went")).toBe(after);
        if (before === after) expect(pieces.every(({ kind }) => kind === "same")).toBe(true);
      }),
    );
  });
});
