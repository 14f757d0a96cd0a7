import { afterAll, beforeAll, describe, test } from "vitest";

import { desk, hasBrowser, openBrowser } from "../browser/browser.mjs";
import { hiddenFocus, overflow, smallTargets, violations } from "../browser/checks.mjs";
import { openCity } from "../city/city.mjs";

/** Who opens which pages; what they may do follows from the token, as a sign-in with a passkey would give it. */
const visits = {
  administrator: {
    person: "admin.baichay",
    pages: [
      "/organisations",
      "/organisations/baichay",
      "/organisations/baichay/people/sample-counter.baichay",
      "/organisations/baichay/keys",
      "/organisations/baichay/audit",
      "/privacy",
      "/privacy/columns",
      "/privacy/erase",
    ],
  },
  officer: {
    person: "dpo.quangninh",
    pages: ["/organisations/quang-ninh/requests", "/organisations/quang-ninh/breaches"],
  },
  province: {
    person: "province.quangninh",
    pages: ["/organisations", "/organisations/baichay/break-glass"],
  },
};

let city;
let browser;
beforeAll(async () => {
  if (!hasBrowser) return;
  [city, browser] = [await openCity(), await openBrowser()];
});
afterAll(async () => {
  await browser?.close();
  await city?.close();
});

const open = async (who, options) => {
  const token = city.token(visits[who].person, { service: "identity" });
  const context = await browser.person(desk, { bypassCSP: true, ...options });
  await context.addCookies([{ name: "identity_at", value: token, url: city.originOf("id") }]);
  return context;
};

describe.skipIf(!hasBrowser)("somebody who looks after people and their data", () => {
  test("fills in the pages: an invitation, a key shown once, a letter, a breach", async ({ expect }) => {
    const admin = await (await open("administrator")).newPage();
    await admin.goto(`${city.originOf("id")}/organisations/baichay`);
    await admin.fill("#name", "Mai Thị Xuân (mẫu)");
    await admin.fill("#contact", "0912345678");
    await admin.selectOption("#role", "counter");
    await admin.click("form[action$=invitations] button");
    await admin.getByText("•••• 678").waitFor();
    await admin.goto(`${city.originOf("id")}/organisations/baichay/keys`);
    await admin.fill("#name", "HIS (mẫu)");
    await admin.check("input[value='queue.desk']");
    await admin.click("main form.stack button");
    expect(await admin.locator("code").textContent()).toMatch(/^ven_/);
    const officer = await (await open("officer")).newPage();
    await officer.goto(`${city.originOf("id")}/organisations/quang-ninh/requests`);
    await officer.selectOption("#kind", "access");
    await officer.fill("#reference", "12/CV");
    await officer.click("main form.stack button");
    await officer.getByText("12/CV").first().waitFor();
  });

  test.for(["light", "dark"])(
    "reads each page in %s, at a desk and at 320 px, with keys alone",
    async (colorScheme, { expect }) => {
      const wrong = [];
      for (const [who, { pages }] of Object.entries(visits)) {
        const page = await (await open(who, { colorScheme })).newPage();
        for (const address of pages) {
          await page.setViewportSize(desk.viewport);
          const answer = await page.goto(city.originOf("id") + address);
          const said = [`${answer.status()}`].filter((status) => status !== "200");
          said.push(...(await violations(page)), ...(await smallTargets(page)), ...(await hiddenFocus(page)));
          await page.setViewportSize({ width: 320, height: 700 });
          said.push(...(await overflow(page)));
          wrong.push(...said.map((what) => `${who} ${address}: ${what}`));
        }
        await page.context().close();
      }
      expect(wrong).toEqual([]);
      expect(browser.wrong).toEqual([]);
    },
  );
});
