import { afterAll, beforeAll, describe, test } from "vitest";

import { openCity } from "../city/city.mjs";
import { hasBrowser, openBrowser, phone } from "./browser.mjs";
import { hiddenFocus, overflow, smallTargets, violations } from "./checks.mjs";
import { openPushService } from "./push-service.mjs";

/** A Tuesday morning at the pier, with people at the desk. */
const morning = Date.parse("2026-11-24T09:05:00+07:00");
/** Long enough for a machine that does much else; what is waited for takes a second. */
const soon = { timeout: 60_000, interval: 100 };
const small = { ...phone, viewport: { width: 360, height: 740 } };

const visitors = [
  {
    lang: "vi",
    locale: "vi-VN",
    scheme: "light",
    q: "ve tham quan vinh ha long bao nhieu tien",
    title: "Vé tham quan vịnh Hạ Long",
    more: "mat ho chieu thi lam gi",
    source: "Nguồn",
    right: "Đúng",
    thanks: "Cảm ơn bạn đã cho biết",
    person: "Hỏi người thật",
    waits: "đã được chuyển tới nhân viên",
  },
  {
    lang: "en",
    locale: "en-GB",
    scheme: "dark",
    q: "how much is a ticket for ha long bay",
    title: "Sightseeing ticket for Ha Long Bay",
    more: "I lost my passport, what do I do",
    source: "Source",
    right: "Yes",
    thanks: "Thank you for telling us",
    person: "Ask a person",
    waits: "Your question is with our staff",
  },
  {
    lang: "zh",
    locale: "zh-CN",
    scheme: "dark",
    q: "下龙湾门票多少钱",
    title: "下龙湾游览门票",
    more: "护照丢了怎么办",
    source: "来源",
    right: "对",
    thanks: "谢谢您的反馈",
    person: "询问工作人员",
    waits: "您的问题已转给工作人员",
  },
];

