import type { AskLiveRpc, MovedThread } from "@ven/contracts/ask-live";
import { causeOf, log, withDeadline } from "@ven/kit";

const deadline = 2_000;

/** Tells open pages and phones that a thread has moved. They find out by themselves too, only later. */
export async function announce(live: Pick<AskLiveRpc, "moved">, moved: MovedThread) {
  try {
    await withDeadline(live.moved(moved), deadline);
  } catch (err) {
    log("warn", "not-announced", { cause: causeOf(err) });
  }
}
