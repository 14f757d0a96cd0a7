import { audit, Problem } from "@ven/kit";

import { entryById, setEntryState } from "./knowledge-repository";
import { publishEntries } from "./publish";
import { next } from "./thread";
import { moveThread, threadById } from "./thread-repository";
import type { Working } from "./work-thread";

/**
 * Makes a draft live and findable before it returns. `version` is the one that was read: a text that somebody changed
 * meanwhile is not approved. The thread it came from is published with it.
 */
export async function approveEntry(
  { db, search, now, actor }: Working & { search: D1Database },
  { id, version, thread: from }: { id: string; version: number; thread?: string },
) {
  const entry = await entryById(db, id);
  if (!entry) throw new Problem("not-found");
  if (entry.version !== version) throw new Problem("stale-version");
  const [changed] = await db.batch([
    setEntryState(db, { id, version, state: "live", now, actor }),
    audit(db, "ask", { at: now, actor, action: "entry.approve", object: id, organisation: entry.organisation }),
  ]);
  if (changed?.meta.changes === 0) throw new Problem("stale-version");
  await publishEntries(search, [{ ...entry, state: "live" }]);
  const thread = from === undefined ? null : await threadById(db, from);
  const to = thread ? next(thread.state, "publish") : undefined;
  if (thread && to) await moveThread(db, { id: thread.id, version: thread.version, to, now }).run();
  return { id, version: version + 1 };
}
