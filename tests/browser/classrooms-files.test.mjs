import { gzipSync } from "node:zlib";

import { afterAll, beforeAll, describe, test } from "vitest";

import { openCity } from "../city/city.mjs";
import { desk, hasBrowser, openBrowser, phone } from "./browser.mjs";
import { hiddenFocus, overflow, smallTargets, violations } from "./checks.mjs";

const school = "thpt-hongai";
/** A Monday morning of the sample's first term, after the bell. */
const at = Date.parse("2026-11-23T07:30:00+07:00");
const narrow = { width: 360, height: 740 };
const firstView = 13_000;

/** Who opens what; what hangs on a wall or goes to a printer has one size. */
const pages = [
  { page: "the files of a school", path: `/exchange/${school}` },
  { page: "what an import would do", path: () => `/exchange/imports/${draft}` },
  {
    page: "the register of a room",
    path: `/records/${school}/register?resource=${school}.a101&from=2026-11-01&to=2026-11-30`,
  },
  { page: "the borrowing book", path: `/records/${school}/borrowing?from=2026-11-01&to=2026-11-30` },
  { page: "addresses of calendars", path: `/records/${school}/feeds` },
  { page: "the use of rooms", path: "/records/usage" },
  { page: "the week of the rooms", path: `/s/${school}/rooms?view=all&date=2026-11-23` },
  { page: "the day of the rooms", path: `/s/${school}/rooms?view=day&date=2026-11-23` },
  { page: "a door", path: () => `/d/${door}`, isPublic: true },
  { page: "a door's poster", path: () => `/d/${door}/poster`, isPaper: true },
];
const month = "from=2026-11-01&to=2026-11-30&lang=vi";
const papers = [
  { paper: "the register of a room", path: `/records/${school}/register?resource=${school}.a101&${month}` },
  { paper: "the borrowing book", path: `/records/${school}/borrowing?${month}` },
  { paper: "the posters of a school's doors", path: `/s/${school}/manage/posters`, isUpright: true },
];
let draft;
let door;

/** Size in points of each page that a PDF of Chromium's has. */
const sheetsOf = (pdf) =>
  [...pdf.toString("latin1").matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/g)].map(
    ([, width, height]) => `${Math.round(Number(width))} × ${Math.round(Number(height))}`,
  );

