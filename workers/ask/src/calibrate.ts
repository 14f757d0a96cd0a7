import { certaintyOf, findTopics } from "./find";
import { setThresholds, type Slot, titlesOf } from "./search-repository";

/** So many titles of a language say where it stands; all of a large base would take minutes. */
const perLanguage = 40;
/** Fewer titles say nothing: then the usual threshold counts. */
const fewest = 8;
const percentile = 0.8;
const least = 0.8;
/**
 * What lets about one in twenty questions without an answer through, on long texts by halves of the topics and on short
 * ones asked without their own topic. Languages say "the same word" more or less easily. Where a base has too few titles
 * of a language, this counts; where titles ask for more, it still does: they are short, and a neighbour of the topic has
 * all their words sooner than those of a question.
 */
const usual: Readonly<Record<string, number>> = {
  vi: 0.95,
  ru: 0.96,
  th: 0.97,
  zh: 0.97,
  ko: 0.97,
  ja: 1.08,
  en: 1.03,
  fr: 1.04,
};
export const usualThreshold = (lang: string) => usual[lang] ?? 1;

/**
 * Sets each language's threshold to what its own titles reach when their own topic is taken away: that is how well a
 * question without an answer can look. Runs at publish; the base calibrates itself.
 */
export async function calibrate(search: D1Database, slot: Slot, now: number) {
  const byLanguage = new Map<string, number[]>();
  for (const { topic, lang, title } of await titlesOf(search, slot, perLanguage)) {
    const { ranked } = await findTopics(search, { text: title, session: lang, now, without: topic });
    const list = byLanguage.get(lang) ?? [];
    list.push(certaintyOf(ranked));
    byLanguage.set(lang, list);
  }
  const thresholds: Record<string, number> = {};
  const enough = [...byLanguage].filter(([, list]) => list.length >= fewest);
  const together = at(enough.flatMap(([, list]) => list));
  for (const [lang, list] of enough)
    // Forty titles are few: half of a language's threshold is what all languages of the base say.
    thresholds[lang] = Math.min(usualThreshold(lang), Math.max(least, (at(list) + together) / 2));
  await setThresholds(search, thresholds).run();
  return thresholds;
}

function at(certainties: readonly number[]) {
  return certainties.toSorted((x, y) => x - y)[Math.floor(percentile * (certainties.length - 1))] ?? 1;
}
