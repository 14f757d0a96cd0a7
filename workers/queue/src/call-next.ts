import type { StaffTicket } from "@ven/contracts/queue";

import { type Caller, type LiveQueue, valueOf } from "./live-queue";

/**
 * Ends what the counter holds and calls who is next, in one step. Null when nobody waits whom the counter serves. A
 * retry with the same key gives the same ticket.
 */
export async function callNext(
  { queue, caller }: { queue: LiveQueue; caller: Caller },
  { counter, key }: { counter: string; key: string },
): Promise<StaffTicket | null> {
  const done = await queue.execute({
    command: { type: "callNext", counter },
    caller,
    key: { id: `${caller.actor}:call-next:${key}`, hash: counter },
  });
  return valueOf(done).ticket;
}
