import { setClock } from "@ven/kit";
import { addDays } from "@ven/kit/local-time";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterAll, beforeAll, describe, test } from "vitest";

import { type Bell, bellOf, type Day } from "../src/rules/calendar";
import { standings } from "../src/rules/minimum";
import { daysRuledBy, ring } from "../src/rules/ring";
import { ask, bookOne, openSchool, page, staff, violations } from "./school";

const start = Date.parse("2026-11-22T02:00:00Z");
beforeAll(() => setClock({ now: () => start }));
afterAll(() => setClock(null));

const manager = (id: string) => staff(id, "minh", "room-manager");
const version = (text: string) => /name="version" value="(\d+)"/.exec(text)![1]!;

describe("least use", () => {
  test("counts every lesson once, for its person or their department, and says exactly what is missing", ({
    expect,
  }) => {
    const people = fc.uniqueArray(
      fc.record({
        id: fc.constantFrom("a", "b", "c", "d"),
        name: fc.constant("x"),
        department: fc.constantFrom("toan", "van", null),
      }),
      { selector: ({ id }) => id },
    );
    const used = fc.array(
      fc.record({
        person: fc.constantFrom("a", "b", "c", "d", "left"),
        date: fc.nat(20).map((days) => addDays("2026-11-16", days)),
        lessons: fc.integer({ min: 1, max: 5 }),
      }),
    );
    fc.assert(
      fc.property(
        people,
        used,
        fc.constantFrom("person" as const, "department" as const),
        fc.integer({ min: 1, max: 9 }),
        (all, on, who, least) => {
          const found = standings({ id: "m", who, per: "week", least }, all, on, "2026-11-25", []);
          const inWeek = on.filter(
            ({ person, date }) =>
              date >= "2026-11-23" &&
              date <= "2026-11-29" &&
              all.some(({ id, department }) => id === person && (who === "person" || department !== null)),
          );
          expect(found.reduce((sum, one) => sum + one.used, 0)).toBe(
            inWeek.reduce((sum, { lessons }) => sum + lessons, 0),
          );
          for (const one of found) expect(one.short).toBe(Math.max(0, least - one.used));
          expect(found.map(({ short }) => short)).toEqual(found.map(({ short }) => short).toSorted((a, b) => b - a));
        },
      ),
    );
  });

  test("a manager sets it, sees who is short, reminds them once each, and they read it", async ({ expect }) => {
    const school = await openSchool();
    await bookOne(await staff(school.id), school, {});
    const base = `/s/${school.id}/manage/rules`;
    const set = await page(await manager(school.id), `${base}/minimum`, {
      act: "set",
      who: "person",
      per: "week",
      least: "1",
    });
    expect(set.text).toContain("mỗi người: ít nhất 1 buổi một tuần");
    const id = /name="id" value="([0-9a-f-]{36})"/.exec(set.text)![1]!;
    // The week of the test's Sunday has nothing yet; the next one has Ha's lesson.
    setClock({ now: () => Date.parse("2026-11-24T02:00:00Z") });
    const shown = await page(await manager(school.id), base);
    expect(shown.text.match(/Thiếu 1/g)).toHaveLength(2);
    expect((await page(await manager(school.id), `${base}/minimum`, { act: "remind", id })).text).toContain(
      "Đã nhắc 2 người",
    );
    expect((await page(await staff(school.id, "lan"), `/s/${school.id}/me`)).text).toContain("mới có 0 trên 1 buổi");
    expect((await page(await staff(school.id), `/s/${school.id}/me`)).text).not.toContain("mới có");
    setClock({ now: () => start });
  });
});

