import type { MeaningName, Meanings } from "./meanings/meaning";
import type { Card, EmergencyLang } from "./phrases";
import { rules } from "./rules";

type Span = readonly [from: number, to: number];
export type Finder = Record<MeaningName, RegExp>;

/** Meanings this many letters apart belong to one cry; scripts without alphabets say more in fewer. */
const reach: Record<EmergencyLang, number> = { vi: 72, en: 70, fr: 74, zh: 22, ko: 26, ja: 28 };

/** Makes the finder of a language's meanings; `compile` turns what a meaning's words are into a regular expression. */
export const finderOf = (meanings: Meanings, compile: (words: string) => string) =>
  Object.fromEntries(
    Object.entries(meanings).map(([name, words]) => [name, new RegExp(compile(words), "gu")]),
  ) as Finder;

/** Letters from which a question is long: shorter ones may leave themselves out. */
const long: Record<EmergencyLang, number> = { vi: 34, en: 40, fr: 44, zh: 14, ko: 18, ja: 20 };

/**
 * Whether a text is no cry whatever words it holds: about last week, an insurance's papers or a show; or a question,
 * long, calm and about nobody here ("Which fires destroyed the palace in 1947?"), or about buying, booking and the
 * like, with nobody but the asker in it and no aid asked for.
 */
export function isDistant(lang: EmergencyLang, text: string, finder: Finder) {
  const says = (name: MeaningName) => text.search(finder[name]) >= 0;
  if (says("pressing")) return false;
  if (says("afar")) return true;
  if (!says("calm") || says("aid")) return false;
  return (text.length >= long[lang] && !says("personal")) || (says("trade") && !says("kin"));
}

/**
 * The card that a text's meanings together call for, whatever the sentence. Who asks how much, which or when is calm,
 * unless the same breath presses ("what do I do", "quick"), asks for aid ("which hospital") or names somebody hurt.
 */
export function composed(lang: EmergencyLang, text: string, finder: Finder): Card | undefined {
  const pressed = text.replace(finder.pressing, " ! ");
  const says = (name: MeaningName) => text.search(finder[name]) >= 0;
  const calm = pressed === text && says("calm") && !says("aid");
  if (calm && !says("kin")) return undefined;
  const seen = new Map<MeaningName, Span[]>();
  const spansOf = (name: MeaningName) => {
    let spans = seen.get(name);
    if (!spans) seen.set(name, (spans = Array.from(text.matchAll(finder[name]), spanOf)));
    return spans;
  };
  const fits = (needed: readonly MeaningName[], taken: readonly Span[]): boolean => {
    const [name, ...rest] = needed;
    if (name === undefined) return true;
    return spansOf(name).some((span) => isNear(span, taken, reach[lang]) && fits(rest, [...taken, span]));
  };
  return rules.find(([, ...needed]) => !(calm && needed.includes("kin")) && fits(needed, []))?.[0];
}

const spanOf = ({ index, 0: { length } }: RegExpExecArray): Span => [index, index + length];

/** Beside the others, not inside one of them, and not far off. */
const isNear = ([from, to]: Span, others: readonly Span[], letters: number) =>
  others.every(([start, end]) => (to <= start || from >= end) && Math.max(to, end) - Math.min(from, start) <= letters);
