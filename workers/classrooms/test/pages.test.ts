import { setClock } from "@ven/kit";
import { afterAll, beforeAll, describe, test } from "vitest";

import { bookOne, openSchool, page, staff } from "./school";

beforeAll(() => setClock({ now: () => Date.parse("2026-11-22T02:00:00Z") }));
afterAll(() => setClock(null));

test("somebody opens the first page in their language", async ({ expect }) => {
  expect((await page({}, "/")).text).toContain("Phòng học");
  expect((await page({}, "/?lang=en")).text).toContain("Classrooms");
});

describe("a teacher without JavaScript", () => {
  test("finds a room, books it from the grid, moves it and gives it up", async ({ expect }) => {
    const school = await openSchool();
    const ha = await staff(school.id);
    expect(await page(ha, "/me")).toMatchObject({ status: 303, location: `/s/${school.id}/me` });
    const grid = await page(ha, `/s/${school.id}/rooms?view=day&date=2026-11-23`);
    expect(grid.text).toContain('href="b/b/2026-11-23/1">Trống');
    const form = await page(ha, `/s/${school.id}/b/b/2026-11-23/1`);
    expect(form.status).toBe(200);
    const fields = {
      key: "page-key-1",
      room: "b",
      date: "2026-11-23",
      first: "1",
      last: "2",
      class: school.of("10a1"),
      subject: "Toán",
      repeat: "once",
    };
    const booked = await page(ha, `/s/${school.id}/book`, fields);
    expect(booked).toMatchObject({
      status: 303,
      location: expect.stringMatching(/^\/bookings\/[0-9a-f-]{36}\?done=1$/),
    });
    const path = booked.location!.split("?")[0]!;
    expect((await page(ha, booked.location!)).text).toContain("10A1 · Toán · ha");
    expect((await page(ha, `/s/${school.id}/me?date=2026-11-23`)).text).toContain("10A1 · Toán · ha");
    expect(
      await page(ha, `${path}/move`, { version: "1", resource: school.of("a"), date: "2026-11-23", first: "3" }),
    ).toMatchObject({ status: 303 });
    expect(await page(ha, `${path}/cancel`, { version: "1", scope: "this" })).toMatchObject({
      status: 409,
      text: expect.stringContaining("Vừa có thay đổi"),
    });
    expect(await page(ha, `${path}/cancel`, { version: "2", scope: "this" })).toMatchObject({ status: 303 });
  });

  test("reads why not and the nearest date, then waits or asks to swap", async ({ expect }) => {
    const school = await openSchool();
    await bookOne(await staff(school.id), school, {});
    const lan = await staff(school.id, "lan");
    const own = (await bookOne(lan, school, { resource: school.of("d"), date: "2026-11-24" })).body.items[0];
    const form = await page(lan, `/s/${school.id}/b/b/2026-11-23/1?lang=en`);
    expect(form.text).toContain("Taken by ha.");
    expect(form.text).toContain("Next date you can book");
    expect(form.text).toContain(own.id);
    const fields = { key: "page-key-2", room: "b", date: "2026-11-23", first: "1", last: "1" };
    expect(await page(lan, `/s/${school.id}/book`, fields)).toMatchObject({
      status: 409,
      text: expect.stringContaining("Đã có người đặt: ha."),
    });
    expect(await page(lan, `/s/${school.id}/wait`, fields)).toMatchObject({ status: 303 });
  });

  test("sees every date of a series before anything is booked", async ({ expect }) => {
    const school = await openSchool();
    const ha = await staff(school.id);
    const fields = {
      key: "page-key-3",
      room: "b",
      date: "2026-11-23",
      first: "4",
      last: "4",
      repeat: "weekly",
      endsOn: "2026-12-14",
      policy: "skip",
    };
    const preview = await page(ha, `/s/${school.id}/book`, fields);
    expect(preview.text).toContain("Xem trước 4 ngày");
    expect(await page(ha, `/s/${school.id}/series`, fields)).toMatchObject({ status: 303 });
    expect((await page(ha, `/s/${school.id}/rooms?view=room&room=b&date=2026-12-14`)).text).toContain("Của tôi: ha");
    expect((await page(ha, `/s/${school.id}/rooms?view=all&date=2026-12-14`)).text).toContain("Của tôi: ha");
  });

  test("finds rooms by what they have", async ({ expect }) => {
    const school = await openSchool();
    const ha = await staff(school.id);
    const found = await page(ha, `/s/${school.id}/find?date=2026-11-23&first=1&feature=board&capacity=40&q=`);
    expect(found.text).toContain(`/s/${school.id}/b/b/2026-11-23/1`);
    expect(found.text).not.toContain(`/s/${school.id}/b/d/2026-11-23/1`);
  });
});

describe("a manager", () => {
  test("approves what waits", async ({ expect }) => {
    const school = await openSchool();
    const manager = await staff(school.id, "minh", "room-manager");
    const { id } = (await bookOne(await staff(school.id), school, { resource: school.of("c") })).body.items[0];
    const base = `/s/${school.id}/manage`;
    expect((await page(manager, base)).text).toContain(id);
    expect((await page(manager, `${base}/decide`, { booking: id, version: "1", act: "approve" })).text).toContain(
      "Không có gì chờ duyệt",
    );
    expect((await page(await staff(school.id), base)).status).toBe(404);
  });
});

describe("at the door", () => {
  test("everybody sees what is on; a teacher checks in, starts an unbooked use and reports a fault", async ({
    expect,
  }) => {
    const school = await openSchool();
    const { startAt } = (await bookOne(await staff(school.id), school, {})).body.items[0];
    const door = `/d/door${school.id.replaceAll("-", "")}b`;
    setClock({ now: () => startAt + 60_000 });
    expect((await page({}, door)).text).toContain("ha");
    const ha = await staff(school.id);
    const shown = (await page(ha, door)).text;
    const booking = /name="booking" value="([^"]+)"/.exec(shown)![1]!;
    expect((await page(ha, `${door}/check-in`, { booking, version: "1" })).text).toContain("Đang dùng");
    const other = `/d/door${school.id.replaceAll("-", "")}d`;
    const lan = await staff(school.id, "lan");
    expect((await page(lan, other)).text).toContain("Dùng ngay");
    expect((await page(lan, `${other}/start`, { key: "page-key-9" })).text).toContain("lan");
    expect((await page(lan, `${other}/fault`, { what: "Máy chiếu hỏng" })).text).toContain("Cảm ơn");
    expect((await page(await staff(school.id, "minh", "room-manager"), `${door}/poster`)).text).toContain("<svg");
    setClock({ now: () => Date.parse("2026-11-22T02:00:00Z") });
  });
});
