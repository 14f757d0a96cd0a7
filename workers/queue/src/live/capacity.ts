import { instantOf, minuteOf, wallClock } from "@ven/kit/local-time";

import type { LiveState, ServiceConfig, ServiceTime } from "./model";
import { recentServiceTimes } from "./model";

/** Counters at work until `until` (UTC ms); shared counters count in part. The last span never ends. */
export interface Span {
  until: number;
  counters: number;
}

/** How far the configured mean is believed, in service times. */
const priorWeight = 30;
const minuteMs = 60_000;

/** Mean time a ticket keeps a counter, in ms: what was measured, drawn towards what was configured. */
export const meanServiceTime = (config: ServiceConfig, recent: readonly ServiceTime[]): number => {
  const last = recent.slice(-recentServiceTimes);
  const sum = last.reduce((total, { ms }) => total + ms, priorWeight * config.meanServiceMs);
  return Math.max(1000, sum / (priorWeight + last.length));
};

const waitingIn = (state: LiveState, service: string): number => state.services.get(service)?.waiting.length ?? 0;

/** The part of a counter that one of its services may expect, by who waits. */
const share = (state: LiveState, services: readonly string[], service: string): number => {
  if (services.length === 1) return 1;
  const all = services.reduce((sum, id) => sum + waitingIn(state, id), 0);
  return (waitingIn(state, service) + 1) / (all + 1);
};

export interface Staffing {
  /** Counters at work for this service; may be a fraction where counters are shared. */
  counters: number;
  /** Those of them that hold nobody. */
  idle: number;
}

/**
 * Who works for a service now: counters that hold a ticket or let one go lately. Where nobody did (morning, after
 * lunch, an empty hall), those that did the last services count, and before the first service all that could.
 */
export const staffing = (state: LiveState, config: ServiceConfig, now: number, mean: number): Staffing => {
  const recent = state.services.get(config.id)?.recent ?? [];
  const since = now - Math.max(30 * minuteMs, 3 * mean);
  const able = state.config.counters.filter(({ services }) => services.includes(config.id));
  const lately = new Set(recent.filter(({ at }) => at >= since).map(({ counter }) => counter));
  const ever = new Set(recent.map(({ counter }) => counter));
  const holds = (counter: string): boolean => {
    const ticket = state.tickets.get(state.held.get(counter) ?? "");
    return ticket !== undefined && (ticket.calledAt ?? 0) >= since - 30 * minuteMs;
  };
  const working = able.filter(({ id }) => holds(id) || lately.has(id));
  const before = able.filter(({ id }) => ever.has(id));
  const counted = working.length > 0 ? working : before.length > 0 ? before : able;
  const idle = counted.filter(({ id }) => !state.held.has(id));
  const sum = (list: typeof able): number =>
    list.reduce((total, { services }) => total + share(state, services, config.id), 0);
  return { counters: sum(counted), idle: sum(idle) };
};

/**
 * The plan from now on: nobody is called before the first window and between windows (lunch); after the last one
 * counters go on until the line is empty.
 */
export const plan = (state: LiveState, config: ServiceConfig, now: number, counters: number): Span[] => {
  const { timezone } = state.config;
  const { date, weekday, minute } = wallClock(now, timezone);
  const override = state.services.get(config.id)?.override;
  const windows = config.windows
    .filter((window) => window.weekday === weekday)
    .map(({ from, to }) => ({ from: minuteOf(from), to: minuteOf(to) }))
    .toSorted((a, b) => a.from - b.from);
  const spans: Span[] = [];
  if (override?.date !== date) {
    for (const [index, { from, to }] of windows.entries()) {
      if (to <= minute) continue;
      if (from > minute) spans.push({ until: instantOf(date, from, timezone), counters: 0 });
      if (index < windows.length - 1) spans.push({ until: instantOf(date, to, timezone), counters });
    }
  }
  spans.push({ until: Number.POSITIVE_INFINITY, counters });
  return spans;
};

/**
 * Time until `work` services have begun, in ms. Whoever is inside when a pause begins is finished in it, so every
 * counter is free when it ends.
 */
export const timeFor = (spans: readonly Span[], mean: number, now: number, work: number): number => {
  let left = Math.max(0, work) * mean;
  let at = now;
  let paused = false;
  for (const { until, counters } of spans) {
    if (paused) left -= counters * mean;
    if (left <= 0 && counters > 0) return at - now;
    if (counters > 0 && counters * (until - at) >= left) return at + left / counters - now;
    left -= counters * (until - at);
    paused = counters === 0;
    at = until;
  }
  return Number.POSITIVE_INFINITY;
};

/** Services begun in `ms` from now: the inverse of `timeFor`. */
export const workIn = (spans: readonly Span[], mean: number, now: number, ms: number): number => {
  const end = now + ms;
  let at = now;
  let done = 0;
  let paused = false;
  for (const { until, counters } of spans) {
    if (paused) done += counters * mean;
    if (counters > 0) done += counters * (Math.min(until, end) - at);
    if (until >= end) break;
    paused = counters === 0;
    at = until;
  }
  return done / mean;
};
