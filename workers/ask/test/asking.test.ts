import type { Reply, ThreadView } from "@ven/contracts/ask";
import { forgetCached } from "@ven/kit/stale";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { afterEach, beforeAll, describe, test, vi } from "vitest";

import { entries } from "./fixtures";
import { call, open, openCentre, staff, submit } from "./people";

beforeAll(async () => {
  await openCentre();
  await call("POST", "/api/admin/entries", { headers: await staff(), json: { entries } });
});
afterEach(() => {
  vi.restoreAllMocks();
  forgetCached();
});

const ask = (json: Record<string, unknown>, headers: Record<string, string> = {}) =>
  call<Reply>("POST", "/api/ask", { json, headers });
const view = async (token: string) => (await call<ThreadView>("GET", `/api/threads/${token}`)).body;
const tokenOf = (answer: Response) => (answer.headers.get("location") ?? "").slice(3);
const said = ({ messages }: ThreadView, author: string) =>
  messages.filter((one) => one.author === author).map(({ text }) => text);

describe("a question that is sent twice", () => {
  test("by a finger that taps twice is one conversation", async ({ expect }) => {
    const form = { q: "thuê kayak ở đâu", key: "a-form-key-of-one-page" };
    const both = await Promise.all([submit("/ask", form), submit("/ask", form)]);
    const [first = "", second = ""] = both.map(tokenOf);
    expect(first).toMatch(/^quang-ninh-[\w-]{22}$/);
    expect(second).toBe(first);
    expect(said(await view(first), "asker")).toEqual([form.q]);
  });

  test("after a network cut is written down once, and the answer is the same", async ({ expect }) => {
    const headers = { "idempotency-key": "kept-through-the-cut" };
    const once = await ask({ q: "where can i rent a kayak", lang: "en" }, headers);
    const again = await ask({ q: "where can i rent a kayak", lang: "en" }, headers);
    expect(again.body).toEqual(once.body);
    expect(said(await view(once.body.thread ?? ""), "asker")).toHaveLength(1);
  });

  test("but with other words, after going back in the browser, is another question", async ({ expect }) => {
    const key = "the-same-page-of-before";
    const first = tokenOf(await submit("/ask", { q: "kayak", key }));
    const second = tokenOf(await submit("/ask", { q: "hộ chiếu", key }));
    expect(second).not.toBe(first);
    const more = { q: "vé", key: "a-key-in-the-thread", thread: first };
    await Promise.all([submit("/ask", more), submit("/ask", more), submit("/ask", { ...more, q: "tàu" })]);
    expect(said(await view(first), "asker").toSorted()).toEqual(["kayak", "tàu", "vé"]);
  });

  test("cannot be found by who knows only the form's key", async ({ expect }) => {
    const token = tokenOf(await submit("/ask", { q: "kayak", key: "known-to-somebody-else" }));
    const other = tokenOf(await submit("/ask", { q: "kayak?", key: "known-to-somebody-else" }));
    expect(other).not.toBe(token);
    const { results } = await env.DB.prepare("SELECT * FROM ask_idempotency").all();
    expect(JSON.stringify(results)).not.toContain(token);
  });
});

describe("one conversation in two tabs", () => {
  test("loses nothing that is typed in either", async ({ expect }) => {
    const thread = tokenOf(await submit("/ask", { q: "kayak" }));
    const typed = ["một", "hai", "ba", "bốn", "năm", "sáu"];
    await Promise.all(typed.map((q) => submit("/ask", { q, thread })));
    expect(said(await view(thread), "asker").toSorted()).toEqual(["kayak", ...typed].toSorted());
  });

  test("whose one tab asks a person has one conversation with people, and the machine is silent", async ({
    expect,
  }) => {
    const thread = tokenOf(await submit("/ask", { q: "kayak" }));
    await Promise.all([
      submit(`/t/${thread}/person`, {}),
      submit("/ask", { q: "vé vịnh hạ long bao nhiêu tiền", thread }),
      submit(`/t/${thread}/person`, {}),
    ]);
    const after = await view(thread);
    expect(after.state).toBe("open");
    expect(said(after, "system")).toEqual(["hand-off"]);
    expect(said(after, "asker")).toHaveLength(2);
  });
});

