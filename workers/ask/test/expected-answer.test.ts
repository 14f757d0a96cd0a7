import { isDayOff } from "@ven/city/working-calendar";
import * as fc from "fast-check";
import { describe, test } from "vitest";

import { expectedBy, type Hours, opensOn, shifts } from "../src/expected-answer";

const zone = 7 * 3_600_000;
const minuteMs = 60_000;
const dayMs = 86_400_000;
/** Worked out here once more, without the house's clock: Vietnam has no summer time. */
const there = (at: number) => {
  const local = new Date(at + zone);
  return {
    date: local.toISOString().slice(0, 10),
    minute: (at + zone - Math.floor((at + zone) / dayMs) * dayMs) / minuteMs,
  };
};
const at = (date: string, time: string) => Date.parse(`${date}T${time}:00+07:00`);
const office: Hours = { timezone: "Asia/Ho_Chi_Minh", opens: 480, closes: 1020, answersWithin: 60, days: "12345" };
const centre: Hours = { ...office, opens: 420, closes: 1260, answersWithin: 15, days: "1234567" };

describe("somebody who asks a person is promised an answer", () => {
  const promises: [string, Hours, [string, string], [string, string]][] = [
    ["within the hour while the desk is open", office, ["2026-11-25", "09:30"], ["2026-11-25", "10:30"]],
    ["after it has opened, early in the morning", office, ["2026-11-25", "05:00"], ["2026-11-25", "09:00"]],
    ["on the next morning where the day is nearly over", office, ["2026-11-25", "16:45"], ["2026-11-26", "08:45"]],
    ["on Monday where the desk is closed at weekends", office, ["2026-11-28", "10:00"], ["2026-11-30", "09:00"]],
    ["on Monday for Friday's last minutes", office, ["2026-11-27", "16:30"], ["2026-11-30", "08:30"]],
    ["after the National Day, with what is given in lieu", office, ["2026-08-28", "18:00"], ["2026-09-03", "09:00"]],
    ["after Tết", office, ["2026-02-15", "10:00"], ["2026-02-23", "09:00"]],
    ["on a holiday too, at a desk that never rests", centre, ["2026-09-02", "10:00"], ["2026-09-02", "10:15"]],
    [
      "on the next morning when it is late, at a desk that never rests",
      centre,
      ["2026-09-02", "23:30"],
      ["2026-09-03", "07:15"],
    ],
    [
      "on Sunday at a desk that opens on Sundays alone",
      { ...office, days: "7" },
      ["2026-11-23", "10:00"],
      ["2026-11-29", "09:00"],
    ],
    [
      "once the desk has worked long enough, over several days",
      { ...office, answersWithin: 1_200 },
      ["2026-11-27", "16:00"],
      ["2026-12-02", "09:00"],
    ],
  ];
  test.for(promises)("%s", ([, hours, asked, promised], { expect }) => {
    expect(there(expectedBy(at(...asked), hours))).toEqual(there(at(...promised)));
  });

  test("within a day where no desk is set up", ({ expect }) => {
    expect(expectedBy(1_000, null)).toBe(1_000 + dayMs);
  });
});

describe("whatever the hours of a desk", () => {
  const hours = fc
    .record({
      opens: fc.integer({ min: 0, max: 1439 }),
      length: fc.integer({ min: 1, max: 1440 }),
      answersWithin: fc.integer({ min: 1, max: 600 }),
      days: fc.subarray(["1", "2", "3", "4", "5", "6", "7"], { minLength: 1 }).map((days) => days.join("")),
    })
    .map(({ opens, length, answersWithin, days }): Hours => {
      // A desk that is open a minute a week would take years over ten hours.
      const closes = Math.min(1440, opens + Math.max(length, 120));
      return {
        timezone: "Asia/Ho_Chi_Minh",
        opens: Math.min(opens, closes - 60),
        closes,
        answersWithin: Math.min(answersWithin, 300),
        days,
      };
    });
  const instant = fc.integer({ min: Date.parse("2026-01-01"), max: Date.parse("2028-01-01") });
  const holds = (law: (now: number, desk: Hours, due: number) => boolean) =>
    fc.check(
      fc.property(instant, hours, (now, desk) => law(now, desk, expectedBy(now, desk))),
      { numRuns: 500 },
    ).counterexample;
  /** Minutes of opening between two instants, counted one by one over the days they touch. */
  const openBetween = (from: number, to: number, desk: Hours) => {
    let open = 0;
    for (let midnight = Date.parse(`${there(from).date}T00:00:00Z`) - zone; midnight < to; midnight += dayMs) {
      const { date } = there(midnight);
      const weekday = String(new Date(`${date}T00:00:00Z`).getUTCDay() || 7);
      if (!desk.days?.includes(weekday) || (desk.days !== "1234567" && isDayOff(date))) continue;
      const begins = Math.max(from, midnight + desk.opens * minuteMs);
      open += Math.max(0, Math.min(to, midnight + desk.closes * minuteMs) - begins);
    }
    return open / minuteMs;
  };

  test("the promise falls into its opening hours, on a day on which it opens", ({ expect }) => {
    expect(
      holds((_, desk, due) => {
        const { date, minute } = there(due - 1);
        return opensOn(date, desk) && minute >= desk.opens && minute < desk.closes;
      }),
    ).toBeNull();
  });

  test("people have just their usual minutes of opening until then", ({ expect }) => {
    expect(holds((now, desk, due) => Math.abs(openBetween(now, due, desk) - desk.answersWithin) < 1e-6)).toBeNull();
  });

  test("who asks later is never promised an earlier answer", ({ expect }) => {
    const later = fc.property(instant, fc.integer({ min: 0, max: 3 * dayMs }), hours, (now, more, desk) => {
      return expectedBy(now + more, desk) >= expectedBy(now, desk);
    });
    expect(fc.check(later, { numRuns: 500 }).counterexample).toBeNull();
  });

  test("its shifts come in order and overlap nowhere", ({ expect }) => {
    expect(
      holds((now, desk) => {
        const all = [...shifts(now, desk)];
        return all.every(({ from, until }, i) => from >= (all[i - 1]?.until ?? now) && from < until);
      }),
    ).toBeNull();
  });

  test("a promise is made even by a desk that takes ever so long", ({ expect }) => {
    expect(
      holds((now, desk) => {
        const due = expectedBy(now, { ...desk, answersWithin: 10_080 });
        return due > now && due <= now + 62 * dayMs;
      }),
    ).toBeNull();
  });
});
