import { isTicketDelta } from "@ven/contracts/queue-live";
import { describe, test } from "vitest";

import { delta } from "../../src/live/delta";
import type { ServiceConfig } from "../../src/live/model";
import { World, counter, facility, hour, minute, service, tuesday } from "./world";

const one = (more: Partial<ServiceConfig> = {}): World =>
  new World(facility([service("test.a", more), service("test.b")], [counter("p1", "test.a"), counter("p2", "test.a")]));

describe("call-next settles what the counter holds", () => {
  test("who sat at the counter is served, who did not come is missed", ({ expect }) => {
    const world = one();
    const [first, second, third] = [world.take("test.a"), world.take("test.a"), world.take("test.a")];
    world.callNext("p1");
    world.do({ type: "start", ...world.seen("p1", first) });
    expect(world.do({ type: "callNext", counter: "p1" })).toEqual({ ticket: second, settled: first });
    expect(world.do({ type: "callNext", counter: "p1" })).toEqual({ ticket: third, settled: second });
    expect([world.fate(first), world.fate(second)]).toEqual(["served", "no_show"]);
  });

  test("an empty line still settles the last person", ({ expect }) => {
    const world = one();
    const last = world.take("test.a");
    world.callNext("p1");
    world.do({ type: "start", ...world.seen("p1", last) });
    expect(world.do({ type: "callNext", counter: "p1" })).toEqual({ ticket: null, settled: last });
    expect(world.fate(last)).toBe("served");
    expect(world.do({ type: "callNext", counter: "p1" })).toEqual({ ticket: null, settled: null });
  });

  test("a missed person says 'I am here' and comes behind the next three", ({ expect }) => {
    const world = one();
    const ids = Array.from({ length: 6 }, () => {
      world.now += minute;
      return world.take("test.a");
    });
    world.callNext("p1");
    world.callNext("p1");
    world.do({ type: "reinstate", ticket: ids[0]! });
    expect(world.line("test.a")).toEqual([ids[2], ids[3], ids[4], ids[0], ids[5]]);
  });

  test("with fewer than three in the line a missed person comes last", ({ expect }) => {
    const world = one();
    const [lost, other] = [world.take("test.a"), world.take("test.a")];
    world.callNext("p1");
    world.now += minute;
    world.do({ type: "noShow", ...world.seen("p1", lost) });
    world.do({ type: "reinstate", ticket: lost });
    expect(world.line("test.a")).toEqual([other, lost]);
  });

  test("people who came a millisecond apart keep their places around somebody who comes back", ({ expect }) => {
    const world = one();
    const ids = Array.from({ length: 6 }, () => {
      world.now += 1;
      return world.take("test.a");
    });
    world.callNext("p1");
    world.callNext("p1");
    world.do({ type: "reinstate", ticket: ids[0]! });
    expect(world.line("test.a")).toEqual([ids[2], ids[3], ids[4], ids[0], ids[5]]);
  });

  test("missing a call out of turn wins nobody a better place", ({ expect }) => {
    const world = one();
    const ids = Array.from({ length: 6 }, () => {
      world.now += minute;
      return world.take("test.a");
    });
    world.do({ type: "call", ...world.seen("p1", ids[5]!), reason: "thử" });
    world.now += minute;
    world.do({ type: "noShow", ...world.seen("p1", ids[5]!) });
    world.do({ type: "reinstate", ticket: ids[5]! });
    expect(world.line("test.a")).toEqual(ids);
  });

  test("a person comes back twice, not a third time", ({ expect }) => {
    const world = one();
    const lost = world.take("test.a");
    const tries = [1, 2, 3].map(() => {
      world.callNext("p1");
      world.callNext("p1");
      return world.tryTo({ type: "reinstate", ...world.seen("p1", lost) })?.code;
    });
    expect(tries).toEqual([undefined, undefined, "too-many-returns"]);
  });
});

