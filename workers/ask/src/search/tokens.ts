import { fold, toneLast } from "./fold";
import { stem } from "./korean";
import { normalise, type Run, runsOf } from "./script";

/** The columns of the index: word as typed; folded, stemmed or a root; neighbours joined; concepts. */
export type Column = "a" | "f" | "b" | "c";
export type Tokens = Record<"a" | "f" | "b", string[]>;

/** Goes up with every change of how words or concepts are made: indexes of before are then built anew. */
export const wordsVersion = 3;

/** A word of a text with all the forms under which it can be found. */
export interface Word {
  a: string[];
  f: string[];
  b: string[];
  /** Latin words may join with the next one; others do not. */
  syllable?: string;
}

// One finder a script: Chinese and Japanese share ICU's dictionary.
const finders = new Map<string, Intl.Segmenter>();
function finder(lang: string) {
  let found = finders.get(lang);
  if (!found) finders.set(lang, (found = new Intl.Segmenter(lang, { granularity: "word" })));
  return found;
}

function segments(text: string, lang: string) {
  const found: string[] = [];
  for (const { segment, isWordLike } of finder(lang).segment(text)) if (isWordLike !== false) found.push(segment);
  return found;
}

function grams(text: string, size: number) {
  const chars = Array.from(text);
  if (chars.length <= size) return chars.length === size ? [text] : [];
  return Array.from({ length: chars.length - size + 1 }, (_, at) => chars.slice(at, at + size).join(""));
}

const folded = (word: string, length: number) => fold(word).slice(0, length);

/** How far a word is kept when folded: long enough to tell words apart, short enough to forget endings. */
const latinLength = 5;
const cyrillicLength = 4;

/** What Chinese and Japanese words are made of: 购票 and 买票 share a root, and no word. */
const roots = (text: string) => Array.from(text).filter((char) => han.test(char));
const han = /\p{Script=Han}/u;

function wordsOfRun({ script, text }: Run): Word[] {
  switch (script) {
    case "latin":
      return [{ a: [toneLast(text)], f: [folded(text, latinLength)], b: [], syllable: fold(text) }];
    case "cyrillic":
      return [{ a: [text], f: [folded(text, cyrillicLength)], b: [] }];
    case "hangul":
      return [{ a: [text], f: [stem(text)], b: grams(stem(text), 2) }];
    case "cjk":
      return [{ a: segments(text, "ja"), f: roots(text), b: Array.from(text).length === 1 ? [text] : grams(text, 2) }];
    case "sea":
      return [{ a: segments(text, "th"), f: [], b: grams(text, 3) }];
    case "number":
    case "word":
      // In both columns, so that a number counts no less than a word.
      return [{ a: [text], f: [text], b: [] }];
  }
}

/** The words of a text, in order. `pairs` joins neighbouring Latin syllables: `hạ long` is also `halong`. */
export function wordsOf(text: string, { pairs }: { pairs: boolean }): Word[] {
  const words: Word[] = [];
  for (const run of runsOf(normalise(text))) {
    const before = words.at(-1);
    for (const word of wordsOfRun(run)) {
      if (pairs && before?.syllable && word.syllable) before.b.push(before.syllable + word.syllable);
      words.push(word);
    }
  }
  return words;
}

/** All forms of a text by column, as a document is written into the index. */
export function tokensOf(text: string, options: { pairs: boolean }): Tokens {
  const tokens: Tokens = { a: [], f: [], b: [] };
  for (const { a, f, b } of wordsOf(text, options)) {
    tokens.a.push(...a);
    tokens.f.push(...f);
    tokens.b.push(...b);
  }
  return tokens;
}