test("whatever tourist and desk do, the machine never speaks after a person was asked", async ({ expect }) => {
  const act = fc.constantFrom("ask", "person", "claim", "reply", "release", "useful");
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 8 }), async (acts) => {
      const thread = tokenOf(await submit("/ask", { q: "kayak" }));
      const row = async () =>
        env.DB.prepare(
          "SELECT t.id, t.version FROM ask_thread t JOIN ask_message m ON m.thread = t.id WHERE m.text = 'kayak' ORDER BY t.asked_at DESC, t.id DESC LIMIT 1",
        ).first<{ id: string; version: number }>();
      const id = (await row())?.id ?? "";
      const desk = async (what: string, more: object = {}) => {
        const version = (await view(thread)).version;
        await call("POST", `/api/desk/threads/${id}/${what}`, {
          headers: { ...(await staff("agent")), "idempotency-key": crypto.randomUUID() },
          json: { version, ...more },
        });
      };
      for (const one of acts) {
        if (one === "ask") await submit("/ask", { q: "vé vịnh hạ long bao nhiêu tiền", thread });
        if (one === "person") await submit(`/t/${thread}/person`, {});
        if (one === "useful") await submit(`/t/${thread}/useful`, { seq: "2", useful: "1" });
        if (one === "claim" || one === "release") await desk(one);
        if (one === "reply") await desk("reply", { text: "Ở hang Luồn." });
      }
      const { messages } = await view(thread);
      const handed = messages.findIndex(({ author }) => author === "system" || author === "person");
      const spoke = messages.findLastIndex(({ author }) => author === "bot");
      expect(handed === -1 || spoke < handed).toBe(true);
    }),
    { numRuns: 25 },
  );
});

describe("while the databases are away", () => {
  const goAway = (...which: ("DB" | "SEARCH")[]) => {
    for (const name of which)
      for (const method of ["prepare", "batch"] as const)
        vi.spyOn(env[name], method).mockImplementation(() => {
          throw new Error("D1_ERROR: network connection lost");
        });
  };

  test("a person in danger reads the whole card at once, in the own language", async ({ expect }) => {
    goAway("DB", "SEARCH");
    for (const [q, lang, call115] of [
      ["cuu voi co nguoi bi duoi nuoc", "vi", "Gọi 112 ngay"],
      ["help someone is drowning", "en", "Call 112 now"],
      ["救命，有人溺水了", "zh", "立即拨打 112"],
      ["살려주세요 사람이 물에 빠졌어요", "ko", "지금 112에 전화하세요"],
      ["助けて、人が溺れています", "ja", "今すぐ 112 に電話してください"],
      ["au secours quelqu'un se noie", "fr", "Appelez le 112 maintenant"],
    ] as const) {
      const page = await submit(`/ask?lang=${lang}`, { q });
      expect(page.status).toBe(200);
      const text = await page.text();
      expect(text).toContain(call115);
      expect(text).toContain('href="tel:112"');
      const { status, body } = await ask({ q, lang });
      expect(status).toBe(200);
      expect(body).toMatchObject({ band: "emergency", thread: null, emergency: { number: "112" } });
      expect(body.emergency?.texts?.say.length).toBeGreaterThan(1);
      expect((await open(`/?lang=${lang}&q=${encodeURIComponent(q)}`)).status).toBe(200);
    }
  });

  test("the first page opens with its emergency numbers and its form", async ({ expect }) => {
    goAway("DB", "SEARCH");
    const page = await open("/?lang=en");
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('name="q"');
  });

  test("a question gets a polite page that keeps the words, and says when to come again", async ({ expect }) => {
    goAway("DB", "SEARCH");
    const page = await submit("/ask?lang=en", { q: "where can i rent a kayak" });
    expect(page.status).toBe(503);
    expect(page.headers.get("retry-after")).toMatch(/^\d+$/);
    const text = await page.text();
    expect(text).toContain("We cannot look it up right now");
    expect(text).toContain('value="where can i rent a kayak"');
    expect(text).toContain('href="tel:113"');
    expect((await ask({ q: "where can i rent a kayak", lang: "en" })).status).toBe(503);
  });

  test("an answer that cannot be written down is shown all the same", async ({ expect }) => {
    goAway("DB");
    const { status, body } = await ask({ q: "where can i rent a kayak", lang: "en" });
    expect(status).toBe(200);
    expect(body).toMatchObject({ band: "answer", thread: null, answer: { topic: "kayak" } });
    const page = await submit("/ask?lang=en", { q: "where can i rent a kayak" });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("Luon cave");
  });

  test("who wants a person is not told that one was asked", async ({ expect }) => {
    goAway("DB");
    const page = await submit("/ask?lang=en", { q: "where can i rent a kayak", person: "1" });
    expect(page.status).toBe(503);
    expect(await page.text()).toContain('value="where can i rent a kayak"');
  });

  test("a conversation shows what was said when only the answers cannot be read", async ({ expect }) => {
    const thread = tokenOf(await submit("/ask", { q: "thuê kayak ở đâu" }));
    goAway("SEARCH");
    const page = await open(`/t/${thread}?lang=vi`);
    expect(page.status).toBe(200);
    const text = await page.text();
    expect(text).toContain("thuê kayak ở đâu");
    expect(text).toContain("Chưa mở được các câu trả lời lúc này");
    expect(text).not.toContain("không còn hiệu lực");
  });
});

