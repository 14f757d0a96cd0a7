import { afterAll, beforeAll, describe, test } from "vitest";

import { hasBrowser, openBrowser, phone } from "../browser/browser.mjs";
import { hiddenFocus, overflow, smallTargets, violations } from "../browser/checks.mjs";
import { openCity } from "../city/city.mjs";

/** A provider that nobody asks here: citizens come with a token of their own. */
const nowhere = "https://vneid.invalid";
const vneid = {
  VNEID: JSON.stringify({
    issuer: nowhere,
    authorizationEndpoint: `${nowhere}/authorize`,
    tokenEndpoint: `${nowhere}/token`,
    userinfoEndpoint: `${nowhere}/userinfo`,
    jwksUri: `${nowhere}/jwks`,
    clientId: "ven",
  }),
  VNEID_CLIENT_SECRET: "a-secret-of-this-test-alone",
};
const admin = "admin.baichay";
const officer = "dpo.quangninh";

let city, browser, id;
beforeAll(async () => {
  if (!hasBrowser) return;
  [city, browser] = [await openCity({ variables: { "ven-identity": vneid } }), await openBrowser()];
  id = city.originOf("id");
});
afterAll(async () => {
  await browser?.close();
  await city?.close();
});

const tokenOf = (person, claims = {}) => city.token(person, { service: "identity", claims });

/** Somebody's phone; with a token they are signed in. */
async function open(token) {
  const context = await browser.person(phone, { bypassCSP: true, isMobile: false });
  if (token) await context.addCookies([{ name: "identity_at", value: token, url: id }]);
  return context.newPage();
}

async function message(wanted) {
  const inbox = await city.fetch(`${id}/dev/inbox`, { headers: { accept: "application/json" } });
  const { messages } = await inbox.json();
  return messages.find(({ text }) => wanted.test(text));
}

let people = 0;
/** A new guest who signs in by code, on this page. */
async function signIn(page) {
  const contact = `09125560${String(++people).padStart(2, "0")}`;
  await page.goto(`${id}/sign-in`);
  await page.fill("#contact", contact);
  await page.keyboard.press("Enter");
  await page.waitForURL(/sign-in\/code/);
  await page.fill("#code", (await message(/#\d{6}$/)).code);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/account/);
}

/** Goes to a control with the Tab key alone. */
async function tabTo(page, selector) {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
  }
  throw new Error(`the Tab key does not lead to ${selector}`);
}

/** What is wrong with the page as it stands: for axe, for fingers, for keys, and at 320 px. */
async function look(page, name) {
  const found = [...(await violations(page)), ...(await smallTargets(page)), ...(await hiddenFocus(page))];
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 700 });
  found.push(...(await overflow(page)));
  await page.setViewportSize(before);
  return found.map((what) => `${name}: ${what}`);
}

/** The page in both languages; comes back to the first. */
async function lookTwice(page, name) {
  const address = page.url();
  const found = await look(page, name);
  await page.goto(`${address}${address.includes("?") ? "&" : "?"}lang=en`);
  found.push(...(await look(page, `${name}, in English`)));
  await page.goto(`${address}${address.includes("?") ? "&" : "?"}lang=vi`);
  return found;
}

describe.skipIf(!hasBrowser)("on a phone, with keys alone", () => {
  test("a colleague reads an invitation and proves the phone that it went to", async ({ expect }) => {
    const headers = { authorization: `Bearer ${tokenOf(admin)}`, origin: id };
    const form = { name: "Mai (mẫu)", contact: "0912555001", role: "counter", until: "" };
    const sent = await city.fetch(`${id}/organisations/baichay/invitations`, {
      method: "POST",
      body: new URLSearchParams(form),
      headers,
    });
    expect(sent.status).toBe(303);
    const { text } = await message(/\/invitations\//);
    const page = await open();
    await page.goto(/http\S+\/invitations\/\S+/.exec(text)[0]);
    expect(await lookTwice(page, "invitation")).toEqual([]);
    await tabTo(page, "form[action$='/code'] button");
    await page.keyboard.press("Enter");
    await page.waitForURL(/sign-in\/code/);
    await page.context().close();
  });

  test("an administrator sees whom to let in again", async ({ expect }) => {
    const page = await open(tokenOf(admin));
    await page.goto(`${id}/recovery/baichay`);
    expect(await lookTwice(page, "recovery")).toEqual([]);
    await page.context().close();
  });

  test("a guest takes a link, and brings everything to VNeID on another phone", async ({ expect }) => {
    await (
      await city.database()
    )
      .prepare("INSERT OR IGNORE INTO id_subject (id, kind, created_at) VALUES ('citizen-lan', 'citizen', ?)")
      .bind(Date.now())
      .run();
    const guest = await open();
    await signIn(guest);
    await tabTo(guest, "form[action$='/merge-link'] button");
    await guest.keyboard.press("Enter");
    await guest.locator("#link").waitFor();
    const wrong = await look(guest, "link");
    const link = (await guest.locator("#link").inputValue()).trim();

    const claims = { kind: "citizen", sub: "citizen-lan", sid: "local-citizen", roles: {}, ial: 2, amr: ["fed"] };
    const citizen = await open(tokenOf(admin, claims));
    await citizen.goto(link);
    wrong.push(...(await lookTwice(citizen, "merge")));
    await tabTo(citizen, "button[value=yes]");
    await citizen.keyboard.press("Enter");
    await citizen.waitForURL(/said=merged/);
    wrong.push(...(await look(citizen, "account of a citizen")));
    expect(wrong).toEqual([]);
    await Promise.all([guest.context().close(), citizen.context().close()]);
  });

  test("an officer answers an objection, and the guest reads why", async ({ expect }) => {
    const guest = await open();
    await signIn(guest);
    await guest.goto(`${id}/privacy`);
    const wrong = await look(guest, "privacy");
    await guest
      .locator("form[action^='/privacy/objections/'] button")
      .first()
      .evaluate((one) => one.form.submit());
    await guest.waitForURL(/said=saved/);

    const page = await open(tokenOf(officer));
    await page.goto(`${id}/organisations/quang-ninh/requests`);
    await tabTo(page, "td a.btn");
    await page.keyboard.press("Enter");
    await page.locator("#reason").waitFor();
    wrong.push(...(await lookTwice(page, "request")));
    await page.locator("input[value=refused]").focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.type("short");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator("[role=alert], .errors, #reason[aria-invalid], .bad").first().waitFor();
    wrong.push(...(await look(page, "request with an error")));
    expect(await page.locator("#reason").inputValue()).toBe("short");
    await page.fill("#reason", "Luật buộc giữ số liệu này trong năm nay");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL(/said=saved/);
    wrong.push(...(await look(page, "requests")));
    await guest.goto(`${id}/privacy`);
    expect(await guest.getByText("Luật buộc giữ số liệu này trong năm nay").count()).toBe(1);
    wrong.push(...(await look(guest, "privacy with an answer")));
    expect(wrong).toEqual([]);
    expect(browser.wrong).toEqual([]);
    await Promise.all([guest.context().close(), page.context().close()]);
  });
});
