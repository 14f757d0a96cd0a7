import { afterAll, beforeAll, describe, test } from "vitest";

import { desk, hasBrowser, listen, openBrowser, phone, television } from "./browser.mjs";
import { openHospital } from "./hospital.mjs";
import { deskOf, pressNext, signIn } from "./nurse.mjs";
import { takeNumber, ticketOf } from "./patient.mjs";
import { pause, toldInOrder, within } from "./story.mjs";

/** Reconnecting is spread over seconds, so that a hall full of phones does not return in one moment. */
const afterReconnecting = { ...within, timeout: 20_000 };
const heard = (page) => page.evaluate(() => window.heard);

describe.skipIf(!hasBrowser)("a hospital whose network goes away", () => {
  let hospital, browser, an, nurse, board;
  toldInOrder();

  beforeAll(async () => {
    [hospital, browser] = await Promise.all([openHospital(), openBrowser()]);
    const page = async (device, options) => {
      const one = await (await browser.person(device, options)).newPage();
      // Their clocks run as ever, only hours wrong; a test may let a minute pass at once.
      await one.clock.install({ time: "2026-11-24T20:30:00+07:00" });
      return one;
    };
    an = await page(phone, { init: listen });
    nurse = await page(desk);
    board = await page(television, { init: listen });

    expectNumber(await takeNumber(an, { hospital }), "A001");
    for (const label of ["A002", "A003", "A004"]) {
      const other = await (await browser.person(phone)).newPage();
      expectNumber(await takeNumber(other, { hospital }), label);
      await other.context().close();
    }
    await board.goto(`${hospital.queue}/b/baichay2`);
    await board.getByRole("button", { name: "Bật chuông" }).click();
    await board.getByText("Chuông: bật").waitFor();
    await signIn(nurse, { hospital, to: "/desk", contact: "0900000001" });
    await nurse.goto(`${hospital.queue}/desk/baichay.p103`);
    await pressNext(nurse);
    await an.getByText("Phòng 103").first().waitFor();
    await board.locator(".now", { hasText: "A001" }).waitFor();
    await pause(1_500);
  });

  afterAll(async () => {
    await browser?.close();
    await hospital?.close();
  });

  test("board, phone and desk say since when they know nothing new, in the hospital's time", async ({ expect }) => {
    await hospital.goAway();
    await pause(500);
    await Promise.all([board.clock.fastForward(20_000), an.clock.fastForward(50_000), nurse.clock.fastForward(30_000)]);
    await expect.poll(() => board.locator(".strip.lost").innerText(), within).toMatch(/Mất kết nối từ 09:0\d\. /);
    expect(await board.locator(".strip").innerText()).toContain("Chuông: tắt");
    expect(await board.locator(".now").innerText()).toMatch(/^Số gọi gần nhất, lúc 09:0\d\s+A001\s+Phòng 103$/);
    await expect.poll(() => an.locator("main").innerText(), within).toMatch(/Mất kết nối từ 09:0\d\. /);
    expect(await ticketOf(an)).toContain("Phòng 103");
    await expect.poll(() => deskOf(nurse).trouble(), within).toMatch(/Mất kết nối từ 09:0\d\. /);
  });

  test("a nurse who presses on meanwhile is told to press again, and loses nothing", async ({ expect }) => {
    await pressNext(nurse);
    await pause(500);
    expect(await deskOf(nurse).trouble()).toContain("hãy chờ rồi bấm lại");
    expect(await deskOf(nurse).current()).toBe("A001");
    expect(await deskOf(nurse).waiting()).toEqual(["A002", "A003", "A004"]);
  });

  test("all three recover by themselves, and nothing is announced twice", async ({ expect }) => {
    const before = { board: await heard(board), an: await heard(an) };
    await hospital.comeBack();
    await expect.poll(() => board.locator(".strip.lost").count(), afterReconnecting).toBe(0);
    await expect.poll(() => an.locator("main").innerText(), afterReconnecting).not.toContain("Mất kết nối");
    await expect.poll(() => deskOf(nurse).trouble(), afterReconnecting).not.toContain("Mất kết nối");
    expect(await board.locator(".now").innerText()).toMatch(/^Mời số · Now calling\s+A001\s+Phòng 103$/);
    expect(await board.locator(".strip").innerText()).toContain("Chuông: bật");
    await pause(1_500);
    expect((await heard(board)).sentences).toEqual(before.board.sentences);
    expect((await heard(an)).vibrations).toBe(before.an.vibrations);
    expect(await deskOf(nurse).current()).toBe("A001");
  });

  test("the press that did not go through and the next one are one call", async ({ expect }) => {
    await pressNext(nurse);
    await expect.poll(() => deskOf(nurse).current(), within).toBe("A002");
    expect(await deskOf(nurse).waiting()).toEqual(["A003", "A004"]);
    await expect.poll(async () => (await heard(board)).sentences.length, within).toBe(2);
    expect((await heard(board)).sentences[1]).toContain("A không không hai");
  });

  test("a call older than a minute is shown in the hall and no longer spoken", async ({ expect }) => {
    await hospital.goAway();
    await board.context().setOffline(true);
    await hospital.comeBack();
    await nurse.reload();
    await pressNext(nurse);
    await expect.poll(() => deskOf(nurse).current(), within).toBe("A003");
    await hospital.goAway();
    await hospital.comeBack(61_000);
    await board.context().setOffline(false);
    await expect.poll(() => board.locator(".now").innerText(), afterReconnecting).toContain("A003");
    await pause(1_500);
    expect((await heard(board)).sentences).toHaveLength(2);
  });

  test("a phone on a network without sockets follows by asking", async ({ expect }) => {
    const context = await browser.person(phone);
    await context.routeWebSocket(/\/live\?/, (socket) => socket.close());
    const far = await context.newPage();
    expectNumber(await takeNumber(far, { hospital }), "A005");
    expect(await ticketOf(far)).toContain("Còn 1 người trước bạn");
    await pressNext(nurse);
    await expect.poll(() => ticketOf(far), afterReconnecting).toContain("Bạn là người tiếp theo");
    await context.close();
  });

  test("nothing else went wrong on any of the pages", ({ expect }) => {
    expect(browser.wrong).toEqual([]);
  });
});

function expectNumber(label, expected) {
  if (label !== expected) throw new Error(`the number is ${label}, not ${expected}`);
}