describe("at a counter", () => {
  test("a no-show needs a minute after the last call; the refusal says how long", ({ expect }) => {
    const world = one();
    const id = world.take("test.a");
    world.callNext("p1");
    world.now += 59_000;
    expect(world.tryTo({ type: "noShow", ...world.seen("p1", id) })).toMatchObject({
      code: "too-soon",
      retryAfterMs: 1000,
    });
    world.do({ type: "recall", ...world.seen("p1", id) });
    world.now += 30_000;
    expect(world.tryTo({ type: "noShow", ...world.seen("p1", id) })?.retryAfterMs).toBe(30_000);
    world.now += 30_000;
    expect(world.tryTo({ type: "noShow", ...world.seen("p1", id) })).toBeUndefined();
    expect(world.ticket(id).state).toBe("no_show");
  });

  test("a person is announced three times at most", ({ expect }) => {
    const world = one();
    const id = world.take("test.a");
    world.callNext("p1");
    world.do({ type: "recall", ...world.seen("p1", id) });
    world.do({ type: "recall", ...world.seen("p1", id) });
    expect(world.tryTo({ type: "recall", ...world.seen("p1", id) })?.code).toBe("too-many-calls");
    const frames = world.log.map(delta).filter(isTicketDelta);
    expect(frames.map(({ op, calls }) => [op, calls])).toEqual([
      ["issued", undefined],
      ["called", 1],
      ["recalled", 2],
      ["recalled", 3],
    ]);
  });

  test("what another nurse has changed is said, with where the ticket is now", ({ expect }) => {
    const world = one();
    const id = world.take("test.a");
    const seen = world.seen("p1", id);
    world.callNext("p1");
    expect(world.tryTo({ type: "start", ...seen })).toEqual({
      code: "stale-version",
      current: { ticket: id, state: "called", version: 2, counter: "p1" },
    });
    expect(world.tryTo({ type: "start", ...world.seen("p2", id) })?.code).toBe("other-counter");
  });

  test("calling out of turn needs a reason, a free counter and the right service", ({ expect }) => {
    const world = one();
    const [first, second, other] = [world.take("test.a"), world.take("test.a"), world.take("test.b")];
    expect(world.tryTo({ type: "call", ...world.seen("p1", second), reason: "  " })?.code).toBe("reason-needed");
    expect(world.tryTo({ type: "call", ...world.seen("p1", other), reason: "x" })?.code).toBe("service-not-here");
    world.do({ type: "call", ...world.seen("p1", second), reason: "đau nhiều" });
    expect(world.log.at(-1)).toMatchObject({ type: "called", reason: "đau nhiều", counter: "p1" });
    expect(world.tryTo({ type: "call", ...world.seen("p1", first), reason: "x" })).toMatchObject({
      code: "counter-busy",
      current: { ticket: second },
    });
  });

  test("a call taken back puts the person where they were: first in line, or still away", ({ expect }) => {
    const world = one();
    const [first, second] = [world.take("test.a"), world.take("test.a")];
    world.callNext("p1");
    world.do({ type: "undo", ...world.seen("p1", first) });
    expect(world.line("test.a")).toEqual([first, second]);
    expect(world.ticket(first)).toMatchObject({ state: "waiting", calls: 0, counter: null, calledAt: null });
    world.callNext("p1");
    world.do({ type: "park", ...world.seen("p1", first) });
    world.do({ type: "call", ...world.seen("p1", first), reason: "có kết quả" });
    world.do({ type: "undo", ...world.seen("p1", first) });
    expect(world.ticket(first).state).toBe("parked");
  });

  test("back from the laboratory, a parked person has their old place", ({ expect }) => {
    const world = one();
    const first = world.take("test.a");
    world.now += minute;
    const second = world.take("test.a");
    world.callNext("p1");
    world.do({ type: "start", ...world.seen("p1", first) });
    world.do({ type: "park", ...world.seen("p1", first) });
    world.do({ type: "resume", ...world.seen("p2", first) });
    expect(world.line("test.a")).toEqual([first, second]);
  });

  test("a transfer goes on in the same journey, even to a service that is closed", ({ expect }) => {
    const world = one();
    world.do({ type: "closeService", service: "test.b" });
    const id = world.take("test.a", { class: "priority", reason: "age", device: "phone" });
    world.callNext("p1");
    const result = world.do({
      type: "transfer",
      ...world.seen("p1", id),
      service: "test.b",
      id: "next",
      token: "test-next",
    });
    expect(result).toEqual({ ticket: "next", settled: id });
    expect(world.fate(id)).toBe("transferred");
    expect(world.ticket("next")).toMatchObject({
      journey: id,
      step: 2,
      class: "priority",
      label: "B001",
      state: "waiting",
      device: "phone",
    });
  });

  test("a counter or service that does not exist is said so", ({ expect }) => {
    const world = one();
    expect(world.tryTo({ type: "callNext", counter: "p9" })?.code).toBe("unknown-counter");
    expect(world.tryTo(world.issue("test.x"))?.code).toBe("unknown-service");
    expect(world.tryTo({ type: "openService", service: "test.x" })?.code).toBe("unknown-service");
    expect(world.tryTo({ type: "cancel", ticket: "t9" })?.code).toBe("ticket-not-live");
  });

  test("an emergency goes first at a counter of several services, whatever their order", ({ expect }) => {
    const world = new World(
      facility(
        [service("test.a", { policy: { kind: "strict" } }), service("test.b")],
        [counter("p1", "test.a", "test.b")],
      ),
    );
    const priority = world.take("test.a", { class: "priority" });
    const urgent = world.take("test.b", { class: "emergency" });
    expect([world.callNext("p1"), world.callNext("p1")]).toEqual([urgent, priority]);
  });
});

