import { isFrame } from "./frame";
import { conceptToken } from "./lexicon";
import { type Column, wordsOf } from "./tokens";

/** One way to find a word of the question: a token in a column, and how much it says compared with the word itself. */
export interface Feature {
  column: Column;
  token: string;
  weight: number;
  /** Features of one unit say the same thing: the best one that is found counts. */
  unit: number;
  /** `word` stands for a whole one, `piece` for part of one, `joined` for two neighbours, `concept` for a meaning. */
  kind: "word" | "piece" | "joined" | "concept";
  /** Part of the frame of a question, not of what it is about. */
  frame: boolean;
  /** Typed without any accent, so that it may mean any of the words that are written with one. */
  bare: boolean;
  /** How many new documents it brings, beside the others of its unit: 0 to 1. */
  cost: number;
}

export interface Query {
  features: Feature[];
  /** What the whole words are called, by unit. */
  units: number;
}

/** How much a form of a word says beside the word as typed. Measured on six languages at once, not for one. */
const weights = { typed: 1, folded: 0.85, piece: 0.5, root: 0.3, concept: 2, frame: 0.35 };
/** A question is answered by its first words; ten thousand letters are no question. */
const mostFeatures = 240;

/** What to look for: every word in all its forms, joined neighbours, and the concepts that the question names. */
export function queryOf(text: string, concepts: readonly string[] = []): Query {
  const features: Feature[] = [];
  const known = new Set<string>();
  let unit = 0;
  const add = (
    column: Column,
    token: string,
    weight: number,
    kind: Feature["kind"],
    cost = 1,
    bare = false,
    frame = false,
  ) => {
    const key = `${column} ${token}`;
    if (known.has(key) || features.length >= mostFeatures) return;
    known.add(key);
    features.push({ column, token, weight: frame ? weight * weights.frame : weight, unit, kind, cost, bare, frame });
  };
  for (const concept of concepts) {
    add("c", conceptToken(concept), weights.concept, "concept");
    unit++;
  }
  for (const word of wordsOf(text, { pairs: true })) {
    const joint = word.a.length === 1 && word.f.length > 0;
    for (const token of word.a) {
      const frame = isFrame(token, word.syllable) || (joint && word.f.some((stem) => isFrame(stem, undefined)));
      // Who has the word as typed has it folded, too.
      add("a", token, weights.typed, "word", joint ? 0 : word.b.length > 0 ? 0.5 : 1, token === word.syllable, frame);
      if (joint) for (const folded of word.f) add("f", folded, weights.folded, "word", 1, false, frame);
      unit++;
    }
    if (!joint)
      for (const token of word.f) {
        add("f", token, weights.root, "piece", 1, false, isFrame(token, undefined));
        unit++;
      }
    for (const token of word.b) {
      add("b", token, weights.piece, word.syllable ? "joined" : "piece", 1, false, isFrame(token, undefined));
      unit++;
    }
  }
  return { features, units: unit };
}
