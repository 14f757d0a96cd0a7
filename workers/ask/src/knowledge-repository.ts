import type { EntryState, MapPoint, Source } from "@ven/contracts/ask";

import type { Concept } from "./search/lexicon";

/** What is true of a topic in every language. Times are UTC ms. */
export interface TopicFacts {
  area: string | null;
  category: string;
  place: string | null;
  owner: string;
  phone: string | null;
  map: MapPoint | null;
  confirm: boolean;
  validFrom: number;
  validUntil: number | null;
  sources: Source[];
}

/** A topic as it is written. */
export interface TopicRow extends TopicFacts {
  id: string;
  organisation: string;
}

export interface EntryRow {
  id: string;
  topic: string;
  lang: string;
  state: EntryState;
  title: string;
  questions: string[];
  answer: string;
  machine: boolean;
}

/** What the index needs of an entry. */
export interface LiveEntry extends EntryRow, Omit<TopicRow, "id" | "category"> {
  changedAt: number;
  version: number;
}

/** An entry with who wrote it, as editors see it. */
export interface WrittenEntry extends LiveEntry {
  category: string;
  writtenBy: string | null;
}

interface Change {
  now: number;
  actor: string;
}

/** Statements that write topics and their entries, new or changed; the history is kept by triggers. */
export function putKnowledge(
  db: D1Database,
  topics: readonly TopicRow[],
  entries: readonly EntryRow[],
  change: Change,
) {
  return [
    db
      .prepare(
        `INSERT INTO ask_topic (id, organisation, area, category, place, owner, phone, map, confirm, valid_from, valid_until, sources, version, changed_at)
         SELECT value ->> 'id', value ->> 'organisation', value ->> 'area', value ->> 'category', value ->> 'place',
           value ->> 'owner', value ->> 'phone', value -> 'map', value ->> 'confirm', value ->> 'validFrom',
           value ->> 'validUntil', value -> 'sources', 1, ?2
         FROM json_each(?1) WHERE true
         ON CONFLICT (id) DO UPDATE SET area = excluded.area, category = excluded.category, place = excluded.place,
           owner = excluded.owner, phone = excluded.phone, map = excluded.map, confirm = excluded.confirm,
           valid_from = excluded.valid_from, valid_until = excluded.valid_until, sources = excluded.sources,
           version = version + 1, changed_at = excluded.changed_at`,
      )
      .bind(
        JSON.stringify(
          topics.map((topic) => ({ ...topic, confirm: Number(topic.confirm), map: topic.map ?? undefined })),
        ),
        change.now,
      ),
    db
      .prepare(
        `INSERT INTO ask_entry (id, topic, lang, state, title, questions, answer, machine, version, changed_at, changed_by, written_by)
         SELECT value ->> 'id', value ->> 'topic', value ->> 'lang', value ->> 'state', value ->> 'title',
           value -> 'questions', value ->> 'answer', value ->> 'machine', 1, ?2, ?3, iif(value ->> 'state' = 'draft', ?3, NULL)
         FROM json_each(?1) WHERE true
         ON CONFLICT (id) DO UPDATE SET state = excluded.state, title = excluded.title, questions = excluded.questions,
           answer = excluded.answer, machine = excluded.machine, version = version + 1,
           changed_at = excluded.changed_at, changed_by = excluded.changed_by,
           written_by = excluded.written_by
         WHERE topic = excluded.topic`,
      )
      .bind(
        JSON.stringify(entries.map((entry) => ({ ...entry, machine: Number(entry.machine) }))),
        change.now,
        change.actor,
      ),
  ];
}

/** Topics among these that belong to somebody else. */
export async function topicsOfOthers(db: D1Database, ids: readonly string[], organisations: readonly string[]) {
  const { results } = await db
    .prepare(
      `SELECT id FROM ask_topic WHERE id IN (SELECT value FROM json_each(?1))
         AND organisation NOT IN (SELECT organisation FROM id_organisation_path WHERE ancestor IN (SELECT value FROM json_each(?2)))
         AND organisation NOT IN (SELECT value FROM json_each(?2))`,
    )
    .bind(JSON.stringify(ids), JSON.stringify(organisations))
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}

/** Everything else of these organisations is no longer shown. */
export function expireOthers(db: D1Database, organisations: readonly string[], { now, actor }: Change) {
  return db
    .prepare(
      `UPDATE ask_entry SET state = 'expired', version = version + 1, changed_at = ?2, changed_by = ?3
       WHERE state <> 'expired' AND topic IN (SELECT id FROM ask_topic WHERE organisation IN (SELECT value FROM json_each(?1)))`,
    )
    .bind(JSON.stringify(organisations), now, actor);
}

