import { localTime, minuteOf, Problem } from "@ven/kit";

import { expectedBy, next } from "./thread";
import { addMessage, deskHours, moveThread, type ThreadRow } from "./thread-repository";

/** Gives a thread to the people at the desk. Asking twice is asking once. */
export async function handOff({ db, now }: { db: D1Database; now: number }, thread: ThreadRow) {
  const to = next(thread.state, "hand-off");
  if (to === undefined) throw new Problem("wrong-state");
  if (to === thread.state) return thread.state;
  const hours = await deskHours(db);
  const expected = hours ? expectedBy(now, minuteOf(localTime(now, hours.timezone)), hours) : now + 86_400_000;
  const [moved] = await db.batch([
    moveThread(db, {
      id: thread.id,
      version: thread.version,
      to,
      now,
      handedAt: now,
      expectedBy: expected,
      ...(hours && { organisation: hours.organisation }),
    }),
    addMessage(db, thread.id, { author: "system", lang: thread.lang, text: "hand-off" }, { now }),
  ]);
  if (moved?.meta.changes === 0) throw new Problem("stale-version");
  return to;
}