describe("the order", () => {
  const calls = (world: World): (string | null)[] => {
    const called: (string | null)[] = [];
    do called.push(world.callNext("p1"));
    while (called.at(-1) !== null);
    return called.slice(0, -1);
  };

  test("at two to one, one normal person after every two with priority", ({ expect }) => {
    const world = one({ policy: { kind: "ratio", k: 2 } });
    const n = [world.take("test.a"), world.take("test.a")];
    const p = Array.from({ length: 5 }, () => world.take("test.a", { class: "priority" }));
    const urgent = world.take("test.a", { class: "emergency" });
    expect(calls(world)).toEqual([urgent, p[0], p[1], n[0], p[2], p[3], n[1], p[4]]);
  });

  test("strictly, every priority before every normal, first come first served in each", ({ expect }) => {
    const world = one({ policy: { kind: "strict" } });
    const n = [world.take("test.a"), world.take("test.a")];
    world.now += 5 * hour;
    const p = [world.take("test.a", { class: "priority" }), world.take("test.a", { class: "priority" })];
    expect(calls(world)).toEqual([...p, ...n]);
  });

  test("with a head start, priority passes who came less than 20 minutes before, and nobody else", ({ expect }) => {
    const world = one();
    const long = world.take("test.a");
    world.now += 5 * minute;
    const short = world.take("test.a");
    world.now += 15 * minute + 1;
    const priority = world.take("test.a", { class: "priority" });
    expect(calls(world)).toEqual([long, priority, short]);
  });

  test("a clock that steps back sends nobody to the front", ({ expect }) => {
    const world = one();
    const first = world.take("test.a");
    world.now -= hour;
    const second = world.take("test.a");
    expect(world.line("test.a")).toEqual([first, second]);
    expect(world.ticket(second).arrival).toBe(tuesday);
  });
});

