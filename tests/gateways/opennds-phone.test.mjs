import { afterAll, beforeAll, describe, test } from "vitest";

import { bundle } from "../../tools/lib/bundle.mjs";
import { hasBrowser } from "../browser/browser.mjs";
import { hasOpennds, openLab } from "./opennds.mjs";

describe.skipIf(!hasOpennds || !hasBrowser)("a tourist's phone at a real openNDS gateway", () => {
  let lab;
  beforeAll(async () => {
    await bundle("development");
    lab = await openLab({ level: 2, phones: 2 });
  }, 240_000);
  afterAll(() => lab?.close());

  test("is online after one tap in a browser that runs no script and keeps no cookie, in its own language", async ({
    expect,
    annotate,
  }) => {
    const device = await lab.browse(0, { locale: "ko-KR" });
    const asked = [];
    device.on("request", (request) => asked.push(request.url()));
    try {
      const page = await device.newPage();
      const began = Date.now();
      await page.goto("http://captive.apple.com/hotspot-detect.html");
      expect(page.url()).toContain(`${lab.origin}/p/quang-ninh`);
      expect(await page.locator("html").getAttribute("lang")).toBe("ko");
      // What the gateway answered, and the page: nothing else was fetched but what a browser wants of any site.
      const fetched = asked.filter((url) => url.startsWith(lab.origin) && !url.endsWith("/favicon.ico"));
      expect(fetched.map((url) => url.replace(/\?.*/, ""))).toEqual([`${lab.origin}/p/quang-ninh`]);
      const button = page.locator("form[action^='/enter'] button").first();
      const { height } = await button.boundingBox();
      expect(height).toBeGreaterThanOrEqual(44);
      await button.press("Enter");
      await page.waitForURL(`${lab.origin}/s/**`, { timeout: 60_000 });
      await annotate(`from the first question to the status page: ${Date.now() - began} ms`);
      expect(await page.locator("main").innerText()).toMatch(/온라인|연결/);
      expect(await device.cookies()).toEqual([]);
      const internet = await device.newPage();
      await internet.goto("http://example.test/");
      expect(await internet.locator("body").innerText()).toBe("the internet");
      expect((await lab.curl(1, "http://example.test/")).status).toBe(307);
    } finally {
      await device.close();
    }
    expect(lab.complaints).toEqual([]);
  });
});
