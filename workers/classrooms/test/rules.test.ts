import { addDays, localMidnight, weekdayOf } from "@ven/kit/local-time";
import fc from "fast-check";
import { describe, test } from "vitest";

import { sampleYear } from "../src/development/sample-year";
import { acts, after, checkInNow, isLive, statuses } from "../src/rules/booking-life";
import { type Day, expandSeries, lessonTimes, type Pattern } from "../src/rules/calendar";
import { type Counted, type Quota, quotaRefusal, quotaWindow, timeRefusal } from "../src/rules/limits";
import { planSeries, type Seen } from "../src/rules/series";
import { type Place, swapped } from "../src/rules/swap";
import { nextWaiting } from "../src/rules/waitlist";

const timezone = "Asia/Ho_Chi_Minh";

/** Monday to Saturday, with days closed and makeup days (date → weekday it runs as). */
function daysBetween(
  from: string,
  to: string,
  closed: readonly string[] = [],
  makeup: Record<string, number> = {},
): Day[] {
  const days: Day[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const runsAs = makeup[date] ?? weekdayOf(date);
    if (weekdayOf(date) === 7 && makeup[date] === undefined) continue;
    const kind = closed.includes(date) ? "closed" : makeup[date] === undefined ? "teach" : "makeup";
    days.push({ date, kind, runsAs, midnight: localMidnight(date, timezone), reason: null, reasonEn: null });
  }
  return days;
}
const every = (weekday: number, startsOn: string, endsOn: string, more: Partial<Pattern> = {}): Pattern => ({
  weekday,
  startsOn,
  endsOn,
  every: 1,
  followsMakeups: true,
  without: [],
  ...more,
});
const open = (pattern: Pattern, days: readonly Day[]) => expandSeries(pattern, days).filter(({ closed }) => !closed);
const range = (from: string, to: string) => daysBetween(from, to).map(({ date }) => date);

describe("a series over a school year", () => {
  test("Mondays from 7 September to 17 May, with two weeks off for Tết, are 35", ({ expect }) => {
    const days = daysBetween("2026-09-07", "2027-05-31", range("2027-02-01", "2027-02-14"));
    expect(open(every(1, "2026-09-07", "2027-05-17"), days)).toHaveLength(35);
    expect(expandSeries(every(1, "2026-09-07", "2027-05-17"), days)).toHaveLength(37);
  });

  test("Fridays from 11 September to 21 May, without five that are closed, are 32", ({ expect }) => {
    const closed = ["2027-01-01", "2027-02-05", "2027-02-12", "2027-04-16", "2027-04-30"];
    expect(open(every(5, "2026-09-11", "2027-05-21"), daysBetween("2026-09-07", "2027-05-31", closed))).toHaveLength(
      32,
    );
  });

  test("a Saturday that makes up for a Thursday belongs to the Thursdays, if they follow makeups", ({ expect }) => {
    const days = daysBetween("2026-11-02", "2026-11-30", ["2026-11-19"], { "2026-11-21": 4 });
    const dates = (pattern: Pattern) => open(pattern, days).map(({ date }) => date);
    expect(dates(every(4, "2026-11-02", "2026-11-30"))).toEqual([
      "2026-11-05",
      "2026-11-12",
      "2026-11-21",
      "2026-11-26",
    ]);
    expect(dates(every(4, "2026-11-02", "2026-11-30", { followsMakeups: false }))).not.toContain("2026-11-21");
    // It is no Saturday on that day.
    expect(dates(every(6, "2026-11-02", "2026-11-30"))).not.toContain("2026-11-21");
  });

  test.for([
    ["2026-11-22", "2027-02-01", "2027-02-14"],
    ["2025-10-01", "2026-02-12", "2026-02-25"],
  ] as const)("the sample year of %s closes around Tết, from %s to %s", ([today, from, to], { expect }) => {
    const off = sampleYear(today, timezone).days.filter(({ reason }) => reason === "Nghỉ Tết");
    expect([off[0]?.date, off.at(-1)?.date]).toEqual([range(from, to)[0], range(from, to).at(-1)]);
  });

  test("every other week keeps step over a break, and never gives a date twice", ({ expect }) => {
    const days = daysBetween("2026-09-07", "2027-05-31", range("2027-02-01", "2027-02-14"));
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 8 }),
        fc.nat(200),
        fc.nat(200),
        (weekday, step, from, length) => {
          const startsOn = addDays("2026-09-07", from);
          const dates = open(every(weekday, startsOn, addDays(startsOn, length), { every: step }), days).map(
            ({ date }) => date,
          );
          expect(new Set(dates).size).toBe(dates.length);
          expect(dates).toEqual(dates.toSorted((a, b) => a.localeCompare(b)));
          for (const date of dates) expect(weekdayOf(date)).toBe(weekday);
          const weeks = dates.map((date) => Math.round((Date.parse(date) - Date.parse(dates[0]!)) / (7 * 86_400_000)));
          for (const week of weeks) expect(week % step).toBe(0);
        },
      ),
    );
  });
});

