import type { Call, CallNext } from "./commands";
import type { Accepted, Moment } from "./draft";
import { accept, common, pastCutOff } from "./draft";
import type { Draft } from "./events";
import type { Ticket } from "./model";
import { findCounter } from "./model";
import { nextForCounter } from "./order";
import type { Refused } from "./refusal";
import { isRefused, liveTicket, refuse, refuseTicket } from "./refusal";

/** Served if somebody sat there, else missed; nobody has to press a button before calling the next. */
const settle = (moment: Moment, ticket: Ticket, counter: string): Draft =>
  ticket.state === "serving"
    ? { ...common(moment, ticket, "served"), type: "served", counter, settled: true }
    : { ...common(moment, ticket, "no_show"), type: "missed", counter, settled: true };

/** Never an error while somebody waits whom the counter may serve; `ticket` null when nobody does. */
export const callNext = (moment: Moment, { counter }: CallNext): Accepted | Refused => {
  const { state } = moment;
  if (!findCounter(state.config, counter)) return refuse("unknown-counter");
  const held = state.tickets.get(state.held.get(counter) ?? "");
  const next = nextForCounter(state, counter);
  const drafts: Draft[] = held ? [settle(moment, held, counter)] : [];
  if (next) drafts.push({ ...common(moment, next, "called"), type: "called", counter, reason: null });
  return { ok: true, drafts, ticket: next?.id ?? null, settled: held?.id ?? null };
};

/** Out of turn: for somebody who stands at the door, with the reason in the log. */
export const callByHand = (moment: Moment, command: Call): Accepted | Refused => {
  const { state } = moment;
  const counter = findCounter(state.config, command.counter);
  if (!counter) return refuse("unknown-counter");
  const ticket = liveTicket(state, command.ticket, command.version);
  if (isRefused(ticket)) return ticket;
  if (ticket.state !== "waiting" && ticket.state !== "parked" && ticket.state !== "no_show") {
    return refuseTicket("wrong-state", ticket);
  }
  if (pastCutOff(moment, ticket)) return refuseTicket("day-over", ticket);
  if (!counter.services.includes(ticket.service)) return refuseTicket("service-not-here", ticket);
  const held = state.tickets.get(state.held.get(counter.id) ?? "");
  if (held) return refuseTicket("counter-busy", held);
  const reason = command.reason.trim();
  if (reason === "") return refuseTicket("reason-needed", ticket);
  return accept(ticket.id, { ...common(moment, ticket, "called"), type: "called", counter: counter.id, reason });
};
