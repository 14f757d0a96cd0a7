import type {
  BoardCall,
  BoardView,
  CounterView,
  DeskView,
  FacilityView,
  IssuedTicket,
  ServiceView,
  StaffTicket,
  TicketView,
  WaitEstimate,
} from "@ven/contracts/queue";

import { readService } from "./live/draft";
import type { Event } from "./live/events";
import type { Forecast } from "./live/forecast";
import { waitRange } from "./live/forecast";
import type { CounterConfig, LiveState, ServiceConfig, Ticket } from "./live/model";
import { findCounter, findDay, findService } from "./live/model";
import { businessDate, isOpen, nextOpening } from "./live/opening";
import { upcoming } from "./live/order";
import { ownPlace } from "./live/position";
import { announcementText } from "./live/speech";

/** What an object keeps in memory: the queues, the last calls, and what it has learned about waiting. */
export interface Live {
  state: LiveState;
  calls: BoardCall[];
  forecast: Forecast;
}

/** How many announcements a facility remembers for its boards. */
const rememberedCalls = 60;
const shownCalls = 6;
const shownNext = 5;
/** Rows of a desk's list; the rest is a number. */
const shownWaiting = 50;

const named = ({ id, name, nameEn }: { id: string; name: string; nameEn: string }) => ({ id, name, nameEn });

function estimateOf(
  { state, forecast }: Live,
  config: ServiceConfig,
  now: number,
  ticket?: Ticket,
): WaitEstimate | null {
  const range = waitRange(forecast, state, config, now, ticket);
  return range && { lowMinutes: range.lowMinutes, highMinutes: range.highMinutes };
}

function serviceView(live: Live, config: ServiceConfig, now: number): ServiceView {
  const { state } = live;
  const service = readService(state, config.id);
  const { timezone } = state.config;
  const today = businessDate(now, timezone, state.date);
  const override = service.override?.date === today ? service.override : null;
  const opens = nextOpening(config, override, now, timezone);
  // The day that has not opened yet has no tickets, whatever yesterday left in memory.
  const waiting = today === state.date || config.windows.length === 0 ? service.waiting.length : 0;
  return {
    ...named(config),
    area: config.area,
    prefix: config.prefix,
    open: isOpen(config, override, now, timezone),
    opens: opens && { date: opens.date, time: opens.time },
    override: override?.open ?? null,
    waiting,
    estimate: estimateOf(live, config, now),
    dailyLimit: config.dailyLimit,
    left: config.dailyLimit === null ? null : Math.max(0, config.dailyLimit - (findDay(service, today)?.issued ?? 0)),
  };
}

function counterView(state: LiveState, counter: CounterConfig): CounterView {
  const held = state.tickets.get(state.held.get(counter.id) ?? "");
  return { ...named(counter), services: counter.services, holds: held?.label ?? null };
}

/** A facility for everybody: joining, integrators, the home page. */
export function facilityView(live: Live, now: number): FacilityView {
  const { state } = live;
  const { config } = state;
  const services = config.services.map((service) => serviceView(live, service, now));
  return {
    ...named(config),
    organisation: config.organisation,
    organisationPath: config.organisationPath,
    timezone: config.timezone,
    joinMode: config.joinMode,
    seq: state.seq,
    at: now,
    areas: config.areas.map((area) => ({ ...named(area), place: area.place })),
    services,
    counters: config.counters.map((counter) => counterView(state, counter)),
    waiting: services.reduce((sum, { waiting }) => sum + waiting, 0),
  };
}

/** What the person gets who has just taken a number; kept with its key. */
export function issuedTicket(state: LiveState, ticket: Ticket): IssuedTicket {
  return {
    id: ticket.id,
    token: ticket.token,
    facility: state.config.id,
    service: ticket.service,
    number: ticket.number,
    label: ticket.label,
    class: ticket.class,
    claimed: ticket.claimed,
    state: ticket.state,
    position: ownPlace(state, ticket).ahead ?? 0,
    issuedAt: ticket.issuedAt,
    version: ticket.version,
  };
}

export function staffTicket(ticket: Ticket): StaffTicket {
  return {
    id: ticket.id,
    version: ticket.version,
    service: ticket.service,
    number: ticket.number,
    label: ticket.label,
    class: ticket.class,
    claimed: ticket.claimed,
    reason: ticket.reason,
    state: ticket.state,
    counter: ticket.counter,
    calls: ticket.calls,
    step: ticket.step,
    issuedAt: ticket.issuedAt,
    calledAt: ticket.calledAt,
    startedAt: ticket.startedAt,
  };
}

