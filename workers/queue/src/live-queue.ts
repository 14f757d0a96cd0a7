import type { BoardView, DeskView, FacilityView, IssuedTicket, StaffTicket, TicketView } from "@ven/contracts/queue";
import { Problem, type ProblemCode } from "@ven/kit";

import type { Command } from "./live/commands";

/** Who gives a command: staff with the organisations whose role allows it, or nobody in particular. */
export interface Caller {
  /** Pseudonym for the log; null for a patient. */
  actor: string | null;
  /** Organisations that give the permission; null where none is needed (a patient and their own ticket). */
  organisations: string[] | null;
}

/** One command and all that comes with it. */
export interface Order {
  command: Command;
  caller: Caller;
  /** The ticket is named by its phone's token instead of its id. */
  token?: string;
  /** Makes the command happen once: same key and hash, same answer. */
  key?: { id: string; hash: string };
}

/** What a command did. `ticket` is null when call-next found nobody. */
export interface Done {
  ticket: StaffTicket | null;
  /** After taking or transferring: the new ticket with its token. */
  issued: IssuedTicket | null;
}

export interface Refused {
  code: ProblemCode;
  /** Members of the problem document, such as the current state. */
  extra?: Record<string, unknown>;
  retryAfterSeconds?: number;
}

/** An answer, not an exception: errors lose their shape between a Durable Object and its caller. */
export type Outcome<T> = { ok: true; value: T; replayed?: boolean } | { ok: false; refused: Refused };

/** What somebody sees who comes to take a number. */
export interface Joining {
  facility: FacilityView;
  /** What this device has here already. */
  held: { token: string; label: string; service: string }[];
}

/** The live queue of one facility, as its object offers it. */
export interface LiveQueue {
  execute(order: Order): Promise<Outcome<Done>>;
  facility(): Promise<Outcome<FacilityView>>;
  ticket(token: string): Promise<Outcome<TicketView>>;
  /** The facility, and the tickets that a device holds in it: one call. */
  joining(device: string | null): Promise<Outcome<Joining>>;
  /** A command of a ticket's holder, and the ticket as it is then: one call. */
  hold(order: Order & { token: string }): Promise<Outcome<TicketView>>;
  desk(counter: string, organisations: string[]): Promise<Outcome<DeskView>>;
  board(area: string | null): Promise<Outcome<BoardView>>;
  /** Reads the configuration again, after it was changed. */
  configure(): Promise<void>;
}

/** The value of an outcome; a refusal becomes the problem that the caller gets. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  const { code, extra, retryAfterSeconds } = outcome.refused;
  throw new Problem(code, undefined, {
    ...(extra && { extra }),
    ...(retryAfterSeconds !== undefined && { retryAfter: retryAfterSeconds }),
  });
}