describe("a manager's rules", () => {
  test("a room is for a department, and a quota for a department in one room; others read why not", async ({
    expect,
  }) => {
    const school = await openSchool();
    const minh = await manager(school.id);
    const base = `/s/${school.id}/manage/rules`;
    expect((await page(minh, `${base}/rights`, { resource: school.of("b"), department: "toan" })).status).toBe(200);
    expect((await page(minh, `${base}/rights`, { resource: school.of("b"), department: "khac" })).status).toBe(404);
    const lan = await bookOne(await staff(school.id, "lan"), school, {});
    expect(lan.body).toMatchObject({ rule: "not-for-you", departments: ["toan"] });
    await page(minh, `${base}/quota`, { who: "department", per: "week", most: "1", resource: school.of("d") });
    const ha = await staff(school.id);
    expect((await bookOne(ha, school, { resource: school.of("d") })).status).toBe(201);
    const second = await bookOne(ha, school, { resource: school.of("d"), first: 2 });
    expect(second.body).toMatchObject({ rule: "quota", who: "department", nearest: "2026-11-30" });
    const form = await page(ha, `/s/${school.id}/b/d/2026-11-23/2`);
    expect(form.text).toContain("Hết hạn mức của mỗi tổ: nhiều nhất 1 buổi một tuần, đã có 1.");
    expect((await bookOne(ha, school, { resource: school.of("b"), first: 2 })).status).toBe(201);
    expect((await page(minh, `${base}/rights`, { resource: school.of("b") })).text).not.toContain("Mở cho mọi người");
    expect((await page(await staff(school.id), base)).status).toBe(404);
  });

  test("a broken tablet is lent no more: its lessons get another, the last one loses it and is told", async ({
    expect,
  }) => {
    const school = await openSchool();
    const minh = await manager(school.id);
    const tablet = (who: Record<string, string>, unit: number) =>
      bookOne(who, school, { resource: school.of("t"), unit });
    const ha = await staff(school.id);
    const lan = await staff(school.id, "lan");
    const first = (await tablet(ha, 1)).body.items[0];
    const second = (await tablet(lan, 2)).body.items[0];
    const base = `/s/${school.id}/manage/things`;
    const asked = await page(minh, `${base}/out`, {
      resource: school.of("t"),
      unit: "1",
      reason: "Hỏng pin",
      act: "preview",
    });
    expect(asked.text).toContain("Được chuyển sang chiếc 3.");
    await page(minh, `${base}/out`, { resource: school.of("t"), unit: "1", reason: "Hỏng pin", act: "take" });
    expect((await ask(ha, "GET", `/api/bookings/${first.id}`)).body.unit).toBe(3);
    await page(minh, `${base}/out`, { resource: school.of("t"), unit: "2", reason: "Vỡ màn", act: "take" });
    expect((await ask(lan, "GET", `/api/bookings/${second.id}`)).body.status).toBe("released");
    expect((await page(lan, `/s/${school.id}/me`)).text).toContain("Vỡ màn");
    // Two of three are out and one is lent: none is left, by any path.
    expect((await bookOne(lan, school, { resource: school.of("t") })).body.rule).toBe("no-unit-free");
    expect((await bookOne(lan, school, { resource: school.of("t"), unit: 1, first: 5 })).body.rule).toBe(
      "not-in-service",
    );
    await page(minh, `${base}/back`, { resource: school.of("t"), unit: "2" });
    expect((await bookOne(lan, school, { resource: school.of("t") })).body.items[0].unit).toBe(2);
    expect((await page(minh, `${base}/back`, { resource: school.of("t"), unit: "2" })).status).toBe(409);
    expect(await violations(school.id)).toEqual([]);
  });

  test("a room out of service releases its lessons, names rooms instead, and comes back", async ({ expect }) => {
    const school = await openSchool();
    const minh = await manager(school.id);
    const made = (await bookOne(await staff(school.id), school, {})).body.items[0];
    const base = `/s/${school.id}/manage/things`;
    const form = { resource: school.of("b"), unit: "", reason: "Dột", version: "1" };
    expect((await page(minh, `${base}/out`, { ...form, act: "preview" })).text).toContain(
      "Còn trống: Phòng a, Phòng c",
    );
    expect((await page(minh, `${base}/out`, { ...form, act: "take" })).text).toContain("1 buổi được trả lại");
    expect((await ask(minh, "GET", `/api/bookings/${made.id}`)).body.status).toBe("released");
    expect((await page(minh, `${base}/out`, { ...form, act: "take" })).status).toBe(409);
    const back = await page(minh, `${base}/back`, { resource: school.of("b"), unit: "", version: "2" });
    expect(back.text).toContain("Đã xong");
    expect((await bookOne(await staff(school.id), school, {})).status).toBe(201);
  });

  test("people who have left are marked at once; what they booked is free for others", async ({ expect }) => {
    const school = await openSchool();
    const minh = await manager(school.id);
    await bookOne(await staff(school.id), school, {});
    const path = `/s/${school.id}/manage/people`;
    expect((await page(minh, path)).text).toContain("1 buổi sắp tới");
    expect((await page(minh, path, {})).status).toBe(409);
    const done = await page(minh, path, [
      ["person", school.of("ha")],
      ["person", school.of("lan")],
    ]);
    expect(done.text).toContain("2 người đã nghỉ, 1 buổi được huỷ");
    expect((await page(minh, path, { person: school.of("ha") })).status).toBe(404);
    expect((await bookOne(minh, school, {})).status).toBe(201);
    expect(await violations(school.id)).toEqual([]);
  });

  test("a fault written down when a room is given back reaches the managers", async ({ expect }) => {
    const school = await openSchool();
    const made = (await bookOne(await staff(school.id), school, {})).body.items[0];
    setClock({ now: () => made.startAt });
    const ha = await staff(school.id);
    const door = `/d/door${school.id.replaceAll("-", "")}b`;
    await page(ha, `${door}/check-in`, { booking: made.id, version: "1", condition: "good", note: "" });
    const shown = await page(ha, door);
    expect(shown.text).toContain("/check-out");
    await page(ha, `${door}/check-out`, {
      booking: made.id,
      version: version(shown.text),
      condition: "fault",
      note: "Mất bút bảng",
    });
    const office = (await page(await manager(school.id), `/s/${school.id}/manage`)).text;
    expect(office.match(/Mất bút bảng/g)).toHaveLength(2);
    setClock({ now: () => start });
  });
});

