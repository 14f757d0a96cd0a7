import { clock, localDate } from "@ven/kit";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeEach, describe, test } from "vitest";

import { clockOf, standingOf } from "../src/data-protection/data-requests";
import { browser, count, seedPeople, wait } from "./person";
import { staff } from "./staff";

const timezone = "Asia/Ho_Chi_Minh";
const hour = 3_600_000;
const house = "/organisations/quang-ninh";
const officer = () => staff("p-officer", { roles: { "quang-ninh": ["data-protection-officer"] } });

beforeEach(async () => {
  await seedPeople();
});

describe("the legal clock", () => {
  test.for([
    // Friday afternoon: Monday and Tuesday count.
    ["2026-11-20T08:00:00Z", "2026-11-24", "2026-12-04"],
    // Late on Sunday in UTC is Monday morning in Vietnam.
    ["2026-11-22T18:00:00Z", "2026-11-25", "2026-12-07"],
    // The days of Tết do not count, nor those in lieu of its weekend.
    ["2027-02-03T02:00:00Z", "2027-02-12", "2027-02-24"],
  ] as const)("of a request of %s ends on %s and %s", ([received, answerBy, doBy], { expect }) => {
    expect(clockOf(Date.parse(received), timezone)).toEqual({ answerBy, doBy });
  });

  test("never ends before it began, and never answers after it must be done", ({ expect }) => {
    fc.assert(
      fc.property(fc.integer({ min: Date.parse("2026-01-01"), max: Date.parse("2035-12-31") }), (at) => {
        const { answerBy, doBy } = clockOf(at, timezone);
        expect(answerBy > localDate(at, timezone)).toBe(true);
        expect(doBy > answerBy).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test("is late from the day after", ({ expect }) => {
    const request = {
      id: "r",
      organisation: "quang-ninh",
      subject: null,
      kind: "access",
      via: "letter",
      reference: "12/CV",
      receivedAt: 0,
      answerBy: "2026-11-24",
      doBy: "2026-12-04",
      answeredAt: null,
      extendedAt: null,
      doneAt: null,
      outcome: null,
      reason: null,
      toldAt: null,
    } as const;
    expect(standingOf(request, "2026-11-23")).toBe("in-time");
    expect(standingOf(request, "2026-11-24")).toBe("today");
    expect(standingOf(request, "2026-11-25")).toBe("late");
    expect(standingOf({ ...request, answeredAt: 1 }, "2026-11-25")).toBe("in-time");
    expect(standingOf({ ...request, answeredAt: 1 }, "2026-12-05")).toBe("late");
    expect(standingOf({ ...request, doneAt: 1 }, "2026-12-05")).toBe("closed");
  });
});

describe("a data-protection officer", () => {
  test("records a letter, answers, extends once, and closes it for good", async ({ expect }) => {
    const me = await officer();
    expect((await me.post(`${house}/requests`, { kind: "", reference: "12/CV" })).status).toBe(400);
    expect((await me.post(`${house}/requests`, { kind: "rectify", reference: "12/CV" })).status).toBe(303);
    expect(await (await me.get(`${house}/requests`)).text()).toContain("12/CV");
    const id = await env.DB.prepare("SELECT id FROM id_data_request").first<string>("id");
    expect((await me.post(`${house}/requests/${id}/answered`)).status).toBe(303);
    expect((await me.post(`${house}/requests/${id}/extend`)).status).toBe(303);
    expect((await me.post(`${house}/requests/${id}/extend`)).status).toBe(409);
    const one = `${house}/requests/${id}`;
    const decision = { outcome: "done", reason: "Đã sửa ngày sinh theo giấy tờ", sent: "yes" };
    for (const missing of [{ outcome: "" }, { reason: "ngắn" }, { sent: "" }])
      expect((await me.post(`${one}/close`, { ...decision, ...missing })).status).toBe(400);
    expect((await me.post(`${one}/close`, decision)).status).toBe(303);
    expect((await me.post(`${one}/close`, { ...decision, outcome: "refused" })).status).toBe(409);
    expect(await (await me.get(one)).text()).toContain("Đã sửa ngày sinh theo giấy tờ");
    await expect(env.DB.prepare("UPDATE id_data_request SET outcome = 'refused'").run()).rejects.toThrow(
      "stays closed",
    );
    expect(await count(`id_audit WHERE action GLOB 'data-request*' AND object = '${id}'`)).toBe(4);
  });

  test("answers an objection: the person gets a message, and reads the reason on her own page", async ({ expect }) => {
    const hers = browser();
    await hers.signIn("0912345678");
    expect((await hers.post("/privacy/objections/queue/waiting-times")).status).toBe(303);
    const id = await env.DB.prepare("SELECT id FROM id_data_request").first<string>("id");
    const one = `${house}/requests/${id}`;
    const me = await officer();
    const page = await (await me.get(`${one}?lang=en`)).text();
    expect(page).toContain("queue, wifi");
    // Nothing is called done before the services have done it.
    expect((await me.post(`${one}/close`, { outcome: "done", reason: "We stopped counting you" })).status).toBe(409);
    const refused = { outcome: "refused", reason: "Luật buộc giữ số liệu này trong năm nay" };
    const tired = await staff("p-officer", { roles: { "quang-ninh": ["data-protection-officer"] }, steppedUp: false });
    expect((await tired.get(one)).headers.get("location")).toBe(`/auth/step-up?return_to=${encodeURIComponent(one)}`);
    expect((await tired.post(`${one}/close`, refused)).status).toBe(403);
    const messages = "id_outbox WHERE topic = 'notification'";
    expect(await count(messages)).toBe(0);
    expect((await me.post(`${one}/close`, refused)).status).toBe(303);
    expect(await count(messages)).toBe(1);
    const told = await (await hers.fetch("/privacy?lang=en")).text();
    expect(told).toContain(`Answer: ${refused.reason}`);
    expect(told).toContain("Refused");
    const audit = await env.DB.prepare(
      "SELECT actor, detail FROM id_audit WHERE action = 'data-request-closed'",
    ).first();
    expect(audit).toEqual({ actor: "p-officer", detail: '{"outcome":"refused"}' });
  });

  test("sees what was asked on the page, and which services are still at it", async ({ expect }) => {
    const hers = browser();
    await hers.signIn("0912345678");
    await hers.post("/privacy/copies");
    const page = await (await (await officer()).get(`${house}/requests`)).text();
    expect(page).toContain("queue, wifi");
    expect(page).not.toMatch(/912.?345/);
  });

  test("has 72 hours from the discovery of a breach", async ({ expect }) => {
    const me = await officer();
    const at = new Date(clock.now() - 2 * hour + 7 * hour).toISOString();
    const form = { summary: "Máy tính xách tay bị mất", date: at.slice(0, 10), time: at.slice(11, 16) };
    expect((await me.post(`${house}/breaches`, { ...form, summary: "ngắn" })).status).toBe(400);
    expect((await me.post(`${house}/breaches`, form)).status).toBe(303);
    expect(await (await me.get(`${house}/breaches?lang=en`)).text()).toMatch(/(69|70) hours left/);
    const id = await env.DB.prepare("SELECT id FROM id_breach").first<string>("id");
    expect((await me.post(`${house}/breaches/${id}/closed`)).status).toBe(409);
    wait(80 * hour);
    const later = await officer();
    expect(await (await later.get(`${house}/breaches?lang=en`)).text()).toMatch(/\d+ hours late/);
    expect((await later.post(`${house}/breaches/${id}/authority-told`)).status).toBe(303);
    expect((await later.post(`${house}/breaches/${id}/closed`)).status).toBe(303);
    await expect(
      env.DB.prepare("UPDATE id_breach SET notify_by = notify_by + 1, discovered_at = discovered_at + 1").run(),
    ).rejects.toThrow("from its discovery");
  });

  test("is somebody else than the hospital's administrator", async ({ expect }) => {
    const admin = await staff("admin.baichay");
    for (const page of ["requests", "breaches"])
      expect((await admin.get(`/organisations/baichay/${page}`)).status).toBe(404);
  });
});

describe("an administrator who reads the audit", () => {
  test("sees their own hospital's lines, from every service, and is seen reading", async ({ expect }) => {
    const me = await staff("admin.baichay");
    await me.post("/organisations/baichay/people/sample-counter.baichay/roles", {
      role: "supervisor",
      from: "",
      until: "",
    });
    const add = (id: string, organisation: string) =>
      env.DB.prepare(
        "INSERT INTO queue_audit (id, at, actor, action, object, organisation) VALUES (?, ?, 'sample-counter.baichay', 'service-closed', ?, ?)",
      ).bind(id, clock.now(), id, organisation);
    const [ours, theirs] = [`q-${clock.now()}-a`, `q-${clock.now()}-b`];
    await env.DB.batch([add(ours, "baichay"), add(theirs, "dakhoa")]);
    const page = await (await me.get("/organisations/baichay/audit?lang=en")).text();
    expect(page).toContain("Role given");
    expect(page).toContain(ours);
    expect(page).not.toContain(theirs);
    expect(page).toContain("Nguyễn Thị An");
    const again = await (await me.get("/organisations/baichay/audit?lang=en&act=audit-read")).text();
    expect(again).toContain("Audit read");
    const nobody = await (await me.get("/organisations/baichay/audit?lang=en&person=Không+ai")).text();
    expect(nobody).toContain("Nothing matches.");
    const row = await env.DB.prepare(
      "SELECT detail FROM id_audit WHERE action = 'audit-read' ORDER BY at DESC, id DESC",
    ).first<string>("detail");
    expect(row).not.toContain("Không ai");
  });

  test("turns pages without missing or repeating a line", async ({ expect }) => {
    const now = clock.now();
    const organisation = "sannhi";
    const ids = Array.from({ length: 120 }, (_, n) => `page-${now}-${String(n).padStart(3, "0")}`);
    await env.DB.batch(
      ids.map((id, n) =>
        env.DB.prepare(
          `INSERT INTO ${n % 2 ? "id" : "queue"}_audit (id, at, actor, action, object, organisation) VALUES (?, ?, 'p', 'x', ?, ?)`,
        ).bind(id, now - (n % 7), id, organisation),
      ),
    );
    const me = await staff("admin.sannhi");
    const seen: string[] = [];
    let next: string | undefined = "/organisations/sannhi/audit?act=x";
    while (next !== undefined) {
      const text: string = await (await me.get(next)).text();
      seen.push(...[...text.matchAll(/<span>(page-\d+-\d+) /g)].map(([, id = ""]) => id));
      next = /href="(\/organisations\/sannhi\/audit\?[^"]*cursor=[^"]+)"/.exec(text)?.[1]?.replaceAll("&amp;", "&");
    }
    expect(seen.filter((id) => id.startsWith(`page-${now}`)).toSorted()).toEqual(ids);
  });
});
