import type { TicketClass, TicketState } from "@ven/contracts/queue";

/**
 * The live queue of one facility as plain data. Times are UTC milliseconds, dates are local business dates
 * ("2026-11-22") in the facility's timezone, ids are opaque strings made outside.
 */

export type { TicketClass, TicketState };

/** Nothing leaves these states; a ticket that reaches one leaves memory. */
export const isFinal = (state: TicketState): boolean =>
  state === "transferred" || state === "served" || state === "cancelled" || state === "expired";

/** `from` and `to` are local "HH:MM", `to` excluded and at most "24:00"; weekday 1 is Monday (ISO 8601). */
export interface OpeningWindow {
  weekday: number;
  from: string;
  to: string;
}

/**
 * Who is called first. `head-start`: rank = arrival − head start of the class. `strict`: emergency before priority
 * before normal. `ratio`: k priority tickets, then one normal; a side with nobody in it is passed over.
 */
export type OrderPolicy =
  | { kind: "head-start"; priorityMs: number; emergencyMs: number }
  | { kind: "strict" }
  | { kind: "ratio"; k: number };

export interface AreaConfig {
  id: string;
  name: string;
  nameEn: string;
  place: string;
}

export interface ServiceConfig {
  id: string;
  area: string;
  name: string;
  nameEn: string;
  prefix: string;
  firstNumber: number;
  /** What a service is believed to take before it is measured, in ms. */
  meanServiceMs: number;
  dailyLimit: number | null;
  /** Empty: round the clock, and no cut-off at midnight. */
  windows: OpeningWindow[];
  policy: OrderPolicy;
  /** Priority asked for on a phone: `claimed` ranks as normal until staff confirm it. */
  priorityFromPhone: "claimed" | "at-once";
  /** Tickets a day for requests without a device; null: no limit. */
  anonymousDaily: number | null;
  anonymousPerMinute: number | null;
}

/** Budget of requests without a device where a hospital has set none. */
export const defaultAnonymousDaily = 2000;
export const defaultAnonymousPerMinute = 300;

export interface CounterConfig {
  id: string;
  name: string;
  nameEn: string;
  /** How the place is spoken, when the name does not read well aloud. */
  speech?: string;
  services: string[];
}

export interface FacilityConfig {
  id: string;
  name: string;
  nameEn: string;
  organisation: string;
  /** From the root of the tree down to `organisation`. */
  organisationPath: string[];
  /** IANA name, e.g. "Asia/Ho_Chi_Minh". */
  timezone: string;
  /** `rotating`: a poster's code is not enough, the screen's is asked for. */
  joinMode: "poster" | "rotating";
  /** Whether a poster's ticket waits at once or is booked until somebody checks the person in. */
  posterArrival: "waiting" | "booked";
  areas: AreaConfig[];
  services: ServiceConfig[];
  counters: CounterConfig[];
  version: number;
}

export interface Ticket {
  id: string;
  token: string;
  service: string;
  /** The service day that gave the number; kept when the ticket is called after midnight. */
  date: string;
  number: number;
  label: string;
  /** What the ticket ranks as. A claim that nobody has confirmed is `normal` with `claimed`. */
  class: TicketClass;
  claimed: boolean;
  reason: string | null;
  /** Effective arrival: issue, or check-in of a booked ticket. Survives `reclassify`. */
  arrival: number;
  rank: number;
  state: TicketState;
  counter: string | null;
  /** Announcements since it was last taken from the line. */
  calls: number;
  /** Where `undo` puts it back. */
  calledFrom: "waiting" | "parked" | "no_show" | null;
  /** Id of the journey's first ticket; `step` counts from 1. */
  journey: string;
  step: number;
  device: string | null;
  reinstatements: number;
  issuedAt: number;
  calledAt: number | null;
  lastCalledAt: number | null;
  startedAt: number | null;
  endedAt: number | null;
  /** 1 after issue, +1 with each event that touches the ticket. */
  version: number;
}

/** One service on one business date: the number series, where its tickets are, and the budget without devices. */
export interface ServiceDay {
  date: string;
  /** Tickets ever issued; equals the sum of `counts`. */
  issued: number;
  lastNumber: number;
  counts: Record<TicketState, number>;
  anonymous: number;
  /** Fixed window: UTC minute (ms / 60,000, rounded down) and what was taken in it. */
  anonymousMinute: number;
  anonymousInMinute: number;
}

/** How long a ticket kept its counter, from its first call to its release; no-shows included. */
export interface ServiceTime {
  at: number;
  ms: number;
  counter: string;
}

/** A supervisor's word for one date; it beats the windows. */
export interface OpeningOverride {
  date: string;
  open: boolean;
}

export interface ServiceState {
  id: string;
  /** Sorted by (rank, number, date). */
  waiting: Ticket[];
  /** Today, and earlier dates that still have a live ticket. */
  days: ServiceDay[];
  override: OpeningOverride | null;
  /** Priority calls since the last normal one, for `ratio`. */
  streak: number;
  /** The last `recentServiceTimes`, oldest first. */
  recent: ServiceTime[];
}

export const recentServiceTimes = 60;

export interface LiveState {
  config: FacilityConfig;
  /** Sequence and time of the last event; 0 before the first. */
  seq: number;
  at: number;
  /** The open business date; "" before the first event. */
  date: string;
  /** Live tickets by id. */
  tickets: Map<string, Ticket>;
  services: Map<string, ServiceState>;
  /** Counter → the ticket it has called or serves. */
  held: Map<string, string>;
  /** `deviceKey(service, device)` → that device's live tickets: one, more after a transfer or a midnight. */
  devices: Map<string, Set<string>>;
}

export const deviceKey = (service: string, device: string): string => `${service} ${device}`;

export const findService = (config: FacilityConfig, id: string): ServiceConfig | undefined =>
  config.services.find((service) => service.id === id);

export const findCounter = (config: FacilityConfig, id: string): CounterConfig | undefined =>
  config.counters.find((counter) => counter.id === id);

/** "A012": at least three digits, more when the number needs them. */
export const label = (prefix: string, number: number): string => prefix + String(number).padStart(3, "0");

export const emptyDay = (date: string): ServiceDay => ({
  date,
  issued: 0,
  lastNumber: 0,
  counts: {
    booked: 0,
    waiting: 0,
    called: 0,
    serving: 0,
    parked: 0,
    no_show: 0,
    transferred: 0,
    served: 0,
    cancelled: 0,
    expired: 0,
  },
  anonymous: 0,
  anonymousMinute: 0,
  anonymousInMinute: 0,
});

export const emptyService = (id: string): ServiceState => ({
  id,
  waiting: [],
  days: [],
  override: null,
  streak: 0,
  recent: [],
});

export const emptyState = (config: FacilityConfig): LiveState => ({
  config,
  seq: 0,
  at: 0,
  date: "",
  tickets: new Map(),
  services: new Map(),
  held: new Map(),
  devices: new Map(),
});

export const findDay = (service: ServiceState | undefined, date: string): ServiceDay | undefined =>
  service?.days.find((day) => day.date === date);
