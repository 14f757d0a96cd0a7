import type { InboxItem, ThreadView } from "@ven/contracts/ask";
import { env } from "cloudflare:workers";
import { beforeAll, describe, test } from "vitest";

import { returnForgotten } from "../src/return-forgotten";
import { deskRoutes } from "../src/routes/desk";
import { entries } from "./fixtures";
import { call, open, openCentre, staff, submit } from "./people";

interface Moved {
  state: string;
  version: number;
  code?: string;
}

let an: Record<string, string>;
let binh: Record<string, string>;
let editor: Record<string, string>;
beforeAll(async () => {
  await openCentre();
  await env.DB.batch([
    env.DB.prepare(
      "INSERT OR IGNORE INTO id_organisation (id, parent, kind, name, name_en, sample, valid_from) VALUES ('qn-police', 'quang-ninh', 'agency', 'Công an (mẫu)', 'Police', 1, 0)",
    ),
    env.DB.prepare(
      "INSERT OR IGNORE INTO ask_desk (organisation, timezone, opens, closes, answers_within) VALUES ('qn-police', 'Asia/Ho_Chi_Minh', 0, 1440, 30)",
    ),
  ]);
  an = await staff("agent", "qn-dulich", "p-an");
  binh = await staff("agent", "qn-dulich", "p-binh");
  editor = await staff("editor");
  await call("POST", "/api/admin/entries", { headers: editor, json: { entries } });
});

/** Somebody has asked a person; gives the link, and the thread as the desk sees it. */
async function handedOver(q: string) {
  const path = (await submit("/ask?lang=vi", { q, person: "1" })).headers.get("location") ?? "";
  const { body } = await call<{ items: InboxItem[] }>("GET", "/api/desk/threads", { headers: an });
  const item = body.items.find((one) => one.question === q);
  if (!item) throw new Error("the question is not in the inbox");
  return { token: path.slice(3).split("?")[0] ?? "", item };
}
const command = (id: string, what: string, json: unknown, headers = an) =>
  call<Moved>("POST", `/api/desk/threads/${id}/${what}`, { headers, json });
const thread = async (token: string) => (await call<ThreadView>("GET", `/api/threads/${token}`)).body;
const audited = async (id: string) =>
  (
    await env.DB.prepare("SELECT actor, action FROM ask_audit WHERE object = ? ORDER BY id")
      .bind(id)
      .all<{ actor: string; action: string }>()
  ).results.map(({ actor, action }) => `${actor} ${action}`);

describe("an answer that is sent twice because the network was cut", () => {
  test("is one answer, and the second sending is told what became of the first", async ({ expect }) => {
    const { token, item } = await handedOver("Mạng bị cắt khi gửi");
    const { body } = await command(item.id, "claim", { version: item.version });
    const send = (text: string, key = "a-key-of-an") =>
      call<Moved>("POST", `/api/desk/threads/${item.id}/reply`, {
        headers: { ...an, "idempotency-key": key },
        json: { version: body.version, text },
      });
    const first = await send("Đây là câu trả lời");
    expect(first.body).toEqual({ state: "answered", version: body.version + 1 });
    expect((await send("Đây là câu trả lời")).body).toEqual(first.body);
    expect((await send("Câu khác")).status).toBe(422);
    expect((await send("Đây là câu trả lời", "another-key")).status).toBe(409);
    expect((await thread(token)).messages.filter(({ author }) => author === "person")).toHaveLength(1);
  });

  test("at the same moment is one answer too", async ({ expect }) => {
    const { token, item } = await handedOver("Bấm gửi hai lần thật nhanh");
    const { body } = await command(item.id, "claim", { version: item.version });
    const form = { version: String(body.version), text: "Một lần thôi", key: "one-and-the-same" };
    const both = await Promise.all([1, 2].map(() => submit(`/desk/${item.id}/reply`, form, an)));
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    expect((await thread(token)).messages.filter(({ author }) => author === "person")).toHaveLength(1);
  });

  test("is still in the form when it is refused", async ({ expect }) => {
    const { token, item } = await handedOver("Hỏi thêm trong lúc trả lời");
    const { body } = await command(item.id, "claim", { version: item.version });
    await submit("/ask?lang=vi", { q: "Tôi hỏi thêm một câu", thread: token });
    const refused = await submit(
      `/desk/${item.id}/reply?lang=vi`,
      { version: String(body.version), text: "Câu trả lời dài mà không được mất" },
      an,
    );
    expect(refused.status).toBe(409);
    const page = await refused.text();
    expect(page).toContain("Câu trả lời dài mà không được mất</textarea>");
    expect(page).toContain("Tôi hỏi thêm một câu");
  });
});

