import { afterAll, beforeAll, describe, test } from "vitest";

import { desk, hasBrowser, listen, openBrowser, phone, television } from "./browser.mjs";
import { openHospital } from "./hospital.mjs";
import { deskOf, press, pressNext, signIn } from "./nurse.mjs";
import { takeNumber, ticketOf } from "./patient.mjs";
import { pause, toldInOrder, within } from "./story.mjs";

const heard = (page) => page.evaluate(() => window.heard);
/** A mark that a reload would wipe off. */
const mark = (page) => page.evaluate(() => (window.sameDocument = true));
const isSameDocument = (page) => page.evaluate(() => window.sameDocument === true);

describe.skipIf(!hasBrowser)("a morning at Khám Nội", () => {
  let hospital, browser, an, binh, chi, nurse, board;
  toldInOrder();

  beforeAll(async () => {
    [hospital, browser] = await Promise.all([openHospital(), openBrowser()]);
    const person = async (device, options) => (await browser.person(device, options)).newPage();
    an = await person(phone, { init: listen });
    binh = await person(phone);
    chi = await person(phone);
    nurse = await person(desk);
    board = await person(television, { init: listen });
  });

  afterAll(async () => {
    await browser?.close();
    await hospital?.close();
  });

  test("a patient finds the way from the city's page to a hospital", async ({ expect }) => {
    await an.goto(hospital.origin);
    await an.getByRole("link", { name: "Lấy số khám bệnh" }).tap();
    await an.getByRole("link", { name: "Bệnh viện Bãi Cháy" }).tap();
    await an.waitForURL(`${hospital.queue}/j/baichay`);
    expect(await an.locator("h1").innerText()).toBe("Lấy số");
  });

  test("a patient scans the poster, chooses Khám Nội and has a number after one tap", async ({ expect }) => {
    await an.goto(`${hospital.queue}/j/baichay2`);
    expect(await an.locator('input[name="class"]:checked').getAttribute("value")).toBe("normal");
    expect(await an.locator('input[name="service"]:checked').count()).toBe(0);
    await an.locator("label.pick", { hasText: "Khám Nội" }).tap();
    await an.getByRole("button", { name: "Lấy số" }).tap();
    await an.waitForURL(/\/t\/baichay-[\w-]{22}$/);
    const ticket = await ticketOf(an);
    expect(ticket).toContain("A001");
    expect(ticket).toContain("Đang chờ");
    expect(ticket).toMatch(/Chờ (dưới \d+|khoảng \d+–\d+) phút/);
    expect(ticket).toContain("Bạn là người tiếp theo");
    expect(await an.title()).toMatch(/^A001 – .*Bệnh viện Bãi Cháy$/);
  });

  test("whoever comes later sees how many are before them", async ({ expect }) => {
    expect(await takeNumber(binh, { hospital })).toBe("A002");
    expect(await takeNumber(chi, { hospital })).toBe("A003");
    expect(await ticketOf(binh)).toContain("Còn 1 người trước bạn");
    expect(await ticketOf(chi)).toContain("Còn 2 người trước bạn");
    expect(await chi.title()).toBe("A003 – còn 2 người – Bệnh viện Bãi Cháy");
  });

  test("a patient who scans again is led back to the number they have", async ({ expect }) => {
    const other = await an.context().newPage();
    await other.goto(`${hospital.queue}/j/baichay2`);
    await other.getByRole("link", { name: "Xem số A001" }).tap();
    await other.waitForURL(an.url());
    expect(await ticketOf(other)).toContain("A001");
    await other.close();
  });

  test("a patient turns the chime on, and it is heard", async ({ expect }) => {
    await an.getByRole("button", { name: "Bật chuông" }).tap();
    await expect.poll(() => an.getByRole("button", { name: "Chuông đã bật" }).count(), within).toBe(1);
    await expect.poll(async () => (await heard(an)).chimes, within).toBeGreaterThan(0);
    await mark(an);
    await mark(chi);
  });

  test("a hall's board shows who is next and lets somebody turn its chime on", async ({ expect }) => {
    await board.goto(`${hospital.queue}/b/baichay2`);
    expect(await board.locator(".soon li").allInnerTexts()).toEqual(["A001", "A002", "A003"]);
    expect(await board.locator(".now").innerText()).toContain("Chưa gọi số nào");
    await board.getByRole("button", { name: "Bật chuông" }).click();
    await expect.poll(() => board.locator(".strip").innerText(), within).toContain("Chuông: bật");
    await mark(board);
  });

  test("a nurse signs in with the code that was sent and chooses a room", async ({ expect }) => {
    await signIn(nurse, { hospital, to: "/desk", contact: "0900000001" });
    expect(await nurse.locator("h1").innerText()).toBe("Bạn ngồi ở quầy nào?");
    await nurse.getByRole("link", { name: "Phòng 103" }).click();
    await nurse.waitForURL(`${hospital.queue}/desk/baichay.p103`);
    expect(await nurse.locator("h1").innerText()).toBe("Phòng 103 · Khám Nội");
    expect(await deskOf(nurse).waiting()).toEqual(["A001", "A002", "A003"]);
    expect(await deskOf(nurse).next.innerText()).toContain("Mời A001");
  });

  test("one press of the space bar calls: phone, board and the others know at once", async ({ expect }) => {
    const before = await heard(an);
    await pressNext(nurse);
    await expect.poll(() => ticketOf(an), within).toMatch(/Mời vào[\s\S]*Phòng 103/);
    expect(await an.title()).toBe("A001 – Mời vào · Phòng 103 – Bệnh viện Bãi Cháy");
    expect(await isSameDocument(an)).toBe(true);

    await expect.poll(() => board.locator(".now").innerText(), within).toMatch(/A001\s+Phòng 103/);
    expect(await board.locator(".soon li").allInnerTexts()).toEqual(["A002", "A003"]);
    expect(await isSameDocument(board)).toBe(true);

    await expect.poll(() => ticketOf(binh), within).toContain("Bạn là người tiếp theo");
    await expect.poll(() => ticketOf(chi), within).toContain("Còn 1 người trước bạn");
    expect(await isSameDocument(chi)).toBe(true);

    await expect.poll(() => deskOf(nurse).current(), within).toBe("A001");
    expect(await deskOf(nurse).notice()).toContain("Đã gọi A001 lúc 09:0");
    await expect.poll(async () => (await heard(board)).sentences.length, within).toBe(1);
    // Long enough for a second announcement, if there were one.
    await pause(1_500);
    expect((await heard(board)).sentences).toEqual(["Mời số A không không một đến phòng một trăm linh ba"]);
    const after = await heard(an);
    expect(after.vibrations - before.vibrations).toBe(1);
    expect(after.sentences.length - before.sentences.length).toBe(1);
  });

  test("a patient who loads the page again is not rung for the same call", async ({ expect }) => {
    await an.reload();
    await expect.poll(() => ticketOf(an), within).toContain("Phòng 103");
    await pause(300);
    expect((await heard(an)).vibrations).toBe(0);
    await an.getByRole("button", { name: "Bật chuông" }).tap();
  });

  test("calling again rings again, on the phone and in the hall", async ({ expect }) => {
    await press(nurse, "r");
    await expect.poll(async () => (await heard(an)).vibrations, within).toBe(1);
    await expect.poll(() => ticketOf(an), within).toContain("Gọi lần 2");
    await expect.poll(async () => (await heard(board)).sentences.length, within).toBe(2);
  });

  test("a nurse takes a call back: the patient has the old place again", async ({ expect }) => {
    await press(nurse, "z");
    await expect.poll(() => ticketOf(an), within).toContain("Bạn là người tiếp theo");
    await expect.poll(() => ticketOf(binh), within).toContain("Còn 1 người trước bạn");
    await expect.poll(() => ticketOf(chi), within).toContain("Còn 2 người trước bạn");
    await expect.poll(() => deskOf(nurse).waiting(), within).toEqual(["A001", "A002", "A003"]);
    await expect.poll(() => board.locator(".soon li").allInnerTexts(), within).toEqual(["A001", "A002", "A003"]);
  });

  test("a double click on the big button calls one person", async ({ expect }) => {
    await pause(1_100);
    await deskOf(nurse).next.dblclick();
    await expect.poll(() => deskOf(nurse).current(), within).toBe("A001");
    await pause(500);
    expect(await deskOf(nurse).current()).toBe("A001");
    expect(await deskOf(nurse).waiting()).toEqual(["A002", "A003"]);
  });

  test("a nurse begins and ends with a patient, who is told so", async ({ expect }) => {
    await press(nurse, "s");
    await expect.poll(() => ticketOf(an), within).toContain("Bạn đang được phục vụ ở Phòng 103");
    await expect.poll(() => deskOf(nurse).doing(), within).toBe("Đang phục vụ");
    await press(nurse, "f");
    await expect.poll(() => ticketOf(an), within).toContain("Xong");
    await expect.poll(() => an.getByRole("link", { name: "Lấy số khác" }).count(), within).toBe(1);
    await expect.poll(() => deskOf(nurse).current(), within).toBe("");
  });

  test("a patient gives the number back and is gone from the desk and the board", async ({ expect }) => {
    expect(await takeNumber(an, { hospital })).toBe("A004");
    await expect.poll(() => deskOf(nurse).waiting(), within).toEqual(["A002", "A003", "A004"]);
    await binh.getByText("Trả lại số", { exact: true }).tap();
    await binh.getByRole("button", { name: "Trả lại số A002" }).tap();
    await expect.poll(() => ticketOf(binh), within).toContain("Đã trả số");
    await expect.poll(() => deskOf(nurse).waiting(), within).toEqual(["A003", "A004"]);
    await expect.poll(() => board.locator(".soon li").allInnerTexts(), within).toEqual(["A003", "A004"]);
    await expect.poll(() => ticketOf(chi), within).toContain("Bạn là người tiếp theo");
  });

  test("nobody is called absent in the first minute", async ({ expect }) => {
    await pressNext(nurse);
    await expect.poll(() => deskOf(nurse).current(), within).toBe("A003");
    await press(nurse, "v");
    await expect.poll(() => deskOf(nurse).trouble(), within).toContain("Không làm được");
    expect(await deskOf(nurse).current()).toBe("A003");
  });

  test("a patient who missed the call comes back with one tap", async ({ expect }) => {
    await hospital.goAway();
    await hospital.comeBack(61_000);
    await nurse.reload();
    await press(nurse, "v");
    await expect.poll(() => ticketOf(chi), { ...within, timeout: 15_000 }).toContain("Vắng mặt");
    await expect.poll(() => deskOf(nurse).away(), within).toEqual(["A003"]);
    await chi.getByRole("button", { name: "Tôi ở đây" }).tap();
    await expect.poll(() => ticketOf(chi), within).toContain("Đang chờ");
    // Behind the next three; only one is there.
    await expect.poll(() => deskOf(nurse).waiting(), within).toEqual(["A004", "A003"]);
    await expect.poll(() => deskOf(nurse).away(), within).toEqual([]);
  });

  test("a desk works with the keyboard alone", async ({ expect }) => {
    await nurse.reload();
    const focused = () => nurse.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
    const seen = [];
    for (let i = 0; i < 12 && !seen.at(-1)?.startsWith("Gọi số tiếp theo"); i++) {
      await nurse.keyboard.press("Tab");
      seen.push(await focused());
    }
    expect(seen[0]).toBe("Đến nội dung chính");
    expect(seen.at(-1)).toContain("Gọi số tiếp theo");
    expect(await outlineOf(nurse)).not.toBe("none");
    await pressNext(nurse);
    await expect.poll(() => deskOf(nurse).current(), within).toBe("A004");
    // After a call the focus is where the next one is made.
    expect(await focused()).toContain("Gọi số tiếp theo");
    await press(nurse, "r");
    await expect.poll(() => nurse.locator(".card dl").innerText(), within).toMatch(/Số lần gọi\s+2/);
    await press(nurse, "z");
    await expect.poll(() => deskOf(nurse).waiting(), within).toEqual(["A004", "A003"]);
    await pressNext(nurse);
    await expect.poll(() => deskOf(nurse).current(), within).toBe("A004");
    await press(nurse, "s");
    await expect.poll(() => deskOf(nurse).doing(), within).toBe("Đang phục vụ");
    await press(nurse, "f");
    await expect.poll(() => deskOf(nurse).current(), within).toBe("");
  });

  test("a supervisor closes a service, and the next patient reads when it opens", async ({ expect }) => {
    const supervisor = await (await browser.person(desk)).newPage();
    await signIn(supervisor, { hospital, to: "/supervise", contact: "0900000003" });
    await supervisor.getByRole("button", { name: "Đóng ngay việc Khám Mắt" }).click();
    await expect.poll(() => supervisor.locator("tr", { hasText: "Khám Mắt" }).first().innerText()).toContain("Đóng");

    await binh.goto(`${hospital.queue}/j/baichay2`);
    const closed = binh.locator("label.pick", { hasText: "Khám Mắt" });
    expect(await closed.innerText()).toMatch(/Mở lại lúc \d\d:\d\d[\s\S]*Đóng/);
    expect(await closed.locator("input").isDisabled()).toBe(true);

    await supervisor.getByRole("button", { name: "Mở ngay việc Khám Mắt" }).click();
    await expect.poll(() => supervisor.getByRole("button", { name: "Đóng ngay việc Khám Mắt" }).count()).toBe(1);
    await binh.reload();
    expect(await closed.locator("input").isDisabled()).toBe(false);
    await supervisor.context().close();
  });

  test("a nurse who signs out is signed out in every tab", async ({ expect }) => {
    const other = await nurse.context().newPage();
    await other.goto(`${hospital.queue}/desk/baichay.p104`);
    expect(await other.locator("h1").innerText()).toContain("Phòng 104");
    await nurse.getByRole("button", { name: "Đăng xuất" }).click();
    await nurse.waitForURL((url) => !url.pathname.startsWith("/desk"));
    await other.reload();
    await other.waitForURL(`${hospital.id}/sign-in**`);
    await nurse.goto(`${hospital.queue}/desk/baichay.p103`);
    await nurse.waitForURL(`${hospital.id}/sign-in**`);
  });

  test("nothing went wrong on any of the pages", ({ expect }) => {
    expect(browser.wrong).toEqual([]);
  });
});

const outlineOf = (page) => page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