describe("bells", () => {
  const bell = (id: string, validFrom: string, weekdays: number, starts: number) => ({
    id,
    validFrom,
    validTo: "2027-05-31",
    weekdays,
    periods: [1, 2].map((period) => ({
      period,
      session: "morning" as const,
      starts: starts + period * 50,
      ends: starts + period * 50 + 45,
    })),
  });
  const [day] = daysBetween("2026-11-23", "2026-11-23");

  test("ring by the schedule that began last, and on Saturdays by the one for Saturdays", ({ expect }) => {
    const bells = [
      bell("summer", "2026-09-01", 63, 370),
      bell("winter", "2026-11-01", 63, 385),
      bell("saturday", "2026-11-01", 32, 400),
    ];
    expect(lessonTimes(bells, day!, 1, 2)).toMatchObject({
      bell: "winter",
      startAt: Date.parse("2026-11-23T00:15:00Z"),
    });
    const [saturday] = daysBetween("2026-11-28", "2026-11-28");
    expect(lessonTimes(bells, saturday!, 1, 1)?.bell).toBe("saturday");
    expect(lessonTimes(bells, day!, 1, 3)).toBeUndefined();
    expect(lessonTimes(bells, day!, 2, 1)).toBeUndefined();
  });
});

describe("a series with dates that are taken", () => {
  const refusals = [
    undefined,
    { rule: "slot-taken" },
    { rule: "closed-day", reason: null, reasonEn: null },
    { rule: "person-busy" },
  ] as const;
  const seen = fc
    .array(fc.constantFrom(...refusals), { maxLength: 60 })
    .map((all) => all.map((refusal, index): Seen => ({ date: addDays("2026-09-07", index * 7), refusal })));

  test("books, leaves out or waits for each date, and for each exactly one of these", ({ expect }) => {
    fc.assert(
      fc.property(seen, fc.constantFrom("skip" as const, "waitlist" as const, "fail" as const), (dates, policy) => {
        const plan = planSeries(dates, policy);
        expect(plan.dates.map(({ date }) => date)).toEqual(dates.map(({ date }) => date));
        for (const { outcome, refusal } of plan.dates) {
          expect(outcome === "book").toBe(refusal === undefined);
          if (outcome === "waitlist") expect([policy, refusal?.rule]).toEqual(["waitlist", "slot-taken"]);
        }
        const hindered = dates
          .filter(({ refusal }) => refusal && refusal.rule !== "closed-day")
          .map(({ date }) => date);
        expect(plan.failing).toEqual(policy === "fail" ? hindered : []);
      }),
    );
  });
});

describe("a quota", () => {
  const quota = fc.record({
    id: fc.constant("q"),
    who: fc.constantFrom<Quota["who"]>("person", "department"),
    per: fc.constantFrom<Quota["per"]>("day", "week", "term"),
    resource: fc.constantFrom(null, "a", "b"),
    most: fc.nat(4),
  });
  const wanted = fc.record({
    date: fc.nat(40).map((days) => addDays("2026-11-23", days)),
    resource: fc.constantFrom("a", "b"),
    person: fc.constantFrom("ha", "lan"),
    department: fc.constantFrom(null, "toan", "van"),
  });
  const terms = [
    { startsOn: "2026-11-01", endsOn: "2026-12-06" },
    { startsOn: "2026-12-07", endsOn: "2027-01-31" },
  ];

  test("is beaten by no sequence of bookings, and refuses nothing else", ({ expect }) => {
    fc.assert(
      fc.property(fc.array(quota, { maxLength: 3 }), fc.array(wanted, { maxLength: 40 }), (quotas, sequence) => {
        const made: Counted[] = [];
        for (const one of sequence) if (!quotaRefusal(quotas, terms, made, one)) made.push(one);
        for (const { who, per, resource, most } of quotas)
          for (const one of made) {
            if (resource !== null && resource !== one.resource) continue;
            if (who === "department" && one.department === null) continue;
            const { startsOn, endsOn } = quotaWindow(per, one.date, terms);
            const same = made.filter(
              (other) =>
                startsOn <= other.date &&
                other.date <= endsOn &&
                (resource === null || other.resource === resource) &&
                (who === "person" ? other.person === one.person : other.department === one.department),
            );
            expect(same.length).toBeLessThanOrEqual(most);
          }
        if (quotas.length === 0) expect(made).toHaveLength(sequence.length);
      }),
    );
  });
});

