import { describe, test } from "vitest";

import type { Command } from "../../src/live/commands";
import type { TicketState } from "../../src/live/model";
import { World, counter, facility, minute, service } from "./world";

type Live = Exclude<TicketState, "transferred" | "served" | "cancelled" | "expired">;
type Acting = Exclude<
  Command["type"],
  "issue" | "callNext" | "openService" | "closeService" | "followWindows" | "closeDay"
>;

/** Brings one ticket into a state at counter p1, a minute after its last call. */
const inState = (state: Live): { world: World; id: string } => {
  const world = new World(facility([service("test.a"), service("test.b")], [counter("p1", "test.a")]));
  if (state === "booked") world.state.config.posterArrival = "booked";
  const id = world.take("test.a", { source: "poster", device: "phone" });
  if (state === "called" || state === "serving" || state === "parked" || state === "no_show") world.callNext("p1");
  world.now += minute;
  if (state === "serving") world.do({ type: "start", ...world.seen("p1", id) });
  if (state === "parked") world.do({ type: "park", ...world.seen("p1", id) });
  if (state === "no_show") world.do({ type: "noShow", ...world.seen("p1", id) });
  return { world, id };
};

const command = (type: Acting, world: World, id: string): Command => {
  const by = world.seen("p1", id);
  switch (type) {
    case "checkIn":
    case "reinstate":
    case "cancel":
      return { type, ticket: id };
    case "call":
      return { type, ...by, reason: "đứng ở cửa" };
    case "transfer":
      return { type, ...by, service: "test.b", id: "next", token: "test-next" };
    case "reclassify":
      return { type, ...by, class: "priority", reason: "age" };
    case "recall":
    case "start":
    case "finish":
    case "noShow":
    case "undo":
    case "park":
    case "resume":
      return { type, ...by };
  }
};

const live: readonly Live[] = ["booked", "waiting", "called", "serving", "parked", "no_show"];

/** The table of the notes: from which states a command leads where. `reclassify` leaves the state as it is. */
const table: Record<Acting, Partial<Record<Live, TicketState>>> = {
  checkIn: { booked: "waiting" },
  call: { waiting: "called", parked: "called", no_show: "called" },
  recall: { called: "called" },
  start: { called: "serving" },
  finish: { serving: "served" },
  noShow: { called: "no_show" },
  reinstate: { no_show: "waiting" },
  park: { called: "parked", serving: "parked" },
  resume: { parked: "waiting" },
  transfer: { called: "transferred", serving: "transferred" },
  undo: { called: "waiting" },
  cancel: { waiting: "cancelled", booked: "cancelled", parked: "cancelled" },
  reclassify: Object.fromEntries(live.map((state) => [state, state])),
};

const commands = Object.keys(table) as Acting[];

describe.for(commands)("%s", (type) => {
  test.for(live)("for somebody who is %s does what the table says, or says where they are", (from, { expect }) => {
    const { world, id } = inState(from);
    expect(world.ticket(id).state).toBe(from);
    const length = world.log.length;
    const refusal = world.tryTo(command(type, world, id));
    const to = table[type][from];
    if (to) {
      expect(refusal).toBeUndefined();
      expect(world.fate(id)).toBe(to);
    } else {
      expect(refusal).toMatchObject({ code: "wrong-state", current: { ticket: id, state: from } });
      expect(world.log.length).toBe(length);
    }
  });
});

test("who has left cannot be called back by any command", ({ expect }) => {
  for (const type of commands) {
    const { world, id } = inState("waiting");
    world.do({ type: "cancel", ticket: id });
    expect(world.tryTo(command(type, world, id))?.code).toBe("ticket-not-live");
  }
});
