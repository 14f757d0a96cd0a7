import { env } from "cloudflare:workers";
import { beforeEach, describe, test } from "vitest";

import { browser, count, lastCode, origin, seedPeople, wait } from "./person";

const phone = "0912 345 678";
const nurse = "0900000001";

beforeEach(async () => {
  await seedPeople();
});

describe("signing in by code", () => {
  test("a visitor types a phone and the code, and is a guest", async ({ expect }) => {
    const visitor = browser();
    const page = await visitor.fetch("/sign-in");
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('name="contact"');
    const answer = await visitor.signIn(phone);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/account");
    const account = await (await visitor.fetch("/account")).text();
    expect(account).toContain("Khách");
    expect(account).toContain("•••• 678");
    expect(account).toContain("Chrome · Android");
    expect(account).not.toContain("912345678");
  });

  test("a visitor from Korea signs in on pages in Korean", async ({ expect }) => {
    const visitor = browser();
    const page = await (await visitor.fetch("/sign-in?lang=ko")).text();
    expect(page).toContain("6자리 인증 번호를 보내 드립니다");
    expect(page).toContain("<style>");
    await visitor.signIn(phone);
    expect(await (await visitor.fetch("/account")).text()).toContain("방문객");
  });

  test("a nurse is known by her phone, however she writes it, and by her e-mail", async ({ expect }) => {
    for (const contact of ["+84 900 000 001", "counter.baichay@vidu.example"]) {
      const someone = browser();
      await someone.signIn(contact);
      const account = await (await someone.fetch("/account?lang=en")).text();
      expect(account).toContain("Nguyễn Thị An (mẫu)");
      expect(account).toContain("Bãi Cháy Hospital");
      expect(account).toContain("Counter staff");
    }
  });

  test("a visitor who comes back on another device is the same guest", async ({ expect }) => {
    await browser().signIn(phone);
    wait(61_000);
    const second = browser("Mozilla/5.0 (Windows NT 10.0) Firefox/140.0");
    await second.signIn("+84912345678");
    expect(await count("id_subject WHERE kind = 'guest'")).toBe(1);
    const account = await (await second.fetch("/account")).text();
    expect(account).toContain("Firefox · Windows");
    expect(account).toContain("Chrome · Android");
  });

  test("[ASVS 10.3.3] a guest of yesterday is forgotten, and the phone begins anew", async ({ expect }) => {
    await browser().signIn(phone);
    const [before] = (await env.VAULT.prepare("SELECT subject FROM id_vault_contact WHERE expires_at > 0").all())
      .results;
    wait(24 * 3_600_000 + 1);
    await browser().signIn(phone);
    const after = (await env.VAULT.prepare("SELECT subject FROM id_vault_contact WHERE expires_at > 0").all()).results;
    expect(after).toHaveLength(1);
    expect(after[0]).not.toEqual(before);
    expect(await count("id_vault_key WHERE subject NOT GLOB 'sample-*'", env.VAULT)).toBe(1);
  });

  test("what is stored tells nobody the phone, the code or the handle", async ({ expect }) => {
    const visitor = browser();
    const challenge = await visitor.askForCode("0987654321");
    const code = await lastCode();
    await visitor.post("/sign-in/code", { challenge, code });
    const secrets = ["987654321", `"${code}"`, `:${code}`, visitor.cookies.get("__Host-identity_rt")?.split("-").pop()];
    for (const d1 of [env.DB, env.VAULT]) {
      const { results } = await d1
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'id_*'")
        .all<{ name: string }>();
      for (const { name } of results) {
        const rows = JSON.stringify((await d1.prepare(`SELECT * FROM ${name}`).all()).results);
        for (const secret of secrets) expect(rows).not.toContain(secret);
      }
    }
    expect(challenge).not.toContain(code);
  });

  test("[ASVS 7.2.4] the browser that signs in again leaves its old session behind", async ({ expect }) => {
    const desk = browser();
    await desk.signIn(nurse);
    const [before] = (await env.DB.prepare("SELECT id FROM id_session").all<{ id: string }>()).results;
    await desk.signIn("0900000003");
    const old = await env.DB.prepare("SELECT end_reason FROM id_session WHERE id = ?").bind(before?.id).first();
    expect(old).toEqual({ end_reason: "replaced" });
    expect(await count("id_revocation")).toBe(1);
  });

  test("[ASVS 3.3.3] cookies are for this host alone and out of reach of scripts", async ({ expect }) => {
    const answer = await browser().signIn(phone);
    const lines = answer.headers.getSetCookie();
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(line).toMatch(/^__Host-identity_(at|rt)=/);
      expect(line).toMatch(/Path=\/; HttpOnly; Secure; SameSite=Lax$/);
      expect(line).not.toContain("Domain");
    }
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });
});

