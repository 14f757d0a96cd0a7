import { afterAll, beforeAll, describe, test } from "vitest";

import { openCity } from "./city.mjs";
import { newKey } from "./people.mjs";

const rounds = 20;
let city;
let host;
let an;
let binh;
let editor;

beforeAll(async () => {
  city = await openCity({ connections: 32 });
  host = city.originOf("ask");
  [an, binh, editor] = ["agent.dulich", "agent2.dulich", "editor.dulich"].map((who) =>
    city.staff(who, { service: "ask", minutes: 15 }),
  );
}, 300_000);
afterAll(() => city?.close());

const send = (headers, path, json, key = newKey()) =>
  city.send(host + path, { method: "POST", headers: { ...headers, "idempotency-key": key }, json });
const statuses = (answers) => answers.map(({ status }) => status).toSorted((a, b) => a - b);
const ask = (json) => city.send(`${host}/api/ask`, { method: "POST", json });
const form = (path, fields, headers = {}) =>
  city.send(host + path, {
    method: "POST",
    redirect: "manual",
    headers: { origin: host, "content-type": "application/x-www-form-urlencoded", accept: "text/html", ...headers },
    body: new URLSearchParams(fields).toString(),
  });

/** Somebody has asked a person; the thread as the desk sees it, and its link. */
async function handedOver(q) {
  const { headers } = await form("/ask?lang=vi", { q, person: "1" });
  const token = headers.get("location").split("/").at(-1).split("?")[0];
  const { body } = await city.send(`${host}/api/desk/threads`, { headers: an });
  return { token, ...body.items.find(({ question }) => question === q) };
}
const thread = async (token) => (await city.send(`${host}/api/threads/${token}`)).body;
const act = (who, { id }, what, json, key) => send(who, `/api/desk/threads/${id}/${what}`, json, key);

/** The same race on twenty questions, one after the other. */
async function everyTime(name, race) {
  for (let round = 0; round < rounds; round++) await race(await handedOver(`${name} ${round}`), round);
}

describe("two people at the desk", () => {
  test("who claim one question: one has it, the other is told", async ({ expect }) => {
    await everyTime("Nhận", async (item) => {
      const both = await Promise.all([an, binh].map((who) => act(who, item, "claim", { version: item.version })));
      expect(statuses(both)).toEqual([200, 409]);
      const { body } = await city.send(`${host}/api/desk/threads`, { headers: an });
      const winner = both[0].status === 200 ? "agent.dulich" : "agent2.dulich";
      expect(body.items.find(({ id }) => id === item.id).claimedBy).toBe(`sample-${winner}`);
    });
  }, 120_000);

  test("of whom one closes while the other takes it over and answers: one answer at most, and one end", async ({
    expect,
  }) => {
    await everyTime("Đóng hay trả lời", async (item) => {
      const { body } = await act(an, item, "claim", { version: item.version });
      const both = await Promise.all([
        act(an, item, "close", { version: body.version }),
        act(an, item, "reply", { version: body.version, text: "Đây" }),
      ]);
      expect(statuses(both)).toEqual([200, 409]);
      const { state, messages } = await thread(item.token);
      expect(state).toBe(both[0].status === 200 ? "closed" : "answered");
      expect(messages.filter(({ author }) => author === "person")).toHaveLength(both[1].status === 200 ? 1 : 0);
    });
  }, 120_000);
});

describe("somebody whose network is cut while they answer", () => {
  test("sends again, from two tabs at once: the visitor reads one answer", async ({ expect }) => {
    await everyTime("Gửi lại", async (item, round) => {
      const { body } = await act(an, item, "claim", { version: item.version });
      const key = newKey();
      const answers = await Promise.all(
        [1, 2, 3].map(() => act(an, item, "reply", { version: body.version, text: `Câu ${round}` }, key)),
      );
      expect(statuses(answers)).toEqual([200, 200, 200]);
      expect((await thread(item.token)).messages.filter(({ author }) => author === "person")).toHaveLength(1);
    });
  }, 120_000);
});

