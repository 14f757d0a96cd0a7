import type { Draft, TicketEvent } from "./events";
import type { LiveState, ServiceConfig, ServiceState, Ticket, TicketState } from "./model";
import { emptyService, findService } from "./model";
import { closesAtMidnight } from "./opening";
import { countBefore } from "./order";

/** What a rule sees: the state (read only), the time, and the open business date. */
export interface Moment {
  state: LiveState;
  at: number;
  today: string;
}

export interface Accepted {
  ok: true;
  drafts: Draft[];
  ticket: string | null;
  settled: string | null;
}

export const accept = (ticket: string | null, ...drafts: Draft[]): Accepted => ({
  ok: true,
  drafts,
  ticket,
  settled: null,
});

/** A service's state to read, empty where nothing has happened yet. */
export const readService = (state: LiveState, id: string): ServiceState => state.services.get(id) ?? emptyService(id);

const waitingAfter = (line: readonly Ticket[], from: TicketState | null, to: TicketState): number =>
  line.length + (to === "waiting" ? 1 : 0) - (from === "waiting" ? 1 : 0);

type Common = Omit<TicketEvent, "type" | "seq">;

/** The part every event about a ticket has. `rank` where the event changes it. */
export const common = ({ state, at }: Moment, ticket: Ticket, to: TicketState, rank = ticket.rank): Common => ({
  at,
  date: ticket.date,
  ticket: ticket.id,
  service: ticket.service,
  number: ticket.number,
  label: ticket.label,
  class: ticket.class,
  rank,
  from: ticket.state,
  to,
  version: ticket.version + 1,
  waiting: waitingAfter(readService(state, ticket.service).waiting, ticket.state, to),
});

/** How many wait in front of a ticket at this rank, itself not counted. */
export const aheadOf = (state: LiveState, ticket: Ticket, rank = ticket.rank): number => {
  const line = readService(state, ticket.service).waiting;
  const place = { rank, number: ticket.number, date: ticket.date };
  const counted = ticket.state === "waiting" && ticket.rank < rank ? 1 : 0;
  return countBefore(line, place) - counted;
};

/** The ticket's day has ended: it may be finished, not sent back into the line. */
export const pastCutOff = ({ state, today }: Moment, ticket: Ticket): boolean =>
  ticket.date < today && closesAtMidnight(findService(state.config, ticket.service));

export const serviceOf = (state: LiveState, ticket: Ticket): ServiceConfig | undefined =>
  findService(state.config, ticket.service);