describe("colleagues", () => {
  test("go on with a question whose owner went home: not at once, but at once for who leads", async ({ expect }) => {
    const { item } = await handedOver("Người nhận đã về");
    const { body } = await command(item.id, "claim", { version: item.version });
    expect(await command(item.id, "take-over", { version: body.version }, binh)).toMatchObject({
      status: 409,
      body: { code: "too-soon" },
    });
    const lead = await command(item.id, "take-over", { version: body.version }, editor);
    expect(lead).toMatchObject({ status: 200, body: { state: "claimed" } });
    await env.DB.prepare("UPDATE ask_thread SET claimed_at = claimed_at - 1000000, version = version + 1 WHERE id = ?")
      .bind(item.id)
      .run();
    const seen = { version: lead.body.version + 1 };
    expect((await command(item.id, "take-over", seen, binh)).status).toBe(200);
    expect((await command(item.id, "reply", { version: seen.version + 1, text: "Đây" }, an)).status).toBe(409);
    expect((await command(item.id, "reply", { version: seen.version + 1, text: "Đây" }, binh)).status).toBe(200);
  });

  test("hand a question on to another desk, which has it at once and they no longer", async ({ expect }) => {
    const { token, item } = await handedOver("Tôi bị mất hộ chiếu ở chợ");
    const { body } = await command(item.id, "claim", { version: item.version });
    const nowhere = await command(item.id, "release", { version: body.version, organisation: "qn-nowhere" });
    expect(nowhere.status).toBe(400);
    const on = await command(item.id, "release", { version: body.version, organisation: "qn-police" });
    expect(on).toMatchObject({ status: 200, body: { state: "open" } });
    expect((await command(item.id, "claim", { version: on.body.version })).status).toBe(404);
    const police = await staff("agent", "qn-police", "p-police");
    const { body: there } = await call<{ items: InboxItem[] }>("GET", "/api/desk/threads", { headers: police });
    expect(there.items.map(({ id }) => id)).toEqual([item.id]);
    expect((await command(item.id, "claim", { version: on.body.version }, police)).status).toBe(200);
    expect((await thread(token)).state).toBe("claimed");
  });

  test("close a question and open it again when somebody comes back", async ({ expect }) => {
    const { token, item } = await handedOver("Đóng nhầm");
    const closed = await command(item.id, "close", { version: item.version });
    expect((await thread(token)).state).toBe("closed");
    expect(await (await open(`/desk/${item.id}?lang=vi`, an)).text()).toContain("Mở lại câu hỏi");
    const again = await command(item.id, "reopen", { version: closed.body.version });
    expect(again.body.state).toBe("open");
    expect((await command(item.id, "claim", { version: again.body.version })).status).toBe(200);
  });

  test("say what it complains of and that it presses: it comes first, and its kind is known", async ({ expect }) => {
    await handedOver("Một câu đã chờ lâu hơn");
    const { item } = await handedOver("Quán thu tôi 2 triệu một bát phở");
    const form = { version: String(item.version), category: "overcharging", urgent: "1" };
    expect((await submit(`/desk/${item.id}/mark`, form, an)).status).toBe(303);
    const { body } = await call<{ items: InboxItem[] }>("GET", "/api/desk/threads", { headers: an });
    expect(body.items[0]).toMatchObject({ id: item.id, urgent: true, category: "overcharging" });
    const page = await (await open("/desk?lang=vi", an)).text();
    expect(page).toContain("Ưu tiên");
    expect(page).toContain("Thu quá giá");
  });

  test("find in the audit what happened, and not what came too late", async ({ expect }) => {
    const { item } = await handedOver("Hai người cùng nhận, một dòng nhật ký");
    const answers = await Promise.all(
      [an, binh].map((who) => command(item.id, "claim", { version: item.version }, who)),
    );
    const winner = answers[0]?.status === 200 ? "p-an" : "p-binh";
    expect(await audited(item.id)).toEqual([`${winner} thread.claim`]);
  });

  test("look at questions of one language, their own, or those that are done", async ({ expect }) => {
    const { item } = await handedOver("Câu tiếng Việt đang chờ");
    const shown = async (query: string) => (await (await open(`/desk?lang=vi&${query}`, an)).text()).includes(item.id);
    expect(await shown("")).toBe(true);
    expect(await shown("asked=vi")).toBe(true);
    expect(await shown("asked=ko")).toBe(false);
    expect(await shown("mine=1")).toBe(false);
    expect(await shown("done=1")).toBe(false);
    await command(item.id, "claim", { version: item.version });
    expect(await shown("mine=1")).toBe(true);
  });
});

