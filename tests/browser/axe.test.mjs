import { gzipSync } from "node:zlib";

import { afterAll, beforeAll, describe, test } from "vitest";

import { desk, hasBrowser, openBrowser, phone, television } from "./browser.mjs";
import { hiddenFocus, overflow, smallTargets, violations } from "./checks.mjs";
import { openHospital } from "./hospital.mjs";
import { deskOf, signIn } from "./nurse.mjs";
import { takeNumber } from "./patient.mjs";
import { within } from "./story.mjs";

/** Bytes of a first view, compressed (DESIGN: budgets). */
const firstView = 13_000;
/** Ticket pages by state; filled when the morning is set up. */
const tickets = {};

/** Who sees what: a page, its address at the hospital, and whether strangers open it. */
const pages = [
  { page: "the city's first page", at: ({ origin }) => `${origin}/`, isPublic: true },
  { page: "what the city keeps about people", at: ({ origin }) => `${origin}/privacy`, isPublic: true },
  { page: "the hospitals", at: ({ queue }) => `${queue}/`, isPublic: true },
  { page: "the choice of a service", at: ({ queue }) => `${queue}/j/baichay`, isPublic: true },
  { page: "a ticket that waits", at: () => tickets.waiting, isPublic: true },
  { page: "a ticket that is called", at: () => tickets.called, isPublic: true },
  { page: "a ticket that missed its call", at: () => tickets.missed, isPublic: true },
  { page: "a ticket that is done", at: () => tickets.served, isPublic: true },
  { page: "an address that does not exist", at: ({ queue }) => `${queue}/nothing`, isPublic: true },
  { page: "an expired code", at: ({ queue }) => `${queue}/j/baichay2?k=old`, isPublic: true },
  { page: "the sign-in", at: ({ id }) => `${id}/sign-in`, isPublic: true },
  { page: "every part on a phone", at: ({ origin }) => `${origin}/_ui` },
  { page: "every part on a desk", at: ({ origin }) => `${origin}/_ui/desk`, device: desk },
  { page: "a hall's board", at: ({ queue }) => `${queue}/b/baichay2`, device: television, isPublic: true },
  { page: "a poster", at: ({ queue }) => `${queue}/poster/baichay2`, device: desk, isPublic: true, isFixed: true },
  { page: "the choice of a counter", at: ({ queue }) => `${queue}/desk`, device: desk },
  { page: "a desk with somebody", at: ({ queue }) => `${queue}/desk/baichay.p103`, device: desk },
  { page: "a desk where nobody waits", at: ({ queue }) => `${queue}/desk/baichay.p106`, device: desk },
  { page: "a supervisor's hospital", at: ({ queue }) => `${queue}/supervise/baichay`, device: desk },
  { page: "a screen with the code", at: ({ queue }) => `${queue}/screen/baichay2`, device: television },
  { page: "one's own account", at: ({ id }) => `${id}/account` },
].map((one) => ({ device: phone, isPublic: false, isFixed: one.device === television, ...one }));