describe.skipIf(!hasBrowser)("an office clerk and whoever stands at a door", () => {
  let city, host, browser, page, clerk;

  beforeAll(async () => {
    [city, browser] = await Promise.all([openCity({ at }), openBrowser()]);
    host = city.originOf("classrooms");
    const headers = city.staff(`manager.${school}`, { service: "classrooms" });
    const made = await city.send(`${host}/api/exchange/schools/${school}/imports?kind=timetable&from=2026-12-07`, {
      method: "POST",
      headers,
      body: "Lớp;Thứ;Tiết;Môn;GV;Phòng\n10A1;2;1-2;Toán;an;a202\n10A2;3;1;Văn;Không Ai;a202\n10A3;9;1;Sử;khanh;\n",
    });
    draft = made.body.id;
    const database = await city.database();
    const things = await database
      .prepare("SELECT id FROM room_resource WHERE school = ? AND kind = 'equipment' LIMIT 1")
      .bind(school)
      .first();
    await city.send(`${host}/api/schools/${school}/bookings`, {
      method: "POST",
      headers: { ...headers, "idempotency-key": "a-projector-is-lent" },
      json: { items: [{ resource: things.id, date: "2026-11-24", first: 3, person: `${school}.an` }] },
    });
    door = (await database.prepare("SELECT door FROM room_resource WHERE id = ?").bind(`${school}.a101`).first()).door;
    const person = (options) => browser.person(phone, { isMobile: false, extraHTTPHeaders: headers, ...options });
    page = await (await person()).newPage();
    clerk = await (await person({ ...desk, javaScriptEnabled: false, locale: "vi-VN" })).newPage();
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await city?.close();
  });

  test.for(pages)(
    "$page: light and dark, in Vietnamese and English, at 360 px",
    async ({ path, isPublic, isPaper }, { expect }) => {
      const wrong = [];
      const note = (where, found) => wrong.push(...found.map((text) => `${where}: ${text}`));
      const address = typeof path === "function" ? path() : path;
      for (const lang of ["vi", "en"]) {
        await page.setViewportSize(narrow);
        await page.emulateMedia({ colorScheme: "light" });
        const answer = await page.goto(`${host}${address}${address.includes("?") ? "&" : "?"}lang=${lang}`);
        expect(answer.status()).toBe(200);
        if (isPublic) expect(gzipSync(await answer.body()).length).toBeLessThanOrEqual(firstView);
        // A poster says all in Vietnamese and English at once.
        expect(await page.locator("html").getAttribute("lang")).toBe(isPaper ? "vi" : lang);
        note(`${lang} light`, await violations(page));
        if (!isPaper) note(`${lang} at 360 px`, await overflow(page));
        note(`${lang} targets`, await smallTargets(page));
        note(`${lang} focus`, await hiddenFocus(page));
        await page.emulateMedia({ colorScheme: "dark" });
        note(`${lang} dark`, await violations(page));
      }
      expect(wrong).toEqual([]);
    },
  );

  test("a file is brought in with the keyboard alone and without JavaScript, and what is wrong is said", async ({
    expect,
  }) => {
    await clerk.goto(`${host}/exchange/${school}?lang=vi`);
    await clerk.locator('input[name="kind"][value="rooms"]').focus();
    await clerk.keyboard.press("Space");
    const file = (name, text) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
    const send = async (text) => {
      await clerk.locator('input[name="kind"][value="rooms"]').check();
      await clerk.locator("#file").setInputFiles(file("phong.csv", text));
      await clerk.locator("#file").focus();
      await clerk.locator('main form[enctype="multipart/form-data"] button').focus();
      await clerk.keyboard.press("Enter");
    };
    await send("Tên;Tầng\nPhòng mới;1\n");
    await clerk.locator(".errors").waitFor();
    expect(await clerk.locator(".errors").innerText()).toContain("Mã phòng");
    await send("Mã phòng;Tên phòng;Số chỗ\nd301;Phòng mới;45\nd302;Phòng khác;nhiều\n");
    await clerk.waitForURL("**/exchange/imports/**");
    expect(await clerk.locator("main").innerText()).toContain("Phòng mới");
    expect(await clerk.locator("main").innerText()).toContain("nhiều");
    await clerk.locator('form[action$="/apply"] button').focus();
    await clerk.keyboard.press("Enter");
    await clerk.locator('form[action$="/apply"]').waitFor({ state: "detached" });
    const database = await city.database();
    const { n } = await database
      .prepare("SELECT count(*) AS n FROM room_resource WHERE school = ? AND code LIKE 'd30%'")
      .bind(school)
      .first();
    expect(n).toBe(1);
  });

  test.for(papers)(
    "$paper goes to A4 as it is: no buttons, no menu, nothing beyond its edge",
    async (paper, { expect }) => {
      await page.setViewportSize(desk.viewport);
      await page.emulateMedia({ colorScheme: "light", media: "print" });
      await page.goto(`${host}${paper.path}`);
      const shown = await page
        .locator("main form, main button, header nav, .bar button")
        .evaluateAll((all) =>
          all.filter((one) => one.checkVisibility()).map(({ outerHTML }) => outerHTML.slice(0, 80)),
        );
      expect(shown).toEqual([]);
      if (!paper.isUpright) expect(await page.locator("main tbody tr").count()).toBeGreaterThan(0);
      const sheets = sheetsOf(await page.pdf({ preferCSSPageSize: true }));
      expect(new Set(sheets)).toEqual(new Set([paper.isUpright ? "595 × 842" : "842 × 595"]));
      if (paper.isUpright) expect(sheets.length).toBe(await page.locator(".sheet").count());
      expect(sheets.length).toBeGreaterThan(0);
      expect(sheets.length).toBeLessThan(20);
      // Where the words are: A4 at 96 px an inch, less the margins of 10 mm that a lying sheet has.
      await page.setViewportSize(paper.isUpright ? { width: 794, height: 1123 } : { width: 1047, height: 718 });
      expect(await overflow(page)).toEqual([]);
      const cut = await page
        .locator("main table, main .sheet")
        .evaluateAll((all) =>
          all.filter((one) => one.scrollWidth > one.clientWidth + 1).map(({ outerHTML }) => outerHTML.slice(0, 80)),
        );
      expect(cut).toEqual([]);
      await page.emulateMedia({ media: null });
    },
  );

  test("a tablet shows the week of all rooms, and each cell takes a fingertip", async ({ expect }) => {
    await page.setViewportSize({ width: 820, height: 1180 });
    await page.goto(`${host}/s/${school}/rooms?view=all&date=2026-11-23&lang=vi`);
    expect(await page.locator(".week td a").count()).toBeGreaterThan(100);
    expect(await smallTargets(page)).toEqual([]);
    expect(await overflow(page)).toEqual([]);
  });

  test("nothing went wrong on any of the pages", ({ expect }) => {
    expect(browser.wrong).toEqual([]);
  });
});
