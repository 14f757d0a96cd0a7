import * as fc from "fast-check";
import { describe, test } from "vitest";

import type { Span } from "../../src/live/capacity";
import { timeFor, workIn } from "../../src/live/capacity";
import type { Calibration, Question } from "../../src/live/estimate";
import { emptyCalibration, estimate, learn, roundRange } from "../../src/live/estimate";
import { emptyForecast, waitRange, watch } from "../../src/live/forecast";
import { scenarios, score, simulate } from "./simulator";
import { World, counter, facility, hour, minute, service, tuesday } from "./world";

const spans: fc.Arbitrary<Span[]> = fc
  .array(fc.record({ length: fc.integer({ min: 1, max: 300 }), counters: fc.nat(6) }), { maxLength: 5 })
  .map((parts) => {
    let until = 0;
    const list = parts.map((part): Span => ({ until: (until += part.length * minute), counters: part.counters }));
    return [...list, { until: Number.POSITIVE_INFINITY, counters: 2 }];
  });

const calibration: fc.Arbitrary<Calibration> = fc
  .array(
    fc.record({
      work: fc.double({ min: 0, max: 200, noNaN: true }),
      factor: fc.double({ min: 0, max: 3, noNaN: true }),
    }),
    {
      maxLength: 300,
    },
  )
  .map((history) => {
    const learned = emptyCalibration();
    for (const { work, factor } of history) {
      learn(learned, { work, lowWork: work * 0.7, highWork: work * 1.3 }, work * factor);
    }
    return learned;
  });

const question: fc.Arbitrary<Omit<Question, "ahead">> = fc.record({
  now: fc.constant(0),
  mean: fc.integer({ min: 10_000, max: 30 * minute }),
  spans,
  overtaking: fc.array(
    fc.record({ rate: fc.double({ min: 0, max: 1 / (3 * minute), noNaN: true }), within: fc.nat(hour) }),
    { maxLength: 2 },
  ),
});

describe("an estimate", () => {
  test("is never negative, and its range holds the point it was made from", ({ expect }) => {
    fc.assert(
      fc.property(question, calibration, fc.integer({ min: -6, max: 300 }), (asked, learned, ahead) => {
        const { pointMs, lowMs, highMs } = estimate({ ...asked, ahead }, learned);
        expect(lowMs).toBeGreaterThanOrEqual(0);
        expect(pointMs).toBeGreaterThanOrEqual(lowMs);
        expect(highMs).toBeGreaterThanOrEqual(pointMs);
        const { lowMinutes, highMinutes } = roundRange(lowMs, highMs);
        expect(lowMinutes * minute).toBeLessThanOrEqual(pointMs);
        expect(highMinutes * minute).toBeGreaterThanOrEqual(pointMs);
        expect([Number.isInteger(lowMinutes), Number.isInteger(highMinutes)]).toEqual([true, true]);
      }),
      { seed: 1 },
    );
  });

  test("is never shorter for somebody further back", ({ expect }) => {
    fc.assert(
      fc.property(question, calibration, fc.integer({ min: -6, max: 200 }), (asked, learned, ahead) => {
        const nearer = estimate({ ...asked, ahead }, learned);
        const further = estimate({ ...asked, ahead: ahead + 1 }, learned);
        for (const end of ["pointMs", "lowMs", "highMs"] as const) {
          expect(further[end]).toBeGreaterThanOrEqual(nearer[end]);
        }
      }),
      { seed: 2 },
    );
  });

  test("counts the same work both ways", ({ expect }) => {
    fc.assert(
      fc.property(spans, fc.integer({ min: 1, max: 200 }), (plan, work) => {
        const ms = timeFor(plan, 5 * minute, 0, work);
        // A pause ends with several people called at once: then the time stands for more work than was asked.
        expect(workIn(plan, 5 * minute, 0, ms + 1)).toBeGreaterThanOrEqual(work - 1e-6);
        expect(workIn(plan, 5 * minute, 0, Math.max(0, ms - 1))).toBeLessThanOrEqual(work + 1e-3);
      }),
      { seed: 3 },
    );
  });

  test("widens when people are called outside the range, and comes back", ({ expect }) => {
    const learned = emptyCalibration();
    const promise = (actual: number): void => learn(learned, { work: 10, lowWork: 8, highWork: 12 }, actual);
    for (let n = 0; n < 60; n++) promise(n % 2 ? 9 : 11);
    const calm = learned.high - learned.low;
    for (let n = 0; n < 60; n++) promise(n % 2 ? 4 : 20);
    const rough = learned.high - learned.low;
    expect(rough).toBeGreaterThan(calm);
    for (let n = 0; n < 500; n++) promise(n % 2 ? 9 : 11);
    expect(learned.high - learned.low).toBeLessThan(rough);
  });

  test("is said in whole minutes, above 20 in steps of five", ({ expect }) => {
    expect(roundRange(0, 20_000)).toEqual({ lowMinutes: 0, highMinutes: 1 });
    expect(roundRange(7.4 * minute, 18.2 * minute)).toEqual({ lowMinutes: 7, highMinutes: 19 });
    expect(roundRange(23 * minute, 36 * minute)).toEqual({ lowMinutes: 20, highMinutes: 40 });
  });
});

