import type { Query } from "./query";
import type { Column } from "./tokens";

/** A document as the second look needs it: each sentence (title, question) with how often it has each token. */
export interface Sentences {
  bags: readonly Record<Column, ReadonlySet<string>>[];
  /** How often each token is in the whole document, by column. */
  counts: Record<Column, ReadonlyMap<string, number>>;
  /** Words in the document. */
  length: number;
}

const columns = ["a", "f", "b", "c"] as const;

/** Reads what `indexed` wrote. */
export function sentencesFrom(text: string): Sentences {
  const counts = {
    a: new Map<string, number>(),
    f: new Map<string, number>(),
    b: new Map<string, number>(),
    c: new Map<string, number>(),
  };
  let length = 0;
  const bags = text.split("\n").map((line) => {
    const cells = line.split("\t");
    const bag: Record<Column, Set<string>> = { a: new Set(), f: new Set(), b: new Set(), c: new Set() };
    for (const [at, column] of columns.entries())
      for (const token of (cells[at] ?? "").split(" "))
        if (token !== "") {
          bag[column].add(token);
          counts[column].set(token, (counts[column].get(token) ?? 0) + 1);
          if (column === "a") length++;
        }
    return bag;
  });
  return { bags, counts, length };
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
  found: Sentences,
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
  const norm = k1 * (1 - b + (b * found.length) / (meanLength || 1));
  const here: number[] = [];
  for (const [at, { unit, column, token }] of features.entries()) {
    const count = found.counts[column].get(token);
    const value = values[at] ?? 0;
    if (count === undefined || value === 0) continue;
    here.push(at);
    frequency[unit] = Math.max(frequency[unit] ?? 0, (value * count * (k1 + 1)) / (count + norm));
    anywhere[unit] = Math.max(anywhere[unit] ?? 0, value);
  }
  let sentence = 0;
  let words = 0;
  let title = 0;
  let best = 0;
  const got = new Float64Array(units);
  const gotWords = new Float64Array(units);
  for (const [at, bag] of found.bags.entries()) {
    got.fill(0);
    gotWords.fill(0);
    for (const index of here) {
      const feature = features[index];
      if (!feature || !bag[feature.column].has(feature.token)) continue;
      const { unit, kind } = feature;
      const value = values[index] ?? 0;
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
  const document = Math.min(1, sum(anywhere) / total);
  const score =
    parts.index * (top ? bm25 / top : 0) +
    parts.sentence * sentence +
    parts.words * words +
    parts.document * document +
    parts.title * title +
    parts.frequency * Math.min(2, sum(frequency) / total);
  // Of a text in another language only meanings and names can be found.
  const findable = foreign ? (meant + foreignWord * (total - meant)) / total || 1 : 1;
  return {
    score,
    confidence: Math.min(1, (sentence + document) / 2 / findable),
    best,
  };
}

function sum(values: Float64Array) {
  let all = 0;
  for (const value of values) all += value;
  return all;
}
