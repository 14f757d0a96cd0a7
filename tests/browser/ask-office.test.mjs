import { afterAll, beforeAll, describe, test } from "vitest";

import { openCity } from "../city/city.mjs";
import { desk, hasBrowser, openBrowser, phone } from "./browser.mjs";
import { overflow, violations } from "./checks.mjs";

const within = { timeout: 30_000 };

describe.skipIf(!hasBrowser)("staff in a browser", () => {
  let city, browser, host;
  const device = { ...phone, viewport: { width: 360, height: 800 } };
  /** A device of somebody of the sample, signed in. */
  const person = async (who, options = {}) =>
    browser.person(options.device ?? device, {
      isMobile: false,
      extraHTTPHeaders: city.staff(who, { service: "ask", minutes: 15 }),
      ...options,
    });

  beforeAll(async () => {
    [city, browser] = await Promise.all([openCity(), openBrowser()]);
    host = city.originOf("ask");
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await city?.close();
  });

  /** Somebody asks a person; gives the thread's id at the desk. */
  async function handedOver(q) {
    await city.send(`${host}/ask?lang=vi`, {
      method: "POST",
      redirect: "manual",
      headers: { origin: host, "content-type": "application/x-www-form-urlencoded", accept: "text/html" },
      body: new URLSearchParams({ q, person: "1" }).toString(),
    });
    const { body } = await city.send(`${host}/api/desk/threads`, {
      headers: city.staff("agent.dulich", { service: "ask" }),
    });
    return body.items.find(({ question }) => question === q).id;
  }

  test("read every page on a narrow phone, in Vietnamese and English", async ({ expect }) => {
    const id = await handedOver("Cho hỏi giá vé tham quan vịnh Hạ Long");
    const page = await (await person("editor.dulich")).newPage();
    const wrong = [];
    const paths = [
      "/desk",
      `/desk/${id}`,
      "/desk/setup",
      "/office/entries",
      "/office/entry",
      "/office/stale",
      "/office/exchange",
      "/office/lexicon?q=ve",
      "/office/lexicon/concept?id=ticket",
      "/office/thresholds",
      "/office/report",
    ];
    for (const lang of ["vi", "en"])
      for (const path of paths) {
        const answer = await page.goto(`${host}${path}${path.includes("?") ? "&" : "?"}lang=${lang}`);
        if (answer.status() !== 200) wrong.push(`${lang} ${path}: ${answer.status()}`);
        for (const found of [...(await violations(page)), ...(await overflow(page))])
          wrong.push(`${lang} ${path}: ${found}`);
      }
    expect(wrong).toEqual([]);
    await page.context().close();
  }, 120_000);

  test("answer with the keyboard alone", async ({ expect }) => {
    await handedOver("Bàn phím: tàu mấy giờ chạy?");
    const page = await (await person("agent.dulich", { device: desk })).newPage();
    await page.goto(`${host}/desk?lang=vi`);
    await page.keyboard.press("k");
    await page.keyboard.press("Enter");
    await page.locator("h1", { hasText: "Bàn phím" }).waitFor(within);
    await page.keyboard.press("?");
    await page.locator("#keys[open]").waitFor(within);
    await page.keyboard.press("c");
    await page.locator("#text").waitFor(within);
    await page.keyboard.press("r");
    await page.keyboard.type("Tàu chạy từ 7 giờ.");
    await page.keyboard.press("Control+Enter");
    await page.locator("output.go", { hasText: "Đã gửi" }).waitFor(within);
    expect(await page.locator('[role="log"]').innerText()).toContain("Tàu chạy từ 7 giờ.");
    await page.context().close();
  }, 90_000);

  test("lose nothing that they write when the network goes, and send it once when it is back", async ({ expect }) => {
    const id = await handedOver("Mạng chập chờn: có thuyền về đêm không?");
    const context = await person("agent.dulich", { device: desk });
    const page = await context.newPage();
    await page.goto(`${host}/desk/${id}?lang=vi`);
    await page.locator('form[action$="/claim"] button').click();
    await page.locator("#text").fill("Có, tàu ngủ đêm trên vịnh.");
    await page.reload();
    expect(await page.locator("#text").inputValue()).toBe("Có, tàu ngủ đêm trên vịnh.");
    await context.setOffline(true);
    await page.locator("form[data-draft] button").click();
    await page.locator("[data-status]", { hasText: "Mất mạng" }).waitFor(within);
    await context.setOffline(false);
    await page.locator("output.go", { hasText: "Đã gửi" }).waitFor(within);
    expect(await page.locator('[role="log"] .card', { hasText: "tàu ngủ đêm" }).count()).toBe(1);
    expect(await page.evaluate((key) => localStorage.getItem(key), `ask-draft:${id}`)).toBeNull();
    await context.close();
  }, 90_000);

  test("without a script take a question, answer it, and change an entry", async ({ expect }) => {
    const id = await handedOver("Không kịch bản: gửi hành lý ở đâu?");
    const page = await (await person("agent.dulich", { javaScriptEnabled: false })).newPage();
    await page.goto(`${host}/desk?lang=vi`);
    await page.locator(`a[href="/desk/${id}"]`).click();
    await page.locator('form[action$="/claim"] button').click();
    await page.locator("#text").fill("Ở nhà ga cảng.");
    await page.locator('form[action$="/reply"] button').click();
    await page.locator("output.go", { hasText: "Đã gửi" }).waitFor(within);
    await page.locator("#title").fill("Gửi hành lý ở cảng, chuyện của bài kiểm tra");
    if (await page.locator('[name="another"]').count()) await page.locator('[name="another"]').check();
    await page.locator('form[action$="/draft"] button').click();
    await page.context().close();

    const editor = await (await person("editor.dulich", { javaScriptEnabled: false })).newPage();
    await editor.goto(`${host}/office/entries?lang=vi`);
    await editor.locator("ol.threads a", { hasText: "chuyện của bài kiểm tra" }).click();
    await editor.locator('button[name="preview"]').click();
    await editor.locator("#preview").waitFor(within);
    await editor.locator('form[action="/office/entry/approve"] button').first().click();
    await editor.locator("output.go").waitFor(within);
    expect(await editor.locator("main").innerText()).toContain("Đang hiện");
    await editor.context().close();
  }, 90_000);

  test("nothing went wrong on any of the pages", ({ expect }) => {
    expect(browser.wrong).toEqual([]);
  });
});
