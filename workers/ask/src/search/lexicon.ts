import { fold } from "./fold";
import { stem } from "./korean";
import { isCommon, isSyllable } from "./language";
import { normalise, runsOf } from "./script";

/** What tourists talk about and where, in all languages; `outside` are places that are not ours. */
export interface Concept {
  id: string;
  kind: "concept" | "place" | "outside";
  area?: string | null;
  /** Outside, but people come from there: with a question about transport it is no reason to refuse. */
  gateway?: boolean;
  terms: Readonly<Record<string, readonly string[]>>;
}

/** A concept's id as the index keeps it: one word, where the index would cut `hai-van` in two. */
export const conceptToken = (id: string) => id.replaceAll("-", "");

/** A concept that a text names. Absent `area`: everywhere. */
export interface Named {
  id: string;
  kind: Concept["kind"];
  area?: string | null;
  gateway?: boolean;
}

/** Whose term it is (place in `named`) and its words; of a single Latin one, who calls it so, and 1 if it needs its accents. */
type Term = readonly [named: number, words: string, lang?: string, strict?: 0 | 1];

/** Concepts as texts are searched for them. Plain data: made once when a lexicon is set, kept as JSON. */
export interface Lexicon {
  named: readonly Named[];
  /** Latin terms by their first word, longest first. */
  latin: Readonly<Record<string, readonly Term[]>>;
  /** Terms of other scripts by their first character, longest first. */
  others: Readonly<Record<string, readonly Term[]>>;
}

const none: readonly Term[] = [];
/** Keys come from what people type: `constructor` is no term. */
const under = (terms: Lexicon["latin"], key: string) => (Object.hasOwn(terms, key) ? (terms[key] ?? none) : none);

const plural = (word: string) => (word.length > 4 ? word.replace(/(?:(?<=[sxz]|ch|sh)e)?s$/, "") : word);
const bare = (word: string) => plural(fold(word));
const isLatin = /^[\p{Script=Latin}\p{N}\p{M}\s'’.\-&/]+$/u;

/** Sorts concepts by how their terms begin: work of a tenth of a second for twenty thousand. */
export function lexiconOf(concepts: readonly Concept[]): Lexicon {
  const latin = new Map<string, Term[]>();
  const others = new Map<string, Term[]>();
  const named = concepts.map(({ id, kind, area, gateway }): Named => ({
    id,
    kind,
    ...(area != null && { area }),
    ...(gateway && { gateway }),
  }));
  for (const [at, { terms }] of concepts.entries())
    for (const [lang, list] of Object.entries(terms))
      for (const term of list) {
        const plain = normalise(term);
        if (isLatin.test(plain)) {
          const words = wordsOf(plain);
          const [first] = words;
          if (first === undefined) continue;
          const isStrict = lang === "vi" || isCommon(fold(first));
          const term: Term = words.length > 1 ? [at, words.join(" ")] : [at, first, lang, isStrict ? 1 : 0];
          push(latin, bare(first), term);
        } else {
          const text = plain.replaceAll(/\s/gu, "");
          push(others, Array.from(text)[0] ?? "", [at, text]);
        }
      }
  const longest = ([, x]: Term, [, y]: Term) => wordCount(y) - wordCount(x) || y.length - x.length;
  for (const list of [...latin.values(), ...others.values()]) list.sort(longest);
  return { named, latin: Object.fromEntries(latin), others: Object.fromEntries(others) };
}

const wordCount = (words: string) => words.split(" ").length;

function push(map: Map<string, Term[]>, key: string, term: Term) {
  const list = map.get(key);
  if (list) list.push(term);
  else map.set(key, [term]);
}

const wordsOf = (plain: string) =>
  runsOf(plain)
    .filter(({ script }) => script === "latin" || script === "number")
    .map(({ text }) => text);

/** Typed with accents they must be the same; typed without, folded ones are compared. */
function isSame(typed: string, term: string, strict: boolean) {
  if (typed === term) return true;
  if (strict || fold(typed) !== typed) return plural(typed) === plural(term);
  return bare(typed) === bare(term);
}

/**
 * Names and terms of several words are the same everywhere. One word alone means what it means in the language of the
 * text: `roi` is a king in French and no more than "already" in Vietnamese.
 */
function isSpoken([at, , lang]: Term, named: Lexicon["named"], typed: string, of: string) {
  if (lang === undefined || lang === of || named[at]?.kind !== "concept") return true;
  if (lang === "vi") return fold(typed) !== typed;
  // Vietnamese borrows from English what cannot be Vietnamese: `check`, `resort`.
  return lang === "en" && (of === "vi" ? !isSyllable(fold(typed)) : of !== "fr");
}

/** The concepts that a text of a language names, each once. The longest term wins where several begin. */
export function conceptsIn(text: string, { named, latin, others }: Lexicon, lang: string): Named[] {
  const found = new Set<number>();
  const runs = runsOf(normalise(text));
  const words = runs.filter(({ script }) => script === "latin" || script === "number").map((run) => run.text);
  let covered = 0;
  for (const [at, first] of words.entries()) {
    const fits = under(latin, bare(first)).filter(
      (term) =>
        isSpoken(term, named, first, lang) &&
        term[1].split(" ").every((word, i) => isSame(words[at + i] ?? "", word, term[3] === 1)),
    );
    const length = fits[0] ? wordCount(fits[0][1]) : 0;
    // A long term hides the short ones inside it, but never a place: `vé tham quan vịnh Hạ Long`.
    for (const [id, term] of fits)
      if (wordCount(term) === length && (at + length > covered || named[id]?.kind !== "concept")) found.add(id);
    covered = Math.max(covered, at + length);
  }
  for (const { script, text: run } of runs) {
    if (script === "latin" || script === "number") continue;
    if (script === "hangul") hangul(run, others, found);
    else characters(run, others, found);
  }
  // Korean names of two words are typed with and without the space between.
  const joined = runs.filter(({ script }) => script === "hangul").map((run) => run.text);
  for (let at = 0; at + 1 < joined.length; at++) hangul((joined[at] ?? "") + (joined[at + 1] ?? ""), others, found);
  return [...found].flatMap((at) => named[at] ?? []);
}

function characters(run: string, others: Lexicon["others"], found: Set<number>) {
  const chars = Array.from(run);
  for (let at = 0; at < chars.length;) {
    const rest = chars.slice(at).join("");
    const fits = under(others, chars[at] ?? "").filter(([, term]) => rest.startsWith(term));
    const longest = fits[0]?.[1] ?? "";
    for (const [id, { length }] of fits) if (length === longest.length) found.add(id);
    at += Math.max(1, Array.from(longest).length);
  }
}

function hangul(run: string, others: Lexicon["others"], found: Set<number>) {
  const whole = stem(run);
  const fits = under(others, Array.from(run)[0] ?? "").filter(([, term]) =>
    Array.from(term).length === 1 ? whole === term || run === term : run.startsWith(term),
  );
  const longest = fits[0]?.[1] ?? "";
  for (const [id, { length }] of fits) if (length === longest.length) found.add(id);
}
