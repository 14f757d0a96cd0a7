import { TicketState } from "@ven/contracts/queue";
import * as fc from "fast-check";
import { describe, test } from "vitest";

import type { Command } from "../../src/live/commands";
import type { Decision } from "../../src/live/decide";
import { decide } from "../../src/live/decide";
import type { Delta } from "../../src/live/delta";
import { delta } from "../../src/live/delta";
import type { Event, TicketEvent } from "../../src/live/events";
import { replay } from "../../src/live/evolve";
import type { LiveState, Ticket } from "../../src/live/model";
import { findService, isFinal } from "../../src/live/model";
import { closesAtMidnight } from "../../src/live/opening";
import { before, headStart, nextForCounter, upcoming } from "../../src/live/order";
import type { OwnPlace } from "../../src/live/position";
import { applyDelta, ownPlace } from "../../src/live/position";
import type { StoredService } from "../../src/live/restore";
import { restore, storedHead, storedService } from "../../src/live/restore";
import { attempts, mixed, resolve } from "./arbitrary";
import { World } from "./world";

interface Step {
  world: World;
  command: Command;
  events: Event[];
  before: Before;
  /** The state was the same after deciding and before evolving; the same decision came out both times. */
  pure: boolean;
  thought: Decision;
  decision: Decision;
}

interface Before {
  digest: string;
  waiting: Ticket[];
  date: string;
}

const digest = (state: LiveState): string =>
  JSON.stringify([
    state.seq,
    state.at,
    state.date,
    [...state.tickets.values()],
    [...state.services.values()],
    [...state.held],
    [...state.devices].map(([key, ids]) => [key, [...ids]]),
  ]);

const waitingNow = (state: LiveState): Ticket[] =>
  Array.from(state.tickets.values())
    .filter((ticket) => ticket.state === "waiting")
    .map((ticket) => ({ ...ticket }));

const isTicketEvent = (event: Event): event is TicketEvent => "ticket" in event;

/** Lives through many random days and hands every accepted and refused step to `look`. */
const throughDays = (look: (step: Step) => void, atEnd: (world: World) => void = () => {}): void => {
  fc.assert(
    fc.property(attempts, fc.constantFrom("waiting" as const, "booked" as const), (tries, posterArrival) => {
      const world = new World({ ...mixed(), posterArrival });
      const issued: string[] = [];
      for (const it of tries) {
        world.now += it.wait;
        const command = resolve(world, issued, it);
        const state = world.state;
        const known: Before = { digest: digest(state), waiting: waitingNow(state), date: state.date };
        const length = world.log.length;
        const thought = decide(state, command, world.now);
        const pure = digest(state) === known.digest;
        const decision = world.decide(command);
        const events = world.log.slice(length);
        for (const event of events) if (event.type === "issued") issued.push(event.ticket);
        look({ world, command, events, before: known, pure, decision, thought });
      }
      atEnd(world);
    }),
    { numRuns: 120, seed: 20261122 },
  );
};