describe("a visitor who asks on", () => {
  test("while somebody answers loses nothing, and is answered by nobody who has not read it", async ({ expect }) => {
    await everyTime("Hỏi tiếp", async (item) => {
      const { body } = await act(an, item, "claim", { version: item.version });
      const [asked, replied] = await Promise.all([
        ask({ q: "Và trẻ em thì sao?", thread: item.token, lang: "vi" }),
        act(an, item, "reply", { version: body.version, text: "Người lớn 290.000 đồng" }),
      ]);
      expect(asked.status).toBe(200);
      expect([200, 409]).toContain(replied.status);
      const { state, messages } = await thread(item.token);
      expect(messages.some(({ text }) => text === "Và trẻ em thì sao?")).toBe(true);
      expect(messages.filter(({ author }) => author === "bot")).toEqual([]);
      // Whichever came first, the question that was asked last waits for a person, or was read by who answered.
      const last = messages.at(-1).author;
      expect(["open", "claimed", "answered"]).toContain(state);
      if (last === "asker") expect(state).not.toBe("answered");
    });
  }, 120_000);
});

describe("an editor who approves while another writes", () => {
  test("publishes what was read or nothing; what is found is what is live", async ({ expect }) => {
    const database = await city.database();
    const row = (id) => database.prepare("SELECT version, state, answer FROM ask_entry WHERE id = ?").bind(id).first();
    for (let round = 0; round < rounds; round++) {
      const item = await handedOver(`Thành bài ${round}`);
      const { body } = await act(an, item, "claim", { version: item.version });
      await act(an, item, "reply", { version: body.version, text: `Đã đọc lại ${round}` });
      const draft = await act(an, item, "draft", { title: `Chuyện riêng số ${round} của bàn`, another: true });
      const { entry } = draft.body;
      const [approved, written] = await Promise.all([
        send(editor, `/api/admin/entries/${encodeURIComponent(entry)}/approve`, { version: 1, thread: item.id }),
        form(
          "/office/entry",
          { id: entry, version: "1", revision: "0", title: "T", questions: "", answer: "Chưa ai đọc" },
          editor,
        ),
      ]);
      expect([approved.status === 200, written.status === 303].filter(Boolean)).toHaveLength(1);
      const { state, answer } = await row(entry);
      expect([state, answer]).toEqual(
        approved.status === 200 ? ["live", `Đã đọc lại ${round}`] : ["draft", "Chưa ai đọc"],
      );
      const found = await city.send(
        `${host}/api/search?lang=vi&q=${encodeURIComponent(`Chuyện riêng số ${round} của bàn`)}`,
      );
      expect(found.body.results.some((one) => one.entry === entry)).toBe(approved.status === 200);
    }
  }, 120_000);
});

describe("the database that is exported", () => {
  test("holds all of the questions' tables and no full-text index: every row goes out and comes in again", async ({
    expect,
  }) => {
    const { DatabaseSync } = await import("node:sqlite");
    const database = await city.database();
    const { results: schema } = await database
      .prepare(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE '_cf_%' ORDER BY rowid",
      )
      .all();
    expect(schema.filter(({ sql }) => /VIRTUAL TABLE/i.test(sql))).toEqual([]);
    const own = schema.filter(({ type, name }) => type === "table" && name.startsWith("ask_")).map(({ name }) => name);
    expect(own.length).toBeGreaterThan(8);
    const copy = new DatabaseSync(":memory:", { enableForeignKeyConstraints: false });
    for (const { sql } of schema.filter(({ type, name }) => type === "table" && name !== "sqlite_sequence"))
      copy.exec(sql);
    for (const name of own) {
      const { results } = await database.prepare(`SELECT * FROM ${name}`).all();
      const names = Object.keys(results[0] ?? {});
      if (results.length === 0) continue;
      const put = copy.prepare(`INSERT INTO ${name} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})`);
      for (const one of results) put.run(...names.map((column) => one[column]));
      const [{ n }] = copy.prepare(`SELECT count(*) AS n FROM ${name}`).all();
      expect([name, n]).toEqual([name, results.length]);
    }
    copy.close();
  }, 120_000);
});