describe("a code is refused", () => {
  test("when it is wrong: five times, then never again", async ({ expect }) => {
    const visitor = browser();
    const challenge = await visitor.askForCode(phone);
    const right = await lastCode();
    const wrong = right === "000000" ? "111111" : "000000";
    for (const left of [4, 3, 2, 1]) {
      const answer = await visitor.post("/sign-in/code", { challenge, code: wrong });
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain(`Bạn còn ${left} lần thử`);
    }
    await visitor.post("/sign-in/code", { challenge, code: wrong });
    const late = await visitor.post("/sign-in/code", { challenge, code: right });
    expect(late.status).toBe(400);
    expect(await late.text()).toContain("không dùng được nữa");
    expect(await count("id_session")).toBe(0);
  });

  test("after five minutes", async ({ expect }) => {
    const visitor = browser();
    const challenge = await visitor.askForCode(phone);
    const code = await lastCode();
    wait(5 * 60_000);
    expect((await visitor.post("/sign-in/code", { challenge, code })).status).toBe(400);
  });

  test("when a newer one was sent", async ({ expect }) => {
    const visitor = browser();
    const challenge = await visitor.askForCode(phone);
    const code = await lastCode();
    wait(61_000);
    expect((await visitor.post("/sign-in/again", { challenge })).status).toBe(303);
    expect((await visitor.post("/sign-in/code", { challenge, code })).status).toBe(400);
  });

  test("[ASVS 6.6.2] for another challenge than its own", async ({ expect }) => {
    const [one, two] = [browser(), browser()];
    const mine = await one.askForCode(phone);
    await two.askForCode(nurse);
    const theirs = await lastCode(nurse);
    expect((await one.post("/sign-in/code", { challenge: mine, code: theirs })).status).toBe(400);
  });

  test("a challenge that we did not seal leads back to the start", async ({ expect }) => {
    for (const challenge of ["", "x", "A".repeat(200)])
      expect((await browser().post("/sign-in/code", { challenge, code: "123456" })).headers.get("location")).toBe(
        "/sign-in",
      );
  });

  test("what is neither phone nor e-mail is asked for again, with an error that leads to the field", async ({
    expect,
  }) => {
    const answer = await browser().post("/sign-in", { contact: "hello" });
    expect(answer.status).toBe(400);
    const page = await answer.text();
    expect(page).toContain('href="#contact"');
    expect(page).toContain('value="hello"');
  });
});

describe("codes are few", () => {
  test("[ASVS 6.3.1] [ASVS 6.6.3] one a minute and eight a day, however the phone is written", async ({ expect }) => {
    const forms = [
      "0912345678",
      "+84912345678",
      "０９１２３４５６７８",
      "0912\u200b345678",
      "84912345678",
      "912345678",
    ];
    expect((await browser().post("/sign-in", { contact: "0912345678" })).status).toBe(303);
    for (const contact of forms) {
      const answer = await browser().post("/sign-in", { contact });
      expect(answer.status).toBe(429);
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(50);
    }
    for (let i = 1; i < 8; i++) {
      wait(61_000);
      expect((await browser().post("/sign-in", { contact: forms[i % 6] ?? "" })).status).toBe(303);
    }
    wait(61_000);
    const ninth = await browser().post("/sign-in", { contact: phone });
    expect(ninth.status).toBe(429);
    expect(await ninth.text()).toContain("ngày mai");
    expect(await count("id_outbox")).toBe(8);
  });

  test("forty requests at once send one", async ({ expect }) => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => browser().post("/sign-in", { contact: phone })));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(await count("id_outbox")).toBe(1);
  });
});

describe("many at once", () => {
  test("[ASVS 6.5.1] forty tabs with the right code: one session", async ({ expect }) => {
    const challenge = await browser().askForCode(phone);
    const code = await lastCode();
    const tabs = Array.from({ length: 40 }, () => browser());
    const answers = await Promise.all(tabs.map((tab) => tab.post("/sign-in/code", { challenge, code })));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(answers.every(({ status }) => status === 303 || status === 400)).toBe(true);
    expect(await count("id_session")).toBe(1);
    expect(await count("id_handle")).toBe(1);
    expect(await count("id_subject WHERE kind = 'guest'")).toBe(1);
  });

  test("[ASVS 6.3.1] [ASVS 6.6.3] sixty guesses: five are looked at", async ({ expect }) => {
    const challenge = await browser().askForCode(phone);
    const right = await lastCode();
    const guesses = Array.from({ length: 60 }, (_, i) => String(i).padStart(6, "0")).filter((guess) => guess !== right);
    await Promise.all(guesses.map((code) => browser().post("/sign-in/code", { challenge, code })));
    const row = await env.DB.prepare("SELECT attempts FROM id_challenge").first();
    expect(row).toEqual({ attempts: 5 });
    expect((await browser().post("/sign-in/code", { challenge, code: right })).status).toBe(400);
  });
});

