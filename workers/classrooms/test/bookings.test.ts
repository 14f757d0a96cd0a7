import { setClock } from "@ven/kit";
import { env } from "cloudflare:workers";
import { afterAll, beforeAll, describe, test } from "vitest";

import { ask, bookOne, newKey, openSchool, staff, violations } from "./school";

const monday = "2026-11-23";
beforeAll(() => setClock({ now: () => Date.parse("2026-11-22T02:00:00Z") }));
afterAll(() => setClock(null));

describe("a teacher books a room", () => {
  test("for a lesson, and gets it with the bells' times", async ({ expect }) => {
    const school = await openSchool();
    const ha = await staff(school.id);
    const { status, body } = await bookOne(ha, school, {
      first: 1,
      last: 2,
      classes: [{ class: school.of("10a1"), part: 0 }],
      subject: "Toán",
    });
    expect(status).toBe(201);
    expect(body.items[0]).toMatchObject({ status: "confirmed", label: "10A1 · Toán · ha", unit: 0, version: 1 });
    expect(new Date(body.items[0].startAt).toISOString()).toBe("2026-11-23T00:50:00.000Z");
    expect((await ask(ha, "GET", `/api/bookings/${body.items[0].id}`)).body).toEqual(body.items[0]);
    expect(await violations(school.id)).toEqual([]);
  });

  test("and the next one is told which rule refuses, who has it and when it is free", async ({ expect }) => {
    const school = await openSchool();
    await bookOne(await staff(school.id), school, {});
    const again = await bookOne(await staff(school.id, "lan"), school, {});
    expect(again).toMatchObject({
      status: 409,
      body: { code: "not-bookable", rule: "slot-taken", label: "ha", nearest: "2026-11-24" },
    });
  });

  test("but not in two places at once, nor for a class that is elsewhere, though equipment may come along", async ({
    expect,
  }) => {
    const school = await openSchool();
    const ha = await staff(school.id);
    const classes = [{ class: school.of("10a2"), part: 0 }];
    const first = await bookOne(ha, school, { classes });
    expect((await bookOne(ha, school, { resource: school.of("a") })).body).toMatchObject({ rule: "person-busy" });
    const lan = await staff(school.id, "lan");
    expect(
      (await bookOne(lan, school, { resource: school.of("a"), classes: [{ class: school.of("10a2"), part: 2 }] })).body,
    ).toMatchObject({ rule: "class-busy" });
    expect((await bookOne(ha, school, { resource: school.of("t") })).body.items[0]).toMatchObject({ unit: 1 });
    expect((await bookOne(ha, school, { resource: school.of("t") })).body.items[0]).toMatchObject({ unit: 2 });
    expect(
      (await bookOne(ha, school, { resource: school.of("a"), unit: 1, beside: first.body.items[0].id })).status,
    ).toBe(201);
    expect((await bookOne(lan, school, { resource: school.of("a"), unit: 2 })).status).toBe(201);
    expect((await bookOne(await staff(school.id, "minh"), school, { resource: school.of("a") })).body).toMatchObject({
      rule: "slot-taken",
    });
    expect(await violations(school.id)).toEqual([]);
  });

  test("with the same key gets the same booking, and with it something else nothing", async ({ expect }) => {
    const school = await openSchool();
    const ha = await staff(school.id);
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 10 }, () => bookOne(ha, school, {}, key)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.items[0].id)).size).toBe(1);
    expect((await bookOne(ha, school, { first: 2 }, key)).status).toBe(422);
  });

  test("all of a list or none of it", async ({ expect }) => {
    const school = await openSchool();
    await bookOne(await staff(school.id, "lan"), school, { first: 3 });
    const items = [1, 2, 3].map((first) => ({ resource: school.of("b"), date: monday, first }));
    const refused = await ask(await staff(school.id), "POST", `/api/schools/${school.id}/bookings`, { items });
    expect(refused).toMatchObject({ status: 409, body: { rule: "slot-taken" } });
    const { n } = (await env.DB.prepare("SELECT count(*) AS n FROM room_booking WHERE school = ?")
      .bind(school.id)
      .first<{ n: number }>())!;
    expect(n).toBe(1);
  });

  test.for([
    ["yesterday", { date: "2026-11-21" }, "past"],
    ["Sunday, which is no day of the school", { date: "2026-11-29" }, "no-day"],
    ["a closed day", { date: "2026-11-24" }, "closed-day"],
    ["a period that does not exist", { first: 12 }, "no-such-period"],
    ["a year from now", { date: "2028-01-03" }, "no-day"],
  ] as const)("never on %s", async ([, item, rule], { expect }) => {
    const school = await openSchool({ from: "2026-11-01", to: "2027-05-31", closed: ["2026-11-24"] });
    expect((await bookOne(await staff(school.id), school, item)).body).toMatchObject({ status: 409, rule });
  });

  test("in the evening, outside the periods, where lessons and meetings exclude each other", async ({ expect }) => {
    const school = await openSchool();
    const at = (time: string) => Date.parse(`${monday}T${time}:00+07:00`);
    const meeting = { first: undefined, startAt: at("18:00"), endAt: at("19:30") };
    const ha = await staff(school.id);
    expect((await bookOne(ha, school, meeting)).status).toBe(201);
    expect(
      (await bookOne(await staff(school.id, "lan"), school, { ...meeting, startAt: at("19:00"), endAt: at("20:00") }))
        .body,
    ).toMatchObject({ rule: "slot-taken" });
    expect(
      (await bookOne(await staff(school.id, "lan"), school, { ...meeting, startAt: at("08:00"), endAt: at("08:30") }))
        .status,
    ).toBe(201);
    expect((await bookOne(await staff(school.id, "minh"), school, { first: 1 })).body).toMatchObject({
      rule: "slot-taken",
    });
  });
});

