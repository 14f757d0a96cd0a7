import fc from "fast-check";
import { describe, test } from "vitest";

import { dateOfDay, dayNumber, fromLunar, lunarDate } from "../src/lunar";

describe("a family looks up the lunar calendar", () => {
  // Published dates; 2007 and 2030 are years in which Tết differs from the Chinese new year, 1968 the first on UTC+7.
  test.for([
    "1968-01-29",
    "1985-01-21",
    "2000-02-05",
    "2007-02-17",
    "2020-01-25",
    "2021-02-12",
    "2022-02-01",
    "2023-01-22",
    "2024-02-10",
    "2025-01-29",
    "2026-02-17",
    "2027-02-06",
    "2028-01-26",
    "2029-02-13",
    "2030-02-02",
    "2033-01-31",
    "2034-02-19",
    "2053-02-18",
  ])("finds Tết on %s", (date, { expect }) => {
    const year = Number(date.slice(0, 4));
    expect(fromLunar(year, 1, 1)).toBe(date);
    expect(lunarDate(date)).toEqual({ year, month: 1, day: 1, leap: false });
  });

  test.for(["2023-04-29", "2024-04-18", "2025-04-07", "2026-04-26", "2027-04-16"])(
    "finds Giỗ Tổ, the tenth of the third month, on %s",
    (date, { expect }) => {
      expect(fromLunar(Number(date.slice(0, 4)), 3, 10)).toBe(date);
    },
  );

  test("finds the Mid-Autumn festival of 2026, Vu Lan, and the kitchen gods' day of the old year", ({ expect }) => {
    expect(fromLunar(2026, 8, 15)).toBe("2026-09-25");
    expect(fromLunar(2026, 7, 15)).toBe("2026-08-27");
    expect(fromLunar(2025, 12, 23)).toBe("2026-02-10");
  });

  test("sees the leap months of 2020, 2023 and 2025", ({ expect }) => {
    expect(lunarDate("2020-05-23")).toEqual({ year: 2020, month: 4, day: 1, leap: true });
    expect(lunarDate("2023-03-22")).toEqual({ year: 2023, month: 2, day: 1, leap: true });
    expect(lunarDate("2025-07-25")).toEqual({ year: 2025, month: 6, day: 1, leap: true });
    expect(lunarDate("2025-08-23")).toEqual({ year: 2025, month: 7, day: 1, leap: false });
  });
});

const anyDay = fc.integer({ min: dayNumber("1968-02-01"), max: dayNumber("2099-12-31") });

describe("whatever day somebody asks about", () => {
  test("the next day is the next lunar day or the first of a month of 29 or 30 days", ({ expect }) => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const today = lunarDate(dateOfDay(day));
        const tomorrow = lunarDate(dateOfDay(day + 1));
        if (tomorrow.day === 1) expect(today.day).toBeOneOf([29, 30]);
        else expect(tomorrow).toEqual({ ...today, day: today.day + 1 });
      }),
    );
  });

  test("an ordinary lunar date leads back to the same day", ({ expect }) => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const { year, month, day: dayOfMonth, leap } = lunarDate(dateOfDay(day));
        fc.pre(!leap);
        expect(fromLunar(year, month, dayOfMonth)).toBe(dateOfDay(day));
      }),
    );
  });

  test("Tết falls between 20 January and 21 February", ({ expect }) => {
    for (let year = 1968; year <= 2100; year++) {
      const tet = fromLunar(year, 1, 1).slice(5);
      expect(tet >= "01-20" && tet <= "02-21", `${year}-${tet}`).toBe(true);
    }
  });
});
