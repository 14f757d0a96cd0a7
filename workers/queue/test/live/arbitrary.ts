import * as fc from "fast-check";

import type { Command } from "../../src/live/commands";
import type { FacilityConfig } from "../../src/live/model";
import { counter, facility, hour, minute, service } from "./world";
import type { World } from "./world";

/** One service of each order, one round the clock, counters that share services. */
export const mixed = (): FacilityConfig =>
  facility(
    [
      service("test.a", { dailyLimit: 6 }),
      service("test.b", { policy: { kind: "strict" }, priorityFromPhone: "at-once", anonymousDaily: 1 }),
      service("test.c", { policy: { kind: "ratio", k: 2 } }),
      service("test.e", { windows: [], firstNumber: 100 }),
    ],
    [
      counter("p1", "test.a", "test.b"),
      counter("p2", "test.a"),
      counter("p3", "test.c"),
      counter("p4", "test.e", "test.b"),
    ],
  );

export const services = ["test.a", "test.b", "test.c", "test.e"];
export const counters = ["p1", "p2", "p3", "p4"];

/** What somebody tries, before it is known which tickets exist. */
export interface Attempt {
  what: Command["type"];
  service: number;
  counter: number;
  ticket: number;
  class: "normal" | "priority" | "emergency";
  source: "poster" | "screen" | "kiosk" | "desk";
  device: number;
  stale: boolean;
  held: boolean;
  wait: number;
}

const weighted: readonly [number, Command["type"]][] = [
  [9, "issue"],
  [6, "callNext"],
  [2, "start"],
  [2, "finish"],
  [2, "noShow"],
  [2, "reinstate"],
  [2, "park"],
  [2, "resume"],
  [3, "recall"],
  [1, "undo"],
  [2, "call"],
  [1, "cancel"],
  [1, "checkIn"],
  [1, "transfer"],
  [1, "reclassify"],
  [1, "openService"],
  [1, "closeService"],
  [1, "followWindows"],
  [1, "closeDay"],
];

export const attempt: fc.Arbitrary<Attempt> = fc.record({
  what: fc.oneof(...weighted.map(([weight, type]) => ({ weight, arbitrary: fc.constant(type) }))),
  service: fc.nat(3),
  counter: fc.nat(3),
  ticket: fc.nat(999),
  class: fc.constantFrom("normal", "normal", "priority", "emergency"),
  source: fc.constantFrom("poster", "screen", "kiosk", "desk"),
  device: fc.nat(5),
  stale: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  held: fc.boolean(),
  wait: fc.oneof(
    { weight: 25, arbitrary: fc.constantFrom(0, 0, 1, 20_000, minute, 5 * minute) },
    { weight: 1, arbitrary: fc.constantFrom(5 * hour, 13 * hour, -minute) },
  ),
});

export const attempts = fc.array(attempt, { minLength: 1, maxLength: 120, size: "max" });

/** The command an attempt means in this world; half of the time about the ticket that the counter holds. */
export const resolve = (world: World, issued: readonly string[], it: Attempt): Command => {
  const serviceId = services[it.service]!;
  const device = it.device === 0 ? null : `device-${it.device}`;
  if (it.what === "issue") return world.issue(serviceId, { class: it.class, source: it.source, device });
  if (it.what === "closeDay") return { type: it.what };
  if (it.what === "openService" || it.what === "closeService" || it.what === "followWindows") {
    return { type: it.what, service: serviceId };
  }
  const held = it.held ? [...world.state.held.entries()][it.ticket % (world.state.held.size || 1)] : undefined;
  const counterId = held?.[0] ?? counters[it.counter]!;
  if (it.what === "callNext") return { type: it.what, counter: counterId };
  const ticket = held?.[1] ?? issued[it.ticket % (issued.length || 1)] ?? "nobody";
  const version = (world.state.tickets.get(ticket)?.version ?? 1) - (it.stale ? 1 : 0);
  const by = { counter: counterId, ticket, version };
  switch (it.what) {
    case "checkIn":
      return { type: it.what, ticket };
    case "reinstate":
    case "cancel":
      return it.stale ? { type: it.what, ticket, version } : { type: it.what, ticket };
    case "call":
      return { type: it.what, ...by, reason: "đứng ở cửa" };
    case "reclassify":
      return { type: it.what, ...by, class: it.class, reason: null };
    case "transfer": {
      const { id, token } = world.issue(serviceId);
      return { type: it.what, ...by, service: serviceId, id, token };
    }
    case "recall":
    case "start":
    case "finish":
    case "noShow":
    case "undo":
    case "park":
    case "resume":
      return { type: it.what, ...by };
  }
};
