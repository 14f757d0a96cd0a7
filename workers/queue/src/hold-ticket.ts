import type { TicketView } from "@ven/contracts/queue";

import { type LiveQueue, valueOf } from "./live-queue";

/** What the holder of a ticket can do with it; the token in the address is the right to do it. */
export const holderActs = { cancel: "cancel", back: "reinstate", arrive: "checkIn" } as const;
export type HolderAct = keyof typeof holderActs;

/** Gives a number back, comes back after a missed call, or arrives; answers with the ticket as it is then. */
export async function holdTicket(
  { queue }: { queue: LiveQueue },
  { token, act }: { token: string; act: HolderAct },
): Promise<TicketView> {
  const caller = { actor: null, organisations: null };
  return valueOf(await queue.hold({ command: { type: holderActs[act], ticket: "" }, caller, token }));
}