describe("abuse", () => {
  test("priority from a phone ranks as normal until staff confirm it, and then from the arrival", ({ expect }) => {
    const world = one();
    const normal = world.take("test.a");
    world.now += minute;
    const claimed = world.take("test.a", { class: "priority", reason: "pregnant", source: "poster" });
    expect(world.ticket(claimed)).toMatchObject({ class: "normal", claimed: true, reason: "pregnant" });
    expect(world.line("test.a")).toEqual([normal, claimed]);
    world.now += 30 * minute;
    world.do({ type: "reclassify", ...world.seen("p1", claimed), class: "priority", reason: "pregnant" });
    expect(world.ticket(claimed)).toMatchObject({ claimed: false, arrival: tuesday + minute });
    expect(world.line("test.a")).toEqual([claimed, normal]);
    world.do({ type: "reclassify", ...world.seen("p1", claimed), class: "normal", reason: null });
    expect(world.line("test.a")).toEqual([normal, claimed]);
  });

  test("a hospital may trust the phone, a kiosk is always believed, an emergency needs staff", ({ expect }) => {
    const world = one({ priorityFromPhone: "at-once" });
    const trusted = world.take("test.a", { class: "priority", source: "screen" });
    expect(world.ticket(trusted)).toMatchObject({ class: "priority", claimed: false });
    const kiosk = world.take("test.b", { class: "priority", source: "kiosk" });
    expect(world.ticket(kiosk)).toMatchObject({ class: "priority", claimed: false });
    expect(world.tryTo(world.issue("test.a", { class: "emergency", source: "poster" }))?.code).toBe(
      "class-needs-staff",
    );
  });

  test("requests without a device share a budget a minute and a day; a device and a kiosk do not", ({ expect }) => {
    const world = one({ anonymousPerMinute: 2, anonymousDaily: 3 });
    world.now += 15_000;
    const anonymous = { source: "poster", device: null } as const;
    world.take("test.a", anonymous);
    world.take("test.a", anonymous);
    expect(world.tryTo(world.issue("test.a", anonymous))).toEqual({ code: "budget-spent", retryAfterMs: 45_000 });
    world.take("test.a", { source: "poster", device: "phone" });
    world.take("test.a", { source: "kiosk" });
    world.now += 45_000;
    world.take("test.a", anonymous);
    world.now += 5 * minute;
    expect(world.tryTo(world.issue("test.a", anonymous))).toEqual({ code: "budget-spent" });
    world.now += 24 * hour;
    expect(world.tryTo(world.issue("test.a", anonymous))).toBeUndefined();
  });

  test("no minute limit where the hospital has set none", ({ expect }) => {
    const world = one({ anonymousPerMinute: null, anonymousDaily: 5000 });
    for (let n = 0; n < 1000; n++) world.take("test.a", { source: "poster" });
    expect(world.line("test.a")).toHaveLength(1000);
  });
});

describe("arrival", () => {
  test("where posters only book, the wait begins when the person is there", ({ expect }) => {
    const world = one();
    world.state.config.posterArrival = "booked";
    const home = world.take("test.a", { source: "poster" });
    world.now += minute;
    const here = world.take("test.a", { source: "screen" });
    expect(world.ticket(home).state).toBe("booked");
    expect(world.line("test.a")).toEqual([here]);
    world.now += minute;
    world.do({ type: "checkIn", ticket: home });
    expect(world.line("test.a")).toEqual([here, home]);
    expect(world.ticket(home)).toMatchObject({ arrival: tuesday + 2 * minute, issuedAt: tuesday });
    expect(world.tryTo({ type: "checkIn", ticket: home })?.code).toBe("wrong-state");
  });

  test("in rotating mode a poster is not enough", ({ expect }) => {
    const world = one();
    world.state.config.joinMode = "rotating";
    expect(world.tryTo(world.issue("test.a", { source: "poster" }))?.code).toBe("join-code-needed");
    expect(world.tryTo(world.issue("test.a", { source: "screen" }))).toBeUndefined();
  });
});

test("after 999 the label grows", ({ expect }) => {
  const world = one({ firstNumber: 998 });
  const labels = [1, 2, 3].map(() => world.ticket(world.take("test.a")).label);
  expect(labels).toEqual(["A998", "A999", "A1000"]);
});
