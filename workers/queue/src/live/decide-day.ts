import type { SetOpening } from "./commands";
import type { Accepted, Moment } from "./draft";
import { accept, common, readService } from "./draft";
import type { Draft } from "./events";
import type { LiveState, Ticket } from "./model";
import { findService } from "./model";
import { closesAtMidnight } from "./opening";
import type { Refused } from "./refusal";
import { refuse } from "./refusal";

/**
 * At midnight: who has not been called expires, where the service has a cut-off. Called and serving tickets may
 * finish, and round-the-clock tickets wait on; both end at the midnight after, so nothing lives for ever.
 */
const expires = (state: LiveState, ticket: Ticket, today: string): boolean => {
  if (ticket.date >= today) return false;
  if (ticket.date < state.date) return true;
  if (!closesAtMidnight(findService(state.config, ticket.service))) return false;
  return ticket.state !== "called" && ticket.state !== "serving";
};

/** Ends the open date and begins `today`. Nothing is deleted silently: every ticket that ends has its event. */
export const closing = (state: LiveState, at: number, today: string): Draft[] => {
  const drafts: Draft[] = [];
  const waiting = new Map<string, number>();
  const moment: Moment = { state, at, today };
  for (const ticket of state.tickets.values()) {
    if (!expires(state, ticket, today)) continue;
    const left = waiting.get(ticket.service) ?? readService(state, ticket.service).waiting.length;
    const after = ticket.state === "waiting" ? left - 1 : left;
    waiting.set(ticket.service, after);
    drafts.push({ ...common(moment, ticket, "expired"), type: "expired", waiting: after });
  }
  drafts.push({ type: "dayOpened", at, date: today });
  return drafts;
};

/** A supervisor's word holds until midnight. Saying it twice changes nothing. */
export const setOpening = ({ state, at, today }: Moment, command: SetOpening): Accepted | Refused => {
  if (!findService(state.config, command.service)) return refuse("unknown-service");
  const { override } = readService(state, command.service);
  const open = command.type === "followWindows" ? null : command.type === "openService";
  const now = override?.date === today ? override.open : null;
  if (open === now) return accept(null);
  return accept(null, { type: "openingSet", at, date: today, service: command.service, open });
};