interface LiveRow {
  id: string;
  topic: string;
  lang: string;
  state: EntryState;
  title: string;
  questions: string;
  answer: string;
  machine: number;
  version: number;
  written_by: string | null;
  category: string;
  organisation: string;
  area: string | null;
  place: string | null;
  owner: string;
  phone: string | null;
  map: string | null;
  confirm: number;
  valid_from: number;
  valid_until: number | null;
  sources: string;
  changed_at: number;
}

const liveSql = `SELECT e.id, e.topic, e.lang, e.state, e.title, e.questions, e.answer, e.machine, e.version, e.changed_at,
    e.written_by, t.category,
    t.organisation, t.area, t.place, t.owner, t.phone, t.map, t.confirm, t.valid_from, t.valid_until, t.sources
  FROM ask_entry e JOIN ask_topic t ON t.id = e.topic`;

const entryOf = ({
  machine,
  confirm,
  questions,
  map,
  sources,
  valid_from,
  valid_until,
  changed_at,
  written_by,
  ...row
}: LiveRow): WrittenEntry => ({
  ...row,
  writtenBy: written_by,
  questions: JSON.parse(questions) as string[],
  machine: machine === 1,
  confirm: confirm === 1,
  map: map === null ? null : (JSON.parse(map) as LiveEntry["map"]),
  sources: JSON.parse(sources) as Source[],
  validFrom: valid_from,
  validUntil: valid_until,
  changedAt: changed_at,
});

/** Entries that tourists may see, in the order of their ids, from behind `after`. */
export async function liveEntries(db: D1Database, after: string, limit: number) {
  const { results } = await db
    .prepare(`${liveSql} WHERE e.state = 'live' AND e.id > ? ORDER BY e.id LIMIT ?`)
    .bind(after, limit)
    .all<LiveRow>();
  return results.map(entryOf);
}

/** Every entry, whatever its state, that changed at or after an instant. */
export async function entriesChangedSince(db: D1Database, since: number) {
  const { results } = await db
    .prepare(`${liveSql} WHERE e.changed_at >= ? OR t.changed_at >= ?`)
    .bind(since, since)
    .all<LiveRow>();
  return results.map(entryOf);
}

export async function entriesOfTopic(db: D1Database, topic: string) {
  const { results } = await db.prepare(`${liveSql} WHERE e.topic = ? ORDER BY e.lang`).bind(topic).all<LiveRow>();
  return results.map(entryOf);
}

export async function entryById(db: D1Database, id: string) {
  const row = await db.prepare(`${liveSql} WHERE e.id = ?`).bind(id).first<LiveRow>();
  return row ? entryOf(row) : undefined;
}

/** Everything of an organisation and of those under it, for export. */
export async function allEntries(db: D1Database, organisations: readonly string[]) {
  const { results } = await db
    .prepare(
      `${liveSql} WHERE t.organisation IN (SELECT organisation FROM id_organisation_path WHERE ancestor IN (SELECT value FROM json_each(?)))
       ORDER BY e.topic, e.lang`,
    )
    .bind(JSON.stringify(organisations))
    .all<LiveRow>();
  return results.map(entryOf);
}

export function putConcepts(db: D1Database, concepts: readonly Concept[]) {
  const rows = concepts.map(({ gateway, ...concept }) => ({ ...concept, gateway: Number(gateway ?? false) }));
  return db
    .prepare(
      `INSERT INTO ask_concept (id, kind, area, gateway, terms)
       SELECT value ->> 'id', value ->> 'kind', value ->> 'area', value ->> 'gateway', value -> 'terms'
       FROM json_each(?) WHERE true
       ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, area = excluded.area, gateway = excluded.gateway,
         terms = excluded.terms`,
    )
    .bind(JSON.stringify(rows));
}

/** Statement: moves an entry to another state, if it is still as it was read. */
export function setEntryState(
  db: D1Database,
  { id, version, state, now, actor }: Change & { id: string; version: number; state: EntryState },
) {
  return db
    .prepare(
      `UPDATE ask_entry SET state = ?3, version = version + 1, changed_at = ?4, changed_by = ?5
       WHERE id = ?1 AND version = ?2`,
    )
    .bind(id, version, state, now, actor);
}
