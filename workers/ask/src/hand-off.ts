import { commit, Problem } from "@ven/kit";

import { type AskingThread, handToPeople, type Moved, passOn } from "./asking-repository";
import { expectedBy } from "./expected-answer";
import { next } from "./thread";
import { addMessage } from "./thread-repository";

/** Gives a thread to the people at the desk; undefined when they have it already. Asking twice is asking once. */
export async function handOff(
  { db, now }: { db: D1Database; now: number },
  thread: AskingThread,
): Promise<(Moved & { id: string }) | undefined> {
  const { id, state, desk, lang } = thread;
  const to = next(state, "hand-off");
  if (to === undefined) throw new Problem("wrong-state");
  if (to === state) return undefined;
  const due = expectedBy(now, desk);
  const [moved] = await commit(db, [
    state === "bot"
      ? handToPeople(db, { id, now, expectedBy: due, organisation: desk?.organisation ?? null })
      : passOn(db, { id, now, expectedBy: due, urgent: false }),
    addMessage(db, id, { author: "system", lang, text: "hand-off" }, { now }),
  ]);
  const [row] = (moved?.results ?? []) as Moved[];
  // Somebody did the same in the same moment.
  return row && { ...row, id };
}
