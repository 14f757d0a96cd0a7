import { type Concept, type Lexicon, lexiconOf } from "./search/lexicon";
import type { Query } from "./search/query";
import { wordsVersion } from "./search/tokens";

/** One of the two places that an index can be in. */
export type Slot = "a" | "b";

/** What is true of the index as a whole. */
export interface IndexState {
  live: Slot;
  generation: number;
  documents: number;
  lexicon: number;
  /** Which `wordsVersion` it was built with. */
  words: number;
  thresholds: Record<string, number>;
}

interface StateRow {
  live: Slot;
  generation: number;
  documents_a: number;
  documents_b: number;
  lexicon: number;
  words: number;
  thresholds: string;
}

/** A document as it lies in the index. */
export interface DocumentRow {
  id: number;
  entry: string;
  topic: string;
  lang: string;
  area: string | null;
  title: string;
  sentences: string;
  card: string;
}

export interface Hit extends DocumentRow {
  /** What it names, in the words of the index. */
  concepts: string;
  /** As SQLite gives it: the lower, the better. */
  bm25: number;
}

export interface Found {
  state: IndexState;
  /** How many documents have each feature, in the order of the query's features. */
  frequencies: number[];
  /** Documents in the question's language. */
  ofLanguage: number;
  hits: Hit[];
  rowsRead: number;
}

const stateOf = ({ live, generation, lexicon, words, thresholds, ...row }: StateRow): IndexState => ({
  live,
  generation,
  lexicon,
  words,
  documents: live === "a" ? row.documents_a : row.documents_b,
  thresholds: JSON.parse(thresholds) as Record<string, number>,
});

const stateSql =
  "SELECT live, generation, documents_a, documents_b, lexicon, words, thresholds FROM ask_index WHERE id = 1";

export async function readState(db: D1Database) {
  const row = await db.prepare(stateSql).first<StateRow>();
  if (!row) throw new Error("the search database is not migrated");
  return stateOf(row);
}

/**
 * At most about so many matched documents are ranked, those of the rarest words first; the rarest word always. That
 * bounds the rows that a question reads, whatever the size of the base.
 */
const matchBudget = { small: 430, large: 230 };
/** Up to so many documents a base is small: whatever matches, there is no more to read. */
const smallBase = 1_500;
const mostHits = 30;

const statements = new Map<Slot, string>();
// The MATCH expression is made in SQL from how frequent each token is: one trip instead of two. The first hit carries
// the frequencies along; without a hit nobody needs them.
function sqlOf(slot: Slot) {
  let sql = statements.get(slot);
  if (sql === undefined) {
    sql = `WITH feature AS MATERIALIZED (
        SELECT key AS at, value ->> 0 AS col, value ->> 1 AS term, value ->> 2 AS cost, value ->> 3 AS frame FROM json_each(?1)),
      known AS MATERIALIZED (
        SELECT feature.at AS at, feature.col AS col, feature.term AS term, feature.cost * term.doc AS cost, term.doc AS doc,
          feature.frame AS frame
        FROM feature CROSS JOIN ask_term_${slot} AS term ON term.term = feature.term AND term.col = feature.col),
      -- Half of its own language has a word that says nothing, however many other languages there are.
      own AS MATERIALIZED (SELECT sum(doc) AS doc FROM ask_term_${slot} WHERE term = ?3 AND col = 'l'),
      budget AS MATERIALIZED (SELECT iif(documents_${slot} <= ${smallBase}, ${matchBudget.small}, ${matchBudget.large}) AS most FROM ask_index WHERE id = 1),
      ranked AS (
        SELECT col, term, sum(cost) OVER (ORDER BY doc, at) AS total, row_number() OVER (ORDER BY doc, at) AS place
        FROM known WHERE (doc <= max(60, (SELECT doc FROM own) / 2) OR col = 'c') AND (frame = 0 OR NOT EXISTS (SELECT 1 FROM known WHERE frame = 0))),
      chosen AS (
        SELECT group_concat(col || ' : "' || term || '"', ' OR ') AS expression FROM ranked
        WHERE total <= (SELECT most FROM budget) OR place = 1 OR (place <= 3 AND total <= 1.5 * (SELECT most FROM budget))),
      found AS MATERIALIZED (
        SELECT rowid AS id, bm25(ask_text_${slot}, 0, 1, 1, 1, 1.2) AS bm25 FROM ask_text_${slot}
        WHERE ask_text_${slot} MATCH coalesce((SELECT expression FROM chosen), 'l : "-"')
        ORDER BY bm25 LIMIT ${mostHits}),
      best AS MATERIALIZED (SELECT id, bm25, row_number() OVER (ORDER BY bm25) AS place FROM found)
      SELECT best.bm25, d.id, d.entry, d.topic, d.lang, d.area, d.title, d.sentences, d.concepts, d.card,
        d.valid_from <= ?2 AND d.valid_until > ?2 AS valid,
        CASE place WHEN 1 THEN (SELECT json_group_array(json_array(at, doc)) FROM known) END AS frequencies,
        (SELECT doc FROM own) AS ofLanguage
      FROM best CROSS JOIN ask_document_${slot} AS d ON d.id = best.id ORDER BY place`;
    statements.set(slot, sql);
  }
  return sql;
}

interface FoundRow extends Hit {
  valid: number;
  frequencies: string | null;
  ofLanguage: number | null;
}

