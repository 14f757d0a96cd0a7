import fc from "fast-check";
import { describe, test } from "vitest";

import { dateOfDay, dayNumber } from "../src/lunar";
import { addWorkingDays, daysOff, isDayOff, isDecided, isWorkingDay } from "../src/working-calendar";

const weekdaysOff = (year: number) =>
  daysOff(year)
    .map(({ date }) => date)
    .filter((date) => ![0, 6].includes(new Date(date).getUTCDay()));

describe("a citizen reads when the office is closed", () => {
  test("on a public holiday, and not on an ordinary weekend", ({ expect }) => {
    expect(["2026-09-02", "2026-02-17", "2026-11-22", "2026-11-23"].map(isDayOff)).toEqual([true, true, false, false]);
  });

  test("in 2024", ({ expect }) => {
    expect(weekdaysOff(2024)).toEqual([
      "2024-01-01",
      "2024-02-08",
      "2024-02-09",
      "2024-02-12",
      "2024-02-13",
      "2024-02-14",
      "2024-04-18",
      "2024-04-29",
      "2024-04-30",
      "2024-05-01",
      "2024-09-02",
      "2024-09-03",
    ]);
  });

  test("in 2025", ({ expect }) => {
    expect(weekdaysOff(2025)).toEqual([
      "2025-01-01",
      "2025-01-27",
      "2025-01-28",
      "2025-01-29",
      "2025-01-30",
      "2025-01-31",
      "2025-04-07",
      "2025-04-30",
      "2025-05-01",
      "2025-05-02",
      "2025-09-01",
      "2025-09-02",
    ]);
  });

  test("in 2026, with Giỗ Tổ on a Sunday made good on Monday", ({ expect }) => {
    expect(weekdaysOff(2026)).toEqual([
      "2026-01-01",
      "2026-01-02",
      "2026-02-16",
      "2026-02-17",
      "2026-02-18",
      "2026-02-19",
      "2026-02-20",
      "2026-04-27",
      "2026-04-30",
      "2026-05-01",
      "2026-08-31",
      "2026-09-01",
      "2026-09-02",
    ]);
    expect(daysOff(2026).find(({ date }) => date === "2026-04-27")).toEqual({
      date: "2026-04-27",
      kind: "in-lieu",
      name: { vi: "Giỗ Tổ Hùng Vương", en: "Hùng Kings' Commemoration Day" },
    });
  });

  test("and sees that 2027 is not decided yet, but Tết on a Saturday and Sunday is made good", ({ expect }) => {
    expect(isDecided(2026)).toBe(true);
    expect(isDecided(2027)).toBe(false);
    expect(weekdaysOff(2027).filter((date) => date < "2027-03-01")).toEqual([
      "2027-01-01",
      "2027-02-05",
      "2027-02-08",
      "2027-02-09",
      "2027-02-10",
      "2027-02-11",
    ]);
  });
});

describe("an officer counts a time limit", () => {
  test("does not count the first day, nor the weekend", ({ expect }) => {
    expect(addWorkingDays("2026-11-20", 1)).toBe("2026-11-23");
    expect(addWorkingDays("2026-11-20", 2)).toBe("2026-11-24");
    expect(addWorkingDays("2026-11-22", 2)).toBe("2026-11-24");
  });

  test("does not count the days around Tết", ({ expect }) => {
    expect(addWorkingDays("2026-02-13", 2)).toBe("2026-02-24");
  });

  test("counts a Saturday that is worked for another day", ({ expect }) => {
    expect(isWorkingDay("2026-08-22")).toBe(true);
    expect(isWorkingDay("2026-08-31")).toBe(false);
    expect(addWorkingDays("2026-08-21", 1)).toBe("2026-08-22");
  });

  test("ends a limit of no days on the next working day", ({ expect }) => {
    expect(addWorkingDays("2026-11-20", 0)).toBe("2026-11-20");
    expect(addWorkingDays("2026-11-21", 0)).toBe("2026-11-23");
  });

  test("is told when the number of days makes no sense", ({ expect }) => {
    expect(() => addWorkingDays("2026-11-20", -1)).toThrow(RangeError);
    expect(() => addWorkingDays("2026-11-20", 1.5)).toThrow(RangeError);
  });

  test("always ends on a working day, with exactly n working days counted", ({ expect }) => {
    const day = fc.integer({ min: dayNumber("2024-01-01"), max: dayNumber("2030-12-31") });
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 30 }), (start, n) => {
        const end = addWorkingDays(dateOfDay(start), n);
        let counted = 0;
        for (let each = start + 1; each <= dayNumber(end); each++) if (isWorkingDay(dateOfDay(each))) counted += 1;
        expect(isWorkingDay(end)).toBe(true);
        expect(counted).toBe(n);
      }),
    );
  });
});
