import type { Query } from "./query";
import type { Column } from "./tokens";

/** Where a question's features are in a document. */
export interface Sentences {
  /** For each sentence (title, questions, answer) the features that it has; one that it has twice may stand twice. */
  found: readonly (readonly number[])[];
  /** How often each feature is in the whole document. */
  counts: Float64Array;
  /** Words in the document. */
  length: number;
}

const columns = ["a", "f", "b", "c"] as const;

/** The features of a question by column and token. */
export type Wanted = Readonly<Record<Column, ReadonlyMap<string, number>>>;

export function wantedOf({ features }: Query): Wanted {
  const wanted = { a: new Map<string, number>(), f: new Map(), b: new Map(), c: new Map() };
  for (const [at, { column, token }] of features.entries()) wanted[column].set(token, at);
  return wanted;
}

/** Reads what `indexed` wrote, for what a question wants: thirty documents a question, so nothing else is kept. */
export function sentencesFrom(text: string, wanted: Wanted): Sentences {
  const counts = new Float64Array(columns.reduce((sum, column) => sum + wanted[column].size, 0));
  let length = 0;
  const found = text.split("\n").map((line) => {
    const has: number[] = [];
    for (const [at, cell] of line.split("\t").entries()) {
      const column = columns[at];
      if (column === undefined || cell === "") continue;
      const tokens = cell.split(" ");
      if (column === "a") length += tokens.length;
      const features = wanted[column];
      if (features.size === 0) continue;
      for (const token of tokens) {
        const feature = features.get(token);
        if (feature === undefined) continue;
        has.push(feature);
        counts[feature] = (counts[feature] ?? 0) + 1;
      }
    }
    return has;
  });
  return { found, counts, length };
}

/** How much a word says: rare ones more (Robertson and Spärck Jones, always positive). */
export const idf = (documents: number, df: number) => Math.log(1 + (Math.max(documents, df) - df + 0.5) / (df + 0.5));

export interface Rank {
  /** For the order: higher is better. */
  score: number;
  /** Share of what was asked that the best sentence has, 0–1; `Band`s are cut here. */
  confidence: number;
  /** Which sentence that is: 0 is the title. */
  best: number;
}

/** Parts of the score, found once on six languages together and by three-fold check; bm25 of the index counts 1. */
const parts = { index: 1, sentence: 1.35, words: 0.6, document: 0.35, title: 0.4, frequency: 0.65 };
const k1 = 1.2;
const b = 0.75;
/** What a word that the document's language has not can be held against it: names are written alike everywhere. */
const foreignWord = 0.4;

/** In the question's own language words say it, and a meaning adds less. */
const ownMeaning = 0.7;

export interface RankOptions {
  bm25: number;
  /** The best bm25 of the question. */
  top: number;
  meanLength: number;
  /** Whether the document has joined neighbours. */
  pairs: boolean;
  /** Whether it is in another language than the question: then meanings count, and words hardly. */
  foreign: boolean;
}

/**
 * How well a found document answers. The index's bm25 sees the document as a bag; here its best sentence counts, whole
 * words count more than pieces, and a word in all its forms counts once.
 */
export function rankOf(
  query: Query,
  { idfs, frequencies }: { idfs: readonly number[]; frequencies: readonly number[] },
  document: Sentences,
  { bm25, top, meanLength, pairs, foreign }: RankOptions,
): Rank {
  const { features, units } = query;
  const most = new Float64Array(units);
  const mostWords = new Float64Array(units);
  let meant = 0;
  // A form that no text has says nothing while another form of the word is known: `ve`, where `vé` is written.
  const known = new Set(features.flatMap(({ unit }, at) => (frequencies[at] ? [unit] : [])));
  const values = features.map(({ kind, weight, unit }, at) => {
    if ((kind === "joined" && !pairs) || (known.has(unit) && !frequencies[at])) return 0;
    const value = weight * (idfs[at] ?? 0) * (kind === "concept" && !foreign ? ownMeaning : 1);
    most[unit] = Math.max(most[unit] ?? 0, value);
    if (kind === "concept") meant += value;
    if (kind === "word") mostWords[unit] = Math.max(mostWords[unit] ?? 0, value);
    return value;
  });
  const total = sum(most) || 1;
  const totalWords = sum(mostWords) || 1;
  const frequency = new Float64Array(units);
  const anywhere = new Float64Array(units);
  const norm = k1 * (1 - b + (b * document.length) / (meanLength || 1));
  for (const [at, { unit }] of features.entries()) {
    const count = document.counts[at] ?? 0;
    const value = values[at] ?? 0;
    if (count === 0 || value === 0) continue;
    frequency[unit] = Math.max(frequency[unit] ?? 0, (value * count * (k1 + 1)) / (count + norm));
    anywhere[unit] = Math.max(anywhere[unit] ?? 0, value);
  }
  let sentence = 0;
  let words = 0;
  let title = 0;
  let best = 0;
  const got = new Float64Array(units);
  const gotWords = new Float64Array(units);
  for (const [at, has] of document.found.entries()) {
    if (has.length === 0) continue;
    got.fill(0);
    gotWords.fill(0);
    for (const index of has) {
      const feature = features[index];
      const value = values[index] ?? 0;
      if (!feature || value === 0) continue;
      const { unit, kind } = feature;
      if (value > (got[unit] ?? 0)) got[unit] = value;
      if (kind === "word" && value > (gotWords[unit] ?? 0)) gotWords[unit] = value;
    }
    const share = Math.min(1, sum(got) / total);
    words = Math.max(words, sum(gotWords) / totalWords);
    if (at === 0) title = share;
    if (share > sentence) {
      sentence = share;
      best = at;
    }
  }
  const whole = Math.min(1, sum(anywhere) / total);
  const score =
    parts.index * (top ? bm25 / top : 0) +
    parts.sentence * sentence +
    parts.words * words +
    parts.document * whole +
    parts.title * title +
    parts.frequency * Math.min(2, sum(frequency) / total);
  // Of a text in another language only meanings and names can be found.
  const findable = foreign ? (meant + foreignWord * (total - meant)) / total || 1 : 1;
  return {
    score,
    confidence: Math.min(1, (sentence + whole) / 2 / findable),
    best,
  };
}

function sum(values: Float64Array) {
  let all = 0;
  for (const value of values) all += value;
  return all;
}
