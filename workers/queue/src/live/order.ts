import { before, type Place } from "@ven/contracts/queue-live";

import type { LiveState, OrderPolicy, ServiceConfig, ServiceState, Ticket, TicketClass } from "./model";
import { findCounter, findService } from "./model";

export { before, type Place };

/** Longer than any ticket lives, so that a class with it always comes first. */
export const strictHeadStartMs = 7 * 86_400_000;

/** How much earlier than they came people of a class are treated as having come, in ms. */
export const headStart = (policy: OrderPolicy, ticketClass: TicketClass): number => {
  if (ticketClass === "normal") return 0;
  if (policy.kind === "head-start") return ticketClass === "priority" ? policy.priorityMs : policy.emergencyMs;
  return ticketClass === "priority" ? strictHeadStartMs : 2 * strictHeadStartMs;
};

/** Integer sort key, smallest first. */
export const rankOf = (policy: OrderPolicy, ticketClass: TicketClass, arrival: number): number =>
  arrival - headStart(policy, ticketClass);

/** How many of the line are in front of `place`. */
export const countBefore = (line: readonly Place[], place: Place): number => {
  let low = 0;
  let high = line.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(line[middle]!, place)) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Who is next in one service. Under `ratio`, after k priority tickets in a row the first normal one. */
export const nextInService = (service: ServiceState, policy: OrderPolicy): Ticket | undefined => {
  const first = service.waiting[0];
  if (policy.kind !== "ratio" || first?.class !== "priority" || service.streak < policy.k) return first;
  return service.waiting.find((ticket) => ticket.class === "normal") ?? first;
};

/** Who a counter calls next: an emergency of any of its services, then the smallest (rank, number, service). */
export const nextForCounter = (state: LiveState, counter: string): Ticket | undefined => {
  let best: Ticket | undefined;
  for (const id of findCounter(state.config, counter)?.services ?? []) {
    const service = state.services.get(id);
    const config = findService(state.config, id);
    if (!service || !config) continue;
    const candidate = nextInService(service, config.policy);
    if (candidate && (!best || comesFirst(candidate, best))) best = candidate;
  }
  return best;
};

const comesFirst = (a: Ticket, b: Ticket): boolean => {
  const urgent = (ticket: Ticket): number => (ticket.class === "emergency" ? 0 : 1);
  if (urgent(a) !== urgent(b)) return urgent(a) < urgent(b);
  if (a.rank !== b.rank) return a.rank < b.rank;
  if (a.number !== b.number) return a.number < b.number;
  return a.service !== b.service ? a.service < b.service : a.date < b.date;
};

/** Walks one line in calling order without touching it. */
const walk = (service: ServiceState, policy: OrderPolicy): { head: () => Ticket | undefined; step: () => void } => {
  if (policy.kind !== "ratio") {
    let index = 0;
    return { head: () => service.waiting[index], step: () => void index++ };
  }
  const left = [...service.waiting];
  let { streak } = service;
  const head = (): Ticket | undefined => nextInService({ ...service, waiting: left, streak }, policy);
  const step = (): void => {
    const ticket = head();
    if (!ticket) return;
    left.splice(left.indexOf(ticket), 1);
    if (ticket.class !== "emergency") streak = ticket.class === "priority" ? streak + 1 : 0;
  };
  return { head, step };
};

/** The next tickets of some services in the order in which a counter that serves them all would call them. */
export const upcoming = (state: LiveState, services: readonly string[], limit: number): Ticket[] => {
  const lines = services.flatMap((id) => {
    const service = state.services.get(id);
    const config = findService(state.config, id);
    return service && config ? [walk(service, config.policy)] : [];
  });
  const tickets: Ticket[] = [];
  while (tickets.length < limit) {
    let best: (typeof lines)[number] | undefined;
    for (const line of lines) {
      const ticket = line.head();
      const leader = best?.head();
      if (ticket && (!leader || comesFirst(ticket, leader))) best = line;
    }
    const ticket = best?.head();
    if (!best || !ticket) break;
    tickets.push(ticket);
    best.step();
  }
  return tickets;
};

/** A person who missed the call comes back behind this many. */
export const returnBehind = 3;

/**
 * Rank of a ticket that comes back: behind the next three, never before its old place. People who came in the
 * same millisecond as the third stay together. Under `ratio` the three are of its own class.
 */
export const rankOnReturn = (ticket: Ticket, service: ServiceState, config: ServiceConfig): number => {
  const line =
    config.policy.kind === "ratio" ? service.waiting.filter((other) => other.class === ticket.class) : service.waiting;
  const third = line[Math.min(returnBehind, line.length) - 1];
  if (!third || before(third, ticket)) return ticket.rank;
  return before(third, { ...ticket, rank: third.rank }) ? third.rank : third.rank + 1;
};
