import { place } from "./evolve";
import type { FacilityConfig, LiveState, ServiceDay, ServiceState, Ticket } from "./model";
import { emptyState, isFinal } from "./model";

/** A service's part of the state that tickets do not tell: one JSON row per service, rewritten with its events. */
export type StoredService = Omit<ServiceState, "waiting">;

/** The facility's one row. */
export interface StoredHead {
  seq: number;
  at: number;
  date: string;
}

export const storedHead = ({ seq, at, date }: LiveState): StoredHead => ({ seq, at, date });

/** A copy, safe to keep while the state goes on. */
export const storedService = ({ id, days, override, streak, recent }: ServiceState): StoredService => ({
  id,
  days: days.map((day): ServiceDay => ({ ...day, counts: { ...day.counts } })),
  override: override && { ...override },
  streak,
  recent: recent.map((time) => ({ ...time })),
});

/** Puts one stored ticket back; the ticket object becomes the state's own. Final tickets are passed over. */
export const loadTicket = (state: LiveState, ticket: Ticket): void => {
  if (!isFinal(ticket.state)) place(state, ticket);
};

/**
 * The state after a restart, equal to the replayed one. Beside the rows of live tickets (every field of `Ticket`)
 * it needs `StoredHead` {seq, at, date} and per service `StoredService` {id, days[], override, streak, recent[]};
 * lines, counters and devices follow from the tickets. On a new date `days` loses dates without live tickets
 * (also in `recent` nothing older than 60 entries stays), so keep the rows of a closed day elsewhere first.
 */
export const restore = (
  config: FacilityConfig,
  head: StoredHead,
  services: Iterable<StoredService>,
  tickets: Iterable<Ticket>,
): LiveState => {
  const state: LiveState = { ...emptyState(config), ...head };
  for (const service of services) state.services.set(service.id, { ...service, waiting: [] });
  for (const ticket of tickets) loadTicket(state, ticket);
  return state;
};
