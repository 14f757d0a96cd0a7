import type { Event, Issued, OpeningSet, TicketEvent } from "./events";
import type { FacilityConfig, LiveState, ServiceDay, ServiceState, Ticket } from "./model";
import { deviceKey, emptyDay, emptyService, emptyState, findDay, isFinal, recentServiceTimes } from "./model";
import { countBefore } from "./order";

/** Longer than this is a forgotten button, not a service time. */
const longestServiceMs = 4 * 3_600_000;

/** What a change of state keeps per service, made on first use so that a new configuration needs no migration. */
export const serviceState = (state: LiveState, id: string): ServiceState => {
  let service = state.services.get(id);
  if (!service) {
    service = emptyService(id);
    state.services.set(id, service);
  }
  return service;
};

const serviceDay = (service: ServiceState, date: string): ServiceDay => {
  let day = findDay(service, date);
  if (!day) {
    day = emptyDay(date);
    service.days.push(day);
  }
  return day;
};

/** Puts a ticket where its state says: the line, the counter, the device's hand. */
export const place = (state: LiveState, ticket: Ticket): void => {
  state.tickets.set(ticket.id, ticket);
  if (ticket.state === "waiting") {
    const line = serviceState(state, ticket.service).waiting;
    line.splice(countBefore(line, ticket), 0, ticket);
  }
  if (ticket.counter !== null) state.held.set(ticket.counter, ticket.id);
  if (ticket.device !== null) {
    const key = deviceKey(ticket.service, ticket.device);
    const holds = state.devices.get(key);
    if (holds) holds.add(ticket.id);
    else state.devices.set(key, new Set([ticket.id]));
  }
};

const take = (state: LiveState, ticket: Ticket): void => {
  if (ticket.state === "waiting") {
    const line = serviceState(state, ticket.service).waiting;
    const index = countBefore(line, ticket);
    // The first leaves most often; `shift` does not move the rest.
    if (index === 0) line.shift();
    else line.splice(index, 1);
  }
  if (ticket.counter !== null) state.held.delete(ticket.counter);
};

const release = (state: LiveState, ticket: Ticket): void => {
  if (ticket.device === null) return;
  const key = deviceKey(ticket.service, ticket.device);
  const holds = state.devices.get(key);
  holds?.delete(ticket.id);
  if (holds?.size === 0) state.devices.delete(key);
};

const issue = (state: LiveState, event: Issued): Ticket => {
  const service = serviceState(state, event.service);
  const day = serviceDay(service, event.date);
  day.issued += 1;
  day.lastNumber = event.number;
  day.counts[event.to] += 1;
  if (event.anonymous) {
    const minute = Math.floor(event.at / 60_000);
    day.anonymous += 1;
    day.anonymousInMinute = day.anonymousMinute === minute ? day.anonymousInMinute + 1 : 1;
    day.anonymousMinute = minute;
  }
  const ticket: Ticket = {
    id: event.ticket,
    token: event.token,
    service: event.service,
    date: event.date,
    number: event.number,
    label: event.label,
    class: event.class,
    claimed: event.claimed,
    reason: event.reason,
    arrival: event.at,
    rank: event.rank,
    state: event.to,
    counter: null,
    calls: 0,
    calledFrom: null,
    journey: event.journey,
    step: event.step,
    device: event.device,
    reinstatements: 0,
    issuedAt: event.at,
    calledAt: null,
    lastCalledAt: null,
    startedAt: null,
    endedAt: null,
    version: event.version,
  };
  place(state, ticket);
  return ticket;
};

/** What the event says about the ticket itself; where it lies is `place` and `take`. */
const write = (ticket: Ticket, event: Exclude<TicketEvent, Issued>): void => {
  switch (event.type) {
    case "called":
      ticket.calledFrom = event.from as Ticket["calledFrom"];
      ticket.counter = event.counter;
      ticket.calls = 1;
      ticket.calledAt = event.at;
      ticket.lastCalledAt = event.at;
      ticket.startedAt = null;
      break;
    case "recalled":
      ticket.calls = event.calls;
      ticket.lastCalledAt = event.at;
      break;
    case "started":
      ticket.startedAt = event.at;
      break;
    case "checkedIn":
      ticket.arrival = event.at;
      break;
    case "reinstated":
      ticket.reinstatements += 1;
      break;
    case "reclassified":
      ticket.class = event.class;
      ticket.claimed = false;
      ticket.reason = event.reason;
      break;
    case "undone":
      ticket.counter = null;
      ticket.calls = 0;
      ticket.calledFrom = null;
      ticket.calledAt = null;
      ticket.lastCalledAt = null;
      break;
    case "missed":
    case "parked":
      ticket.counter = null;
      break;
    case "served":
    case "transferred":
    case "cancelled":
    case "expired":
      ticket.endedAt = event.at;
      break;
    case "resumed":
      break;
  }
  ticket.rank = event.rank;
  ticket.state = event.to;
  ticket.version = event.version;
};

const measure = (service: ServiceState, ticket: Ticket, event: TicketEvent): void => {
  if (event.type !== "served" && event.type !== "missed" && event.type !== "parked" && event.type !== "transferred") {
    return;
  }
  const ms = event.at - (ticket.calledAt ?? event.at);
  if (ms > longestServiceMs) return;
  service.recent.push({ at: event.at, ms, counter: event.counter });
  if (service.recent.length > recentServiceTimes) service.recent.shift();
};

const change = (state: LiveState, event: Exclude<TicketEvent, Issued>): Ticket => {
  const ticket = state.tickets.get(event.ticket);
  if (!ticket) throw new Error(`event ${event.seq} names a ticket that is not live`);
  const service = serviceState(state, event.service);
  const day = serviceDay(service, ticket.date);
  take(state, ticket);
  day.counts[ticket.state] -= 1;
  day.counts[event.to] += 1;
  measure(service, ticket, event);
  if (event.type === "called" && event.reason === null) {
    if (ticket.class === "priority") service.streak += 1;
    else if (ticket.class === "normal") service.streak = 0;
  }
  write(ticket, event);
  if (isFinal(ticket.state)) {
    state.tickets.delete(ticket.id);
    release(state, ticket);
  } else {
    place(state, ticket);
  }
  return ticket;
};

const openDay = (state: LiveState, date: string): void => {
  state.date = date;
  for (const service of state.services.values()) {
    service.days = service.days.filter((day) => {
      const { booked, waiting, called, serving, parked, no_show } = day.counts;
      return day.date >= date || booked + waiting + called + serving + parked + no_show > 0;
    });
    if (service.override && service.override.date < date) service.override = null;
    service.streak = 0;
  }
};

const setOpening = (state: LiveState, event: OpeningSet): void => {
  serviceState(state, event.service).override = event.open === null ? null : { date: event.date, open: event.open };
};

/**
 * The only thing that changes a state, in place. Returns the ticket after the event (also a final one, which has
 * left memory by then) for its stored row, or null when the event is about no ticket.
 */
export const evolve = (state: LiveState, event: Event): Ticket | null => {
  if (event.seq !== state.seq + 1) throw new Error(`event ${event.seq} does not follow ${state.seq}`);
  state.seq = event.seq;
  state.at = event.at;
  if (event.type === "dayOpened") openDay(state, event.date);
  else if (event.type === "openingSet") setOpening(state, event);
  else return event.type === "issued" ? issue(state, event) : change(state, event);
  return null;
};

/** The state after a whole log, from its first event. */
export const replay = (config: FacilityConfig, events: Iterable<Event>): LiveState => {
  const state = emptyState(config);
  for (const event of events) evolve(state, event);
  return state;
};