describe("a quota", () => {
  test("counts each booking, in a series too, and no sequence beats it", async ({ expect }) => {
    const school = await openSchool();
    const manager = await staff(school.id, "minh", "room-manager");
    const ha = await staff(school.id);
    expect(
      (await ask(manager, "POST", `/api/schools/${school.id}/quotas`, { who: "person", per: "week", most: 2 })).status,
    ).toBe(201);
    const answers = await Promise.all([1, 2, 3, 4].map((first) => bookOne(ha, school, { first })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      rule: "quota",
      who: "person",
      per: "week",
      most: 2,
      nearest: expect.any(String),
    });
    const series = {
      resource: school.of("d"),
      weekday: 2,
      first: 1,
      startsOn: "2026-11-23",
      endsOn: "2026-12-06",
      policy: "skip",
    };
    const preview = await ask(ha, "POST", `/api/schools/${school.id}/series/preview`, series);
    expect(preview.body.dates.map(({ outcome }: { outcome: string }) => outcome)).toEqual(["skip", "book"]);
    expect((await bookOne(await staff(school.id, "lan"), school, { first: 9 })).status).toBe(201);
  });
});

describe("a room that a manager approves", () => {
  test("is held while it waits; one of two managers decides, a teacher never", async ({ expect }) => {
    const school = await openSchool();
    const ha = await staff(school.id);
    const { body } = await bookOne(ha, school, { resource: school.of("c") });
    const [{ id, version, status }] = body.items;
    expect(status).toBe("pending");
    expect((await bookOne(await staff(school.id, "lan"), school, { resource: school.of("c") })).body).toMatchObject({
      rule: "slot-taken",
    });
    expect((await ask(ha, "POST", `/api/bookings/${id}/approve`, { version })).status).toBe(404);
    const manager = await staff(school.id, "minh", "room-manager");
    const both = await Promise.all([1, 2].map(() => ask(manager, "POST", `/api/bookings/${id}/approve`, { version })));
    expect(both.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect((await ask(manager, "POST", `/api/bookings/${id}/deny`, { version: 2, reason: "x" })).body).toMatchObject({
      code: "wrong-state",
    });
  });

  test("can be denied with a reason, which frees it for who waits", async ({ expect }) => {
    const school = await openSchool();
    const { body } = await bookOne(await staff(school.id), school, { resource: school.of("c") });
    const lan = await staff(school.id, "lan");
    const waits = { resource: school.of("c"), date: monday, first: 1 };
    expect((await ask(lan, "POST", `/api/schools/${school.id}/waitlist`, waits)).status).toBe(201);
    expect((await ask(lan, "POST", `/api/schools/${school.id}/waitlist`, waits)).status).toBe(409);
    const manager = await staff(school.id, "minh", "room-manager");
    const { id } = body.items[0];
    expect((await ask(manager, "POST", `/api/bookings/${id}/deny`, { version: 1 })).body).toMatchObject({
      code: "reason-needed",
    });
    expect((await ask(manager, "POST", `/api/bookings/${id}/deny`, { version: 1, reason: "Bảo trì" })).status).toBe(
      200,
    );
    const mine = await env.DB.prepare(
      "SELECT b.status FROM room_waitlist AS w JOIN room_booking AS b ON b.id = w.booking WHERE w.school = ?",
    )
      .bind(school.id)
      .first("status");
    expect(mine).toBe("pending");
    expect(await violations(school.id)).toEqual([]);
  });
});

describe("a teacher changes plans", () => {
  test("moves a lesson; when the new place is taken the old one stays", async ({ expect }) => {
    const school = await openSchool();
    const ha = await staff(school.id);
    const { body } = await bookOne(ha, school, { classes: [{ class: school.of("10a1"), part: 0 }] });
    await bookOne(await staff(school.id, "lan"), school, { resource: school.of("d") });
    const { id } = body.items[0];
    expect(
      (await ask(ha, "POST", `/api/bookings/${id}/move`, { version: 1, resource: school.of("d") })).body,
    ).toMatchObject({ rule: "slot-taken" });
    const moved = await ask(ha, "POST", `/api/bookings/${id}/move`, { version: 1, resource: school.of("a"), first: 2 });
    expect(moved.body).toMatchObject({ resource: school.of("a"), first: 2, last: 2, version: 2 });
    expect((await ask(ha, "POST", `/api/bookings/${id}/move`, { version: 1, first: 3 })).body).toMatchObject({
      code: "stale-version",
    });
    expect(
      (await ask(await staff(school.id, "lan"), "POST", `/api/bookings/${id}/cancel`, { version: 2 })).status,
    ).toBe(403);
    expect(await violations(school.id)).toEqual([]);
  });

  test("swaps with a colleague who agrees, over different times too; twice is as before", async ({ expect }) => {
    const school = await openSchool();
    const [ha, lan] = [await staff(school.id), await staff(school.id, "lan")];
    const mine = (await bookOne(ha, school, { classes: [{ class: school.of("10a1"), part: 0 }] })).body.items[0];
    const theirs = (await bookOne(lan, school, { resource: school.of("a"), first: 4, last: 5, date: "2026-11-25" }))
      .body.items[0];
    const look = async (id: string) => {
      const { resource, date, first, last } = (await ask(ha, "GET", `/api/bookings/${id}`)).body;
      return { resource, date, first, last };
    };
    const before = [await look(mine.id), await look(theirs.id)];
    const swap = async () => {
      const asked = await ask(ha, "POST", `/api/bookings/${mine.id}/swap`, { theirs: theirs.id });
      expect((await ask(ha, "POST", `/api/swaps/${asked.body.id}/accept`)).status).toBe(403);
      return ask(lan, "POST", `/api/swaps/${asked.body.id}/accept`);
    };
    expect((await swap()).body).toMatchObject({ status: "done" });
    expect([await look(mine.id), await look(theirs.id)]).toEqual(before.toReversed());
    expect(await violations(school.id)).toEqual([]);
    expect((await swap()).status).toBe(200);
    expect([await look(mine.id), await look(theirs.id)]).toEqual(before);
    expect(await violations(school.id)).toEqual([]);
  });
});

describe("a series", () => {
  const series = (school: { of: (slug: string) => string }, more = {}) => ({
    resource: school.of("b"),
    weekday: 1,
    first: 3,
    startsOn: "2026-11-23",
    endsOn: "2026-12-21",
    policy: "fail",
    ...more,
  });

  test("fails whole when a date is taken, or leaves it out, or waits for it, and books it later", async ({
    expect,
  }) => {
    const school = await openSchool({ from: "2026-11-01", to: "2027-05-31", closed: ["2026-12-07"] });
    const [ha, lan] = [await staff(school.id), await staff(school.id, "lan")];
    const there = (await bookOne(lan, school, { first: 3, date: "2026-11-30" })).body.items[0];
    const path = `/api/schools/${school.id}/series`;
    const failed = await ask(ha, "POST", path, series(school));
    expect(failed).toMatchObject({ status: 409, body: { rule: "series", failing: [{ date: "2026-11-30" }] } });
    const booked = await ask(ha, "POST", path, series(school, { policy: "waitlist" }));
    expect(booked).toMatchObject({
      status: 201,
      body: { waiting: ["2026-11-30"], skipped: [{ date: "2026-12-07", why: "closed" }] },
    });
    expect(booked.body.booked.map(({ date }: { date: string }) => date)).toEqual([
      "2026-11-23",
      "2026-12-14",
      "2026-12-21",
    ]);
    await ask(lan, "POST", `/api/bookings/${there.id}/cancel`, { version: 1 });
    const promoted = await env.DB.prepare(
      "SELECT series, person FROM room_booking WHERE school = ? AND date = '2026-11-30' AND live",
    )
      .bind(school.id)
      .first();
    expect(promoted).toMatchObject({ series: booked.body.id, person: school.of("ha") });
    expect(await violations(school.id)).toEqual([]);
  });

  test("can be ended from a date on, and a date can come back; a date outside it cannot", async ({ expect }) => {
    const school = await openSchool();
    const ha = await staff(school.id);
    const { body } = await ask(ha, "POST", `/api/schools/${school.id}/series`, series(school, { policy: "skip" }));
    expect(body.booked).toHaveLength(5);
    const { id } = body.booked[2];
    const ended = await ask(ha, "POST", `/api/bookings/${id}/cancel`, { version: 1, scope: "following" });
    expect(ended.body.cancelled).toHaveLength(3);
    expect((await ask(ha, "POST", `/api/series/${body.id}/dates`, { date: "2026-12-14" })).status).toBe(201);
    expect((await ask(ha, "POST", `/api/series/${body.id}/dates`, { date: "2026-12-14" })).status).toBe(404);
    expect((await ask(ha, "POST", `/api/series/${body.id}/dates`, { date: "2026-12-15" })).status).toBe(404);
    expect(await violations(school.id)).toEqual([]);
  });

  test("with the same key is one series", async ({ expect }) => {
    const school = await openSchool();
    const ha = await staff(school.id);
    const key = newKey();
    const both = await Promise.all(
      [1, 2].map(() => ask(ha, "POST", `/api/schools/${school.id}/series`, series(school, { policy: "skip" }), key)),
    );
    expect(both[0]!.body).toEqual(both[1]!.body);
  });
});

describe("at the door", () => {
  test("a lesson is checked in from ten minutes before, and a fault reported", async ({ expect }) => {
    const school = await openSchool();
    const ha = await staff(school.id);
    const { id, startAt } = (await bookOne(ha, school, {})).body.items[0];
    expect((await ask(ha, "POST", `/api/bookings/${id}/check-in`, { version: 1 })).body).toMatchObject({
      rule: "too-early",
    });
    setClock({ now: () => startAt - 5 * 60_000 });
    const now = await staff(school.id);
    expect(
      (await ask(now, "POST", `/api/bookings/${id}/check-in`, { version: 1, condition: "good" })).body,
    ).toMatchObject({ status: "checked_in" });
    const door = `/api/doors/door${school.id.replaceAll("-", "")}b`;
    const shown = await ask({}, "GET", door);
    expect(shown.body).toMatchObject({ now: null, next: [{ label: "ha", status: "checked_in" }] });
    expect((await ask({ "if-none-match": shown.headers.get("etag")! }, "GET", door)).status).toBe(304);
    expect(
      (await ask(now, "POST", `/api/rooms/${school.of("b")}/faults`, { what: "Bảng không lên hình" })).status,
    ).toBe(201);
    expect(
      (await ask(now, "POST", `/api/bookings/${id}/check-out`, { version: 2, condition: "fault", note: "Bảng hỏng" }))
        .body,
    ).toMatchObject({ status: "checked_in" });
    setClock({ now: () => Date.parse("2026-11-22T02:00:00Z") });
  });
});

describe("somebody of another school", () => {
  test("finds nothing: 404 for whatever they name", async ({ expect }) => {
    const [school, other] = [await openSchool(), await openSchool()];
    const { id } = (await bookOne(await staff(school.id), school, {})).body.items[0];
    const stranger = await staff(other.id, "ha", "administrator");
    const paths = [
      `/api/schools/${school.id}`,
      `/api/schools/${school.id}/week?date=${monday}`,
      `/api/schools/${school.id}/rooms`,
      `/api/bookings/${id}`,
    ];
    for (const path of paths) expect((await ask(stranger, "GET", path)).status, path).toBe(404);
    for (const act of ["cancel", "move", "approve", "check-in"])
      expect((await ask(stranger, "POST", `/api/bookings/${id}/${act}`, { version: 1 })).status, act).toBe(404);
    expect((await bookOne(stranger, school, { first: 2 })).status).toBe(404);
    expect((await bookOne(await staff(other.id), other, { resource: school.of("b") })).status).toBe(404);
    expect(
      (
        await bookOne(await staff(other.id), other, {
          resource: other.of("b"),
          classes: [{ class: school.of("10a1"), part: 0 }],
        })
      ).status,
    ).toBe(404);
    expect(
      (await bookOne(await staff(other.id), other, { resource: other.of("b"), person: school.of("ha") })).status,
    ).toBe(404);
    expect(
      (await ask(stranger, "POST", "/api/closures", { schools: [school.id], from: monday, to: monday, reason: "x" }))
        .status,
    ).toBe(404);
    const { items } = (await ask(stranger, "GET", "/api/schools")).body;
    expect(items.map((one: { id: string }) => one.id)).toEqual([other.id]);
    expect((await ask({}, "GET", `/api/schools/${school.id}`)).status).toBe(401);
  });
});

describe("somebody who looks for a room", () => {
  test("finds it with and without accents, by features, seats and time", async ({ expect }) => {
    const school = await openSchool();
    const ha = await staff(school.id);
    await bookOne(ha, school, {});
    const find = async (query: string) =>
      (await ask(ha, "GET", `/api/schools/${school.id}/rooms?${query}`)).body.items.map(
        ({ code }: { code: string }) => code,
      );
    expect(await find("q=phong+b")).toEqual(["b"]);
    expect(await find(`q=${encodeURIComponent("Phòng b")}`)).toEqual(["b"]);
    expect(await find("features=board&capacity=45&kind=room")).toEqual(["a", "b", "c"]);
    expect(await find(`date=${monday}&first=1&kind=room`)).toEqual(["a", "c", "d"]);
    expect(await find(`q=${encodeURIComponent("Phòng học bộ môn Vật lí có bảng tương tác thông minh")}`)).toEqual([]);
  });
});
