import { setClock } from "@ven/kit";
import { afterAll, beforeAll, describe, test } from "vitest";

import { ask, bookOne, openSchool, origin, page, staff, violations } from "./school";

const monday = "2026-11-23";
beforeAll(() => setClock({ now: () => Date.parse("2026-11-22T02:00:00Z") }));
afterAll(() => setClock(null));

const manager = (id: string) => staff(id, "minh", "room-manager");

describe("a storm", () => {
  test("closes schools in one act and tells each person once; lifting it brings back what is still free", async ({
    expect,
  }) => {
    const school = await openSchool();
    const [ha, lan, manager] = [
      await staff(school.id),
      await staff(school.id, "lan"),
      await staff(school.id, "minh", "room-manager"),
    ];
    for (const first of [1, 2, 3]) await bookOne(ha, school, { first });
    await bookOne(lan, school, { resource: school.of("a"), date: "2026-11-24" });
    const closed = await ask(manager, "POST", "/api/closures", {
      schools: [school.id],
      from: monday,
      to: "2026-11-24",
      reason: "Bão số 9",
    });
    expect(closed).toMatchObject({ status: 201, body: { released: 4, told: 2 } });
    expect((await bookOne(lan, school, { first: 5 })).body).toMatchObject({
      rule: "closed-day",
      reason: "Bão số 9",
      nearest: "2026-11-25",
    });
    expect(await violations(school.id)).toEqual([]);
    const meeting = {
      first: undefined,
      startAt: Date.parse(`${monday}T08:00:00+07:00`),
      endAt: Date.parse(`${monday}T08:20:00+07:00`),
    };
    expect((await bookOne(lan, school, meeting)).status).toBe(201);
    const lifted = await ask(manager, "POST", `/api/closures/${closed.body.act}/restore`);
    expect(lifted).toMatchObject({ status: 200, body: { restored: 3, left: [{ date: monday }] } });
    expect((await ask(manager, "POST", `/api/closures/${closed.body.act}/restore`)).status).toBe(409);
    expect(await violations(school.id)).toEqual([]);
  });
});

describe("an exam", () => {
  test("names whom it drives out and where they could go, then takes the rooms", async ({ expect }) => {
    const school = await openSchool();
    const manager = await staff(school.id, "minh", "room-manager");
    const there = (await bookOne(await staff(school.id), school, {})).body.items[0];
    const exam = {
      resources: [school.of("b"), school.of("d")],
      date: monday,
      first: 1,
      last: 3,
      reason: "Thi giữa kỳ",
    };
    const preview = await ask(manager, "POST", `/api/schools/${school.id}/exams/preview`, exam);
    expect(preview.body.victims).toMatchObject([{ booking: there.id, instead: [school.of("a"), school.of("c")] }]);
    expect((await ask(manager, "POST", `/api/schools/${school.id}/exams`, exam)).body).toMatchObject({
      booked: 2,
      released: 1,
    });
    expect((await bookOne(await staff(school.id, "lan"), school, { first: 2 })).body).toMatchObject({
      rule: "slot-taken",
      label: "Thi giữa kỳ",
    });
    expect(await violations(school.id)).toEqual([]);
  });
});

describe("a closure", () => {
  test("of several schools is one act: previewed with dates instead, lifted by whom it was made by", async ({
    expect,
  }) => {
    const [one, two] = [await openSchool(), await openSchool()];
    const both = await staff(one.id, "minh", "room-manager", { [two.id]: ["room-manager"] });
    const present = await staff(one.id, "minh", "room-manager", { [two.id]: ["room-manager"] }, 2);
    await bookOne(await staff(one.id), one, {});
    await bookOne(await staff(two.id), two, {});
    const form = { from: "2026-11-23", to: "2026-11-24", reason: "Bão số 9" };
    const preview = `/closures?${new URLSearchParams({ ...form, school: one.id, act: "preview" })}`;
    expect((await page(both, preview)).text).toContain("Dạy bù được cùng phòng, cùng tiết: Thứ Tư, 25/11/2026");
    const several: [string, string][] = [...Object.entries(form), ["school", one.id], ["school", two.id]];
    const unsure = await page({ ...both, referer: origin + preview }, "/closures", several);
    expect(unsure.status).toBe(403);
    expect(unsure.text).toContain(`/auth/step-up?return_to=${encodeURIComponent(preview)}`);
    const schools = [one.id, two.id];
    expect((await ask(both, "POST", "/api/closures", { schools, ...form })).body.code).toBe("step-up-needed");
    const all = await page(present, "/closures", several);
    expect(all.text).toContain("2 buổi được trả lại, 2 người nhận tin");
    const act = /name="act" value="([0-9a-f-]{36})"/.exec(all.text)![1]!;
    expect((await page(await manager(one.id), "/closures/lift", { act })).status).toBe(404);
    expect((await page(await manager(one.id), "/closures")).text).not.toContain(">Mở lại<");
    expect((await page(both, "/closures/lift", { act })).text).toContain("Đã trả lại 2 buổi");
    expect((await page(await manager(one.id), "/closures", [...Object.entries(form), ["school", two.id]])).status).toBe(
      404,
    );
    expect((await page(await staff(one.id), "/closures")).status).toBe(404);
    expect(await violations(one.id)).toEqual([]);
  });

  test("for an exam takes several rooms, shows where the lessons could go, and gives them back when lifted", async ({
    expect,
  }) => {
    const school = await openSchool();
    const minh = await manager(school.id);
    const made = (await bookOne(await staff(school.id), school, { resource: school.of("b") })).body.items[0];
    const base = `/s/${school.id}/manage/exam`;
    const exam = (act: string): [string, string][] => [
      ["resource", school.of("b")],
      ["resource", school.of("c")],
      ["date", "2026-11-23"],
      ["first", "1"],
      ["last", "3"],
      ["reason", "Thi học kì"],
      ["act", act],
    ];
    const preview = await page(minh, base, exam("preview"));
    expect(preview.text).toContain("Còn trống: Phòng a");
    expect((await page(minh, base, exam("block"))).status).toBe(200);
    expect((await bookOne(await staff(school.id, "lan"), school, {})).body.rule).toBe("slot-taken");
    const acts = await page(minh, "/closures");
    const act = /name="act" value="([0-9a-f-]{36})"/.exec(acts.text)![1]!;
    expect((await page(minh, "/closures/lift", { act })).text).toContain("Đã trả lại 1 buổi");
    expect((await ask(minh, "GET", `/api/bookings/${made.id}`)).body.status).toBe("confirmed");
    expect(await violations(school.id)).toEqual([]);
  });
});
