import { setClock } from "@ven/kit";
import { addDays } from "@ven/kit/local-time";
import fc from "fast-check";
import { afterAll, beforeAll, describe, test } from "vitest";

import { copiesOf } from "../src/rules/copy-week";
import type { Refusal } from "../src/rules/limits";
import { type Fitting, standIns } from "../src/rules/other-room";
import { type Choice, type Outcome, planSeries, policies, possibleOf, type Seen } from "../src/rules/series";
import { ask, bookOne, openSchool, staff, violations } from "./school";

beforeAll(() => setClock({ now: () => Date.parse("2026-11-22T02:00:00Z") }));
afterAll(() => setClock(null));

const rooms = ["x.a", "x.b", "x.c"];
const seen = fc
  .array(
    fc.record({
      refusal: fc.constantFrom<Refusal | undefined>(
        undefined,
        { rule: "slot-taken" },
        { rule: "person-busy" },
        { rule: "past" },
        { rule: "closed-day", reason: null, reasonEn: null },
      ),
      others: fc.subarray(rooms),
    }),
    { maxLength: 30 },
  )
  .map((all) => all.map((one, index): Seen => ({ date: addDays("2026-11-23", index * 7), ...one })));
const outcome = fc.constantFrom<Outcome>("book", "skip", "waitlist", "room");

describe("a date of a series", () => {
  test("is booked, left out, waited for or held elsewhere, and always one of what is possible", ({ expect }) => {
    fc.assert(
      fc.property(
        seen,
        fc.constantFrom(...policies),
        fc.array(fc.tuple(fc.nat(40), outcome, fc.option(fc.constantFrom(...rooms), { nil: undefined }))),
        (dates, policy, asked) => {
          const choices = asked.map(([index, what, resource]): Choice => ({
            key: addDays("2026-11-23", index * 7),
            outcome: what,
            resource,
          }));
          const plan = planSeries(dates, policy, choices);
          expect(plan.dates.map(({ date }) => date)).toEqual(dates.map(({ date }) => date));
          for (const one of plan.dates) {
            expect(possibleOf(one)).toContain(one.outcome);
            if (one.outcome === "book") expect(one.refusal).toBeUndefined();
            if (one.outcome === "room") expect(one.others).toContain(one.resource);
            else expect(one.resource).toBeUndefined();
            const choice = choices.findLast(({ key }) => key === one.date);
            if (choice && !plan.failing.includes(one.date)) {
              expect(one.outcome).toBe(choice.outcome);
              if (choice.resource !== undefined && choice.outcome === "room")
                expect(one.resource).toBe(choice.resource);
            }
          }
          for (const date of plan.failing)
            expect(
              plan.dates.find((one) => one.date === date)?.refusal ?? choices.some(({ key }) => key === date),
            ).toBeTruthy();
        },
      ),
    );
  });

  test("stands in another room only where the class has a seat and the room is in service", ({ expect }) => {
    const room = fc.record({
      id: fc.constantFrom("a", "b", "c", "d", "e"),
      code: fc.constantFrom("a1", "b1", "c1"),
      kind: fc.constantFrom<Fitting["kind"]>("room", "equipment"),
      status: fc.constantFrom<Fitting["status"]>("active", "out_of_service"),
      capacity: fc.option(fc.integer({ min: 10, max: 60 })),
      features: fc.subarray(["board", "network", "lab"]),
      building: fc.constantFrom("A", "B", null),
      floor: fc.option(fc.integer({ min: 1, max: 4 })),
    });
    fc.assert(
      fc.property(fc.uniqueArray(room, { selector: ({ id }) => id }), room, fc.nat(60), (all, wanted, seats) => {
        const found = standIns(all, wanted, seats);
        for (const one of found) {
          expect(one.id).not.toBe(wanted.id);
          expect([one.kind, one.status]).toEqual([wanted.kind, "active"]);
          expect(one.capacity ?? 0).toBeGreaterThanOrEqual(seats);
        }
        const missing = found.map(({ features }) => wanted.features.filter((name) => !features.includes(name)).length);
        expect(missing).toEqual(missing.toSorted((a, b) => a - b));
      }),
    );
  });
});

