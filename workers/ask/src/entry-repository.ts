import type { EntryState, ListedTopic, Source, WaitingText } from "@ven/contracts/ask";

import type { TopicFacts, TopicRow } from "./knowledge-repository";

/** What an entry says. */
export interface EntryText {
  title: string;
  questions: string[];
  answer: string;
  machine: boolean;
}

/** A change that waits beside what is live. */
export interface Revision extends EntryText {
  entry: string;
  base: number;
  state: "draft" | "reviewed";
  version: number;
  changedAt: number;
  writtenBy: string;
  reviewedBy: string | null;
}

interface Change {
  now: number;
  actor: string;
}
type RevisionRow = Omit<Revision, "questions" | "machine"> & { questions: string; machine: number };

export async function revisionOf(db: D1Database, entry: string): Promise<Revision | null> {
  const row = await db
    .prepare(
      `SELECT entry, base, state, title, questions, answer, machine, version, changed_at AS changedAt,
         written_by AS writtenBy, reviewed_by AS reviewedBy FROM ask_revision WHERE entry = ?`,
    )
    .bind(entry)
    .first<RevisionRow>();
  return row && { ...row, questions: JSON.parse(row.questions) as string[], machine: row.machine === 1 };
}

/** Statement: writes the text of an entry that is not live; it is a draft again. */
export const rewriteEntry = (
  db: D1Database,
  { id, version, text, now, actor }: Change & { id: string; version: number; text: EntryText },
) =>
  db
    .prepare(
      `UPDATE ask_entry SET title = ?3, questions = ?4, answer = ?5, machine = ?6, state = 'draft', written_by = ?8,
         version = version + 1, changed_at = ?7, changed_by = ?8
       WHERE id = ?1 AND version = ?2 AND state IN ('draft', 'reviewed')`,
    )
    .bind(id, version, text.title, JSON.stringify(text.questions), text.answer, Number(text.machine), now, actor);

/** Statement: begins a change of a live entry, if nobody has begun one. */
export const beginRevision = (
  db: D1Database,
  { entry, base, text, now, actor }: Change & { entry: string; base: number; text: EntryText },
) =>
  db
    .prepare(
      `INSERT INTO ask_revision (entry, base, state, title, questions, answer, machine, version, changed_at, written_by)
       SELECT ?1, ?2, 'draft', ?3, ?4, ?5, ?6, 1, ?7, ?8 FROM ask_entry WHERE id = ?1 AND version = ?2
       ON CONFLICT (entry) DO NOTHING`,
    )
    .bind(entry, base, text.title, JSON.stringify(text.questions), text.answer, Number(text.machine), now, actor);

/** Statement: goes on with a change; it has to be looked at again. */
export const rewriteRevision = (
  db: D1Database,
  {
    entry,
    version,
    base,
    text,
    now,
    actor,
  }: Change & { entry: string; version: number; base: number; text: EntryText },
) =>
  db
    .prepare(
      `UPDATE ask_revision SET base = ?3, state = 'draft', title = ?4, questions = ?5, answer = ?6, machine = ?7,
         version = version + 1, changed_at = ?8, written_by = ?9, reviewed_by = NULL
       WHERE entry = ?1 AND version = ?2`,
    )
    .bind(
      entry,
      version,
      base,
      text.title,
      JSON.stringify(text.questions),
      text.answer,
      Number(text.machine),
      now,
      actor,
    );

/** Statement: somebody else has read a change. The table refuses who wrote it. */
export const reviewRevision = (
  db: D1Database,
  { entry, version, now, actor }: Change & { entry: string; version: number },
) =>
  db
    .prepare(
      `UPDATE ask_revision SET state = 'reviewed', reviewed_by = ?4, version = version + 1, changed_at = ?3
       WHERE entry = ?1 AND version = ?2 AND state = 'draft'`,
    )
    .bind(entry, version, now, actor);

export const dropRevision = (db: D1Database, entry: string, version: number) =>
  db.prepare("DELETE FROM ask_revision WHERE entry = ? AND version = ?").bind(entry, version);

/** Statement: the change is taken away, if the statement before changed a row. */
export const settleRevision = (db: D1Database, entry: string, version: number) =>
  db.prepare("DELETE FROM ask_revision WHERE entry = ? AND version = ? AND changes() = 1").bind(entry, version);

/** Statement: a change becomes what is live, if neither it nor what it was written on has changed. */
export const takeRevision = (
  db: D1Database,
  { entry, version, base, now, actor }: Change & { entry: string; version: number; base: number },
) =>
  db
    .prepare(
      `UPDATE ask_entry SET (title, questions, answer, machine, written_by) =
           (SELECT title, questions, answer, machine, written_by FROM ask_revision WHERE entry = ?1),
         state = 'live', version = version + 1, changed_at = ?4, changed_by = ?5
       WHERE id = ?1 AND version = ?3
         AND EXISTS (SELECT 1 FROM ask_revision WHERE entry = ?1 AND version = ?2 AND base = ?3)`,
    )
    .bind(entry, version, base, now, actor);

