import fc from "fast-check";
import { describe, test } from "vitest";

import { unitAt } from "../src/geography";
import { units } from "../src/units";

describe("a visitor shares a position", () => {
  test.for([
    ["Sun World at Bãi Cháy", 107.0405, 20.957, "Phường Bãi Cháy"],
    ["the market of Hạ Long", 107.0806, 20.9502, "Phường Hồng Gai"],
    ["the citadel of Huế", 107.578, 16.4698, "Phường Phú Xuân"],
    ["the town of Cô Tô", 107.7645, 20.977, "Đặc khu Cô Tô"],
  ] as const)("stands at %s and learns the unit", ([, lon, lat, unit], { expect }) => {
    expect(unitAt(lon, lat)?.fullName).toBe(unit);
  });

  test("is on a boat in Hạ Long Bay and belongs to no unit", ({ expect }) => {
    expect(unitAt(107.2, 20.78)).toBeUndefined();
  });

  test("is in Hà Nội and belongs to no unit here", ({ expect }) => {
    expect(unitAt(105.8542, 21.0285)).toBeUndefined();
  });

  test("gets a unit of the province or none, anywhere in Quảng Ninh", ({ expect }) => {
    const codes = new Set(units("22").map((unit) => unit.code));
    const lon = fc.double({ min: 106.43, max: 108.1, noNaN: true });
    const lat = fc.double({ min: 20.7, max: 21.7, noNaN: true });
    fc.assert(
      fc.property(lon, lat, (x, y) => {
        const found = unitAt(x, y);
        expect(found === undefined || codes.has(found.code)).toBe(true);
      }),
    );
  });
});
