import type { StaffTicket, TicketClass } from "@ven/contracts/queue";
import { Problem, randomToken, uuidv7 } from "@ven/kit";

import { type Caller, type LiveQueue, valueOf } from "./live-queue";
import type { Command } from "./live/commands";

/** What a counter can do to one ticket; the names are those of the HTTP paths. */
export const acts = [
  "recall",
  "start",
  "finish",
  "no-show",
  "undo",
  "call",
  "park",
  "resume",
  "reinstate",
  "transfer",
  "reclassify",
] as const;
export type Act = (typeof acts)[number];

export interface Handling {
  act: Act;
  counter: string;
  ticket: string;
  /** The version that was on the screen: an act on what has changed since is refused. */
  version: number;
  /** Why, where the act needs it (call out of turn, reclassify). */
  reason?: string | undefined;
  /** Where a transfer goes. */
  service?: string | undefined;
  class?: TicketClass | undefined;
}

/** One act of a counter on one ticket. Throws `stale-version`, `wrong-state` and the act's own refusals (409). */
export async function handleTicket(
  { queue, caller, now }: { queue: LiveQueue; caller: Caller; now: number },
  handling: Handling,
): Promise<StaffTicket> {
  const done = valueOf(await queue.execute({ command: commandOf(handling, now), caller }));
  if (!done.ticket) throw new Error("a ticket was handled and is gone");
  return done.ticket;
}

function commandOf({ act, counter, ticket, version, reason, service, class: given }: Handling, now: number): Command {
  const of = { counter, ticket, version };
  switch (act) {
    case "no-show":
      return { type: "noShow", ...of };
    case "call":
      return { type: "call", ...of, reason: reason ?? "" };
    case "reinstate":
      return { type: "reinstate", ticket, version };
    case "reclassify":
      return { type: "reclassify", ...of, class: given ?? "normal", reason: reason ?? null };
    case "transfer":
      if (service === undefined) throw missing("service");
      return { type: "transfer", ...of, service, id: uuidv7(now), token: `${counter.split(".")[0]}-${randomToken()}` };
    case "finish":
    case "park":
    case "recall":
    case "resume":
    case "start":
    case "undo":
      return { type: act, ...of };
  }
}

const missing = (field: string) =>
  new Problem("validation-failed", undefined, { errors: [{ pointer: `/${field}`, detail: "is needed" }] });