/** A ticket for its holder. `steps` are the stored tickets of its journey; a live one counts as it is in memory. */
export function ticketView(live: Live, ticket: Ticket, steps: Ticket[], now: number): TicketView {
  const { state, calls } = live;
  const { config } = state;
  const unknown = { id: ticket.service, name: ticket.service, nameEn: ticket.service };
  const service = findService(config, ticket.service);
  const counter = ticket.counter === null ? undefined : findCounter(config, ticket.counter);
  const calling = calls.find((call) => call.service === ticket.service);
  const { ahead } = ownPlace(state, ticket);
  return {
    facility: named(config),
    service: service ? named(service) : unknown,
    timezone: config.timezone,
    number: ticket.number,
    label: ticket.label,
    class: ticket.class,
    claimed: ticket.claimed,
    state: ticket.state,
    position: ahead,
    estimate: service && ticket.state === "waiting" ? estimateOf(live, service, now, ticket) : null,
    counter: counter ? named(counter) : null,
    calls: ticket.calls,
    rank: ticket.rank,
    issuedAt: ticket.issuedAt,
    calledAt: ticket.lastCalledAt,
    endedAt: ticket.endedAt,
    version: ticket.version,
    seq: state.seq,
    at: now,
    calling: calling ? { label: calling.label, counter: calling.counterName, counterEn: calling.counterNameEn } : null,
    journey: steps.map((step) => {
      const of = findService(config, step.service) ?? unknown;
      return { label: step.label, service: of.name, serviceEn: of.nameEn, state: step.state };
    }),
  };
}

/** A counter for those who work at it. */
export function deskView(live: Live, counter: CounterConfig, now: number): DeskView {
  const { state } = live;
  const { config } = state;
  const held = state.tickets.get(state.held.get(counter.id) ?? "");
  const lines = counter.services.map((id) => readService(state, id));
  const away = [...state.tickets.values()].filter(
    (ticket) => (ticket.state === "no_show" || ticket.state === "parked") && counter.services.includes(ticket.service),
  );
  const recent = lines.flatMap((line) => line.recent.filter((time) => time.counter === counter.id));
  return {
    facility: named(config),
    counter: counterView(state, counter),
    services: config.services
      .filter(({ id }) => counter.services.includes(id))
      .map((service) => serviceView(live, service, now)),
    timezone: config.timezone,
    seq: state.seq,
    at: now,
    current: held ? staffTicket(held) : null,
    waiting: upcoming(state, counter.services, shownWaiting).map(staffTicket),
    waitingTotal: lines.reduce((sum, line) => sum + line.waiting.length, 0),
    away: away
      .sort((a, b) => a.issuedAt - b.issuedAt)
      .slice(0, shownWaiting)
      .map(staffTicket),
    destinations: config.services.map(named),
    meanServiceMs: recent.length ? Math.round(recent.reduce((sum, { ms }) => sum + ms, 0) / recent.length) : null,
  };
}

/** A hall's board, of one area or of the whole facility. */
export function boardView({ state, calls }: Live, area: string | null, now: number): BoardView {
  const { config } = state;
  const here = config.services.filter((service) => area === null || service.area === area);
  const ids = new Set(here.map(({ id }) => id));
  const place = config.areas.find(({ id }) => id === area);
  return {
    facility: named(config),
    area: place ? { ...named(place), place: place.place } : null,
    timezone: config.timezone,
    seq: state.seq,
    at: now,
    calls: calls.filter(({ service }) => ids.has(service)).slice(0, shownCalls),
    next: upcoming(state, [...ids], shownNext).map(({ label }) => label),
    waiting: Object.fromEntries(here.map(({ id }) => [id, readService(state, id).waiting.length])),
  };
}

/**
 * The announcements that boards show, newest first, after one more event. A second call of a ticket replaces the first;
 * an undone call was never meant.
 */
export function rememberCall(calls: BoardCall[], event: Event, state: LiveState): BoardCall[] {
  if (event.type === "dayOpened") return [];
  if (event.type !== "called" && event.type !== "recalled" && event.type !== "undone") return calls;
  const others = calls.filter(({ label, service }) => label !== event.label || service !== event.service);
  if (event.type === "undone") return others;
  const counter = findCounter(state.config, event.counter);
  const call: BoardCall = {
    seq: event.seq,
    at: event.at,
    label: event.label,
    service: event.service,
    counter: event.counter,
    counterName: counter?.name ?? event.counter,
    counterNameEn: counter?.nameEn ?? event.counter,
    speech: announcementText(event.label, counter?.speech ?? counter?.name ?? ""),
  };
  return [call, ...others].slice(0, rememberedCalls);
}