test("a copied week holds each lesson a week later, once, whatever is there already", ({ expect }) => {
  const booking = fc.record({
    id: fc.uuid(),
    resource: fc.constantFrom(...rooms),
    date: fc.nat(5).map((days) => addDays("2026-11-16", days)),
    firstPeriod: fc.option(fc.integer({ min: 1, max: 10 })),
    lastPeriod: fc.constant(null),
    source: fc.constantFrom("manual", "timetable", "door"),
    label: fc.constantFrom("10A1 · Toán", "10A2 · Toán"),
    beside: fc.constantFrom(null, "lesson"),
  });
  fc.assert(
    fc.property(fc.array(booking), (all) => {
      const copies = copiesOf(all, []);
      for (const { booking: one, date } of copies) expect(date).toBe(addDays(one.date, 7));
      expect(copies.length).toBe(all.filter((one) => one.source === "manual" && one.firstPeriod !== null).length);
      // Copied once, there is nothing left to copy.
      expect(
        copiesOf(
          all,
          copies.map(({ booking: one, date }) => ({ ...one, date })),
        ),
      ).toEqual([]);
    }),
  );
});

describe("a teacher with a series", () => {
  test("decides each date by itself: another room, the waitlist, not at all; and a room gone since refuses all", async ({
    expect,
  }) => {
    const school = await openSchool();
    const [ha, lan] = [await staff(school.id), await staff(school.id, "lan")];
    for (const date of ["2026-11-30", "2026-12-07", "2026-12-14"])
      expect((await bookOne(lan, school, { date, first: 3 })).status).toBe(201);
    const series = {
      resource: school.of("b"),
      weekday: 1,
      first: 3,
      startsOn: "2026-11-23",
      endsOn: "2026-12-14",
      policy: "fail",
    };
    const { body } = await ask(ha, "POST", `/api/schools/${school.id}/series/preview`, series);
    expect(body.dates.map((one: { outcome: string }) => one.outcome)).toEqual(["book", "skip", "skip", "skip"]);
    expect(body.dates[1]).toMatchObject({
      possible: ["waitlist", "room", "skip"],
      others: [school.of("a"), school.of("c")],
    });
    const choices = [
      { date: "2026-11-30", outcome: "room", resource: school.of("a") },
      { date: "2026-12-07", outcome: "waitlist" },
      { date: "2026-12-14", outcome: "skip" },
    ];
    // Somebody takes the other room in between: nothing of the series is written.
    const minh = await staff(school.id, "minh");
    const rival = (await bookOne(minh, school, { resource: school.of("a"), date: "2026-11-30", first: 3 })).body
      .items[0];
    const late = await ask(ha, "POST", `/api/schools/${school.id}/series`, { ...series, choices });
    expect(late).toMatchObject({ status: 409, body: { rule: "series", failing: [{ date: "2026-11-30" }] } });
    await ask(minh, "POST", `/api/bookings/${rival.id}/cancel`, { version: 1 });
    const booked = await ask(ha, "POST", `/api/schools/${school.id}/series`, { ...series, choices });
    expect(booked.body).toMatchObject({
      booked: [{ resource: school.of("b") }, { date: "2026-11-30", resource: school.of("a") }],
      waiting: ["2026-12-07"],
      skipped: [{ date: "2026-12-14", why: "taken" }],
    });
    expect(
      await ask(ha, "POST", `/api/schools/${school.id}/series/preview`, {
        ...series,
        choices: [{ date: "2026-12-21", outcome: "skip" }],
      }),
    ).toMatchObject({ status: 400 });
    expect(await violations(school.id)).toEqual([]);
  });

  test("takes this and the following to another room; when one date is taken there, none moves", async ({ expect }) => {
    const school = await openSchool();
    const [ha, lan] = [await staff(school.id), await staff(school.id, "lan")];
    const series = {
      resource: school.of("b"),
      weekday: 2,
      first: 1,
      last: 2,
      startsOn: "2026-11-24",
      endsOn: "2026-12-15",
      policy: "skip",
    };
    const made = (await ask(ha, "POST", `/api/schools/${school.id}/series`, series)).body;
    const second = made.booked[1].id;
    await bookOne(lan, school, { resource: school.of("a"), date: "2026-12-15", first: 2 });
    const to = { version: 1, scope: "following", resource: school.of("a") };
    const refused = await ask(ha, "POST", `/api/bookings/${second}/move`, to);
    expect(refused).toMatchObject({ status: 409, body: { rule: "slot-taken", failing: [{ date: "2026-12-15" }] } });
    expect(await ask(ha, "POST", `/api/bookings/${second}/move`, { ...to, first: 3, last: 4 })).toMatchObject({
      status: 200,
      body: { resource: school.of("a"), first: 3, last: 4, version: 2 },
    });
    const first = (await ask(ha, "GET", `/api/bookings/${made.booked[0].id}`)).body;
    expect(first).toMatchObject({ resource: school.of("b"), first: 1 });
    // All of them one period on, over their own old places.
    expect(
      await ask(ha, "POST", `/api/bookings/${made.booked[0].id}/move`, { version: 1, scope: "all", first: 4, last: 5 }),
    ).toMatchObject({ status: 200, body: { first: 4, last: 5 } });
    expect(await violations(school.id)).toEqual([]);
  });
});

