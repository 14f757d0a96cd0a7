import type { TicketView } from "@ven/contracts/queue";
import { applyDelta, type Delta, isTicketDelta, type OwnPlace } from "@ven/contracts/queue-live";

/** What a phone knows: the ticket as the server last told it, and its place by its own counting since. */
export interface Following {
  ticket: TicketView;
  /** Null until a socket's hello, and when frames were missed. */
  place: OwnPlace | null;
  /** The ticket has to be asked for again: it moved, or frames are missing. */
  stale: boolean;
}

/** Goes on from a fresh answer. An answer older than what was counted already is no news. */
export function told(now: Following, ticket: TicketView): Following {
  if (ticket.seq < now.ticket.seq) return now;
  const { place } = now;
  const counted = place && place.seq >= ticket.seq && place.ahead !== null && ticket.state === "waiting";
  return { place, stale: false, ticket: counted ? { ...ticket, position: place.ahead } : ticket };
}

/** Counts a frame in. `at` moves on, because the frame says that nothing else has changed. */
export function counted(now: Following, frame: Delta): Following {
  if (!now.place) return now;
  const place = applyDelta(now.place, frame);
  if (!place) return { ...now, place: null, stale: true };
  if (place === now.place) return now;
  const moved = place.state !== now.place.state || (place.rank !== now.place.rank && place.ahead === null);
  const own = isTicketDelta(frame) && isOwn(frame, place);
  const ticket = { ...now.ticket, seq: place.seq, at: Math.max(now.ticket.at, frame.at), state: place.state };
  if (place.ahead !== null) ticket.position = place.ahead;
  return { place, ticket, stale: now.stale || moved || own };
}

const isOwn = (frame: { service: string; number: number; date: string }, place: OwnPlace) =>
  frame.service === place.service && frame.number === place.number && frame.date === place.date;

/** Takes a socket's first word about this ticket; after a transfer it speaks of the visit's next step. */
export function greeted(now: Following, mine: (OwnPlace & { version: number }) | null, at: number): Following {
  if (!mine) return { ...now, place: null, stale: true };
  const same = mine.service === now.ticket.service.id && mine.number === now.ticket.number;
  const stale = now.stale || !same || mine.version !== now.ticket.version || mine.state !== now.ticket.state;
  if (stale) return { ...now, place: mine, stale };
  const ticket = { ...now.ticket, seq: mine.seq, at: Math.max(at, now.ticket.at) };
  return { place: mine, stale, ticket: mine.ahead === null ? ticket : { ...ticket, position: mine.ahead } };
}

export type Ring = "called" | "near" | null;
/** What a phone rang for, kept over a reload: a call by its label and time, and whether "near" was said. */
export type Rung = readonly string[];

/** What to ring for, once each: a call (each recall anew), and the turn that comes near. */
export function ringFor({ label, state, calledAt, position }: TicketView, rung: Rung, near: number) {
  const call = `${label}/${calledAt}`;
  if (state === "called") return rung.includes(call) ? none : { ring: "called" as const, mark: call };
  const close = `${label}/near`;
  if (state === "waiting" && position !== null && position <= near && !rung.includes(close))
    return { ring: "near" as const, mark: close };
  return none;
}
const none = { ring: null, mark: "" };
