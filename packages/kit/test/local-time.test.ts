import * as fc from "fast-check";
import { test } from "vitest";

import { instantOf, wallClock, weekdayOf } from "../src/local-time";

const zones = ["Asia/Ho_Chi_Minh", "Europe/Paris", "Asia/Kathmandu", "America/St_Johns", "Australia/Lord_Howe", "UTC"];

test("a wall clock shows what the platform's calendar shows, and leads back to the same moment", ({ expect }) => {
  const moments = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2060, 0, 1) });
  fc.assert(
    fc.property(moments, fc.constantFrom(...zones), (now, timeZone) => {
      const { date, weekday, minute } = wallClock(now, timeZone);
      expect(date).toBe(new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(now));
      const time = new Intl.DateTimeFormat("en-GB", { timeZone, timeStyle: "short" }).format(now);
      expect(minute).toBe(Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
      expect(weekday).toBe(weekdayOf(date));
      const back = wallClock(instantOf(date, minute, timeZone), timeZone);
      expect(back).toEqual({ date, weekday, minute });
    }),
    { numRuns: 1000, seed: 7 },
  );
});
