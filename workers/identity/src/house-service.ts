import type { HouseRpc } from "@ven/contracts/house";

import { chainSeal } from "./audit-seal";
import { consentsOf, recordConsent, withdrawConsent } from "./consent";
import type { Desk } from "./desk";
import { acknowledge } from "./subject-events";

/** What identity keeps for one service of the house. The desk is made afresh for each call. */
export function keepFor(service: string, desk: () => Promise<Desk>): HouseRpc {
  return {
    acknowledgeEvent: async (request) => acknowledge(await desk(), { ...request, service }),
    recordConsent: async (request) => recordConsent(await desk(), { ...request, service }),
    withdrawConsent: async (request) => withdrawConsent(await desk(), { ...request, service }),
    consentsOf: async ({ subject }) => consentsOf(await desk(), subject, service),
    sealAudit: async (request) => chainSeal(await desk(), { ...request, service }),
  };
}