describe("whatever a day brings", () => {
  test("a refused person changes nothing, and deciding alone changes nothing", ({ expect }) => {
    throughDays(({ world, before: was, pure, thought, decision }) => {
      expect(pure).toBe(true);
      expect(thought).toEqual(decision);
      if (!decision.ok) expect(digest(world.state)).toBe(was.digest);
    });
  });

  test("the random days hold every kind of event and refusal", ({ expect }) => {
    const seen = new Set<string>();
    throughDays(({ events, decision }) => {
      if (!decision.ok) seen.add(decision.refusal.code);
      for (const event of events) {
        seen.add(event.type);
        if (isTicketEvent(event)) seen.add(`${event.from ?? "nowhere"} to ${event.to}`);
      }
    });
    const wanted =
      "issued checkedIn called recalled started served missed reinstated parked resumed transferred undone cancelled " +
      "reclassified expired dayOpened openingSet ticket-not-live wrong-state stale-version other-counter counter-busy " +
      "service-not-here day-over too-soon too-many-calls service-closed class-needs-staff already-holding daily-limit " +
      "budget-spent";
    expect(wanted.split(" ").filter((kind) => !seen.has(kind))).toEqual([]);
    expect([...seen]).toEqual(
      expect.arrayContaining(["called to parked", "serving to transferred", "no_show to called"]),
    );
  });

  test("the log has no gap and numbers of a service day are 1, 2, 3 in its order", ({ expect }) => {
    throughDays(
      () => {},
      ({ log, state }) => {
        const last = new Map<string, number>();
        for (const [index, event] of log.entries()) {
          expect(event.seq).toBe(index + 1);
          if (event.type !== "issued") continue;
          const key = `${event.service} ${event.date}`;
          const first = findService(state.config, event.service)!.firstNumber;
          expect(event.number).toBe((last.get(key) ?? first - 1) + 1);
          last.set(key, event.number);
        }
      },
    );
  });

  test("a counter holds one person at most, and each held person sits at one counter", ({ expect }) => {
    throughDays(({ world: { state } }) => {
      const held = [...state.tickets.values()].filter(({ state: now }) => now === "called" || now === "serving");
      expect(new Set(held.map((ticket) => ticket.counter)).size).toBe(held.length);
      expect(state.held).toEqual(new Map(held.map((ticket) => [ticket.counter, ticket.id])));
      for (const ticket of state.tickets.values()) if (!held.includes(ticket)) expect(ticket.counter).toBeNull();
    });
  });

  test("call-next comes back empty only when nobody waits whom the counter may serve, and calls the first", ({
    expect,
  }) => {
    throughDays(({ world, command, events, before: was }) => {
      if (command.type !== "callNext") return;
      const { config } = world.state;
      const mine = config.counters.find((it) => it.id === command.counter)!.services;
      const gone = new Set(events.filter((event) => event.type === "expired").map((event) => event.ticket));
      const could = was.waiting.filter((ticket) => mine.includes(ticket.service) && !gone.has(ticket.id));
      const called = events.find((event) => event.type === "called");
      expect(called === undefined).toBe(could.length === 0);
      if (!called || mine.includes("test.c")) return;
      const heads = mine.flatMap((id) => {
        const line = could.filter((ticket) => ticket.service === id);
        return line.toSorted((a, b) => (before(a, b) ? -1 : 1)).slice(0, 1);
      });
      const urgent = heads.filter((ticket) => ticket.class === "emergency");
      const first = (urgent.length > 0 ? urgent : heads).toSorted((a, b) => (before(a, b) ? -1 : 1))[0]!;
      expect([called.rank, called.number]).toEqual([first.rank, first.number]);
    });
  });

  test("inside one class nobody is called before somebody who came earlier", ({ expect }) => {
    throughDays(({ events, before: was }) => {
      const called = events.find((event) => event.type === "called" && event.reason === null);
      const ticket = called && "ticket" in called ? was.waiting.find(({ id }) => id === called.ticket) : undefined;
      const gone = new Set(events.filter((event) => event.type === "expired").map((event) => event.ticket));
      if (!ticket || ticket.reinstatements > 0) return;
      const earlier = was.waiting.filter(
        (other) =>
          other.service === ticket.service &&
          other.class === ticket.class &&
          other.reinstatements === 0 &&
          !gone.has(other.id) &&
          other.arrival < ticket.arrival,
      );
      expect(earlier).toEqual([]);
    });
  });

  test("a person is overtaken only by people who came within the head start after them", ({ expect }) => {
    throughDays(({ world, events, before: was }) => {
      const called = events.find((event) => event.type === "called" && event.reason === null);
      const ticket = called && "ticket" in called ? was.waiting.find(({ id }) => id === called.ticket) : undefined;
      const policy = ticket && findService(world.state.config, ticket.service)?.policy;
      if (!ticket || policy?.kind !== "head-start" || ticket.reinstatements > 0) return;
      const gone = new Set(events.filter((event) => event.type === "expired").map((event) => event.ticket));
      for (const other of was.waiting) {
        if (other.service !== ticket.service || other.reinstatements > 0 || gone.has(other.id)) continue;
        const lead = headStart(policy, ticket.class) - headStart(policy, other.class);
        expect(ticket.arrival).toBeLessThanOrEqual(other.arrival + Math.max(lead, 0));
      }
    });
  });

  test("under a ratio of 2 a normal person never sees three priority calls in a row", ({ expect }) => {
    throughDays(
      () => {},
      ({ log }) => {
        let row = 0;
        const normal = new Set<string>();
        for (const event of log) {
          if (event.type === "dayOpened") row = 0;
          if (!isTicketEvent(event) || event.service !== "test.c") continue;
          if (event.type === "called" && event.reason === null) {
            if (event.class === "normal") row = 0;
            if (event.class === "priority") row = normal.size > 0 ? row + 1 : 0;
            expect(row).toBeLessThanOrEqual(2);
          }
          if (event.to === "waiting" && event.class === "normal") normal.add(event.ticket);
          else normal.delete(event.ticket);
          if (normal.size === 0) row = 0;
        }
      },
    );
  });

  test("nothing happens to a ticket that has ended", ({ expect }) => {
    throughDays(
      () => {},
      ({ log }) => {
        const ended = new Set<string>();
        const known = new Map<string, string>();
        for (const event of log) {
          if (!isTicketEvent(event)) continue;
          expect(ended.has(event.ticket)).toBe(false);
          expect(event.from).toBe(known.get(event.ticket) ?? null);
          known.set(event.ticket, event.to);
          if (isFinal(event.to)) ended.add(event.ticket);
        }
      },
    );
  });

  test("everybody who took a number is accounted for", ({ expect }) => {
    throughDays(
      () => {},
      ({ log, state }) => {
        const now = new Map<string, { key: string; to: string }>();
        for (const event of log) {
          if (isTicketEvent(event)) now.set(event.ticket, { key: `${event.service} ${event.date}`, to: event.to });
        }
        for (const { id, days } of state.services.values()) {
          for (const day of days) {
            const mine = [...now.values()].filter(({ key }) => key === `${id} ${day.date}`);
            expect(day.issued).toBe(mine.length);
            for (const at of TicketState.options)
              expect(day.counts[at]).toBe(mine.filter(({ to }) => to === at).length);
          }
        }
      },
    );
  });

  test("the log alone brings back the same queue", ({ expect }) => {
    throughDays(
      () => {},
      ({ log, state }) => expect(replay(state.config, log)).toEqual(state),
    );
  });

  test("stored rows bring back the same queue after a restart", ({ expect }) => {
    throughDays(
      () => {},
      ({ state }) => {
        const rows = JSON.stringify({
          head: storedHead(state),
          services: Array.from(state.services.values(), storedService),
          tickets: Array.from(state.tickets.values()).toReversed(),
        });
        const stored: { head: ReturnType<typeof storedHead>; services: StoredService[]; tickets: Ticket[] } =
          JSON.parse(rows);
        expect(restore(state.config, stored.head, stored.services, stored.tickets)).toEqual(state);
      },
    );
  });

  test("after midnight nobody of yesterday is touched but to end their day", ({ expect }) => {
    throughDays(({ world, events, before: was }) => {
      let { date } = was;
      for (const event of events) {
        if (event.type === "dayOpened") date = event.date;
        if (!isTicketEvent(event) || event.date >= date) continue;
        if (!closesAtMidnight(findService(world.state.config, event.service))) continue;
        expect(["expired", "recalled", "started", "served", "missed", "transferred"]).toContain(event.type);
      }
      const closed = [...world.state.services.values()].filter(({ id }) => id !== "test.e");
      for (const { waiting } of closed) for (const ticket of waiting) expect(ticket.date).toBe(world.state.date);
    });
  });

  test("a device that takes a number holds no other of that service today", ({ expect }) => {
    throughDays(({ world: { state }, events }) => {
      for (const event of events) {
        if (event.type !== "issued" || event.device === null || event.step > 1) continue;
        const same = [...state.tickets.values()].filter(
          ({ service, device, date }) => service === event.service && device === event.device && date === state.date,
        );
        expect(same.map(({ id }) => id)).toEqual([event.ticket]);
      }
    });
  });

  test("a position is the number of people with a smaller rank, and the line is sorted", ({ expect }) => {
    throughDays(({ world: { state } }) => {
      for (const ticket of state.tickets.values()) {
        if (ticket.state !== "waiting") continue;
        const line = [...state.tickets.values()].filter(
          (other) => other.state === "waiting" && other.service === ticket.service,
        );
        expect(ownPlace(state, ticket).ahead).toBe(line.filter((other) => before(other, ticket)).length);
        expect(state.services.get(ticket.service)!.waiting.length).toBe(line.length);
      }
      for (const { waiting } of state.services.values()) {
        for (const [index, ticket] of waiting.entries()) {
          if (index > 0) expect(before(waiting[index - 1]!, ticket)).toBe(true);
        }
      }
    });
  });

  test("a phone that counts the frames stands where a fresh look would put it", ({ expect }) => {
    const phones = new Map<World, Map<string, OwnPlace>>();
    throughDays(({ world, events }) => {
      const places = phones.get(world) ?? new Map<string, OwnPlace>();
      phones.set(world, places);
      for (const event of events) {
        for (const [id, mine] of places) {
          const next = applyDelta(mine, delta(event));
          expect(next).not.toBeNull();
          if (next) places.set(id, next);
        }
      }
      for (const [id, mine] of places) {
        const ticket = world.state.tickets.get(id);
        if (ticket) expect(mine).toEqual(ownPlace(world.state, ticket));
        else expect(isFinal(mine.state)).toBe(true);
      }
      for (const ticket of world.state.tickets.values()) {
        if (!places.has(ticket.id)) places.set(ticket.id, ownPlace(world.state, ticket));
      }
    });
  });

  test("every frame says how many wait after it", ({ expect }) => {
    throughDays(
      () => {},
      ({ log }) => {
        const waiting = new Map<string, number>();
        for (const event of log) {
          if (!isTicketEvent(event)) continue;
          const change = (event.to === "waiting" ? 1 : 0) - (event.from === "waiting" ? 1 : 0);
          const now = (waiting.get(event.service) ?? 0) + change;
          waiting.set(event.service, now);
          expect(event.waiting).toBe(now);
        }
      },
    );
  });

  test("a frame is small and names nobody: no id, no token, no device", ({ expect }) => {
    throughDays(({ events }) => {
      for (const event of events) {
        const frame: Delta = delta(event);
        const json = JSON.stringify(frame);
        expect(json.length).toBeLessThan(1000);
        if (isTicketEvent(event)) expect(json).not.toContain(`"${event.ticket}"`);
        expect(json).not.toMatch(/secret|device|reason/);
      }
    });
  });

  test("the list a nurse sees begins with the person who will be called, and holds everybody once", ({ expect }) => {
    throughDays(({ world: { state } }) => {
      for (const { id, services } of state.config.counters) {
        const list = upcoming(state, services, 1000);
        expect(list[0]).toBe(nextForCounter(state, id));
        const waiting = [...state.tickets.values()].filter(
          (ticket) => ticket.state === "waiting" && services.includes(ticket.service),
        );
        expect(list.map((ticket) => ticket.id).toSorted()).toEqual(waiting.map((ticket) => ticket.id).toSorted());
      }
    });
  });
});
