import { afterAll, beforeAll, describe, test } from "vitest";

import { desk, hasBrowser, openBrowser, phone, television } from "./browser.mjs";
import { openHospital } from "./hospital.mjs";
import { deskOf, signIn } from "./nurse.mjs";
import { takeNumber, ticketOf } from "./patient.mjs";
import { toldInOrder, within } from "./story.mjs";

const reloadNow = (page) => page.getByRole("link", { name: "Reload now" }).click();

describe.skipIf(!hasBrowser)("a morning at Internal medicine without JavaScript", () => {
  let hospital, browser, ann, ben, nurse, board;
  toldInOrder();

  beforeAll(async () => {
    [hospital, browser] = await Promise.all([openHospital(), openBrowser()]);
    const person = async (device) =>
      (await browser.person(device, { javaScriptEnabled: false, locale: "en-GB" })).newPage();
    ann = await person(phone);
    ben = await person(phone);
    nurse = await person(desk);
    board = await person(television);
  });

  afterAll(async () => {
    await browser?.close();
    await hospital?.close();
  });

  test("a patient changes the language, chooses a service and has a number", async ({ expect }) => {
    await ann.goto(`${hospital.queue}/j/baichay2?lang=vi`);
    await expect.poll(() => ann.locator("h1").innerText(), within).toBe("Lấy số");
    await ann.getByRole("link", { name: "English" }).tap();
    await expect.poll(() => ann.locator("h1").innerText(), within).toBe("Take a number");
    // Nothing is chosen for anybody: the browser itself asks.
    await ann.getByRole("button", { name: "Take a number" }).tap();
    await expect.poll(() => ann.locator("h1").innerText(), within).toBe("Take a number");
    await expect.poll(() => takeNumber(ann, { hospital, service: "Internal medicine" }), within).toBe("A001");
    await expect.poll(() => ticketOf(ann), within).toContain("You are next");
    await expect.poll(() => takeNumber(ben, { hospital, service: "Internal medicine" }), within).toBe("A002");
    await expect.poll(() => ticketOf(ben), within).toContain("1 person before you");
  });

  test("a page says that it reloads, and a patient may stop that", async ({ expect }) => {
    await expect.poll(() => ben.locator("main").innerText(), within).toContain("This page reloads every 15 seconds.");
    await ben.getByRole("link", { name: "Stop reloading" }).tap();
    await expect
      .poll(() => ben.locator("main").innerText(), within)
      .toContain("This page no longer reloads by itself.");
    await ben.getByRole("link", { name: "Reload by itself again" }).tap();
    await expect.poll(() => ben.locator("main").innerText(), within).toContain("This page reloads every 15 seconds.");
  });

  test("a nurse signs in with a code and chooses a room", async ({ expect }) => {
    await signIn(nurse, { hospital, to: "/desk", contact: "0900000001" });
    await expect.poll(() => nurse.locator("h1").innerText(), within).toBe("Which counter are you at?");
    await nurse.getByRole("link", { name: "Room 103" }).click();
    await expect.poll(() => nurse.locator("h1").innerText(), within).toBe("Room 103 · Internal medicine");
    await board.goto(`${hospital.queue}/b/baichay2`);
  });

  test("a nurse calls, and phone and board come to know by themselves", async ({ expect }) => {
    await deskOf(nurse).next.click();
    await expect.poll(() => deskOf(nurse).current(), within).toBe("A001");
    await expect.poll(() => deskOf(nurse).notice(), within).toMatch(/Called A001 at \d\d:\d\d/);
    await reloadNow(ann);
    await expect.poll(() => ticketOf(ann), within).toMatch(/Please come[\s\S]*Room 103/);
    await expect.poll(() => board.locator(".now").innerText(), { ...within, timeout: 12_000 }).toContain("A001");
    await expect.poll(() => ticketOf(ben), { ...within, timeout: 20_000 }).toContain("You are next");
  });

  test("a nurse takes a call back from the bar that reports it", async ({ expect }) => {
    await nurse.locator("output.toast button").click();
    await expect.poll(() => deskOf(nurse).current(), within).toBe("");
    await expect.poll(() => deskOf(nurse).waiting(), within).toEqual(["A001", "A002"]);
    await reloadNow(ann);
    await expect.poll(() => ticketOf(ann), within).toContain("You are next");
  });

  test("a nurse calls, begins and ends", async ({ expect }) => {
    await deskOf(nurse).next.click();
    await deskOf(nurse).tool("start").click();
    await expect.poll(() => deskOf(nurse).doing(), within).toBe("Serving");
    await reloadNow(ann);
    await expect.poll(() => ticketOf(ann), within).toContain("You are being served at Room 103");
    await deskOf(nurse).tool("finish").click();
    await expect.poll(() => deskOf(nurse).current(), within).toBe("");
    await reloadNow(ann);
    await expect.poll(() => ticketOf(ann), within).toContain("Done");
  });

  test("a double click sends the same form twice and calls one person", async ({ expect }) => {
    await expect.poll(() => takeNumber(ann, { hospital, service: "Internal medicine" }), within).toBe("A003");
    await nurse.goto(`${hospital.queue}/desk/baichay.p103`);
    await deskOf(nurse).next.dblclick();
    await expect.poll(() => deskOf(nurse).current(), within).toBe("A002");
    await nurse.reload();
    await expect.poll(() => deskOf(nurse).current(), within).toBe("A002");
    await expect.poll(() => deskOf(nurse).waiting(), within).toEqual(["A003"]);
  });

  test("a desk that is out of date is refused and shows how things stand", async ({ expect }) => {
    const other = await nurse.context().newPage();
    await other.goto(nurse.url());
    await deskOf(other).tool("start").click();
    await expect.poll(() => deskOf(other).doing(), within).toBe("Serving");
    await deskOf(nurse).tool("recall").click();
    await expect.poll(() => deskOf(nurse).trouble(), within).toMatch(/^Not done: /);
    await expect.poll(() => deskOf(nurse).doing(), within).toBe("Serving");
    await deskOf(other).tool("finish").click();
    await expect.poll(() => deskOf(other).current(), within).toBe("");
  });

  test("a patient who missed a call comes back with one tap", async ({ expect }) => {
    await nurse.goto(`${hospital.queue}/desk/baichay.p103`);
    await deskOf(nurse).next.click();
    await expect.poll(() => deskOf(nurse).current(), within).toBe("A003");
    await deskOf(nurse).tool("no-show").click();
    await expect.poll(() => deskOf(nurse).trouble(), within).toMatch(/^Not done: /);
    await hospital.goAway();
    await hospital.comeBack(61_000);
    await deskOf(nurse).tool("no-show").click();
    await expect.poll(() => deskOf(nurse).away(), within).toEqual(["A003"]);
    await ann.reload();
    await expect.poll(() => ticketOf(ann), within).toContain("Missed");
    await ann.getByRole("button", { name: "I am here" }).tap();
    await expect.poll(() => ticketOf(ann), within).toContain("Waiting");
  });

  test("a patient gives the number back, after reading what that means", async ({ expect }) => {
    await ann.getByText("Give the number back").tap();
    await expect.poll(() => ann.locator("main").innerText(), within).toContain("You lose your place");
    await ann.getByRole("button", { name: "Give back A003" }).tap();
    await expect.poll(() => ticketOf(ann), within).toContain("Given back");
    await nurse.reload();
    await expect.poll(() => deskOf(nurse).waiting(), within).toEqual([]);
  });

  test("nothing went wrong on any of the pages", ({ expect }) => {
    expect(browser.wrong).toEqual([]);
  });
});