describe("the limits of time", () => {
  const days = daysBetween("2026-11-16", "2026-12-19", ["2026-11-24"]);
  const limits = { maxAdvanceDays: 14, minNoticeMinutes: 60, timezone };
  const now = Date.parse("2026-11-23T00:30:00Z");
  const rule = (date: string, time: string) =>
    timeRefusal(limits, days, { date, startAt: Date.parse(`${date}T${time}:00+07:00`) }, now);

  test("name the rule and the nearest date", ({ expect }) => {
    expect(rule("2026-11-21", "08:00")).toMatchObject({ rule: "past" });
    expect(rule("2026-11-23", "07:20")).toMatchObject({ rule: "past" });
    expect(rule("2026-11-23", "08:00")).toMatchObject({ rule: "min-notice", minutes: 60 });
    expect(rule("2026-11-23", "08:30")).toBeUndefined();
    expect(rule("2026-11-24", "08:00")).toMatchObject({ rule: "closed-day", nearest: "2026-11-25" });
    expect(rule("2026-11-29", "08:00")).toMatchObject({ rule: "no-day", nearest: "2026-11-30" });
    expect(rule("2026-12-08", "08:00")).toMatchObject({ rule: "max-advance", until: "2026-12-07" });
  });
});

describe("the life of a booking", () => {
  test("ends: what is over is occupied again by nothing but a closure that is lifted", ({ expect }) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...statuses),
        fc.array(fc.constantFrom(...acts), { maxLength: 12 }),
        (first, path) => {
          const revived: string[] = [];
          let status = first;
          for (const act of path) {
            const next = after(act, status);
            if (next === undefined) continue;
            if (!isLive(status)) revived.push(`${act} ${next}`);
            status = next;
          }
          expect(revived.filter((one) => one !== "restore confirmed")).toEqual([]);
        },
      ),
    );
  });

  test("is checked in from ten minutes before to fifteen after, and never after it has ended", ({ expect }) => {
    const rule = { checkInBefore: 10, checkInAfter: 15 };
    const at = (minutes: number, length = 45) =>
      checkInNow({ startAt: 0, endAt: length * 60_000 }, rule, minutes * 60_000);
    expect([at(-11), at(-10), at(15), at(16), at(11, 10)]).toEqual([
      "too-early",
      "open",
      "open",
      "too-late",
      "too-late",
    ]);
  });
});

describe("places", () => {
  const place = fc.record({
    resource: fc.string(),
    unit: fc.nat(3),
    date: fc.constant("2026-11-23"),
    bell: fc.constantFrom(null, "b"),
    firstPeriod: fc.nat(10),
    lastPeriod: fc.nat(10),
    startAt: fc.nat(),
    endAt: fc.nat(),
  });

  test("swapped twice are as they were", ({ expect }) => {
    fc.assert(
      fc.property(place, place, (a: Place, b: Place) => {
        const [one, other] = swapped(a, b);
        expect(swapped(one, other)).toEqual([a, b]);
      }),
    );
  });

  test("on the waitlist are given in order, to the first whom they suffice", ({ expect }) => {
    const waiting = fc.array(
      fc.record({ createdAt: fc.nat(50), first: fc.integer({ min: 1, max: 5 }), length: fc.nat(2) }),
      { maxLength: 10 },
    );
    fc.assert(
      fc.property(waiting, fc.array(fc.integer({ min: 1, max: 7 })), (queue, free) => {
        const all = queue.map(({ length, ...one }, index) => ({
          ...one,
          id: String(index).padStart(2, "0"),
          last: one.first + length,
        }));
        const suits = (one: (typeof all)[number]) =>
          range7.filter((n) => n >= one.first && n <= one.last).every((n) => free.includes(n));
        const next = nextWaiting(all, (period) => free.includes(period));
        const before = all.filter(
          (one) =>
            next === undefined ||
            one.createdAt < next.createdAt ||
            (one.createdAt === next.createdAt && one.id < next.id),
        );
        if (next) expect(suits(next)).toBe(true);
        for (const one of before) expect(suits(one)).toBe(false);
      }),
    );
  });
});
const range7 = [1, 2, 3, 4, 5, 6, 7];
