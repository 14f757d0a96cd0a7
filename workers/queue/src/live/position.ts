import { applyDelta, type OwnPlace } from "@ven/contracts/queue-live";

import { aheadOf } from "./draft";
import type { LiveState, Ticket } from "./model";

export { applyDelta, type OwnPlace };

export const ownPlace = (state: LiveState, ticket: Ticket): OwnPlace => ({
  seq: state.seq,
  service: ticket.service,
  number: ticket.number,
  date: ticket.date,
  rank: ticket.rank,
  state: ticket.state,
  ahead: ticket.state === "waiting" ? aheadOf(state, ticket) : null,
});
