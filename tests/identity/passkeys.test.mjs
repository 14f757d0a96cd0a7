import { afterAll, beforeAll, describe, test } from "vitest";

import { desk, hasBrowser, openBrowser, phone } from "../browser/browser.mjs";
import { overflow, smallTargets, violations } from "../browser/checks.mjs";
import { openHospital } from "../browser/hospital.mjs";
import { signIn } from "../browser/nurse.mjs";
import { giveAuthenticator } from "./authenticator.mjs";

const minute = 60_000;
const room = "/desk/baichay.p103";

describe.skipIf(!hasBrowser)("staff with passkeys in a real browser", () => {
  let hospital, browser, nurse, lock;

  beforeAll(async () => {
    [hospital, browser] = await Promise.all([openHospital(), openBrowser()]);
    nurse = await (await browser.person(desk)).newPage();
    lock = await giveAuthenticator(nurse);
  });

  afterAll(async () => {
    await browser?.close();
    await hospital?.close();
  });

  const main = (page) => page.locator("main").innerText();
  const tap = (page) => page.locator("form[data-passkey] button").click();
  /** Lets time pass: the city goes away and comes back. A desk that is open would miss it. */
  const later = async (ms) => {
    await nurse.goto("about:blank");
    await hospital.goAway();
    await hospital.comeBack(ms);
  };
  const signOut = async (page) => {
    await page.goto(`${hospital.id}/account`);
    await page.locator('form[action="/sign-out"] button').click();
    await page.waitForURL(`${hospital.id}/sign-in?**`);
    // Within ten seconds the queue knows; a browser that was closed meanwhile has forgotten.
    await page.context().clearCookies({ domain: "queue.localhost" });
  };

  test("a nurse makes one from her account", async ({ expect }) => {
    await signIn(nurse, { hospital, to: "/desk", contact: "0900000001" });
    await nurse.goto(`${hospital.id}/account`);
    await nurse.locator('a[href="/passkeys/register"]').click();
    await nurse.waitForURL("**/passkeys/register");
    await tap(nurse);
    await nurse.waitForURL("**/account?said=registered");
    expect(await main(nurse)).toContain("Đã lưu khoá truy cập");
    const [credential] = await lock.credentials();
    expect(credential).toMatchObject({ isResidentCredential: true, rpId: "id.localhost" });
  });

  test("and signs in with it to the queue, where a code no longer helps", async ({ expect }) => {
    await signOut(nurse);
    await nurse.goto(`${hospital.queue}${room}`);
    await nurse.locator('a[href^="/sign-in/passkey"]').click();
    await tap(nurse);
    await nurse.waitForURL(`${hospital.queue}${room}`);
    expect(await nurse.locator(".mast").innerText()).toContain("Nguyễn Thị An");
    await nurse.goto(`${hospital.id}/account`);
    expect(await main(nurse)).toContain("dùng lần cuối");
  });

  test("is not signed in when the device does not recognise her, and is told so", async ({ expect }) => {
    await signOut(nurse);
    await lock.recognise(false);
    await nurse.goto(`${hospital.id}/sign-in/passkey`);
    await tap(nurse);
    await nurse.locator('[data-when="not-confirmed"]').waitFor();
    expect(await violations(nurse)).toEqual([]);
    await lock.recognise(true);
    await tap(nurse);
    await nurse.waitForURL("**/account");
  });

  test("proves to be there before a sensitive act, and is back where she was", async ({ expect }) => {
    await nurse.goto(`${hospital.queue}${room}`);
    await nurse.goto(`${hospital.queue}/auth/step-up?return_to=${encodeURIComponent(room)}`);
    // She has signed in this minute.
    expect(nurse.url()).toBe(`${hospital.queue}${room}`);
    await later(6 * minute);
    await nurse.goto(`${hospital.queue}/auth/step-up?return_to=${encodeURIComponent(room)}`);
    await nurse.waitForURL("**/step-up?**");
    await tap(nurse);
    await nurse.waitForURL(`${hospital.queue}${room}`);
  });

  test("hands a shared computer over with a tap: the desk stays, the person changes", async ({ expect }) => {
    const colleague = await (await browser.person(desk)).newPage();
    const theirs = await giveAuthenticator(colleague);
    await signIn(colleague, { hospital, to: "/desk", contact: "0900000002" });
    await colleague.goto(`${hospital.id}/passkeys/register`);
    await tap(colleague);
    await colleague.waitForURL("**/account?said=registered");

    await nurse.goto(`${hospital.id}/account`);
    await nurse.locator('form[action="/account/shared-desk"] button').click();
    await nurse.locator('button[value="no"]').waitFor();
    const hers = await lock.credentials();
    await lock.replaceBy(await theirs.credentials());
    await nurse.goto(`${hospital.queue}${room}`);
    await nurse.locator('a[href^="/auth/switch"]').click();
    await nurse.waitForURL("**/sign-in/passkey?**");
    expect(await main(nurse)).toContain("Đổi người ở máy này");
    expect(await violations(nurse)).toEqual([]);
    await tap(nurse);
    await nurse.waitForURL(`${hospital.queue}${room}`);
    expect(await nurse.locator(".mast").innerText()).toContain("Trần Văn Bình");

    // After 15 minutes without use the desk asks for a tap, and the first nurse may come back.
    await later(16 * minute);
    await lock.replaceBy(hers);
    await nurse.goto(`${hospital.queue}${room}`);
    await nurse.waitForURL("**/sign-in/passkey?**");
    await tap(nurse);
    await nurse.waitForURL(`${hospital.queue}${room}`);
    expect(await nurse.locator(".mast").innerText()).toContain("Nguyễn Thị An");
    await colleague.context().close();
  });

  test("reads every page on a phone, light and dark, narrow and in two languages", async ({ expect }) => {
    const wrong = [];
    const paths = ["/sign-in?by=code", "/sign-in/passkey", "/account", "/step-up", "/passkeys/recover?k=x"];
    const [{ credentialId }] = await lock.credentials();
    const id = Buffer.from(credentialId, "base64").toString("base64url");
    for (const path of [...paths, `/account/passkeys/${id}`])
      for (const lang of ["vi", "en"]) {
        const address = new URL(path, hospital.id);
        address.searchParams.set("lang", lang);
        await nurse.setViewportSize(phone.viewport);
        await nurse.emulateMedia({ colorScheme: "light" });
        await nurse.goto(address.href);
        for (const colorScheme of ["light", "dark"]) {
          await nurse.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          wrong.push(...(await violations(nurse)).map((text) => `${path} ${lang} ${colorScheme}: ${text}`));
        }
        wrong.push(...(await smallTargets(nurse)).map((text) => `${path} ${lang}: ${text}`));
        await nurse.setViewportSize({ width: 320, height: 700 });
        wrong.push(...(await overflow(nurse)).map((text) => `${path} ${lang} at 320 px: ${text}`));
      }
    expect(wrong).toEqual([]);
  });

  test("without JavaScript is told what to do", async ({ expect }) => {
    const plain = await (await browser.person(phone, { javaScriptEnabled: false })).newPage();
    await plain.goto(`${hospital.id}/sign-in/passkey`);
    expect(await main(plain)).toContain("Khoá truy cập cần JavaScript");
    await tap(plain);
    expect(await plain.locator(".errors").innerText()).toContain("Khoá truy cập cần JavaScript");
    await plain.context().close();
  });

  test("in a browser without passkeys is told what to do", async ({ expect }) => {
    const init = () => delete window.PublicKeyCredential;
    const old = await (await browser.person(phone, { init })).newPage();
    await old.goto(`${hospital.id}/sign-in/passkey`);
    await old.locator('[data-when="unsupported"]').waitFor();
    expect(await old.locator("form[data-passkey]").isVisible()).toBe(false);
    await old.context().close();
  });

  test("a visitor waits for another code on a button that counts", async ({ expect }) => {
    const visitor = await (await browser.person(phone)).newPage();
    await visitor.goto(`${hospital.id}/sign-in`);
    await visitor.locator("#contact").fill("0911111222");
    await visitor.locator('form[action="/sign-in"] button').tap();
    await visitor.locator("[data-resend]").waitFor();
    expect(await visitor.locator('form[action="/sign-in/again"] button').isDisabled()).toBe(true);
    expect(await visitor.locator("[data-resend]").innerText()).toMatch(/sau (60|59|58) giây/);
    expect(await visitor.locator("#code").getAttribute("autocomplete")).toBe("one-time-code");
    expect(await violations(visitor)).toEqual([]);
    await visitor.context().close();
  });

  test("a supervisor who came by code is led to make one, and back to the switch that asked for it", async ({
    expect,
  }) => {
    const supervisor = await (await browser.person(phone)).newPage();
    await giveAuthenticator(supervisor);
    await signIn(supervisor, { hospital, to: "/supervise/baichay", contact: "0900000003" });
    const rotating = supervisor.locator('input[value="rotating"]');
    const save = supervisor.locator('form[action$="/join-mode"] button');
    await rotating.check();
    await save.click();
    await supervisor.locator('a[href^="/auth/step-up"]').click();
    await supervisor.locator('a[href^="/passkeys/register"]').click();
    await tap(supervisor);
    await supervisor.waitForURL(`${hospital.queue}/supervise/baichay`);
    await rotating.check();
    await save.click();
    await supervisor.locator('input[value="rotating"][checked]').waitFor({ state: "attached" });
    expect(await rotating.isChecked()).toBe(true);
    await supervisor.context().close();
  });

  test("nothing went wrong on any of the pages", ({ expect }) => {
    expect(browser.wrong).toEqual([]);
  });
});