describe("new bells", () => {
  const days: Day[] = Array.from({ length: 14 }, (_, i) => ({
    date: addDays("2026-11-23", i),
    kind: i % 7 === 6 ? ("closed" as const) : ("teach" as const),
    runsAs: (i % 7) + 1,
    midnight: Date.parse("2026-11-22T17:00:00Z") + i * 86_400_000,
    reason: null,
    reasonEn: null,
  }));
  const periods = (from: number, length: number, pause: number, count: number): Bell["periods"] =>
    Array.from({ length: count }, (_, i) => ({
      period: i + 1,
      session: "morning" as const,
      starts: from + i * (length + pause),
      ends: from + i * (length + pause) + length,
    }));
  const old: Bell = {
    id: "old",
    validFrom: "2026-09-01",
    validTo: "2027-05-31",
    weekdays: 127,
    periods: periods(420, 45, 5, 5),
  };

  test("move every lesson of the days they rule, drop those without a period, and never make two lessons meet", ({
    expect,
  }) => {
    const bell = fc.record({
      from: fc.integer({ min: 360, max: 480 }),
      length: fc.integer({ min: 30, max: 50 }),
      pause: fc.integer({ min: 0, max: 15 }),
      count: fc.integer({ min: 1, max: 5 }),
      weekdays: fc.integer({ min: 1, max: 127 }),
      validFrom: fc.nat(10).map((n) => addDays("2026-11-23", n)),
    });
    const booking = fc.record({
      id: fc.uuid(),
      date: fc.constantFrom(...days.filter(({ kind }) => kind === "teach").map(({ date }) => date)),
      firstPeriod: fc.integer({ min: 1, max: 5 }),
      holders: fc.subarray(["r:a:1", "p:ha", "c:10a1:1"], { minLength: 1 }),
    });
    const fixed = fc.record({
      at: fc.integer({ min: 0, max: 14 * 1440 }),
      minutes: fc.integer({ min: 10, max: 180 }),
      holders: fc.subarray(["r:a:1", "p:ha"], { minLength: 1 }),
    });
    fc.assert(
      fc.property(
        bell,
        fc.array(booking),
        fc.array(fixed, { maxLength: 5 }),
        ({ from, length, pause, count, ...rest }, lessons, meetings) => {
          const made: Bell = {
            id: "new",
            validTo: "2027-05-31",
            ...rest,
            periods: periods(from, length, pause, count),
          };
          const ruled = daysRuledBy(made, [old], days);
          for (const day of days)
            expect(ruled.includes(day)).toBe(day.kind !== "closed" && bellOf([old, made], day)?.id === "new");
          const rung = lessons.map((one) => ({ ...one, lastPeriod: one.firstPeriod }));
          const kept = meetings.map(({ at, minutes, holders }) => {
            const startAt = (days[0]?.midnight ?? 0) + at * 60_000;
            return { startAt, endAt: startAt + minutes * 60_000, holders };
          });
          const { moved, gone, clashing } = ring(made, ruled, rung, kept);
          const concerned = rung.filter(({ date }) => ruled.some((day) => day.date === date));
          expect(moved.length + gone.length + clashing.length).toBe(concerned.length);
          for (const id of gone) expect(rung.find((one) => one.id === id)!.firstPeriod).toBeGreaterThan(count);
          for (const one of moved) {
            const lesson = rung.find(({ id }) => id === one.id)!;
            expect(one.endAt - one.startAt).toBe(length * 60_000);
            for (const meeting of kept)
              if (meeting.holders.some((holder) => lesson.holders.includes(holder)))
                expect(meeting.startAt >= one.endAt || meeting.endAt <= one.startAt).toBe(true);
            for (const other of moved) {
              const also = rung.find(({ id }) => id === other.id)!;
              if (also.date === lesson.date && also.firstPeriod !== lesson.firstPeriod)
                expect(other.startAt >= one.endAt || other.endAt <= one.startAt).toBe(true);
            }
          }
        },
      ),
    );
  });

  test("from a day on every lesson rings anew in one act, its people are told once, and times are checked again", async ({
    expect,
  }) => {
    const school = await openSchool();
    const [ha, lan, minh] = [await staff(school.id), await staff(school.id, "lan"), await manager(school.id)];
    const classes = [{ class: school.of("10a2"), part: 0 }];
    const before = (await bookOne(ha, school, { first: 1, date: "2026-11-24" })).body.items[0];
    const series: { id: string; startAt: number }[] = [];
    for (const first of [1, 2, 3])
      series.push((await bookOne(ha, school, { first, date: "2026-12-01", classes })).body.items[0]);
    const last = (await bookOne(lan, school, { first: 10, date: "2026-12-01", resource: school.of("d") })).body
      .items[0];
    // A meeting by the clock, right after the third period as it rings now.
    const third = series[2]!;
    const meeting = await bookOne(lan, school, {
      date: "2026-12-01",
      first: undefined,
      startAt: third.startAt + 46 * 60_000,
      endAt: third.startAt + 100 * 60_000,
    });
    expect(meeting.status).toBe(201);
    // Ten minutes later, and no tenth period.
    const clock = (minutes: number) =>
      `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
    const starts = Array.from({ length: 10 }, (_, i) => (i < 5 ? 470 : 590) + i * 50 + 10);
    const form = (act: string): [string, string][] => [
      ["name", "Mùa đông"],
      ["from", "2026-11-30"],
      ["to", "2027-05-31"],
      ...[1, 2, 3, 4, 5, 6].map((day): [string, string] => ["weekday", String(day)]),
      ...starts.map((at, i): [string, string] => ["begins", i === 9 ? "" : clock(at)]),
      ...starts.map((at, i): [string, string] => ["ends", i === 9 ? "" : clock(at + 45)]),
      ["act", act],
    ];
    const path = `/s/${school.id}/manage/bells`;
    const preview = await page(minh, path, form("preview"));
    expect(preview.text).toContain("2 buổi đổi giờ");
    expect(preview.text).toContain("Không còn tiết");
    expect(preview.text).toContain("Vướng lịch đã đặt theo giờ");
    const changed = await page(minh, path, form("change"));
    expect(changed.text).toContain("2 buổi theo giờ mới, 2 buổi được trả lại");
    const of = async (id: string) => (await ask(minh, "GET", `/api/bookings/${id}`)).body;
    for (const one of series.slice(0, 2)) expect((await of(one.id)).startAt).toBe(one.startAt + 10 * 60_000);
    expect((await of(third.id)).status).toBe("released");
    expect((await of(last.id)).status).toBe("released");
    expect((await of(before.id)).startAt).toBe(before.startAt);
    expect((await page(ha, `/s/${school.id}/me`)).text).toContain("2 buổi của bạn theo giờ mới");
    expect(await violations(school.id)).toEqual([]);
    const { results } = await env.DB.prepare(
      "SELECT count(*) AS n FROM room_notice WHERE school = ? AND kind LIKE 'bells%'",
    )
      .bind(school.id)
      .all();
    expect(results).toEqual([{ n: 3 }]);
    // Yesterday's bells are history.
    expect(
      (
        await page(
          minh,
          path,
          form("change").map(([k, v]) => [k, k === "from" ? "2026-11-22" : v]),
        )
      ).status,
    ).toBe(409);
  });
});
