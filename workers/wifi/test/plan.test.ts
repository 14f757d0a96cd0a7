import fc from "fast-check";
import { describe, test } from "vitest";

import { limitsFor, openingAt, periodsAt, type Plan, usedSince, type Visit } from "../src/plan";

const timezone = "Asia/Ho_Chi_Minh";
const noon = Date.UTC(2026, 10, 22, 5);
const always = { opens: null, closes: null };
const plan: Plan = {
  way: "tap",
  session: 3600,
  dailySeconds: 4 * 3600,
  monthlySeconds: null,
  dailyKB: 100_000,
  monthlyKB: null,
  dailySessions: 4,
  upKbps: 4000,
  downKbps: 8000,
  devices: 2,
};

const visit = fc
  .record({
    start: fc.integer({ min: -90_000, max: 0 }),
    length: fc.integer({ min: 60, max: 20_000 }),
    cut: fc.option(fc.integer({ min: 0, max: 20_000 }), { nil: null }),
    bytes: fc.nat(200_000_000),
  })
  .map(({ start, length, cut, bytes }): Visit => {
    const grantedAt = noon + start * 1000;
    return {
      grantedAt,
      endsAt: grantedAt + length * 1000,
      endedAt: cut === null ? null : grantedAt + cut * 1000,
      bytes,
    };
  });
const situation = (visits: readonly Visit[], more: Partial<Parameters<typeof limitsFor>[0]> = {}) => ({
  plan,
  visits,
  opening: always,
  now: noon,
  timezone,
  running: 0,
  busyAt: null,
  ...more,
});

describe("what a person gets", () => {
  test("is never more than any limit, and never nothing that a gateway would take for everything", ({ expect }) => {
    fc.assert(
      fc.property(fc.array(visit, { maxLength: 12 }), fc.nat(500), (visits, running) => {
        const got = limitsFor(situation(visits, { running, busyAt: 100 }));
        const today = usedSince(visits, periodsAt(noon, timezone).day, noon);
        if (!got.ok) {
          expect(got.again).toBeGreaterThan(noon);
          return;
        }
        const { seconds, upKB, downKB, upKbps, downKbps } = got.limits;
        expect(seconds).toBeGreaterThanOrEqual(60);
        expect(seconds).toBeLessThanOrEqual(3600);
        expect(seconds + today.seconds).toBeLessThanOrEqual(4 * 3600);
        expect((upKB ?? 0) + (downKB ?? 0) + today.kb).toBeLessThanOrEqual(100_000);
        expect(Math.min(upKB ?? 1, downKB ?? 1, upKbps ?? 1, downKbps ?? 1)).toBeGreaterThan(0);
        expect(today.sessions).toBeLessThan(4);
      }),
    );
  });

  test("counts one visit once, however it is cut, and half of it on each side of midnight", ({ expect }) => {
    const midnight = periodsAt(noon, timezone).day;
    const across = { grantedAt: midnight - 1_800_000, endsAt: midnight + 1_800_000, endedAt: null, bytes: 5000 };
    expect(usedSince([across], midnight, noon)).toEqual({ seconds: 1800, kb: 0, sessions: 0 });
    expect(usedSince([across], midnight - 86_400_000, midnight)).toEqual({ seconds: 1800, kb: 5, sessions: 1 });
    fc.assert(
      fc.property(visit, fc.integer({ min: -80_000, max: 0 }), (one, at) => {
        const middle = noon + at * 1000;
        const long = noon - 200_000_000;
        const parts = usedSince([one], long, middle).seconds + usedSince([one], middle, noon).seconds;
        const whole = usedSince([one], long, noon).seconds;
        expect(Math.abs(parts - whole)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("ends when the site closes, also after midnight", ({ expect }) => {
    const opening = { opens: 18 * 60, closes: 60 };
    const evening = Date.UTC(2026, 10, 22, 17, 30);
    expect(limitsFor(situation([], { opening, now: evening }))).toMatchObject({ limits: { seconds: 1800 } });
    expect(limitsFor(situation([], { opening, now: noon }))).toEqual({
      ok: false,
      reason: "closed",
      again: Date.UTC(2026, 10, 22, 11),
    });
    expect(openingAt(always, noon, timezone)).toEqual({ open: true, until: null });
  });

  test("is less of the line where many are, and still enough", ({ expect }) => {
    const rate = (running: number) => {
      const got = limitsFor(situation([], { running, busyAt: 100 }));
      return got.ok ? got.limits.downKbps : undefined;
    };
    expect([rate(0), rate(99), rate(199), rate(10_000)]).toEqual([8000, 8000, 4000, 256]);
  });
});
