import { describe, test } from "vitest";

import { decide } from "../../src/live/decide";
import { World, counter, facility, hour, minute, service, tuesday } from "./world";

// What the field's systems get wrong, row by row of the notes on Q4U, FQM, ZMS, OpenMRS and a Vietnamese kiosk.

const two = (): World =>
  new World(facility([service("test.a"), service("test.b")], [counter("p1", "test.a"), counter("p2", "test.a")]));

describe("Q4U", () => {
  test("a thousand people who press at once get a thousand numbers", ({ expect }) => {
    const world = two();
    const ids = Array.from({ length: 1000 }, (_, index) => world.take(index % 2 ? "test.b" : "test.a"));
    const labels = new Set(ids.map((id) => world.ticket(id).label));
    expect(labels.size).toBe(1000);
    expect(world.state.services.get("test.a")!.days[0]!.lastNumber).toBe(500);
  });

  test("two rooms that want the same person: one gets them, the other learns where they are", ({ expect }) => {
    const world = two();
    const id = world.take("test.a");
    const [first, second] = [world.seen("p1", id), world.seen("p2", id)];
    world.do({ type: "call", ...first, reason: "đứng ở cửa" });
    const refusal = world.tryTo({ type: "call", ...second, reason: "đứng ở cửa" });
    expect(refusal).toEqual({
      code: "stale-version",
      current: { ticket: id, state: "called", version: 2, counter: "p1" },
    });
  });

  test("a double scan shows the number that the phone already has", ({ expect }) => {
    const world = two();
    const id = world.take("test.a", { device: "phone", source: "poster" });
    expect(world.tryTo(world.issue("test.a", { device: "phone", source: "poster" }))).toMatchObject({
      code: "already-holding",
      current: { ticket: id, state: "waiting" },
    });
    expect(world.tryTo(world.issue("test.b", { device: "phone", source: "poster" }))).toBeUndefined();
    world.do({ type: "cancel", ticket: id });
    expect(world.tryTo(world.issue("test.a", { device: "phone", source: "poster" }))).toBeUndefined();
  });
});

describe("FQM", () => {
  test("call-next of two counters never names the same person", ({ expect }) => {
    const world = two();
    for (let n = 0; n < 200; n++) world.take("test.a");
    const called = Array.from({ length: 200 }, (_, index) => world.callNext(index % 2 ? "p1" : "p2"));
    expect(new Set(called).size).toBe(200);
    expect([world.callNext("p1"), world.callNext("p2")]).toEqual([null, null]);
  });

  test("a command about one person leaves everybody else as they were", ({ expect }) => {
    const world = two();
    const ids = [world.take("test.a"), world.take("test.a"), world.take("test.a")];
    const others = structuredClone([world.ticket(ids[0]!), world.ticket(ids[2]!)]);
    world.do({ type: "cancel", ticket: ids[1]! });
    expect([world.ticket(ids[0]!), world.ticket(ids[2]!)]).toEqual(others);
  });
});

describe("ZMS", () => {
  test("a limit of 100 gives exactly 100 of 300 people a number", ({ expect }) => {
    const world = new World(facility([service("test.a", { dailyLimit: 100 })], []));
    const refused = Array.from({ length: 300 }, () => world.tryTo(world.issue("test.a"))?.code);
    expect(refused.filter((code) => code === undefined)).toHaveLength(100);
    expect(new Set(refused.slice(100))).toEqual(new Set(["daily-limit"]));
  });

  test("people who are parked or missed are never called by themselves", ({ expect }) => {
    const world = two();
    const [parked, missed, third] = [world.take("test.a"), world.take("test.a"), world.take("test.a")];
    world.callNext("p1");
    world.do({ type: "park", ...world.seen("p1", parked) });
    world.callNext("p1");
    expect(world.callNext("p1")).toBe(third);
    expect([world.ticket(parked).state, world.ticket(missed).state]).toEqual(["parked", "no_show"]);
    expect(world.callNext("p1")).toBeNull();
  });

  test("the second clerk who calls gets the next person, not an error", ({ expect }) => {
    const world = two();
    const ids = [world.take("test.a"), world.take("test.a")];
    expect([world.callNext("p1"), world.callNext("p2")]).toEqual(ids);
  });
});

describe("OpenMRS", () => {
  test("a number is not a count: a patient who left does not make two people A002", ({ expect }) => {
    const world = two();
    const first = world.take("test.a");
    world.take("test.a");
    world.do({ type: "cancel", ticket: first });
    expect(world.ticket(world.take("test.a")).label).toBe("A003");
  });
});

describe("the Vietnamese kiosk", () => {
  test("seven in the morning is not midnight, and local midnight is", ({ expect }) => {
    const world = two();
    world.now = Date.UTC(2026, 10, 23, 23, 30);
    const early = world.take("test.a");
    world.now += hour;
    const late = world.take("test.a");
    expect([world.ticket(early).date, world.ticket(late).date]).toEqual(["2026-11-24", "2026-11-24"]);
    expect(world.ticket(late).number).toBe(2);
    world.now = Date.UTC(2026, 10, 24, 17) - 1;
    expect(world.ticket(world.take("test.a")).number).toBe(3);
    world.now += 1;
    const next = world.take("test.a");
    expect(world.ticket(next)).toMatchObject({ date: "2026-11-25", number: 1, label: "A001" });
    expect([world.fate(early), world.fate(late)]).toEqual(["expired", "expired"]);
  });

  test("of two people with priority the one who came first is called first", ({ expect }) => {
    const world = two();
    const normal = world.take("test.a");
    world.now += minute;
    const first = world.take("test.a", { class: "priority" });
    world.now += minute;
    const second = world.take("test.a", { class: "priority" });
    expect([world.callNext("p1"), world.callNext("p1"), world.callNext("p1")]).toEqual([first, second, normal]);
  });

  test("an empty side never stops the line: whoever waits is called", ({ expect }) => {
    const world = new World(
      facility([service("test.a", { policy: { kind: "ratio", k: 2 } })], [counter("p1", "test.a")]),
    );
    const normal = world.take("test.a");
    expect(world.callNext("p1")).toBe(normal);
    const priority = Array.from({ length: 4 }, () => world.take("test.a", { class: "priority" }));
    expect(priority.map(() => world.callNext("p1"))).toEqual(priority);
    expect(world.callNext("p1")).toBeNull();
  });
});

test("a hundred thousand numbers and calls take seconds, also with a long line", ({ expect }) => {
  const world = two();
  for (let n = 0; n < 5000; n++) world.take("test.a");
  world.log = [];
  const started = performance.now();
  for (let n = 0; n < 100_000; n++) {
    const command = world.issue("test.a");
    world.do(command);
    if (world.callNext("p1") === null) throw new Error("nobody was called");
    if (world.log.length > 1000) world.log = [];
  }
  expect(performance.now() - started).toBeLessThan(20_000);
  expect(world.state.tickets.size).toBeLessThan(110_000);
  expect(decide(world.state, { type: "closeDay" }, tuesday)).toMatchObject({ ok: true, events: [] });
});