/** Looks a question up: one batch, so one trip. `slot` is where the index was last seen; the answer says where it is. */
export async function lookUp(
  db: D1Database,
  slot: Slot,
  query: Query,
  { lang, now }: { lang: string; now: number },
): Promise<Found> {
  const features = JSON.stringify(
    query.features.map(({ column, token, cost, frame }) => [column, token, cost, Number(frame)]),
  );
  const [state, found] = await db.batch([db.prepare(stateSql), db.prepare(sqlOf(slot)).bind(features, now, lang)]);
  const [row] = (state?.results ?? []) as StateRow[];
  if (!row) throw new Error("the search database is not migrated");
  const rows = (found?.results ?? []) as FoundRow[];
  const frequencies = query.features.map(() => 0);
  for (const [at, doc] of JSON.parse(rows[0]?.frequencies ?? "[]") as [number, number][]) frequencies[at] = doc;
  return {
    state: stateOf(row),
    frequencies,
    ofLanguage: rows[0]?.ofLanguage ?? 0,
    hits: rows.filter(({ valid }) => valid === 1),
    rowsRead: (state?.meta.rows_read ?? 0) + (found?.meta.rows_read ?? 0),
  };
}

/** Titles of the index for calibration, spread over the base. */
export async function titlesOf(db: D1Database, slot: Slot, perLanguage: number) {
  const { results } = await db
    .prepare(
      `SELECT topic, lang, title FROM (
         SELECT topic, lang, title, row_number() OVER (PARTITION BY lang ORDER BY (id * 2654435761) % 1000003) AS place
         FROM ask_document_${slot} WHERE card ->> 'titled') WHERE place <= ?`,
    )
    .bind(perLanguage)
    .all<{ topic: string; lang: string; title: string }>();
  return results;
}

/** A document ready to be written. */
export interface NewDocument {
  entry: string;
  topic: string;
  lang: string;
  area: string | null;
  title: string;
  validFrom: number;
  validUntil: number;
  sentences: string;
  concepts: string;
  card: string;
  columns: { l: string; a: string; f: string; b: string; c: string };
}

/** Statements that put documents into a slot, in place of what was there under the same entries. */
export function putDocuments(db: D1Database, slot: Slot, documents: readonly NewDocument[]) {
  const rows = JSON.stringify(documents.map((document) => ({ ...document, columns: undefined })));
  const texts = JSON.stringify(documents.map(({ entry, columns }) => ({ entry, ...columns })));
  return [
    removeEntries(
      db,
      slot,
      documents.map(({ entry }) => entry),
    ),
    db
      .prepare(
        `INSERT INTO ask_document_${slot} (entry, topic, lang, area, title, valid_from, valid_until, sentences, concepts, card)
         SELECT value ->> 'entry', value ->> 'topic', value ->> 'lang', value ->> 'area', value ->> 'title',
           value ->> 'validFrom', value ->> 'validUntil', value ->> 'sentences', value ->> 'concepts', value ->> 'card'
         FROM json_each(?)`,
      )
      .bind(rows),
    db
      .prepare(
        `INSERT INTO ask_text_${slot} (rowid, l, a, f, b, c)
         SELECT d.id, value ->> 'l', value ->> 'a', value ->> 'f', value ->> 'b', value ->> 'c'
         FROM json_each(?) CROSS JOIN ask_document_${slot} AS d ON d.entry = value ->> 'entry'`,
      )
      .bind(texts),
  ];
}

/** Takes entries out of a slot; the trigger takes their text along. */
export function removeEntries(db: D1Database, slot: Slot, entries: readonly string[]) {
  return db
    .prepare(`DELETE FROM ask_document_${slot} WHERE entry IN (SELECT value FROM json_each(?))`)
    .bind(JSON.stringify(entries));
}

export function emptySlot(db: D1Database, slot: Slot) {
  return db.prepare(`DELETE FROM ask_document_${slot}`);
}

/** Everybody searches the other slot from here on. */
export function swapTo(db: D1Database, slot: Slot, { now, lexicon }: { now: number; lexicon: number }) {
  return db
    .prepare(
      "UPDATE ask_index SET live = ?, generation = generation + 1, built_at = ?, lexicon = ?, words = ? WHERE id = 1",
    )
    .bind(slot, now, lexicon, wordsVersion);
}

export function setThresholds(db: D1Database, thresholds: Record<string, number>) {
  return db.prepare("UPDATE ask_index SET thresholds = ? WHERE id = 1").bind(JSON.stringify(thresholds));
}

/** The concepts of a version of the lexicon; null when there is none. */
export async function readConcepts(db: D1Database, version: number): Promise<Concept[] | null> {
  const json = await db
    .prepare("SELECT concepts FROM ask_lexicon WHERE version = ?")
    .bind(version)
    .first<string>("concepts");
  return json === null ? null : (JSON.parse(json) as Concept[]);
}

/** A version of the lexicon as texts are searched for it; null when nobody has compiled it. */
export async function readLexicon(db: D1Database, version: number): Promise<Lexicon | null> {
  const json = await db
    .prepare("SELECT compiled FROM ask_lexicon WHERE version = ?")
    .bind(version)
    .first<string | null>("compiled");
  return json === null ? null : (JSON.parse(json) as Lexicon);
}

/** A version as it lies in the database. */
export interface LexiconRow {
  concepts: string;
  compiled: string;
}

export const lexiconRow = (concepts: readonly Concept[]): LexiconRow => ({
  concepts: JSON.stringify(concepts),
  compiled: JSON.stringify(lexiconOf(concepts)),
});

/** D1 takes rows of 2 MB. */
export const fitsRow = ({ concepts, compiled }: LexiconRow) =>
  new TextEncoder().encode(concepts + compiled).length < 1_950_000;

export function writeLexicon(db: D1Database, version: number, { concepts, compiled }: LexiconRow) {
  return db
    .prepare("INSERT OR REPLACE INTO ask_lexicon (version, concepts, compiled) VALUES (?, ?, ?)")
    .bind(version, concepts, compiled);
}