describe("a person is told", () => {
  const clinic = (): World =>
    new World(
      facility(
        [
          service("test.a", {
            windows: [
              { weekday: 2, from: "07:00", to: "11:30" },
              { weekday: 2, from: "13:30", to: "16:30" },
            ],
          }),
        ],
        [counter("p1", "test.a")],
      ),
    );

  test("'now' when a counter stands idle, and a range with lunch in it when lunch comes first", ({ expect }) => {
    const world = clinic();
    const forecast = emptyForecast();
    const config = world.state.config.services[0]!;
    expect(waitRange(forecast, world.state, config, world.now)).toMatchObject({ lowMinutes: 0, pointMs: 0 });
    for (let n = 0; n < 30; n++) world.take("test.a");
    const told = waitRange(forecast, world.state, config, world.now);
    // Ninety minutes of work until lunch at 11:30, five minutes each: the thirtieth is called after 13:30.
    expect(told?.pointMs).toBeGreaterThan(3.5 * hour);
    expect(told?.pointMs).toBeLessThan(5 * hour);
  });

  test("and what came of it is handed back when they are called in turn", ({ expect }) => {
    const world = clinic();
    const forecast = emptyForecast();
    const first = world.take("test.a");
    const second = world.take("test.a");
    world.callNext("p1");
    world.now += 5 * minute;
    world.callNext("p1");
    const outcomes = world.log.map((event) => watch(forecast, world.state, event)).filter((it) => it !== null);
    expect(outcomes.map(({ ticket, waitedMs }) => [ticket, waitedMs])).toEqual([
      [first, 0],
      [second, 5 * minute],
    ]);
    expect(forecast.promised.size).toBe(0);
    expect(outcomes[0]?.promisedAt).toBe(tuesday);
  });
});

describe("on simulated days", () => {
  for (const scenario of scenarios) {
    test(`people at the ${scenario.name} are told better than by others, and the range holds`, ({ expect }) => {
      const result = score([1, 2, 3, 4, 5].flatMap((seed) => simulate(scenario, seed, 12)));
      expect(result.ours / result.best, JSON.stringify(result)).toBeLessThanOrEqual(0.7);
      expect(result.coverage, JSON.stringify(result)).toBeGreaterThanOrEqual(0.78);
      // Harder: a queue length that knows ranks too. One doctor's chance leaves little to gain.
      expect(result.ours / result.baseline.rankedLength).toBeLessThan(scenario.counters > 1 ? 0.7 : 0.85);
    });
  }
});
