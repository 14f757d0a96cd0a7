import { audit, Problem } from "@ven/kit";

import {
  beginRevision,
  dropRevision,
  type EntryText,
  historyOf,
  reviewRevision,
  revisionOf,
  rewriteEntry,
  rewriteRevision,
  rewriteTopic,
  type Topic,
} from "./entry-repository";
import { entriesOfTopic, type LiveEntry, setEntryState, type TopicFacts } from "./knowledge-repository";
import { publishEntries } from "./publish";
import type { Working } from "./work-thread";

/** What was seen: the entry, and the change beside it (0 where there is none). */
export interface Seen {
  version: number;
  revision: number;
}

const entry = (
  action: string,
  { now, actor, requestId }: Working,
  of: LiveEntry,
  detail?: Record<string, unknown>,
) => ({
  at: now,
  actor,
  action: `entry.${action}`,
  object: of.id,
  organisation: of.organisation,
  ...(requestId !== undefined && { requestId }),
  ...(detail && { detail }),
});

/** Runs a change and its line in the audit; somebody else was first where nothing changed. */
async function changed(by: Working, change: D1PreparedStatement, line: ReturnType<typeof entry>) {
  const [done] = await by.db.batch([change, audit(by.db, "ask", line, { ifChanged: true })]);
  if (done?.meta.changes === 0) throw new Problem("stale-version");
}

/**
 * Keeps a text: of an entry that is not live at once, of a live one as a change beside it, so that tourists go on reading
 * what somebody approved.
 */
export async function saveText(by: Working, of: LiveEntry, { version, revision }: Seen, text: EntryText) {
  const { db, now, actor } = by;
  const { id } = of;
  const change = { text, now, actor };
  if (of.state === "draft" || of.state === "reviewed")
    return changed(by, rewriteEntry(db, { ...change, id, version }), entry("write", by, of));
  const statement =
    revision === 0
      ? beginRevision(db, { ...change, entry: id, base: version })
      : rewriteRevision(db, { ...change, entry: id, version: revision, base: version });
  return changed(by, statement, entry("write", by, of));
}

/** Somebody else than who wrote it has read it. */
export async function reviewText(by: Working, of: LiveEntry & { writtenBy: string | null }, seen: Seen) {
  const { db, now, actor } = by;
  const writer = seen.revision === 0 ? of.writtenBy : (await revisionOf(db, of.id))?.writtenBy;
  if (seen.revision === 0 && of.state !== "draft") throw new Problem("wrong-state");
  if (writer === actor) throw new Problem("not-allowed");
  const statement =
    seen.revision === 0
      ? setEntryState(db, { id: of.id, version: seen.version, state: "reviewed", now, actor })
      : reviewRevision(db, { entry: of.id, version: seen.revision, now, actor });
  return changed(by, statement, entry("review", by, of));
}

/** The change is not wanted; what is live stays. */
export const discardText = (by: Working, of: LiveEntry, revision: number) =>
  changed(by, dropRevision(by.db, of.id, revision), entry("discard", by, of));

/** Takes an entry away from tourists, before it returns. */
export async function expireEntry(by: Working & { search: D1Database }, of: LiveEntry, version: number) {
  const { db, now, actor } = by;
  await changed(by, setEntryState(db, { id: of.id, version, state: "expired", now, actor }), entry("expire", by, of));
  await publishEntries(by.search, [{ ...of, state: "expired" }]);
}

/** An earlier wording becomes a draft or a change, to be approved like any other. */
export async function restoreText(by: Working, of: LiveEntry, seen: Seen, past: number) {
  const old = (await historyOf(by.db, of.id, 500)).find(({ version }) => version === past);
  if (!old) throw new Problem("not-found");
  const { title, questions, answer } = old;
  return saveText(by, of, seen, { title, questions, answer, machine: false });
}

/** What is true of a topic in every language; live at once, because a wrong telephone number must not wait. */
export async function saveTopic(
  by: Working & { search: D1Database },
  topic: Topic,
  version: number,
  facts: TopicFacts,
) {
  const { db, search, now, actor, requestId } = by;
  const { id } = topic;
  if (facts.sources.length === 0 && (await entriesOfTopic(db, id)).some(({ state }) => state === "live"))
    throw new Problem("validation-failed", undefined, { errors: [{ pointer: "/sources", detail: "is needed" }] });
  const [done] = await db.batch([
    rewriteTopic(db, { id, version, facts, now, actor }),
    audit(
      db,
      "ask",
      {
        at: now,
        actor,
        action: "topic.write",
        object: id,
        organisation: topic.organisation,
        ...(requestId !== undefined && { requestId }),
      },
      { ifChanged: true },
    ),
  ]);
  if (done?.meta.changes === 0) throw new Problem("stale-version");
  await publishEntries(
    search,
    (await entriesOfTopic(db, id)).filter(({ state }) => state === "live"),
  );
}