test("a teacher copies last week: what is taken is chosen for, a retry books nothing twice", async ({ expect }) => {
  const school = await openSchool();
  setClock({ now: () => Date.parse("2026-11-15T02:00:00Z") });
  const before = await staff(school.id);
  for (const [date, first] of [
    ["2026-11-16", 1],
    ["2026-11-17", 2],
    ["2026-11-18", 3],
  ] as const)
    await bookOne(before, school, { date, first, subject: "Toán" });
  setClock({ now: () => Date.parse("2026-11-22T02:00:00Z") });
  const [ha, lan] = [await staff(school.id), await staff(school.id, "lan")];
  await bookOne(lan, school, { date: "2026-11-24", first: 2 });
  const path = `/api/schools/${school.id}/week-copies`;
  const { body } = await ask(ha, "POST", `${path}/preview`, { date: "2026-11-25" });
  expect(body.from).toBe("2026-11-16");
  expect(body.items.map((one: { outcome: string }) => one.outcome)).toEqual(["book", "skip", "book"]);
  const choices = [{ key: body.items[1].key, outcome: "room", resource: body.items[1].others[0] }];
  const copied = await ask(ha, "POST", path, { date: "2026-11-25", choices }, "copy-once-0001");
  expect(copied).toMatchObject({ status: 201, body: { waiting: 0, skipped: 0 } });
  expect(copied.body.booked).toHaveLength(3);
  expect((await ask(ha, "POST", path, { date: "2026-11-25", choices }, "copy-once-0001")).body).toEqual(copied.body);
  expect((await ask(ha, "POST", `${path}/preview`, { date: "2026-11-25" })).body.items).toEqual([]);
  expect(await violations(school.id)).toEqual([]);
});

test("who asks for a date too far off, or one that is over, reads the nearest that is allowed", async ({ expect }) => {
  const school = await openSchool({ from: "2026-11-01", to: "2028-03-31" });
  const ha = await staff(school.id);
  const why = async (date: string) =>
    (await ask(ha, "POST", `/api/schools/${school.id}/why-not`, { resource: school.of("b"), date, first: 1 })).body
      .refusal;
  expect(await why("2028-02-01")).toMatchObject({ rule: "max-advance", until: "2027-12-27", nearest: "2027-12-27" });
  expect(await why("2026-11-17")).toMatchObject({ rule: "past", nearest: "2026-11-23" });
});
