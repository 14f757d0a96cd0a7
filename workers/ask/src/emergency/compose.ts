import type { Meaning } from "./meaning";
import { type MeaningName, meanings } from "./meanings";
import { calm, personal, pressing } from "./mood";
import type { Card, EmergencyLang } from "./phrases";
import { rules } from "./rules";

type Span = readonly [from: number, to: number];
interface Finder {
  meanings: Record<MeaningName, RegExp>;
  calm: RegExp;
  pressing: RegExp;
  personal: RegExp;
}

/** Meanings this many letters apart belong to one cry; scripts without alphabets say more in fewer. */
const reach: Record<EmergencyLang, number> = { vi: 60, en: 62, fr: 66, zh: 20, ko: 24, ja: 26 };

/** Makes the finder of a language's meanings; `compile` turns a pattern into a regular expression. */
export function finderOf(lang: EmergencyLang, compile: (pattern: string) => string): Finder {
  const spaced = lang === "vi" || lang === "en" || lang === "fr";
  const any = (meaning: Meaning) => {
    const words = compile(meaning[lang]);
    return new RegExp(spaced ? `(?<= )(?:${words})(?= )` : words, "gu");
  };
  const found = Object.entries(meanings).map(([name, meaning]) => [name, any(meaning)]);
  return {
    meanings: Object.fromEntries(found) as Finder["meanings"],
    calm: any(calm),
    pressing: any(pressing),
    personal: any(personal),
  };
}

/** Letters from which a question is long: shorter ones may leave themselves out. */
const long: Record<EmergencyLang, number> = { vi: 34, en: 40, fr: 44, zh: 14, ko: 18, ja: 20 };

/** Whether a long question is asked calmly and about nobody here: "Which fires destroyed the palace in 1947?" */
export const isDistant = (lang: EmergencyLang, text: string, finder: Finder) =>
  text.length >= long[lang] &&
  text.search(finder.calm) >= 0 &&
  text.search(finder.pressing) < 0 &&
  text.search(finder.personal) < 0;

/**
 * The card that a text's meanings together call for, whatever the sentence. Who asks how much, which or when is calm,
 * unless the same breath presses: "what do I do", "quick".
 */
export function composed(lang: EmergencyLang, text: string, finder: Finder): Card | undefined {
  const pressed = text.replace(finder.pressing, " ! ");
  if (pressed === text && text.search(finder.calm) >= 0) return undefined;
  const seen = new Map<MeaningName, Span[]>();
  const spansOf = (name: MeaningName) => {
    let spans = seen.get(name);
    if (!spans) seen.set(name, (spans = Array.from(text.matchAll(finder.meanings[name]), spanOf)));
    return spans;
  };
  const fits = (needed: readonly MeaningName[], taken: readonly Span[]): boolean => {
    const [name, ...rest] = needed;
    if (name === undefined) return true;
    return spansOf(name).some((span) => isNear(span, taken, reach[lang]) && fits(rest, [...taken, span]));
  };
  return rules.find(([, ...needed]) => fits(needed, []))?.[0];
}

const spanOf = ({ index, 0: { length } }: RegExpExecArray): Span => [index, index + length];

/** Beside the others, not inside one of them, and not far off. */
const isNear = ([from, to]: Span, others: readonly Span[], letters: number) =>
  others.every(([start, end]) => (to <= start || from >= end) && Math.max(to, end) - Math.min(from, start) <= letters);
