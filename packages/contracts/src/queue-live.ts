import type { BoardView, TicketState } from "./queue";

/** What happened to a ticket, in one word. */
export type TicketOperation =
  | "issued"
  | "checkedIn"
  | "called"
  | "recalled"
  | "started"
  | "served"
  | "missed"
  | "reinstated"
  | "parked"
  | "resumed"
  | "transferred"
  | "undone"
  | "cancelled"
  | "reclassified"
  | "expired";

/** A ticket moved. Holds no id, token, device, class or reason: the whole hall reads it. */
export interface TicketDelta {
  seq: number;
  at: number;
  op: TicketOperation;
  service: string;
  date: string;
  number: number;
  label: string;
  /** Rank and state after it; `rankBefore` where the rank of a waiting ticket changed. */
  rank: number;
  rankBefore?: number;
  from: TicketState | null;
  to: TicketState;
  /** People waiting in the service after it. */
  waiting: number;
  /** In front of this ticket, when it entered the line. */
  ahead?: number;
  counter?: string;
  /** Announcement of this call, from 1: what a board speaks and a phone rings for. */
  calls?: number;
}

export interface OpeningDelta {
  seq: number;
  at: number;
  op: "openingSet";
  date: string;
  service: string;
  open: boolean | null;
}

export interface DayDelta {
  seq: number;
  at: number;
  op: "dayOpened";
  date: string;
}

/** One frame of a facility's live socket, under 1 kB of JSON however many wait. */
export type Delta = TicketDelta | OpeningDelta | DayDelta;

export const isTicketDelta = (frame: Delta): frame is TicketDelta => "number" in frame;

export interface Place {
  rank: number;
  number: number;
  date: string;
}

/** Total order of a service's line; the date only parts equal numbers of a round-the-clock service. */
export const before = (a: Place, b: Place): boolean =>
  a.rank !== b.rank ? a.rank < b.rank : a.number !== b.number ? a.number < b.number : a.date < b.date;

/** Where one ticket stands after event `seq`: what hello carries to its phone. */
export interface OwnPlace extends Place {
  seq: number;
  service: string;
  state: TicketState;
  /** People waiting with a smaller (rank, number); null unless it waits itself. */
  ahead: number | null;
}

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

/** The first frame of a live socket. Either the gap since the client's last frame, or the whole board. */
export type Hello = {
  type: "hello";
  seq: number;
  at: number;
  /** The place of the ticket that the socket was opened for, by which its phone counts on. */
  mine: (OwnPlace & { version: number }) | null;
} & ({ resumed: true; deltas: Delta[] } | { resumed: false; board: BoardView });