describe("a person is asked", () => {
  test("from the first page with one button, and no machine says anything", async ({ expect }) => {
    const thread = tokenOf(await submit("/ask?lang=ko", { q: "여권을 잃어버렸어요", person: "1" }));
    const { state, lang, messages, expectedBy } = await view(thread);
    expect({ state, lang }).toEqual({ state: "open", lang: "ko" });
    expect(messages.map(({ author }) => author)).toEqual(["asker", "system"]);
    expect(expectedBy).toBeGreaterThan(Date.now());
  });

  test("again after an answer, and the new promise is not in the past", async ({ expect }) => {
    const thread = tokenOf(await submit("/ask", { q: "kayak", person: "1" }));
    await env.DB.batch([
      env.DB.prepare(
        "UPDATE ask_thread SET state = 'answered', claimed_by = 'p', expected_by = 1, version = version + 1 WHERE id = (SELECT id FROM ask_thread ORDER BY id DESC LIMIT 1)",
      ),
    ]);
    expect((await view(thread)).state).toBe("answered");
    await submit("/ask", { q: "còn vé thì sao", thread });
    const { state, expectedBy } = await view(thread);
    expect(state).toBe("open");
    expect(expectedBy).toBeGreaterThan(Date.now());
  });

  test("in danger, and is told at once whom to call, though people have the conversation", async ({ expect }) => {
    const thread = tokenOf(await submit("/ask", { q: "kayak", person: "1" }));
    await submit("/ask", { q: "cứu với có người đuối nước", thread });
    const { messages, state } = await view(thread);
    expect(messages.at(-1)).toMatchObject({ author: "system", band: "emergency" });
    expect(state).toBe("open");
    expect(await (await open(`/t/${thread}?lang=vi`)).text()).toContain("Gọi 112 ngay");
  });
});

test("an answer is shown before it is written down, and the stream ends with the conversation", async ({ expect }) => {
  const { text } = await call("POST", "/api/ask", {
    headers: { accept: "text/event-stream" },
    json: { q: "where can i rent a kayak", lang: "en" },
  });
  const events = [...text.matchAll(/^event: (\w+)\ndata: (.*)$/gm)].map(
    ([, name, data]) => [name, JSON.parse(data ?? "{}")] as [string, Record<string, unknown>],
  );
  expect(events[0]?.[0]).toBe("meta");
  expect(events.findIndex(([name]) => name === "citation")).toBeLessThan(
    events.findIndex(([name]) => name === "delta"),
  );
  expect(events.at(-1)?.[0]).toBe("done");
  expect(events.at(-1)?.[1]["thread"]).toMatch(/^quang-ninh-/);
});

test("a question costs two trips to the stores, and its page two more", async ({ expect }) => {
  await ask({ q: "where can i rent a kayak", lang: "en" });
  const count = () => {
    let trips = 0;
    for (const db of [env.DB, env.SEARCH]) {
      const batch = db.batch.bind(db);
      vi.spyOn(db, "batch").mockImplementation((statements) => {
        trips++;
        return batch(statements);
      });
      const prepare = db.prepare.bind(db);
      vi.spyOn(db, "prepare").mockImplementation((sql) => watched(prepare(sql)));
    }
    function watched(statement: D1PreparedStatement): D1PreparedStatement {
      for (const name of ["first", "all", "run"] as const) {
        const own = statement[name].bind(statement);
        Object.assign(statement, { [name]: (...given: []) => (trips++, own(...given)) });
      }
      const bind = statement.bind.bind(statement);
      return Object.assign(statement, { bind: (...values: unknown[]) => watched(bind(...values)) });
    }
    return () => trips;
  };
  const trips = count();
  const asked = await submit("/ask?lang=en", { q: "where can i rent a kayak" });
  expect(trips()).toBeLessThanOrEqual(2);
  await open(`/t/${tokenOf(asked)}?lang=en`);
  // The desk's hours are read once in a minute.
  expect(trips()).toBeLessThanOrEqual(5);
});
