import { meanServiceTime, plan, staffing, workIn } from "./capacity";
import type { Span } from "./capacity";
import { readService } from "./draft";
import type { Calibration, Question } from "./estimate";
import { emptyCalibration, estimate, learn, roundRange } from "./estimate";
import type { Event } from "./events";
import type { LiveState, ServiceConfig, Ticket, TicketClass } from "./model";
import { findService } from "./model";
import { countBefore, headStart, rankOf } from "./order";

/** What a person was told when they joined the line, kept until they are called. */
interface Promised {
  at: number;
  mean: number;
  spans: Span[];
  work: number;
  lowWork: number;
  highWork: number;
  pointMs: number;
  lowMinutes: number;
  highMinutes: number;
}

interface ServiceForecast {
  calibration: Calibration;
  /** The last people who joined, oldest first. */
  arrivals: { at: number; class: TicketClass }[];
}

/**
 * What is learned about waiting, beside the live state and not part of it: lost after a restart it only means wider
 * ranges for a while. Plain data; may be stored as it is.
 */
export interface Forecast {
  services: Map<string, ServiceForecast>;
  promised: Map<string, Promised>;
}

/** A wait in whole minutes, and the point it was made from. */
export interface WaitRange {
  lowMinutes: number;
  highMinutes: number;
  pointMs: number;
}

/** A promise and what came of it, for the report on accuracy. */
export interface Outcome extends WaitRange {
  ticket: string;
  service: string;
  promisedAt: number;
  waitedMs: number;
}

const arrivalWindowMs = 60 * 60_000;
const leastWindowMs = 15 * 60_000;
const keptArrivals = 200;

export const emptyForecast = (): Forecast => ({ services: new Map(), promised: new Map() });

const forecastOf = (forecast: Forecast, service: string): ServiceForecast => {
  let mine = forecast.services.get(service);
  if (!mine) {
    mine = { calibration: emptyCalibration(), arrivals: [] };
    forecast.services.set(service, mine);
  }
  return mine;
};

/** The share of a class changes slowly, the stream of people fast: one is taken from many, the other from the last hour. */
const overtaking = (
  { arrivals }: ServiceForecast,
  { policy }: ServiceConfig,
  ticketClass: TicketClass,
  now: number,
): Question["overtaking"] => {
  // Oldest first. Asked for each number that is given, so the list is walked once and not copied.
  const counts = { normal: 0, priority: 0, emergency: 0 };
  let lately = 0;
  let oldest = now;
  for (const arrival of arrivals) {
    counts[arrival.class] += 1;
    if (arrival.at <= now - arrivalWindowMs) continue;
    if (lately === 0) oldest = arrival.at;
    lately += 1;
  }
  const since = Math.max(now - oldest, leastWindowMs);
  return (["priority", "emergency"] as const).flatMap((other) => {
    const within = headStart(policy, other) - headStart(policy, ticketClass);
    const share = counts[other] / Math.max(1, arrivals.length);
    return within > 0 && share > 0 ? [{ rate: (share * lately) / since, within }] : [];
  });
};

/** The question of a waiting ticket, or of somebody with normal rank who would join now. */
const ask = (
  forecast: Forecast,
  state: LiveState,
  config: ServiceConfig,
  now: number,
  ticket?: Ticket,
): Question & { spans: Span[] } => {
  const service = readService(state, config.id);
  const mean = meanServiceTime(config, service.recent);
  const { counters, idle } = staffing(state, config, now, mean);
  const spans = plan(state, config, now, counters);
  const ticketClass = ticket?.class ?? "normal";
  const before = ticket
    ? countBefore(service.waiting, ticket)
    : countBefore(service.waiting, { rank: rankOf(config.policy, "normal", now), number: Infinity, date: state.date });
  // The head start runs from the arrival: who has waited longer than it can be overtaken no more.
  const waited = ticket ? now - ticket.arrival : 0;
  const others = overtaking(forecastOf(forecast, config.id), config, ticketClass, now);
  return {
    now,
    ahead: before + 1 - (spans[0]!.counters > 0 ? idle : 0),
    mean,
    spans,
    overtaking: others.map(({ rate, within }) => ({ rate, within: Math.max(0, within - waited) })),
  };
};

/** How long a waiting ticket, or somebody who would take a number now, waits; null when nobody could ever call. */
export const waitRange = (
  forecast: Forecast,
  state: LiveState,
  config: ServiceConfig,
  now: number,
  ticket?: Ticket,
): WaitRange | null => {
  const question = ask(forecast, state, config, now, ticket);
  const { pointMs, lowMs, highMs } = estimate(question, forecastOf(forecast, config.id).calibration);
  if (!Number.isFinite(highMs)) return null;
  return { ...roundRange(lowMs, highMs), pointMs };
};

const promise = (forecast: Forecast, state: LiveState, ticket: Ticket, now: number): void => {
  const config = findService(state.config, ticket.service);
  if (!config) return;
  const { mean, spans, ...rest } = ask(forecast, state, config, now, ticket);
  const told = estimate({ ...rest, mean, spans }, forecastOf(forecast, ticket.service).calibration);
  if (!Number.isFinite(told.highMs)) return;
  const { work, lowWork, highWork, pointMs, lowMs, highMs } = told;
  const range = roundRange(lowMs, highMs);
  forecast.promised.set(ticket.id, { at: now, mean, spans, work, lowWork, highWork, pointMs, ...range });
};

/** To be given every event after `evolve`: makes promises, learns from them, and hands back what came of one. */
export const watch = (forecast: Forecast, state: LiveState, event: Event): Outcome | null => {
  if (event.type === "dayOpened" || event.type === "openingSet") return null;
  const mine = forecastOf(forecast, event.service);
  const joined = (event.type === "issued" || event.type === "checkedIn") && event.to === "waiting";
  if (joined) {
    mine.arrivals.push({ at: event.at, class: event.class });
    if (mine.arrivals.length > keptArrivals) mine.arrivals.shift();
  }
  const told = forecast.promised.get(event.ticket);
  if (!told) {
    const ticket = state.tickets.get(event.ticket);
    if (joined && ticket) promise(forecast, state, ticket, event.at);
    return null;
  }
  // Out of turn, given back or expired: the line was not what decided.
  forecast.promised.delete(event.ticket);
  if (event.type !== "called" || event.reason !== null) return null;
  const waitedMs = event.at - told.at;
  learn(mine.calibration, told, workIn(told.spans, told.mean, told.at, waitedMs));
  const { lowMinutes, highMinutes, pointMs, at } = told;
  return { ticket: event.ticket, service: event.service, promisedAt: at, waitedMs, lowMinutes, highMinutes, pointMs };
};
