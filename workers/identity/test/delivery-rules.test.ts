import fc from "fast-check";
import { describe, test } from "vitest";

import { budgetOf, readRoutes, sendsNothing } from "../src/delivery/configuration";
import {
  afterHanding,
  afterReport,
  type Delivery,
  type Handed,
  maySend,
  mostTries,
  type Promises,
} from "../src/delivery/decide";
import { readEsmsReport } from "../src/delivery/esms";

const handed = fc.constantFrom<Handed>("accepted", "refused", "away", "unsure");
const promises = fc.record({ idempotent: fc.boolean(), reports: fc.boolean() });
const event = fc.oneof(
  { weight: 4, arbitrary: fc.record({ handed, crashes: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ arrived: fc.boolean() }) },
);
const life = 300_000;

/** Plays a message's whole life. `copies` are the providers that may have it; a repeat at an idempotent one is no copy. */
function play(route: Promises[], events: ({ handed: Handed; crashes: boolean } | { arrived: boolean })[]) {
  let delivery: Delivery = { step: 0, state: "waiting", tries: 0 };
  let now = 0;
  let done = false;
  const copies = new Map<number, number>();
  let sends = 0;
  for (const one of events) {
    if (done) break;
    const provider = route[delivery.step]!;
    const remainingMs = life - now;
    if ("arrived" in one) {
      // A provider says "not arrived" only of what it does not deliver: that copy is gone.
      const next = afterReport(delivery, one.arrived, { providers: route.length, remainingMs });
      if (next && !one.arrived) copies.delete(delivery.step);
      if (next) ({ delivery, done } = next);
      continue;
    }
    if (remainingMs <= 0 || !maySend(delivery, provider)) break;
    const wasUnsure = delivery.state === "unsure" || delivery.state === "sending";
    const tries = delivery.tries + 1;
    sends++;
    const got = one.handed === "accepted" || one.handed === "unsure";
    if (got) copies.set(delivery.step, provider.idempotent ? 1 : (copies.get(delivery.step) ?? 0) + 1);
    if (one.crashes) {
      delivery = { ...delivery, tries, state: "sending" };
      now += 30_000;
      continue;
    }
    const before: Delivery = { step: delivery.step, tries, state: wasUnsure ? "unsure" : "waiting" };
    const next = afterHanding(before, one.handed, { promises: provider, providers: route.length, remainingMs });
    delivery = next.delivery;
    done = next.done;
    if (!next.done) now += next.afterMs;
  }
  return { delivery, done, copies: [...copies.values()].reduce((sum, n) => sum + n, 0), sends };
}

describe("somebody who waits for a code", () => {
  test("never gets it twice, whatever providers answer, however often we crash", ({ expect }) => {
    fc.assert(
      fc.property(
        fc.array(promises, { minLength: 1, maxLength: 2 }),
        fc.array(event, { maxLength: 30 }),
        (route, events) => {
          const { copies, sends, delivery } = play(route, events);
          expect(copies).toBeLessThanOrEqual(1);
          expect(sends).toBeLessThanOrEqual(2 * mostTries);
          expect(delivery.step).toBeLessThan(route.length);
        },
      ),
      { numRuns: 2000 },
    );
  });

  const reporting = { promises: { idempotent: true, reports: true }, providers: 2, remainingMs: life };
  const first: Delivery = { step: 0, state: "waiting", tries: 1 };
  test.for([
    ["refused", 1],
    ["away", 1],
    ["unsure", 0],
    ["accepted", 0],
  ] as const)("after %s is left with provider %i", ([outcome, step], { expect }) => {
    expect(afterHanding(first, outcome, reporting).delivery.step).toBe(step);
  });

  test("is not passed on a second time", ({ expect }) => {
    const second: Delivery = { step: 1, state: "waiting", tries: 1 };
    expect(afterHanding(second, "refused", reporting)).toMatchObject({ done: true, delivery: { state: "failed" } });
    expect(afterReport({ ...second, state: "accepted" }, false, reporting)).toMatchObject({ done: true });
  });

  test("hears nothing new from a report that comes twice", ({ expect }) => {
    for (const state of ["delivered", "failed", "waiting"] as const)
      expect(afterReport({ ...first, state }, true, reporting)).toBeUndefined();
  });
});

describe("an operator who configures delivery", () => {
  test("names providers by channel, or the inbox of a developer's machine", ({ expect }) => {
    expect(sendsNothing(readRoutes("inbox"))).toBe(true);
    expect(readRoutes('{"phone":["zalo","esms"],"email":["email"]}').phone).toEqual(["zalo", "esms"]);
    expect(() => readRoutes('{"phone":["pigeon"],"email":[]}')).toThrow();
    expect(() => readRoutes('{"phone":["zalo","esms","inbox"],"email":[]}')).toThrow();
  });

  test("gives each payer a budget, and the others one of their own", ({ expect }) => {
    const budgets = '{"wifi":3,"*":5,"__proto__":9}';
    expect([budgetOf(budgets, "wifi"), budgetOf(budgets, "baichay"), budgetOf(undefined, "wifi")]).toEqual([
      3,
      5,
      undefined,
    ]);
  });
});

test("eSMS's report is read only when it is final", ({ expect }) => {
  expect(readEsmsReport({ SendStatus: "5", SendSuccess: "1", SendFailed: "0" })).toBe(true);
  expect(readEsmsReport({ SendStatus: "5", SendSuccess: "0", SendFailed: "1" })).toBe(false);
  expect(readEsmsReport({ SendStatus: "2" })).toBeUndefined();
});
