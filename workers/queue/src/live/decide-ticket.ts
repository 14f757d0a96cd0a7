import type { Cancel, Reclassify, Reinstate, Resume } from "./commands";
import type { Accepted, Moment } from "./draft";
import { accept, aheadOf, common, pastCutOff, readService, serviceOf } from "./draft";
import { findCounter } from "./model";
import { headStart, rankOnReturn } from "./order";
import type { Refused } from "./refusal";
import { isRefused, liveTicket, refuse, refuseTicket } from "./refusal";

/** How often one ticket may come back after a missed call. */
export const mostReturns = 2;

export const reinstate = (moment: Moment, command: Reinstate): Accepted | Refused => {
  const { state } = moment;
  const ticket = liveTicket(state, command.ticket, command.version);
  if (isRefused(ticket)) return ticket;
  if (ticket.state !== "no_show") return refuseTicket("wrong-state", ticket);
  if (pastCutOff(moment, ticket)) return refuseTicket("day-over", ticket);
  if (ticket.reinstatements >= mostReturns) return refuseTicket("too-many-returns", ticket);
  const config = serviceOf(state, ticket);
  const rank = config ? rankOnReturn(ticket, readService(state, ticket.service), config) : ticket.rank;
  return accept(ticket.id, {
    ...common(moment, ticket, "waiting", rank),
    type: "reinstated",
    ahead: aheadOf(state, ticket, rank),
  });
};

export const resume = (moment: Moment, command: Resume): Accepted | Refused => {
  const { state } = moment;
  if (!findCounter(state.config, command.counter)) return refuse("unknown-counter");
  const ticket = liveTicket(state, command.ticket, command.version);
  if (isRefused(ticket)) return ticket;
  if (ticket.state !== "parked") return refuseTicket("wrong-state", ticket);
  if (pastCutOff(moment, ticket)) return refuseTicket("day-over", ticket);
  return accept(ticket.id, { ...common(moment, ticket, "waiting"), type: "resumed", ahead: aheadOf(state, ticket) });
};

/** A number given back. Not while called: the counter decides then. */
export const cancel = (moment: Moment, command: Cancel): Accepted | Refused => {
  const ticket = liveTicket(moment.state, command.ticket, command.version);
  if (isRefused(ticket)) return ticket;
  if (ticket.state !== "waiting" && ticket.state !== "booked" && ticket.state !== "parked") {
    return refuseTicket("wrong-state", ticket);
  }
  return accept(ticket.id, { ...common(moment, ticket, "cancelled"), type: "cancelled" });
};

/** Confirms a claim, or changes a class. The rank moves by the difference of head starts, so the arrival stays. */
export const reclassify = (moment: Moment, command: Reclassify): Accepted | Refused => {
  const { state } = moment;
  if (!findCounter(state.config, command.counter)) return refuse("unknown-counter");
  const ticket = liveTicket(state, command.ticket, command.version);
  if (isRefused(ticket)) return ticket;
  if (pastCutOff(moment, ticket)) return refuseTicket("day-over", ticket);
  const config = serviceOf(state, ticket);
  if (!config) return refuse("unknown-service");
  const rank = ticket.rank + headStart(config.policy, ticket.class) - headStart(config.policy, command.class);
  return accept(ticket.id, {
    ...common(moment, ticket, ticket.state, rank),
    type: "reclassified",
    class: command.class,
    rankBefore: ticket.rank,
    reason: command.reason,
    ahead: ticket.state === "waiting" ? aheadOf(state, ticket, rank) : null,
  });
};
