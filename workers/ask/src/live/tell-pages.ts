import type { MovedThread, ThreadDelta } from "@ven/contracts/ask-live";
import type { BroadcastObject } from "@ven/kit/broadcast";

/** One frame to each page that shows the thread. */
export async function tellPages(feed: DurableObjectNamespace<BroadcastObject>, { id, version, state }: MovedThread) {
  const delta: ThreadDelta = { seq: version, state };
  await feed.getByName(id).tell(version, JSON.stringify(delta));
}