describe.skipIf(!hasBrowser)("a visitor on a pier", () => {
  let city, browser, push, ask;

  beforeAll(async () => {
    push = await openPushService();
    [city, browser] = await Promise.all([
      openCity({ at: morning, variables: { "ven-ask-live": { PUSH_HOSTS: push.origin } } }),
      openBrowser(),
    ]);
    ask = city.originOf("ask");
  });

  afterAll(async () => {
    await browser?.close();
    await city?.close();
    await push?.close();
  });

  const visitor = async (options = {}) => (await browser.person(small, { locale: "en-GB", ...options })).newPage();
  const question = (page, q) => page.fill("#q", q).then(() => page.press("#q", "Enter"));
  const log = (page) => page.locator("#log").innerText();
  /** Nothing is under way any more: what was sent is written down, and the page shows it. */
  const settled = (page, expect) =>
    expect
      .poll(() => page.evaluate(() => document.querySelector("#ask").dataset.sending ?? "nothing"), soon)
      .toBe("nothing");
  const tokenOf = (page) => new URL(page.url()).pathname.slice(3);
  const agent = () => city.staff("agent.dulich", { service: "ask" });
  const desk = (path, json) =>
    city.send(`${ask}/api/desk/threads/${path}`, {
      method: "POST",
      headers: { ...agent(), "idempotency-key": crypto.randomUUID() },
      json,
    });

  /** Somebody at the desk takes the question with these words and answers it. */
  async function answer(words, text) {
    const { body } = await city.send(`${ask}/api/desk/threads`, { headers: agent() });
    const item = body.items.find((one) => one.question.includes(words));
    const claimed = await desk(`${item.id}/claim`, { version: item.version });
    const replied = await desk(`${item.id}/reply`, { version: claimed.body.version, text });
    if (replied.status !== 200) throw new Error(JSON.stringify(replied.body));
    return { id: item.id, ...replied.body };
  }

  const noted = async (page, expect, where) => {
    expect([where, await violations(page)]).toEqual([where, []]);
    expect([where, await overflow(page)]).toEqual([where, []]);
    expect([where, await smallTargets(page)]).toEqual([where, []]);
    expect([where, await hiddenFocus(page)]).toEqual([where, []]);
  };

  test.for(visitors)(
    "asks in $lang, asks on, says it was right and wants a person, on one page",
    async (one, { expect }) => {
      const page = await visitor({ locale: one.locale, colorScheme: one.scheme });
      await page.goto(`${ask}/?lang=${one.lang}&place=${encodeURIComponent("Cảng tàu Tuần Châu")}`);
      await noted(page, expect, "first page");
      await page.evaluate(() => (window.same = "page"));
      await question(page, one.q);
      await page.waitForURL(/\/t\/quang-ninh-/);
      await expect.poll(() => page.locator("#log h2").first().innerText(), soon).toBe(one.title);
      expect(await page.locator("#log article").first().innerText()).toContain(one.source);
      expect(await page.locator("#log article time").first().getAttribute("datetime")).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(await page.locator("main").innerText()).toContain("Cảng tàu Tuần Châu");
      expect(await page.locator("#q").inputValue()).toBe("");
      expect(await page.locator("#after form[action='/ask']").count()).toBe(3);
      await noted(page, expect, "answer");

      const token = tokenOf(page);
      await question(page, one.more);
      await expect.poll(() => page.locator("#log .said").count(), soon).toBe(2);
      await settled(page, expect);
      expect(tokenOf(page)).toBe(token);

      await page.locator("#log").getByRole("button", { name: one.right, exact: true }).last().click();
      await expect.poll(() => log(page), soon).toContain(one.thanks);
      await page.getByRole("button", { name: one.person }).click();
      await expect.poll(() => log(page), soon).toContain(one.waits);
      await noted(page, expect, "waiting");
      expect(await page.evaluate(() => window.same)).toBe("page");
      await page.context().close();
    },
  );

  test("is told by the page, the moment a person has answered, and again after a cut", async ({ expect }) => {
    const page = await visitor();
    await page.goto(`${ask}/?lang=en`);
    const words = `umbrella ${crypto.randomUUID()}`;
    await page.fill("#q", `Where do I leave a lost ${words}?`);
    await page.getByRole("button", { name: "Ask a person" }).click();
    await expect.poll(() => log(page), soon).toContain("Your question is with our staff");
    await page.fill("#q", "I am still typing this");
    const { id, version } = await answer(words, "At the **ticket hall**, window 3.");
    await expect.poll(() => log(page), soon).toContain("At the ticket hall, window 3.");
    // What somebody is typing meanwhile stays.
    expect(await page.locator("#q").inputValue()).toBe("I am still typing this");

    await page.context().setOffline(true);
    await desk(`${id}/reply`, { version, text: "It closes at five." });
    await page.context().setOffline(false);
    await expect.poll(() => log(page), soon).toContain("It closes at five.");
    await noted(page, expect, "answered");
    await page.context().close();
  });

  test("is told by the telephone when the page is put away", async ({ expect }) => {
    const context = await browser.person(small, { locale: "en-GB" });
    await context.grantPermissions(["notifications"], { origin: ask });
    // The browser's own service is far away; this one's keys are of a service on this machine.
    await context.addInitScript((subscription) => {
      Object.defineProperty(Notification, "permission", { get: () => "granted" });
      Notification.requestPermission = async () => "granted";
      PushManager.prototype.subscribe = async () => ({ toJSON: () => subscription });
    }, push.subscription);
    const page = await context.newPage();
    await page.goto(`${ask}/?lang=en`);
    const words = `luggage ${crypto.randomUUID()}`;
    await page.fill("#q", `Where can I leave ${words}?`);
    await page.getByRole("button", { name: "Ask a person" }).click();
    await page.getByRole("button", { name: "Tell me when there is an answer" }).click();
    await page.getByText("This phone will tell you").waitFor(soon);
    await noted(page, expect, "waiting for a notification");
    const link = `/t/${tokenOf(page)}`;

    await answer(words, "Beside the waiting hall.");
    const mine = () => push.messages.filter(({ text }) => JSON.parse(text).link === link);
    await expect.poll(() => mine().length, soon).toBe(1);
    const [{ headers, text }] = mine();
    expect(JSON.parse(text).title).toBe("You have an answer");
    expect(headers.authorization).toMatch(/^vapid t=[\w-]+\.[\w-]+\.[\w-]+, k=[\w-]{87}$/);

    // The same message, as the browser would give it to the page's service worker.
    const shown = await deliver(context, page, text);
    await expect.poll(shown, soon).toEqual([{ title: "You have an answer", link }]);
    await context.close();
  });

  test("without a network keeps the question on the page, and it is asked once when there is one", async ({
    expect,
  }) => {
    const page = await visitor();
    await page.goto(`${ask}/?lang=en`);
    await page.context().setOffline(true);
    await question(page, "where can i rent a kayak");
    await page.getByText("No connection.").waitFor(soon);
    expect(await page.locator("#log .said").innerText()).toBe("where can i rent a kayak");
    expect(await page.locator("#q").inputValue()).toBe("where can i rent a kayak");
    await page.context().setOffline(false);
    await page.waitForURL(/\/t\/quang-ninh-/, soon);
    const { body } = await city.send(`${ask}/api/threads/${tokenOf(page)}`);
    expect(body.messages.filter(({ author }) => author === "asker")).toHaveLength(1);
    await page.context().close();
  });

  test("in danger reads whom to call and what to say, and how to say it in Vietnamese", async ({ expect }) => {
    const page = await visitor({ locale: "ja-JP", colorScheme: "dark" });
    await page.goto(`${ask}/?lang=ja`);
    await question(page, "助けて、人が溺れています");
    await page.getByRole("link", { name: "今すぐ 112 に電話してください" }).waitFor(soon);
    await page.waitForURL(/\/t\/quang-ninh-/, soon);
    const card = page.locator("#log .halt");
    await expect.poll(() => card.count(), soon).toBe(1);
    expect(await card.getByRole("link").first().getAttribute("href")).toBe("tel:112");
    expect(await card.innerText()).toContain("Gọi 112 giúp tôi");
    await noted(page, expect, "danger");
    await page.context().close();
  });

  test("without JavaScript asks, asks on, gets a person and reads the answer", async ({ expect }) => {
    const page = await visitor({ javaScriptEnabled: false, locale: "vi-VN" });
    await page.goto(`${ask}/?lang=vi`);
    await question(page, "thuê kayak ở đâu");
    await page.waitForURL(/\/t\/quang-ninh-/);
    const token = tokenOf(page);
    await page.locator("#after form[action='/ask'] button").first().click();
    await page.waitForURL(/\/t\/quang-ninh-/);
    await expect.poll(() => page.locator("#log .said").count(), soon).toBe(2);
    expect(tokenOf(page)).toBe(token);
    await page.getByRole("button", { name: "Hỏi người thật" }).click();
    await expect.poll(() => log(page), soon).toContain("đã được chuyển tới nhân viên");
    const last = await page.locator("#log .said").last().innerText();
    await answer(last, "Ở hang Luồn, anh chị nhé.");
    await page.getByRole("link", { name: "Tải lại ngay" }).click();
    await expect.poll(() => log(page), soon).toContain("Ở hang Luồn, anh chị nhé.");
    await page.goto(`${ask}/?lang=vi`);
    await page.fill("#q", "Có ai nói tiếng Ý không?");
    await page.getByRole("button", { name: "Hỏi người thật" }).click();
    await expect.poll(() => log(page), soon).toContain("đã được chuyển tới nhân viên");
    await page.context().close();
  });

  test("finds every other page of the service as good", async ({ expect }) => {
    const page = await visitor({ colorScheme: "dark" });
    for (const path of ["/emergency", "/topics", "/topics/ha-long-ticket", "/embed?place=Bến+tàu", "/t/none"]) {
      const answer = await page.goto(`${ask}${path}${path.includes("?") ? "&" : "?"}lang=zh`);
      expect([path, answer.status()]).toEqual([path, path === "/t/none" ? 404 : 200]);
      await noted(page, expect, path);
    }
    await page.context().close();
  });

  test("sees nothing go wrong on any of the pages", ({ expect }) => {
    expect(browser.wrong).toEqual([]);
    expect(city.complaints).toEqual([]);
  });

  async function deliver(context, page, data) {
    const session = await context.newCDPSession(page);
    const registered = new Promise((resolve) => {
      session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
        const found = registrations.find(({ scopeURL, isDeleted }) => !isDeleted && scopeURL === `${ask}/`);
        if (found) resolve(found.registrationId);
      });
    });
    await session.send("ServiceWorker.enable");
    const message = { origin: ask, registrationId: await registered, data };
    return async () => {
      // A worker that is just starting may miss one; the same message again replaces it.
      await session.send("ServiceWorker.deliverPushMessage", message);
      return page.evaluate(async () => {
        const { active } = await navigator.serviceWorker.ready;
        const registration = active && (await navigator.serviceWorker.getRegistration());
        const shown = (await registration?.getNotifications()) ?? [];
        return shown.map(({ title, data: link }) => ({ title, link }));
      });
    };
  }
});