describe("nobody learns who is known", () => {
  test("[ASVS 6.3.8] a nurse's phone and a stranger's get the same answers", async ({ expect }) => {
    const seen = [];
    for (const contact of [nurse, "0911111001"]) {
      const someone = browser();
      const asked = await someone.post("/sign-in", { contact });
      const challenge = new URL(asked.headers.get("location") ?? "", origin).searchParams.get("c") ?? "";
      const page = await (await someone.fetch(`/sign-in/code?c=${challenge}`)).text();
      const wrong = (await lastCode(contact)) === "000000" ? "111111" : "000000";
      const refused = await someone.post("/sign-in/code", { challenge, code: wrong });
      const plain = (text: string) => text.replaceAll(challenge, "…");
      seen.push([
        asked.status,
        challenge.length,
        [...asked.headers.keys()].toSorted(),
        plain(page),
        refused.status,
        plain(await refused.text()),
      ]);
    }
    expect(seen[0]).toEqual(seen[1]);
  });
});

describe("another site cannot", () => {
  test.for(["/sign-in", "/sign-in/code", "/sign-in/again", "/sign-out", "/account/sessions/x/end"])(
    "[ASVS 3.5.1] post to %s",
    async (path, { expect }) => {
      const victim = browser();
      await victim.signIn(nurse);
      for (const headers of [{ origin: "https://evil.example" }, { origin: "null" }, { origin: "https://queue.test" }])
        expect((await victim.post(path, { contact: phone }, headers)).status).toBe(403);
      expect((await victim.fetch("/account")).status).toBe(200);
    },
  );

  test("frame a page, or be where a form leads but for our own services", async ({ expect }) => {
    const visitor = browser();
    const challenge = await visitor.askForCode(phone);
    const policy = (await visitor.fetch(`/sign-in/code?c=${challenge}`)).headers.get("content-security-policy");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("form-action 'self' https://queue.test");
  });

  test.for(["//evil.example", "https://evil.example", "/\\evil.example", "/%2F/evil.example", "/.//evil.example"])(
    "be where signing in leads: %s",
    async (next, { expect }) => {
      expect((await browser().signIn(phone, next)).headers.get("location")).toBe("/account");
    },
  );
});

describe("the account", () => {
  test("needs somebody", async ({ expect }) => {
    expect((await browser().fetch("/account")).headers.get("location")).toBe("/sign-in?continue=%2Faccount");
    expect((await browser().post("/account/sessions/x/end")).status).toBe(401);
  });

  test("ends a session elsewhere, but nobody else's", async ({ expect }) => {
    const [here, there, other] = [browser(), browser("Firefox/140.0 Windows"), browser()];
    await there.signIn(nurse);
    wait(61_000);
    await here.signIn(nurse);
    await other.signIn("0900000005");
    const mine = /sessions\/([\w-]+)\/end/.exec(await (await here.fetch("/account")).text())?.[1] ?? "";
    const refused = await other.post(`/account/sessions/${mine}/end`);
    const missing = await other.post("/account/sessions/nothing/end");
    expect([refused.status, missing.status]).toEqual([404, 404]);
    expect((await here.post(`/account/sessions/${mine}/end`)).headers.get("location")).toBe(
      "/account?said=sessionEnded",
    );
    wait(11_000);
    expect((await there.fetch("/account")).status).toBe(303);
    expect((await here.fetch("/account")).status).toBe(200);
  });

  test("signing out takes the cookies and ends the session", async ({ expect }) => {
    const desk = browser();
    await desk.signIn(nurse);
    const stolen = new Map(desk.cookies);
    const answer = await desk.post("/sign-out");
    expect(answer.headers.get("clear-site-data")).toBe('"storage"');
    expect(desk.cookies.size).toBe(0);
    wait(11_000);
    const thief = browser();
    for (const [name, value] of stolen) thief.cookies.set(name, value);
    expect((await thief.fetch("/account")).status).toBe(303);
  });
});