export interface PastVersion {
  version: number;
  at: number;
  actor: string;
  state: EntryState;
  title: string;
  questions: string[];
  answer: string;
}

/** Every wording of an entry, newest first. */
export async function historyOf(db: D1Database, entry: string, limit: number): Promise<PastVersion[]> {
  const { results } = await db
    .prepare(
      `SELECT version, at, actor, state, title, questions, answer FROM ask_entry_history
       WHERE entry = ? ORDER BY version DESC LIMIT ?`,
    )
    .bind(entry, limit)
    .all<Omit<PastVersion, "questions"> & { questions: string }>();
  return results.map((row) => ({ ...row, questions: JSON.parse(row.questions) as string[] }));
}

export interface Topic extends TopicRow {
  version: number;
}

export async function topicById(db: D1Database, id: string): Promise<Topic | null> {
  const row = await db
    .prepare(
      `SELECT id, organisation, category, area, place, owner, phone, map, confirm, valid_from AS validFrom,
         valid_until AS validUntil, sources, version FROM ask_topic WHERE id = ?`,
    )
    .bind(id)
    .first<Omit<Topic, "map" | "confirm" | "sources"> & { map: string | null; confirm: number; sources: string }>();
  return (
    row && {
      ...row,
      map: row.map === null ? null : (JSON.parse(row.map) as Topic["map"]),
      confirm: row.confirm === 1,
      sources: JSON.parse(row.sources) as Source[],
    }
  );
}

/** Statement: what is true of a topic, if it is still as it was read. The database keeps what it was. */
export const rewriteTopic = (
  db: D1Database,
  { id, version, facts, now, actor }: Change & { id: string; version: number; facts: TopicFacts },
) =>
  db
    .prepare(
      `UPDATE ask_topic SET category = ?3, area = ?4, place = ?5, owner = ?6, phone = ?7, map = ?8, confirm = ?9,
         valid_from = ?10, valid_until = ?11, sources = ?12, version = version + 1, changed_at = ?13, changed_by = ?14
       WHERE id = ?1 AND version = ?2`,
    )
    .bind(
      id,
      version,
      facts.category,
      facts.area,
      facts.place,
      facts.owner,
      facts.phone,
      facts.map === null ? null : JSON.stringify(facts.map),
      Number(facts.confirm),
      facts.validFrom,
      facts.validUntil,
      JSON.stringify(facts.sources),
      now,
      actor,
    );

const inScope =
  "t.organisation IN (SELECT organisation FROM id_organisation_path WHERE ancestor IN (SELECT value FROM json_each(?1)))";

export interface TopicFilter {
  /** Part of a title in any language. */
  text?: string | undefined;
  category?: string | undefined;
  /** Has an entry in this state, or a change that waits. */
  state?: EntryState | "waiting" | undefined;
  /** Has nothing live in this language. */
  lacking?: string | undefined;
  /** Id of the topic behind which to go on. */
  after: string;
  limit: number;
}

/** Topics with their languages, by id; titles in Vietnamese, else English, else any. */
export async function listTopics(db: D1Database, organisations: readonly string[], filter: TopicFilter) {
  const { text, category, state, lacking, after, limit } = filter;
  const { results } = await db
    .prepare(
      `SELECT t.id AS topic, t.category,
         (SELECT title FROM ask_entry e WHERE e.topic = t.id ORDER BY lang = 'vi' DESC, lang = 'en' DESC LIMIT 1) AS title,
         (SELECT json_group_object(lang, json_object('id', e.id, 'state', e.state, 'waits', r.entry IS NOT NULL))
          FROM ask_entry e LEFT JOIN ask_revision r ON r.entry = e.id WHERE e.topic = t.id) AS entries
       FROM ask_topic t WHERE ${inScope} AND t.id > ?2
         AND (?3 IS NULL OR EXISTS (SELECT 1 FROM ask_entry e WHERE e.topic = t.id AND instr(lower(e.title), lower(?3)) > 0))
         AND (?4 IS NULL OR t.category = ?4)
         AND (?5 IS NULL OR EXISTS (SELECT 1 FROM ask_entry e LEFT JOIN ask_revision r ON r.entry = e.id WHERE e.topic = t.id
           AND (e.state = ?5 OR (?5 = 'waiting' AND (e.state IN ('draft', 'reviewed') OR r.entry IS NOT NULL)))))
         AND (?6 IS NULL OR NOT EXISTS (SELECT 1 FROM ask_entry e WHERE e.topic = t.id AND e.lang = ?6 AND e.state = 'live'))
       ORDER BY t.id LIMIT ?7`,
    )
    .bind(JSON.stringify(organisations), after, text ?? null, category ?? null, state ?? null, lacking ?? null, limit)
    .all<Omit<ListedTopic, "entries"> & { entries: string }>();
  return results.map(({ entries, title, ...row }): ListedTopic => ({
    ...row,
    title: title ?? row.topic,
    entries: Object.fromEntries(
      Object.entries(JSON.parse(entries) as Record<string, { id: string; state: EntryState; waits: number }>).map(
        ([lang, one]) => [lang, { ...one, waits: one.waits === 1 }],
      ),
    ),
  }));
}

