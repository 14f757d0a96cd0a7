import type { CounterCommand, Finish, NoShow, Park, Recall, Start, Transfer, Undo } from "./commands";
import { issued } from "./decide-intake";
import type { Accepted, Moment } from "./draft";
import { accept, aheadOf, common, pastCutOff } from "./draft";
import type { Ticket, TicketState } from "./model";
import { findCounter, findService } from "./model";
import type { Refused } from "./refusal";
import { isRefused, liveTicket, refuse, refuseTicket } from "./refusal";

/** Announcements of one call, the first included. */
export const mostCalls = 3;
/** Time a person has to stand up and walk before they may be marked as missed. */
export const noShowAfterMs = 60_000;

/** The ticket this counter holds in one of the states, as its staff last saw it. */
const held = (
  { state }: Moment,
  command: CounterCommand<string>,
  ...states: readonly TicketState[]
): Ticket | Refused => {
  if (!findCounter(state.config, command.counter)) return refuse("unknown-counter");
  const ticket = liveTicket(state, command.ticket, command.version);
  if (isRefused(ticket)) return ticket;
  if (!states.includes(ticket.state)) return refuseTicket("wrong-state", ticket);
  return ticket.counter === command.counter ? ticket : refuseTicket("other-counter", ticket);
};

export const recall = (moment: Moment, command: Recall): Accepted | Refused => {
  const ticket = held(moment, command, "called");
  if (isRefused(ticket)) return ticket;
  if (ticket.calls >= mostCalls) return refuseTicket("too-many-calls", ticket);
  const { counter } = command;
  return accept(ticket.id, { ...common(moment, ticket, "called"), type: "recalled", counter, calls: ticket.calls + 1 });
};

export const start = (moment: Moment, command: Start): Accepted | Refused => {
  const ticket = held(moment, command, "called");
  if (isRefused(ticket)) return ticket;
  return accept(ticket.id, { ...common(moment, ticket, "serving"), type: "started", counter: command.counter });
};

export const finish = (moment: Moment, command: Finish): Accepted | Refused => {
  const ticket = held(moment, command, "serving");
  if (isRefused(ticket)) return ticket;
  const { counter } = command;
  return accept(ticket.id, { ...common(moment, ticket, "served"), type: "served", counter, settled: false });
};

export const noShow = (moment: Moment, command: NoShow): Accepted | Refused => {
  const ticket = held(moment, command, "called");
  if (isRefused(ticket)) return ticket;
  const retryAfterMs = (ticket.lastCalledAt ?? 0) + noShowAfterMs - moment.at;
  if (retryAfterMs > 0) return refuseTicket("too-soon", ticket, { retryAfterMs });
  const { counter } = command;
  return accept(ticket.id, { ...common(moment, ticket, "no_show"), type: "missed", counter, settled: false });
};

/** Takes a call back: to its old rank in the line, or to where it was fetched from by hand. */
export const undo = (moment: Moment, command: Undo): Accepted | Refused => {
  const ticket = held(moment, command, "called");
  if (isRefused(ticket)) return ticket;
  if (pastCutOff(moment, ticket)) return refuseTicket("day-over", ticket);
  const to = ticket.calledFrom ?? "waiting";
  return accept(ticket.id, {
    ...common(moment, ticket, to),
    type: "undone",
    counter: command.counter,
    ahead: to === "waiting" ? aheadOf(moment.state, ticket) : null,
  });
};

/** Away for an examination: keeps its rank, and is never called by itself. */
export const park = (moment: Moment, command: Park): Accepted | Refused => {
  const ticket = held(moment, command, "called", "serving");
  if (isRefused(ticket)) return ticket;
  if (pastCutOff(moment, ticket)) return refuseTicket("day-over", ticket);
  return accept(ticket.id, { ...common(moment, ticket, "parked"), type: "parked", counter: command.counter });
};

/** Staff send a person on even where no number could be taken now (closed, daily limit): they are already inside. */
export const transfer = (moment: Moment, command: Transfer): Accepted | Refused => {
  const ticket = held(moment, command, "called", "serving");
  if (isRefused(ticket)) return ticket;
  const service = findService(moment.state.config, command.service);
  if (!service) return refuse("unknown-service");
  const left = common(moment, ticket, "transferred");
  const next = issued(moment, service, {
    id: command.id,
    token: command.token,
    class: ticket.class,
    claimed: ticket.claimed,
    reason: ticket.reason,
    device: ticket.device,
    journey: ticket.journey,
    step: ticket.step + 1,
    state: "waiting",
    anonymous: false,
  });
  const { counter } = command;
  return {
    ...accept(next.ticket, { ...left, type: "transferred", counter, next: next.ticket, nextService: service.id }, next),
    settled: ticket.id,
  };
};
