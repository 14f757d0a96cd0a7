import type { CheckIn, Issue } from "./commands";
import type { Accepted, Moment } from "./draft";
import { accept, aheadOf, common, pastCutOff, readService, serviceOf } from "./draft";
import type { Issued } from "./events";
import type { LiveState, ServiceConfig, ServiceDay, ServiceState, Ticket, TicketClass } from "./model";
import { deviceKey, findDay, findService, label } from "./model";
import { isOpen, nextOpening } from "./opening";
import { countBefore, rankOf } from "./order";
import type { Refused } from "./refusal";
import { isRefused, liveTicket, refuse, refuseTicket } from "./refusal";

const minuteMs = 60_000;

const heldByDevice = (moment: Moment, service: string, device: string): Ticket | undefined => {
  for (const id of moment.state.devices.get(deviceKey(service, device)) ?? []) {
    const ticket = moment.state.tickets.get(id);
    if (ticket && !pastCutOff(moment, ticket)) return ticket;
  }
  return undefined;
};

const spent = (config: ServiceConfig, day: ServiceDay | undefined, at: number): Refused | undefined => {
  if (!day) return config.anonymousDaily === 0 ? refuse("budget-spent") : undefined;
  if (config.anonymousDaily !== null && day.anonymous >= config.anonymousDaily) return refuse("budget-spent");
  const minute = Math.floor(at / minuteMs);
  const inMinute = day.anonymousMinute === minute ? day.anonymousInMinute : 0;
  if (config.anonymousPerMinute === null || inMinute < config.anonymousPerMinute) return undefined;
  return refuse("budget-spent", { retryAfterMs: (minute + 1) * minuteMs - at });
};

interface Numbered {
  id: string;
  token: string;
  class: TicketClass;
  claimed: boolean;
  reason: string | null;
  device: string | null;
  journey: string;
  step: number;
  state: "waiting" | "booked";
  anonymous: boolean;
}

/** The next number of the service's day. */
export const issued = ({ state, at, today }: Moment, config: ServiceConfig, ticket: Numbered): Omit<Issued, "seq"> => {
  const service = readService(state, config.id);
  const day = findDay(service, today);
  const number = day && day.issued > 0 ? day.lastNumber + 1 : config.firstNumber;
  const rank = rankOf(config.policy, ticket.class, at);
  const waits = ticket.state === "waiting";
  return {
    type: "issued",
    at,
    date: today,
    ticket: ticket.id,
    service: config.id,
    number,
    label: label(config.prefix, number),
    class: ticket.class,
    rank,
    from: null,
    to: ticket.state,
    version: 1,
    waiting: service.waiting.length + (waits ? 1 : 0),
    token: ticket.token,
    device: ticket.device,
    claimed: ticket.claimed,
    reason: ticket.reason,
    journey: ticket.journey,
    step: ticket.step,
    ahead: waits ? countBefore(service.waiting, { rank, number, date: today }) : null,
    anonymous: ticket.anonymous,
  };
};

const closed = (state: LiveState, config: ServiceConfig, service: ServiceState, at: number): Refused | undefined => {
  const { timezone } = state.config;
  if (isOpen(config, service.override, at, timezone)) return undefined;
  return refuse("service-closed", { opens: nextOpening(config, service.override, at, timezone) });
};

export const issue = (moment: Moment, command: Issue): Accepted | Refused => {
  const { state, at, today } = moment;
  const config = findService(state.config, command.service);
  if (!config) return refuse("unknown-service");
  const fromPhone = command.source === "poster" || command.source === "screen";
  if (command.source === "poster" && state.config.joinMode === "rotating") return refuse("join-code-needed");
  if (fromPhone && command.class === "emergency") return refuse("class-needs-staff");
  const service = readService(state, config.id);
  const shut = closed(state, config, service, at);
  if (shut) return shut;
  const held = command.device === null ? undefined : heldByDevice(moment, config.id, command.device);
  if (held) return refuseTicket("already-holding", held);
  const day = findDay(service, today);
  if (config.dailyLimit !== null && (day?.issued ?? 0) >= config.dailyLimit) return refuse("daily-limit");
  const anonymous = fromPhone && command.device === null;
  const broke = anonymous ? spent(config, day, at) : undefined;
  if (broke) return broke;
  const claimed = fromPhone && command.class === "priority" && config.priorityFromPhone === "claimed";
  const draft = issued(moment, config, {
    id: command.id,
    token: command.token,
    class: claimed ? "normal" : command.class,
    claimed,
    reason: command.reason,
    device: command.device,
    journey: command.id,
    step: 1,
    state: command.source === "poster" && state.config.posterArrival === "booked" ? "booked" : "waiting",
    anonymous,
  });
  return accept(command.id, draft);
};

/** From here on the person has arrived, whenever the number was taken. */
export const checkIn = (moment: Moment, command: CheckIn): Accepted | Refused => {
  const ticket = liveTicket(moment.state, command.ticket, undefined);
  if (isRefused(ticket)) return ticket;
  if (ticket.state !== "booked") return refuseTicket("wrong-state", ticket);
  if (pastCutOff(moment, ticket)) return refuseTicket("day-over", ticket);
  const config = serviceOf(moment.state, ticket);
  const rank = config ? rankOf(config.policy, ticket.class, moment.at) : moment.at;
  return accept(ticket.id, {
    ...common(moment, ticket, "waiting", rank),
    type: "checkedIn",
    ahead: aheadOf(moment.state, ticket, rank),
  });
};
