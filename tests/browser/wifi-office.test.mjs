import { afterAll, beforeAll, describe, test } from "vitest";

import { openCity } from "../city/city.mjs";
import { desk, hasBrowser, openBrowser, phone } from "./browser.mjs";
import { overflow, smallTargets, violations } from "./checks.mjs";

const within = { timeout: 30_000 };
const narrow = { ...phone, viewport: { width: 360, height: 800 } };
const gatewayName = "HaLong-Bay-AP01%20Node%3a02aabbccdd01%20";

/** What openNDS of level 4 sends a phone to. */
function redirectOf(number) {
  const payload = [
    `hid=${String(number).padStart(64, "0")}`,
    `clientip=10.9.0.${number}`,
    `clientmac=02:11:22:33:46:${number}`,
    "client_type=cpd_can",
    `gatewayname=${gatewayName}`,
    "version=10.3.1",
    "gatewayaddress=10.9.0.1:2050",
    "gatewaymac=02aabbccdd01",
    "originurl=http%3a%2f%2fexample.test%2f",
    "(null)(null)",
  ].join(", ");
  return `/p/quang-ninh?fas=${encodeURIComponent(btoa(payload))}`;
}

describe.skipIf(!hasBrowser)("Wi-Fi in a browser", () => {
  let city, browser, host, at;
  beforeAll(async () => {
    [city, browser] = await Promise.all([openCity(), openBrowser()]);
    host = city.originOf("wifi");
    at = `${host}/hotspots/quang-ninh`;
    await put("gateways", {
      id: "lab",
      site: "qn-001",
      make: "opennds",
      level: 4,
      addresses: ["10.9.0.1:2050"],
      secrets: ["0123456789abcdef"],
      settings: {},
      names: ["02:aa:bb:cc:dd:01"],
      gatewayName: "HaLong-Bay-AP01",
    });
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await city?.close();
  });

  const put = (what, json) => city.send(`${host}/dev/${what}`, { method: "PUT", json });
  const staff = (who, options = {}) =>
    browser.person(options.device ?? narrow, {
      isMobile: false,
      extraHTTPHeaders: city.staff(who, { service: "wifi" }),
      ...options,
    });

  /** With the Tab key alone, to the first control that fits; what is written goes in the place of what stands there. */
  async function tabTo(page, selector, text) {
    const focused = page.locator(selector).and(page.locator(":focus"));
    for (let presses = 0; (await focused.count()) === 0; presses++) {
      if (presses > 150) throw new Error(`no key leads to ${selector}`);
      await page.keyboard.press("Tab");
    }
    if (text === undefined) return;
    await page.keyboard.press("Control+A");
    await page.keyboard.type(text);
  }
  const press = async (page, selector) => {
    await tabTo(page, selector);
    await page.keyboard.press("Enter");
  };

  /** Faults of a page in both languages, light and dark, on a narrow phone, and of its width at a desk too. */
  async function faultsOf(page, address, { small = false } = {}) {
    const faults = [];
    for (const { lang, colorScheme } of [
      { lang: "vi", colorScheme: "light" },
      { lang: "en", colorScheme: "dark" },
    ]) {
      await page.setViewportSize(narrow.viewport);
      await page.emulateMedia({ colorScheme });
      const answer = await page.goto(`${address}${address.includes("?") ? "&" : "?"}lang=${lang}`);
      const found = [
        ...(await violations(page)),
        ...(await overflow(page)),
        ...(small ? await smallTargets(page) : []),
      ];
      if (answer.status() !== 200) found.push(String(answer.status()));
      await page.setViewportSize(desk.viewport);
      found.push(...(await overflow(page)));
      for (const one of found) faults.push(`${lang} ${colorScheme} ${address}: ${one}`);
    }
    return faults;
  }

  test("an operator reads every page on a narrow phone and at a desk, in Vietnamese and English, light and dark", async ({
    expect,
  }) => {
    const faults = [];
    const admin = await (await staff("admin.wifi")).newPage();
    for (const path of [
      "",
      "?state=silent",
      "/check",
      "/new",
      "/gateways/lab",
      "/import",
      "/servers",
      "/secure",
      "/vouchers",
      "/plans",
      "/blocks",
      "/disaster",
      "/reports",
    ])
      faults.push(...(await faultsOf(admin, at + path)));
    await admin.context().close();
    const officer = await (await staff("disclosure.wifi")).newPage();
    faults.push(...(await faultsOf(officer, `${at}/disclosures`)));
    await officer.context().close();
    expect(faults).toEqual([]);
  }, 180_000);

  test("an operator checks a pasted address and prints vouchers, with the keyboard alone and no script", async ({
    expect,
  }) => {
    const page = await (await staff("operator.wifi", { device: desk, javaScriptEnabled: false })).newPage();
    await page.goto(`${at}/check?lang=en`);
    await tabTo(page, "[name=address]", host + redirectOf(50));
    await press(page, "main form button");
    await page.locator("main", { hasText: "openNDS" }).locator("text=02:11:22:33:46:50").first().waitFor(within);
    await page.goto(`${at}/vouchers?lang=en`);
    await tabTo(page, "[name=label]", "Bus of forty");
    await tabTo(page, "[name=count]", "12");
    await press(page, "main form button");
    const slips = page.locator(".slips > li");
    await slips.first().waitFor(within);
    expect(await slips.count()).toBe(12);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("nav.around").isVisible()).toBe(false);
    expect(await slips.first().locator("p[lang]").count()).toBe(4);
    await page.context().close();
  }, 120_000);

  test("an administrator opens the network for everybody in a storm and closes it again, with the keyboard alone", async ({
    expect,
  }) => {
    const page = await (await staff("admin.wifi", { javaScriptEnabled: false })).newPage();
    await page.goto(`${at}/disaster?lang=en`);
    await tabTo(page, "[name=hours]", "2");
    await tabTo(page, "[name=vi]", "Bão số 5: vào trú tại nhà ga.");
    await tabTo(page, "[name=en]", "Storm: shelter in the station.");
    await press(page, "main form button");
    await page.locator('form:has(input[name="hours"][value="0"])').waitFor(within);
    const tourist = await (await browser.person(narrow, { locale: "en-GB", javaScriptEnabled: false })).newPage();
    await tourist.goto(host + redirectOf(51));
    await tourist.locator("text=Storm: shelter in the station.").waitFor(within);
    await tourist.context().close();
    await press(page, 'form:has(input[name="hours"][value="0"]) button');
    await page.locator('form:has(input[name="hours"][value="0"])').waitFor({ state: "detached", ...within });
    await page.context().close();
    expect(browser.wrong).toEqual([]);
  }, 120_000);

  test("two officers open the lease log for one request, and no key leads the first one past the second", async ({
    expect,
  }) => {
    const first = await (await staff("disclosure.wifi", { javaScriptEnabled: false })).newPage();
    await first.goto(`${at}/disclosures?lang=en`);
    await tabTo(first, "[name=reference]", "CV 12/2026");
    await tabTo(first, "[name=authority]", "Sample police");
    await tabTo(first, "[name=legalBasis]", "Sample law, article 5");
    await tabTo(first, "[name=site]", "qn-001");
    await tabTo(first, "[name=address]", "02-11-22-33-46-50");
    await tabTo(first, "[name=from]");
    await first.keyboard.type("12:00AM");
    await tabTo(first, "[name=to]");
    await first.keyboard.type("12:01AM");
    await press(first, "main form button");
    await first.waitForURL(/disclosures\/[\da-f-]{36}/, within);
    expect(await first.locator('button[value="allow"]').count()).toBe(0);
    const second = await (await staff("disclosure2.wifi", { javaScriptEnabled: false })).newPage();
    await second.goto(`${first.url().split("?")[0]}?lang=en`);
    await press(second, 'form:has(input[value="allow"]) button, button[value="allow"]');
    await second.locator('form[action$="/hand-over"]').waitFor(within);
    await first.context().close();
    await second.context().close();
  }, 120_000);

  test("a tourist gets online with keys alone, without script and cookies, and sees what is left", async ({
    expect,
  }) => {
    const tourist = await browser.person(narrow, { locale: "en-GB", javaScriptEnabled: false });
    const page = await tourist.newPage();
    await page.goto(host + redirectOf(60));
    await press(page, 'form[action^="/enter"] button');
    await page.waitForURL(/\/s\//, within);
    expect(await tourist.cookies()).toEqual([]);
    const hash = await gatewayHash();
    const poll = (payload) =>
      city.send(`${host}/p/quang-ninh?auth_get=view&gatewayhash=${hash}&payload=${encodeURIComponent(btoa(payload))}`);
    const [ticket] = /[0-9a-f]{64}/.exec((await poll("none")).text) ?? [];
    await poll(`* ${ticket}`);
    await page.locator("h1", { hasText: "You are online" }).waitFor(within);
    const text = await page.locator("main").innerText();
    for (const said of ["Time left", "Data left", "Speed", "Devices online", "Receipt", "My data"])
      expect(text).toContain(said);
    await press(page, 'form[action*="/extend"] button');
    await page.waitForURL(/said=extended/, within);
    const status = page.url().split("?")[0];
    // The phone says it to its gateway, which no city on one machine has.
    const told = page.waitForRequest(/^http:\/\/10\.9\.0\.1:2050\//, within);
    await press(page, 'form[action*="/logout"] button');
    await told;
    await tourist.close();

    const seen = await (await browser.person(narrow, { isMobile: false })).newPage();
    const faults = [];
    for (const address of [host + redirectOf(61), `${host}/p/quang-ninh`, status])
      faults.push(...(await faultsOf(seen, address, { small: true })));
    await seen.context().close();
    expect(faults).toEqual([]);
  }, 120_000);

  const gatewayHash = async () => {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(gatewayName));
    return Buffer.from(digest).toString("hex");
  };

  test("nothing went wrong on any of the pages", ({ expect }) => {
    expect(browser.wrong).toEqual([]);
  });
});