describe("a question that comes on a day on which nobody is there", () => {
  const weekday = (at: number) => String(new Date(at + 7 * 3_600_000).getUTCDay() || 7);
  /** Neither today nor tomorrow, wherever midnight falls meanwhile. */
  const later = weekday(Date.now() + 3 * 86_400_000);
  const openOn = (organisation: string, days: string) =>
    env.DB.prepare("UPDATE ask_desk SET days = ? WHERE organisation = ?").bind(days, organisation).run();
  const overdue = (id: string) =>
    env.DB.prepare("UPDATE ask_thread SET expected_by = 1, version = version + 1 WHERE id = ?").bind(id).run();
  const promised = async (token: string) => weekday((await thread(token)).expectedBy ?? 0);

  test("is promised an answer for the day on which the desk opens, and the page names it", async ({ expect }) => {
    await openOn("qn-dulich", later);
    try {
      const { token, item } = await handedOver("Hỏi vào ngày nghỉ");
      expect(await promised(token)).toBe(later);
      const page = await (await open(`/t/${token}?lang=en`)).text();
      const day = new Intl.DateTimeFormat("en-GB", { weekday: "long", timeZone: "Asia/Ho_Chi_Minh" });
      expect(page).toMatch(
        new RegExp(`Expect an answer by ${day.format((await thread(token)).expectedBy ?? 0)} \\d+ \\w+ at`),
      );
      const asked = (await submit("/ask?lang=vi", { q: "thuê kayak ở đâu" })).headers.get("location") ?? "";
      await submit(`${asked.split("?")[0]}/person`, {});
      expect(await promised(asked.slice(3).split("?")[0] ?? "")).toBe(later);
      const closed = await command(item.id, "close", { version: item.version });
      await overdue(item.id);
      await command(item.id, "reopen", { version: closed.body.version + 1 });
      expect(await promised(token)).toBe(later);
    } finally {
      await openOn("qn-dulich", "1234567");
    }
  });

  test("is promised one by the hours of the desk that has it, not by the first desk's", async ({ expect }) => {
    await openOn("qn-police", later);
    try {
      const { token, item } = await handedOver("Tôi bị mất ví ở bến xe");
      const { body } = await command(item.id, "claim", { version: item.version });
      const on = await command(item.id, "release", { version: body.version, organisation: "qn-police" });
      expect(await promised(token)).toBe(later);
      const police = await staff("agent", "qn-police", "p-police");
      const claimed = await command(item.id, "claim", { version: on.body.version }, police);
      await command(item.id, "reply", { version: claimed.body.version, text: "Mời đến trụ sở" }, police);
      await overdue(item.id);
      await submit("/ask?lang=vi", { q: "Trụ sở ở đâu?", thread: token });
      expect(await thread(token)).toMatchObject({ state: "open" });
      expect(await promised(token)).toBe(later);
    } finally {
      await openOn("qn-police", "1234567");
    }
  });

  test("is told when nobody has answered in time that it is not lost", async ({ expect }) => {
    const { token, item } = await handedOver("Chờ lâu quá hẹn");
    await overdue(item.id);
    expect(await (await open(`/t/${token}?lang=vi`)).text()).toContain("muộn hơn đã hẹn");
  });
});

