import type { Delta } from "./delta";
import { isTicketDelta } from "./delta";
import { aheadOf } from "./draft";
import type { LiveState, Ticket, TicketState } from "./model";
import type { Place } from "./order";
import { before } from "./order";

/** Where one ticket stands after event `seq`: what hello carries to its phone. */
export interface OwnPlace extends Place {
  seq: number;
  service: string;
  state: TicketState;
  /** People waiting with a smaller (rank, number); null unless it waits itself. */
  ahead: number | null;
}

export const ownPlace = (state: LiveState, ticket: Ticket): OwnPlace => ({
  seq: state.seq,
  service: ticket.service,
  number: ticket.number,
  date: ticket.date,
  rank: ticket.rank,
  state: ticket.state,
  ahead: ticket.state === "waiting" ? aheadOf(state, ticket) : null,
});

/**
 * A phone's place after one more frame, by its own counting. A frame seen before changes nothing; null means that
 * frames are missing and a fresh `OwnPlace` must be asked for.
 */
export const applyDelta = (mine: OwnPlace, frame: Delta): OwnPlace | null => {
  if (frame.seq <= mine.seq) return mine;
  if (frame.seq > mine.seq + 1) return null;
  const { seq } = frame;
  if (!isTicketDelta(frame) || frame.service !== mine.service) return { ...mine, seq };
  const { number, date, rank } = frame;
  if (number === mine.number && date === mine.date) {
    return { ...mine, seq, rank, state: frame.to, ahead: frame.to === "waiting" ? (frame.ahead ?? mine.ahead) : null };
  }
  if (mine.ahead === null) return { ...mine, seq };
  const left = frame.from === "waiting" && before({ rank: frame.rankBefore ?? rank, number, date }, mine) ? 1 : 0;
  const came = frame.to === "waiting" && before({ rank, number, date }, mine) ? 1 : 0;
  return { ...mine, seq, ahead: mine.ahead - left + came };
};
