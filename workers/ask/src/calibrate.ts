import { certaintyOf, findTopics } from "./find";
import { setThresholds, type Slot, titlesOf } from "./search-repository";

/** So many titles of a language say where it stands; all of a large base would take minutes. */
const perLanguage = 40;
/** Fewer titles say nothing: then the usual threshold counts. */
const fewest = 8;
const percentile = 0.85;
/** Where a language has too little of its own. */
export const usualThreshold = 0.92;
const bounds = { least: 0.8, most: 1.2 };

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
  for (const [lang, list] of byLanguage) {
    if (list.length < fewest) continue;
    const sorted = list.toSorted((x, y) => x - y);
    const at = sorted[Math.floor(percentile * (sorted.length - 1))] ?? usualThreshold;
    thresholds[lang] = Math.min(bounds.most, Math.max(bounds.least, at));
  }
  await setThresholds(search, thresholds).run();
  return thresholds;
}