describe("a question that was handed on to an office where nobody takes it", () => {
  const late = (id: string) =>
    env.DB.prepare("UPDATE ask_thread SET expected_by = ?, version = version + 1 WHERE id = ?")
      .bind(Date.now() - 2 * 3_600_000, id)
      .run();
  const told: string[] = [];
  const tell = async ({ id }: { id: string }) => void told.push(id);
  const tidy = () => returnForgotten({ db: env.DB, now: Date.now(), tell });

  test("comes back to those who handed it on, once, with a new promise and a word of it", async ({ expect }) => {
    const { token, item } = await handedOver("Tôi bị mất máy ảnh trên tàu");
    const { body } = await command(item.id, "claim", { version: item.version });
    await command(item.id, "release", { version: body.version, organisation: "qn-police" });
    expect(await (await open(`/t/${token}?lang=en`)).text()).toContain("passed on to the office in charge");
    expect(await tidy()).toEqual({ returned: 0 });
    await late(item.id);
    expect(await tidy()).toEqual({ returned: 1 });
    expect(told).toEqual([item.id]);
    const { body: there } = await call<{ items: InboxItem[] }>("GET", "/api/desk/threads", { headers: an });
    expect(there.items.map(({ id }) => id)).toContain(item.id);
    expect((await thread(token)).expectedBy).toBeGreaterThan(Date.now());
    expect(await (await open(`/desk/${item.id}?lang=vi`, an)).text()).toContain("về lại bàn: Trung tâm (mẫu)");
    expect(await audited(item.id)).toContain("system thread.return");
    await late(item.id);
    expect(await tidy()).toEqual({ returned: 0 });
  });

  test("stays where somebody has taken it, however late", async ({ expect }) => {
    const { item } = await handedOver("Tôi bị mất mũ trên tàu");
    const { body } = await command(item.id, "claim", { version: item.version });
    const on = await command(item.id, "release", { version: body.version, organisation: "qn-police" });
    const police = await staff("agent", "qn-police", "p-police");
    expect((await command(item.id, "claim", { version: on.body.version }, police)).status).toBe(200);
    await late(item.id);
    expect(await tidy()).toEqual({ returned: 0 });
  });
});

describe("an answer that may become an entry", () => {
  test("is not kept twice without a word, and carries nothing of the person who asked", async ({ expect }) => {
    const { item } = await handedOver("Thuê kayak ở đâu? Gọi tôi số 0912 345 678");
    const { body } = await command(item.id, "claim", { version: item.version });
    await command(item.id, "reply", { version: body.version, text: "Ở hang Luồn. Gọi lại cho anh qua 0912 345 678." });
    const draft = (json: unknown) =>
      call<{ entry: string; alike?: { title: string }[] }>("POST", `/api/desk/threads/${item.id}/draft`, {
        headers: an,
        json,
      });
    const refused = await draft({ title: "Thuê kayak ở đâu?" });
    expect(refused).toMatchObject({ status: 409, body: { alike: [{ title: "Chèo thuyền kayak" }] } });
    const kept = await draft({ title: "Thuê kayak ở đâu?", another: true });
    expect(kept.status).toBe(201);
    const row = await env.DB.prepare("SELECT questions, answer, written_by FROM ask_entry WHERE id = ?")
      .bind(kept.body.entry)
      .first<{ questions: string; answer: string; written_by: string }>();
    expect(JSON.stringify(row)).not.toContain("345");
    expect(row?.written_by).toBe("p-an");
  });
});

