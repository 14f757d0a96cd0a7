import { audit, Problem } from "@ven/kit";

import { revisionOf, settleRevision, takeRevision } from "./entry-repository";
import { entryById, setEntryState } from "./knowledge-repository";
import { publishEntries } from "./publish";
import { next } from "./thread";
import { moveThread, threadById } from "./thread-repository";
import type { Working } from "./work-thread";

export interface Approving {
  id: string;
  /** The version that was read: a text that somebody changed meanwhile is not approved. */
  version: number;
  /** The change beside it that was read, if it is that which shall be live. */
  revision?: number;
  /** The thread that it was made from; published with it. */
  thread?: string;
  /** Why nobody else could read it first. */
  reason?: string;
}

/**
 * Makes a draft, or a change, live and findable before it returns. Whoever wrote it needs somebody else for this, or a
 * reason, which stands in the audit.
 */
export async function approveEntry(
  { db, search, now, actor, announce }: Working & { search: D1Database },
  { id, version, revision = 0, thread: from, reason }: Approving,
) {
  const entry = await entryById(db, id);
  if (!entry) throw new Problem("not-found");
  const waiting = revision === 0 ? null : await revisionOf(db, id);
  if (entry.version !== version || (waiting?.version ?? 0) !== revision) throw new Problem("stale-version");
  if (entry.sources.length === 0) throw new Problem("validation-failed", "Its topic has no source");
  const alone = (waiting ?? entry).writtenBy === actor;
  if (alone && !reason) throw new Problem("not-allowed");
  const line = {
    at: now,
    actor,
    action: alone ? "entry.approve-alone" : "entry.approve",
    object: id,
    organisation: entry.organisation,
    ...(alone && { detail: { reason } }),
  };
  const [changed] = await db.batch([
    ...(waiting
      ? [
          takeRevision(db, { entry: id, version: revision, base: version, now, actor }),
          settleRevision(db, id, revision),
        ]
      : [setEntryState(db, { id, version, state: "live", now, actor })]),
    audit(db, "ask", line, { ifChanged: true }),
  ]);
  if (changed?.meta.changes === 0) throw new Problem("stale-version");
  const { title, questions, answer, machine } = waiting ?? entry;
  await publishEntries(search, [{ ...entry, title, questions, answer, machine, state: "live" }]);
  const thread = from === undefined ? null : await threadById(db, from);
  const to = thread ? next(thread.state, "publish") : undefined;
  if (thread && to) {
    const { meta } = await moveThread(db, { id: thread.id, version: thread.version, to, now }).run();
    if (meta.changes > 0) announce?.({ id: thread.id, state: to, version: thread.version + 1 });
  }
  return { id, version: version + 1 };
}