/** What waits for somebody's eyes: drafts, and changes of what is live. Oldest first. */
export async function waitingTexts(db: D1Database, organisations: readonly string[], limit: number) {
  const { results } = await db
    .prepare(
      `SELECT e.id, e.lang, e.state, e.title, e.written_by AS writtenBy, e.changed_at AS at, 0 AS change, e.machine
       FROM ask_entry e JOIN ask_topic t ON t.id = e.topic WHERE e.state IN ('draft', 'reviewed') AND ${inScope}
       UNION ALL SELECT e.id, e.lang, r.state, r.title, r.written_by, r.changed_at, 1, r.machine
       FROM ask_revision r JOIN ask_entry e ON e.id = r.entry JOIN ask_topic t ON t.id = e.topic WHERE ${inScope}
       ORDER BY at LIMIT ?2`,
    )
    .bind(JSON.stringify(organisations), limit)
    .all<Omit<WaitingText, "change" | "machine"> & { change: number; machine: number }>();
  return results.map((row): WaitingText => ({ ...row, change: row.change === 1, machine: row.machine === 1 }));
}

export async function categoriesOf(db: D1Database, organisations: readonly string[]) {
  const { results } = await db
    .prepare(`SELECT DISTINCT category FROM ask_topic t WHERE ${inScope} ORDER BY category`)
    .bind(JSON.stringify(organisations))
    .all<{ category: string }>();
  return results.map(({ category }) => category);
}

/** What may no longer be true. */
export interface StaleTopic {
  topic: string;
  title: string;
  /** Oldest date of a source. */
  source: string | null;
  validUntil: number | null;
  confirm: boolean;
  /** Languages in which a machine's text is shown that nobody has read. */
  machine: string;
}

/** Topics whose newest source is older than a date, which end soon, wait to be confirmed, or show a machine's text. */
export async function staleTopics(
  db: D1Database,
  organisations: readonly string[],
  { sourceBefore, endsBefore }: { sourceBefore: string; endsBefore: number },
) {
  const { results } = await db
    .prepare(
      `SELECT * FROM (
         SELECT t.id AS topic, t.valid_until AS validUntil, t.confirm,
           (SELECT title FROM ask_entry e WHERE e.topic = t.id ORDER BY lang = 'vi' DESC, lang = 'en' DESC LIMIT 1) AS title,
           (SELECT max(value ->> 'date') FROM json_each(t.sources)) AS source,
           (SELECT group_concat(lang, ' ') FROM ask_entry e WHERE e.topic = t.id AND e.state = 'live' AND e.machine = 1) AS machine
         FROM ask_topic t WHERE ${inScope} AND EXISTS (SELECT 1 FROM ask_entry e WHERE e.topic = t.id AND e.state = 'live'))
       WHERE source IS NULL OR source < ?2 OR validUntil < ?3 OR confirm = 1 OR machine IS NOT NULL
       ORDER BY coalesce(validUntil, 9e15), source LIMIT 500`,
    )
    .bind(JSON.stringify(organisations), sourceBefore, endsBefore)
    .all<Omit<StaleTopic, "confirm" | "machine"> & { confirm: number; machine: string | null }>();
  return results.map((row): StaleTopic => ({ ...row, confirm: row.confirm === 1, machine: row.machine ?? "" }));
}

/** Topics that are live in some language, with those languages. */
export async function topicLanguages(db: D1Database, organisations: readonly string[]) {
  const { results } = await db
    .prepare(
      `SELECT t.id AS topic, max(CASE WHEN e.lang = 'vi' THEN e.title ELSE '' END) AS vi, max(e.title) AS title,
         group_concat(e.lang, ' ') AS live
       FROM ask_topic t JOIN ask_entry e ON e.topic = t.id AND e.state = 'live' WHERE ${inScope} GROUP BY t.id ORDER BY t.id`,
    )
    .bind(JSON.stringify(organisations))
    .all<{ topic: string; vi: string; title: string; live: string }>();
  return results.map(({ topic, vi, title, live }) => ({ topic, title: vi || title, live: live.split(" ") }));
}

/** Live entries with their questions, to try a lexicon on. */
export async function sampleEntries(db: D1Database, limit: number) {
  const { results } = await db
    .prepare("SELECT topic, lang, title, questions, answer FROM ask_entry WHERE state = 'live' ORDER BY topic LIMIT ?")
    .bind(limit)
    .all<{ topic: string; lang: string; title: string; questions: string; answer: string }>();
  return results.map((row) => ({ ...row, questions: JSON.parse(row.questions) as string[] }));
}
