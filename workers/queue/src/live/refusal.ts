import type { LiveState, Ticket, TicketState } from "./model";
import type { NextOpening } from "./opening";

/** Fragments of the problem catalogue; each is a person's situation, not a fault. */
export type RefusalCode =
  /** No such service or counter in this facility. */
  | "unknown-service"
  | "unknown-counter"
  /** No live ticket has this id: never issued, or final (the stored row knows which). */
  | "ticket-not-live"
  /** The command does not go with the ticket's state; `current` has it. */
  | "wrong-state"
  /** Somebody changed the ticket since it was seen; `current` has the new version. */
  | "stale-version"
  /** Another counter holds the ticket. */
  | "other-counter"
  /** The counter holds a ticket already; `current` has it. */
  | "counter-busy"
  /** The counter does not serve the ticket's service. */
  | "service-not-here"
  /** The ticket belongs to a day that has ended. */
  | "day-over"
  /** A call out of turn needs a reason. */
  | "reason-needed"
  /** Too early to call it a no-show; `retryAfterMs`. */
  | "too-soon"
  | "too-many-calls"
  | "too-many-returns"
  | "service-closed"
  | "join-code-needed"
  /** Only staff give this class. */
  | "class-needs-staff"
  /** This device has a live ticket here; `current` has it. */
  | "already-holding"
  | "daily-limit"
  /** Requests without a device have used up their budget; `retryAfterMs`. */
  | "budget-spent";

/** A ticket as it stands, for the person who was refused; the shell adds what they may see. */
export interface Current {
  ticket: string;
  state: TicketState;
  version: number;
  counter: string | null;
}

export interface Refusal {
  code: RefusalCode;
  current?: Current;
  /** With `service-closed`; null when the windows never open. */
  opens?: NextOpening | null;
  retryAfterMs?: number;
}

export interface Refused {
  ok: false;
  refusal: Refusal;
}

export const refuse = (code: RefusalCode, more: Omit<Refusal, "code"> = {}): Refused => ({
  ok: false,
  refusal: { code, ...more },
});

export const current = ({ id, state, version, counter }: Ticket): Current => ({ ticket: id, state, version, counter });

export const refuseTicket = (
  code: RefusalCode,
  ticket: Ticket,
  more: Omit<Refusal, "code" | "current"> = {},
): Refused => refuse(code, { current: current(ticket), ...more });

/** The ticket a command means, or why it cannot be meant. Without a version any version will do. */
export const liveTicket = (state: LiveState, id: string, version: number | undefined): Ticket | Refused => {
  const ticket = state.tickets.get(id);
  if (!ticket) return refuse("ticket-not-live");
  if (version !== undefined && version !== ticket.version) return refuseTicket("stale-version", ticket);
  return ticket;
};

export const isRefused = (value: Ticket | Refused): value is Refused => "ok" in value;