describe("who leads a desk", () => {
  test("sets its hours, by which visitors are promised an answer", async ({ expect }) => {
    const form = { organisation: "qn-dulich", opens: "08:00", closes: "20:00", within: "20" };
    expect((await submit("/desk/setup/hours", { ...form, days: "1" }, editor)).status).toBe(303);
    expect((await submit("/desk/setup/hours", { ...form, opens: "21:00", days: "1" }, editor)).status).toBe(409);
    expect((await submit("/desk/setup/hours", form, editor)).status).toBe(409);
    expect((await submit("/desk/setup/hours", { ...form, organisation: "qn-police", days: "1" }, editor)).status).toBe(
      404,
    );
    expect((await submit("/desk/setup/hours", form, an)).status).toBe(404);
    expect(await env.DB.prepare("SELECT opens, days FROM ask_desk WHERE organisation = 'qn-dulich'").first()).toEqual({
      opens: 480,
      days: "1",
    });
    await env.DB.prepare("UPDATE ask_desk SET opens = 420, closes = 1260, days = '1234567'").run();
  });

  test("opens a desk where there was none, and others can hand questions on to it", async ({ expect }) => {
    await env.DB.prepare(
      "INSERT INTO id_organisation (id, parent, kind, name, name_en, sample, valid_from) VALUES ('qn-cang', 'quang-ninh', 'agency', 'Cảng vụ (mẫu)', 'Port', 1, 0)",
    ).run();
    const leads = await staff("editor", "qn-cang", "p-cang");
    expect(await (await open("/desk/setup?lang=vi", leads)).text()).toContain("Mở bàn trả lời: Cảng vụ (mẫu)");
    const { item } = await handedOver("Tàu ra đảo có chạy không?");
    const { body } = await command(item.id, "claim", { version: item.version });
    const on = { version: body.version, organisation: "qn-cang" };
    expect((await command(item.id, "release", on)).status).toBe(400);
    expect(await (await open(`/desk/${item.id}?lang=vi`, an)).text()).not.toContain("Cảng vụ (mẫu)");
    const form = { organisation: "qn-cang", opens: "08:00", closes: "17:00", within: "60", days: "1" };
    expect((await submit("/desk/setup/hours", form, editor)).status).toBe(404);
    expect((await submit("/desk/setup/hours", form, leads)).status).toBe(303);
    expect(await (await open("/desk/setup?lang=vi", leads)).text()).toContain("Giờ trực: Cảng vụ (mẫu)");
    expect(await (await open(`/desk/${item.id}?lang=vi`, an)).text()).toContain("Cảng vụ (mẫu)");
    expect((await command(item.id, "release", on)).status).toBe(200);
    const { body: there } = await call<{ items: InboxItem[] }>("GET", "/api/desk/threads", { headers: leads });
    expect(there.items.map(({ id }) => id)).toEqual([item.id]);
    await env.DB.prepare("DELETE FROM ask_desk WHERE organisation = 'qn-cang'").run();
  });

  test("writes what is said often; a visitor gets it in the own language", async ({ expect }) => {
    const form = {
      organisation: "qn-dulich",
      title: "Xin chờ",
      "text-vi": "Xin chờ một chút.",
      "text-en": "One moment.",
    };
    expect((await submit("/desk/setup/canned", form, editor)).status).toBe(303);
    const page = await (await open("/desk/setup?lang=vi", editor)).text();
    expect(page).toContain("Xin chờ một chút.");
    const { item } = await handedOver("Câu cần câu soạn sẵn");
    await command(item.id, "claim", { version: item.version });
    expect(await (await open(`/desk/${item.id}?lang=vi`, an)).text()).toContain('data-text="Xin chờ một chút."');
    const id = /name="id" value="([^"]+)"/.exec(page)?.[1] ?? "";
    const gone = { ...form, id, drop: "1" };
    expect((await submit("/desk/setup/canned", gone, editor)).status).toBe(303);
    expect(await (await open("/desk/setup?lang=vi", editor)).text()).not.toContain("Xin chờ một chút.");
    expect((await submit("/desk/setup/canned", form, an)).status).toBe(404);
  });
});

test("the words of a foreign question stand beside it in the reader's language", async ({ expect }) => {
  const concepts = [
    { id: "ticket", kind: "concept", terms: { vi: ["vé"], en: ["ticket"], ko: ["표", "티켓"] } },
    { id: "passport", kind: "concept", terms: { vi: ["hộ chiếu"], en: ["passport"], ko: ["여권"] } },
  ];
  await call("PUT", "/api/admin/lexicon", { headers: editor, json: { concepts } });
  const { item } = await handedOver("여권을 잃어버렸어요");
  const page = await (await open(`/desk/${item.id}?lang=vi`, an)).text();
  expect(page).toMatch(/<dt>hộ chiếu<\/dt><dd lang="ko">여권/);
  expect(page).not.toContain("<dt>vé");
});

test("a machine's translation stands beside the question where there is a machine, and is missed by nobody", async ({
  expect,
}) => {
  const { item } = await handedOver("화장실이 어디에 있나요?");
  const page = async (run: () => Promise<unknown>) => {
    const machine = { AI: { run }, ASSISTANT: "translate" };
    const request = new Request(`https://ask.test/desk/${item.id}?lang=vi`, {
      headers: { ...an, accept: "text/html" },
    });
    return (await deskRoutes.fetch(request, { ...env, ...machine })).text();
  };
  expect(await page(() => Promise.resolve({ translated_text: "Nhà vệ sinh ở đâu?" }))).toContain("Nhà vệ sinh ở đâu?");
  expect(await page(() => Promise.reject(new Error("away")))).toContain("화장실이 어디에");
  expect(await page(() => Promise.resolve({ garbage: 1 }))).not.toContain("Máy dịch");
});
