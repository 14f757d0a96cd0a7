import { describe, test } from "vitest";

import type { OpeningWindow, ServiceConfig } from "../../src/live/model";
import { World, allDay, counter, facility, hour, minute, service, tuesday } from "./world";

const one = (more: Partial<ServiceConfig> = {}): World =>
  new World(facility([service("test.a", more), service("test.b")], [counter("p1", "test.a"), counter("p2", "test.a")]));

const clinic: OpeningWindow[] = [1, 2, 3, 4, 5].flatMap((weekday) => [
  { weekday, from: "07:00", to: "11:30" },
  { weekday, from: "13:30", to: "16:30" },
]);

describe("opening", () => {
  test("at noon the page says 13:30, on Friday evening it says Monday", ({ expect }) => {
    const world = one({ windows: clinic });
    world.now = tuesday + 90 * minute;
    expect(world.tryTo(world.issue("test.a"))).toEqual({
      code: "service-closed",
      opens: { at: tuesday + 3.5 * hour, date: "2026-11-24", time: "13:30", today: true },
    });
    world.now = tuesday + 3.5 * hour;
    expect(world.tryTo(world.issue("test.a"))).toBeUndefined();
    world.now = tuesday + 3 * 24 * hour + 8 * hour;
    expect(world.tryTo(world.issue("test.a"))?.opens).toMatchObject({
      date: "2026-11-30",
      time: "07:00",
      today: false,
    });
  });

  test("a supervisor opens or closes a service for today, until midnight or their next word", ({ expect }) => {
    const world = one({ windows: clinic });
    world.do({ type: "closeService", service: "test.a" });
    expect(world.tryTo(world.issue("test.a"))?.opens).toMatchObject({ date: "2026-11-25", time: "07:00" });
    expect(world.decide({ type: "closeService", service: "test.a" })).toMatchObject({ ok: true, events: [] });
    world.do({ type: "followWindows", service: "test.a" });
    world.take("test.a");
    world.now = tuesday + 9 * hour;
    world.do({ type: "openService", service: "test.a" });
    world.take("test.a");
    world.now = tuesday + 14.5 * hour;
    expect(world.tryTo(world.issue("test.a"))?.code).toBe("service-closed");
  });

  test("a service that never opens says that it does not know when", ({ expect }) => {
    const world = one({ windows: [{ weekday: 1, from: "07:00", to: "07:00" }] });
    expect(world.tryTo(world.issue("test.a"))?.code).toBe("service-closed");
  });

  test("where clocks change, the wall clock counts", ({ expect }) => {
    const world = one({ windows: allDay.map((window) => ({ ...window, from: "02:30", to: "12:00" })) });
    world.state.config.timezone = "Europe/Paris";
    // 29 March 2026: 02:00 is followed by 03:00, at 01:00 UTC.
    world.now = Date.UTC(2026, 2, 29, 0, 59);
    expect(world.tryTo(world.issue("test.a"))?.opens).toMatchObject({ at: Date.UTC(2026, 2, 29, 1, 30) });
    world.now = Date.UTC(2026, 2, 29, 1, 0);
    expect(world.tryTo(world.issue("test.a"))).toBeUndefined();
  });
});

describe("close of day", () => {
  test("who waits, is parked, missed or booked expires; who is called or served may finish", ({ expect }) => {
    const world = one();
    const [called, serving, missed, parked, waiting] = Array.from({ length: 5 }, () => world.take("test.a"));
    world.callNext("p1");
    world.callNext("p2");
    world.do({ type: "start", ...world.seen("p2", serving!) });
    world.do({ type: "undo", ...world.seen("p1", called!) });
    world.do({ type: "call", ...world.seen("p1", missed!), reason: "x" });
    world.now += minute;
    world.do({ type: "noShow", ...world.seen("p1", missed!) });
    world.do({ type: "call", ...world.seen("p1", parked!), reason: "x" });
    world.do({ type: "park", ...world.seen("p1", parked!) });
    world.callNext("p1");
    world.now = tuesday + 14 * hour;
    expect(world.do({ type: "closeDay" })).toEqual({ ticket: null, settled: null });
    expect([missed, parked, waiting].map((id) => world.fate(id!))).toEqual(["expired", "expired", "expired"]);
    expect(world.tryTo({ type: "undo", ...world.seen("p1", called!) })?.code).toBe("day-over");
    world.do({ type: "start", ...world.seen("p1", called!) });
    world.do({ type: "finish", ...world.seen("p1", called!) });
    world.do({ type: "finish", ...world.seen("p2", serving!) });
    expect([world.fate(called!), world.fate(serving!)]).toEqual(["served", "served"]);
    expect(world.decide({ type: "closeDay" })).toMatchObject({ ok: true, events: [] });
  });

  test("an emergency room has no midnight, but numbers start again", ({ expect }) => {
    const world = one({ windows: [] });
    world.now = tuesday + 13.9 * hour;
    const late = world.take("test.a");
    world.now += hour;
    const early = world.take("test.a");
    expect([world.ticket(late).label, world.ticket(early).label]).toEqual(["A001", "A001"]);
    expect([world.callNext("p1"), world.callNext("p2")]).toEqual([late, early]);
    expect(world.ticket(late).date).toBe("2026-11-24");
  });

  test("nobody is served for ever: what midnight spared ends at the midnight after", ({ expect }) => {
    const world = new World(
      facility([service("test.a"), service("test.e", { windows: [] })], [counter("p1", "test.a")]),
    );
    const called = world.take("test.a");
    const urgent = world.take("test.e");
    world.callNext("p1");
    world.now += 24 * hour;
    world.do({ type: "closeDay" });
    expect([world.fate(called), world.fate(urgent)]).toEqual(["called", "waiting"]);
    world.now += 24 * hour;
    world.do({ type: "closeDay" });
    expect([world.fate(called), world.fate(urgent)]).toEqual(["expired", "expired"]);
    expect([world.state.tickets.size, world.state.held.size]).toEqual([0, 0]);
  });

  test("yesterday's person who is still inside may take a number today, but not be sent back", ({ expect }) => {
    const world = one();
    const id = world.take("test.a", { device: "phone" });
    world.callNext("p1");
    world.now += 24 * hour;
    const today = world.take("test.a", { device: "phone" });
    expect(world.tryTo(world.issue("test.a", { device: "phone" }))).toMatchObject({
      code: "already-holding",
      current: { ticket: today },
    });
    world.do({ type: "noShow", ...world.seen("p1", id) });
    expect(world.tryTo({ type: "reinstate", ticket: id })?.code).toBe("day-over");
    expect(world.tryTo({ type: "call", ...world.seen("p1", id), reason: "x" })?.code).toBe("day-over");
  });

  test("the first command of a date, even a call, closes the one before", ({ expect }) => {
    const world = one();
    const waiting = world.take("test.a");
    world.now += 20 * hour;
    expect(world.callNext("p1")).toBeNull();
    expect(world.log.slice(2).map((event) => [event.type, event.date])).toEqual([
      ["expired", "2026-11-24"],
      ["dayOpened", "2026-11-25"],
    ]);
    expect(world.fate(waiting)).toBe("expired");
  });
});
