import type { FacilityView } from "@ven/contracts/queue";
import { Problem, type StoredAnswer } from "@ven/kit";

import { type LiveQueue, valueOf } from "./live-queue";

/** What the verb needs of the store: the change, its audit row and its key, in one batch. */
export interface JoinModeStore {
  setJoinMode(change: {
    facility: FacilityView;
    joinMode: FacilityView["joinMode"];
    actor: string;
    key: string;
    now: number;
    requestId: string;
  }): Promise<StoredAnswer>;
}

interface Context {
  store: JoinModeStore;
  queue: LiveQueue;
  actor: string;
  may: (organisationPath: string[]) => boolean;
  now: number;
  requestId: string;
}

/** Switches a facility between posters and rotating screens. Audited; the live queue follows at once. */
export async function setJoinMode(
  { store, queue, actor, may, now, requestId }: Context,
  { joinMode, key }: { joinMode: FacilityView["joinMode"]; key: string },
): Promise<FacilityView> {
  const facility = valueOf(await queue.facility());
  if (!may(facility.organisationPath)) throw new Problem("not-found");
  await store.setJoinMode({ facility, joinMode, actor, key, now, requestId });
  await queue.configure();
  return valueOf(await queue.facility());
}
