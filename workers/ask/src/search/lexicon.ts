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

/** A concept that a text names. */
export interface Named {
  id: string;
  kind: Concept["kind"];
  area?: string | null;
  gateway?: boolean;
}

interface Term {
  named: Named;
  words: string[];
  /** Who calls it so. */
  lang: string;
  /** Needs its accents: without them it is another word. */
  strict: boolean;
}

export interface Lexicon {
  /** Latin terms by their first word, longest first. */
  latin: ReadonlyMap<string, readonly Term[]>;
  /** Terms of other scripts by their first character, longest first. */
  others: ReadonlyMap<string, readonly Term[]>;
}

const plural = (word: string) => (word.length > 4 ? word.replace(/(?:(?<=[sxz]|ch|sh)e)?s$/, "") : word);
const bare = (word: string) => plural(fold(word));
const isLatin = /^[\p{Script=Latin}\p{N}\p{M}\s'’.\-&/]+$/u;

export function lexiconOf(concepts: readonly Concept[]): Lexicon {
  const latin = new Map<string, Term[]>();
  const others = new Map<string, Term[]>();
  for (const { id, kind, area, gateway, terms } of concepts) {
    const named: Named = { id, kind, area: area ?? null, gateway: gateway ?? false };
    for (const [lang, list] of Object.entries(terms))
      for (const term of list) {
        const plain = normalise(term);
        if (isLatin.test(plain)) {
          const words = wordsOf(plain);
          const [first] = words;
          if (first === undefined) continue;
          push(latin, bare(first), {
            named,
            words,
            lang,
            strict: words.length === 1 && (lang === "vi" || isCommon(fold(first))),
          });
        } else {
          const text = plain.replaceAll(/\s/gu, "");
          push(others, Array.from(text)[0] ?? "", { named, words: [text], lang, strict: false });
        }
      }
  }
  const longest = (x: Term, y: Term) =>
    y.words.length - x.words.length || y.words.join("").length - x.words.join("").length;
  for (const list of [...latin.values(), ...others.values()]) list.sort(longest);
  return { latin, others };
}

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
function isSpoken({ lang, words, named }: Term, typed: string, of: string) {
  if (words.length > 1 || named.kind !== "concept" || lang === of) return true;
  if (lang === "vi") return fold(typed) !== typed;
  // Vietnamese borrows from English what cannot be Vietnamese: `check`, `resort`.
  return lang === "en" && (of === "vi" ? !isSyllable(fold(typed)) : of !== "fr");
}

/** The concepts that a text of a language names, each once. The longest term wins where several begin. */
export function conceptsIn(text: string, { latin, others }: Lexicon, lang: string): Named[] {
  const found = new Map<string, Named>();
  const runs = runsOf(normalise(text));
  const words = runs.filter(({ script }) => script === "latin" || script === "number").map((run) => run.text);
  let covered = 0;
  for (const [at, first] of words.entries()) {
    const fits = (latin.get(bare(first)) ?? []).filter(
      (term) =>
        isSpoken(term, first, lang) && term.words.every((word, i) => isSame(words[at + i] ?? "", word, term.strict)),
    );
    const length = fits[0]?.words.length ?? 0;
    // A long term hides the short ones inside it, but never a place: `vé tham quan vịnh Hạ Long`.
    for (const { named, words: all } of fits)
      if (all.length === length && (at + length > covered || named.kind !== "concept")) found.set(named.id, named);
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
  return [...found.values()];
}

function characters(run: string, others: Lexicon["others"], found: Map<string, Named>) {
  const chars = Array.from(run);
  for (let at = 0; at < chars.length;) {
    const rest = chars.slice(at).join("");
    const fits = (others.get(chars[at] ?? "") ?? []).filter(({ words: [term = ""] }) => rest.startsWith(term));
    const length = fits[0]?.words[0]?.length ?? 0;
    for (const { named, words } of fits) if (words[0]?.length === length) found.set(named.id, named);
    at += Math.max(1, Array.from(fits[0]?.words[0] ?? "").length);
  }
}

function hangul(run: string, others: Lexicon["others"], found: Map<string, Named>) {
  const whole = stem(run);
  const fits = (others.get(Array.from(run)[0] ?? "") ?? []).filter(({ words: [term = ""] }) =>
    Array.from(term).length === 1 ? whole === term || run === term : run.startsWith(term),
  );
  const length = fits[0]?.words[0]?.length ?? 0;
  for (const { named, words } of fits) if (words[0]?.length === length) found.set(named.id, named);
}
