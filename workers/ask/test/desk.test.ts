import type { InboxItem, Reply, SearchResults, ThreadView } from "@ven/contracts/ask";
import { env } from "cloudflare:workers";
import { beforeAll, describe, test } from "vitest";

import { entries } from "./fixtures";
import { call, open, openCentre, staff, submit } from "./people";

beforeAll(async () => {
  await openCentre();
  await call("POST", "/api/admin/entries", { headers: await staff(), json: { entries } });
});

/** Somebody has asked a person; gives the link, and the thread as the desk sees it. */
async function handedOver(q: string) {
  const path = (await submit("/ask?lang=vi", { q, person: "1" })).headers.get("location") ?? "";
  const { body } = await call<{ items: InboxItem[] }>("GET", "/api/desk/threads", { headers: await staff("agent") });
  const item = body.items.find((one) => one.question === q);
  if (!item) throw new Error("the question is not in the inbox");
  return { token: path.slice(3), item };
}

const command = async (id: string, what: string, json: unknown, headers: Record<string, string>) =>
  call<{ state: string; version: number; code?: string }>("POST", `/api/desk/threads/${id}/${what}`, { headers, json });
const thread = async (token: string) => (await call<ThreadView>("GET", `/api/threads/${token}`)).body;

describe("people at the desk", () => {
  test("of two who claim one question, one gets it and the other is told", async ({ expect }) => {
    const { item } = await handedOver("Hai người cùng nhận câu này");
    const people = await Promise.all([staff("agent", "qn-dulich", "p-1"), staff("agent", "qn-dulich", "p-2")]);
    const answers = await Promise.all(
      people.map((headers) => command(item.id, "claim", { version: item.version }, headers)),
    );
    expect(answers.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([200, 409]);
  });

  test("one answers, the asker reads it, it becomes an entry, is approved and found", async ({ expect }) => {
    const agent = await staff("agent", "qn-dulich", "p-1");
    const { token, item } = await handedOver("Ở đâu thuê được xe đạp nước hình thiên nga?");
    const claimed = await command(item.id, "claim", { version: item.version }, agent);
    const replied = await command(
      item.id,
      "reply",
      { version: claimed.body.version, text: "Thuê ở hồ trung tâm, từ 8 giờ." },
      agent,
    );
    expect(replied.body.state).toBe("answered");
    const seen = await thread(token);
    expect(seen.messages.at(-1)).toMatchObject({ author: "person", text: "Thuê ở hồ trung tâm, từ 8 giờ." });
    expect(await (await open(`/t/${token}?lang=vi`)).text()).toContain("Thuê ở hồ trung tâm");

    const draft = await call<{ entry: string; version: number }>("POST", `/api/desk/threads/${item.id}/draft`, {
      headers: agent,
      json: { title: "Thuê xe đạp nước thiên nga" },
    });
    expect(draft.status).toBe(201);
    const find = async () =>
      (await call<SearchResults>("GET", `/api/search?lang=vi&q=${encodeURIComponent("thue xe dap nuoc thien nga")}`))
        .body.results[0]?.entry;
    expect(await find()).not.toBe(draft.body.entry);
    const approve = (headers: Record<string, string>, version: number) =>
      call("POST", `/api/admin/entries/${encodeURIComponent(draft.body.entry)}/approve`, {
        headers,
        json: { version, thread: item.id },
      });
    expect((await approve(agent, 1)).status).toBe(404);
    expect((await approve(await staff("editor"), 7)).status).toBe(409);
    const started = Date.now();
    expect((await approve(await staff("editor"), 1)).status).toBe(200);
    expect(await find()).toBe(draft.body.entry);
    expect(Date.now() - started).toBeLessThan(2_000);
    expect((await thread(token)).state).toBe("published");
    const { body } = await call<Reply>("POST", "/api/ask", {
      json: { q: "thuê xe đạp nước thiên nga ở đâu", lang: "vi" },
    });
    expect(body.answer?.entry).toBe(draft.body.entry);
    expect(body.sources).toHaveLength(1);
  });

  test("closing and answering at once end in one of the two, never in both", async ({ expect }) => {
    const agent = await staff("agent", "qn-dulich", "p-1");
    const { item } = await handedOver("Đóng và trả lời cùng lúc");
    const { body } = await command(item.id, "claim", { version: item.version }, agent);
    const both = await Promise.all([
      command(item.id, "close", { version: body.version }, agent),
      command(item.id, "reply", { version: body.version, text: "Đây" }, agent),
    ]);
    expect(both.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([200, 409]);
  });

  test("nobody answers for a colleague, and nobody sees another organisation's desk", async ({ expect }) => {
    const { item } = await handedOver("Câu của đồng nghiệp");
    const { body } = await command(
      item.id,
      "claim",
      { version: item.version },
      await staff("agent", "qn-dulich", "p-1"),
    );
    const other = await staff("agent", "qn-dulich", "p-2");
    expect((await command(item.id, "reply", { version: body.version, text: "x" }, other)).status).toBe(409);
    const stranger = await staff("agent", "hue");
    expect((await command(item.id, "claim", { version: body.version }, stranger)).status).toBe(404);
    expect((await call("GET", "/api/desk/threads")).status).toBe(401);
    expect((await call("GET", "/api/desk/threads", { headers: await staff("counter") })).status).toBe(404);
  });

  test("a note stays among colleagues", async ({ expect }) => {
    const agent = await staff("agent", "qn-dulich", "p-1");
    const { token, item } = await handedOver("Câu có ghi chú");
    expect((await submit(`/desk/${item.id}/note`, { text: "khách quen, nói nhỏ" }, agent)).status).toBe(303);
    expect(await (await open(`/desk/${item.id}`, agent)).text()).toContain("khách quen");
    expect(JSON.stringify(await thread(token))).not.toContain("khách quen");
    expect(await (await open(`/t/${token}`)).text()).not.toContain("khách quen");
  });

  test("works without a script: inbox, claim, five candidates, answer", async ({ expect }) => {
    const agent = await staff("agent", "qn-dulich", "p-3");
    const { item } = await handedOver("Cho hỏi giá vé tham quan vịnh Hạ Long");
    expect(await (await open("/desk?lang=vi", agent)).text()).toContain("Cho hỏi giá vé");
    expect((await submit(`/desk/${item.id}/claim`, { version: String(item.version) }, agent)).status).toBe(303);
    const again = await submit(`/desk/${item.id}/claim`, { version: String(item.version) }, agent);
    expect(again.status).toBe(409);
    const page = await (await open(`/desk/${item.id}?lang=vi&entry=bay-ticket%23vi`, agent)).text();
    expect(page).toContain("Giá vé tham quan vịnh Hạ Long");
    expect(page).toMatch(/<textarea[^>]*>\s*Vé tham quan vịnh/);
    expect(
      (await submit(`/desk/${item.id}/reply`, { version: String(item.version + 1), text: "290.000 đồng" }, agent))
        .status,
    ).toBe(303);
    expect((await open("/office/entries?lang=vi", await staff("editor"))).status).toBe(200);
    expect((await open("/office/entries", agent)).status).toBe(404);
  });

  test("the database itself keeps the machine out of a person's thread", async ({ expect }) => {
    const { item } = await handedOver("Máy không được nói ở đây");
    const said = env.DB.prepare(
      "INSERT INTO ask_message (thread, seq, at, author, lang, band, entry, text) VALUES (?, 99, 0, 'bot', 'vi', 'answer', 'x', 'x')",
    ).bind(item.id);
    await expect(said.run()).rejects.toThrow("a person has this thread");
  });
});