describe.skipIf(!hasBrowser)("everybody can read and use", () => {
  let hospital, browser, large, person, reader;

  beforeAll(async () => {
    [hospital, browser, large] = await Promise.all([openHospital(), openBrowser(), openBrowser({ fontSize: 32 })]);
    person = await (await browser.person(phone, { isMobile: false })).newPage();
    await signIn(person, { hospital, to: "/supervise", contact: "0900000003" });
    await aMorning();
    const storageState = await person.context().storageState();
    reader = await (await large.person(phone, { isMobile: false, storageState })).newPage();
  });

  afterAll(async () => {
    await Promise.all([browser?.close(), large?.close()]);
    await hospital?.close();
  });

  test.for(pages)("$page: light and dark, in Vietnamese and English, small and large", async (one, { expect }) => {
    const { at, device, isFixed } = one;
    const wrong = [];
    const note = (where, found) => wrong.push(...found.map((text) => `${where}: ${text}`));
    for (const lang of ["vi", "en"]) {
      await person.setViewportSize(device.viewport);
      await person.emulateMedia({ colorScheme: "light" });
      await person.goto(inLang(at(hospital), lang));
      note(`${lang} light`, await violations(person));
      note(`${lang} targets`, await smallTargets(person));
      note(`${lang} focus`, await hiddenFocus(person));
      await person.emulateMedia({ colorScheme: "dark" });
      note(`${lang} dark`, await violations(person));
      // What hangs on a wall has one size.
      if (isFixed) continue;
      await person.setViewportSize({ width: 320, height: 640 });
      note(`${lang} at 320 px`, await overflow(person));
      await reader.setViewportSize(device.viewport);
      await reader.goto(inLang(at(hospital), lang));
      note(`${lang} with text of twice the size`, await overflow(reader));
    }
    expect(wrong).toEqual([]);
  });

  test("a form sent empty says so above the form, at its field and to a screen reader", async ({ expect }) => {
    await person.setViewportSize(phone.viewport);
    for (const [lang, colorScheme, said] of [
      ["vi", "light", "Chọn việc bạn cần."],
      ["en", "dark", "Choose what you need."],
    ]) {
      await person.emulateMedia({ colorScheme });
      await person.goto(inLang(`${hospital.queue}/j/baichay2`, lang));
      await person.evaluate(() => document.querySelector("form.join").submit());
      await person.locator(".errors a", { hasText: said }).click();
      expect(await person.locator("#service-error").innerText()).toBe(said);
      expect(await person.evaluate(() => document.activeElement?.id)).toBe("service");
      expect(await violations(person)).toEqual([]);
      expect(await overflow(person)).toEqual([]);
    }
  });

  test("somebody who typed a wrong code is told at the field", async ({ expect }) => {
    const guest = await (await browser.person(phone)).newPage();
    await guest.goto(`${hospital.id}/sign-in`);
    await guest.locator("#contact").fill("0900000002");
    await guest.locator('form[action="/sign-in"] button').tap();
    await guest.locator("#code").waitFor();
    expect(await violations(guest)).toEqual([]);
    await guest.locator("#code").fill("12");
    await guest.locator('form[action="/sign-in/code"] button').tap();
    await guest.locator(".errors").waitFor();
    expect(await guest.locator("#code").getAttribute("aria-invalid")).toBe("true");
    expect(await violations(guest)).toEqual([]);
    await guest.context().close();
  });

  test.for(pages.filter(({ isPublic }) => isPublic))(
    "$page is painted from its first answer alone, which is small",
    async (one, { expect }) => {
      const stranger = await (await browser.person(one.device)).newPage();
      // Nothing but the document is ever answered.
      await stranger.route("**/*", (route) => (route.request().isNavigationRequest() ? route.continue() : undefined));
      const answer = await stranger.goto(one.at(hospital), { waitUntil: "commit" });
      const painted = () => stranger.evaluate(() => performance.getEntriesByName("first-contentful-paint").length);
      await expect.poll(painted, within).toBe(1);
      expect(gzipSync(await answer.body()).length).toBeLessThanOrEqual(firstView);
      await stranger.unrouteAll({ behavior: "ignoreErrors" });
      await stranger.context().close();
    },
  );

  test("nothing went wrong on any of the pages", ({ expect }) => {
    expect([...browser.wrong, ...large.wrong]).toEqual([]);
  });

  /** Four people: one is done, one missed the call, one is called, one waits. */
  async function aMorning() {
    for (const state of ["served", "missed", "called", "waiting"]) {
      const patient = await (await browser.person(phone)).newPage();
      await takeNumber(patient, { hospital });
      tickets[state] = patient.url();
      await patient.context().close();
    }
    await person.setViewportSize(desk.viewport);
    await person.goto(`${hospital.queue}/desk/baichay.p103`);
    const { current, next, tool } = deskOf(person);
    const callNext = async (label) => {
      await next.click({ delay: 1_050 });
      await person.locator(".card .no", { hasText: label }).waitFor();
      if ((await current()) !== label) throw new Error(`${label} was not called`);
    };
    await callNext("A001");
    await tool("start").click();
    await callNext("A002");
    await callNext("A003");
  }
});

function inLang(address, lang) {
  const url = new URL(address);
  url.searchParams.set("lang", lang);
  return url.href;
}
