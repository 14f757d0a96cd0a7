import { usualThreshold } from "./calibrate";
import { certaintyOf, type FoundTopics, type Ranked } from "./find";

export interface Decision {
  band: "answer" | "suggest" | "none";
  best: Ranked | undefined;
  /** Three topics to choose from. */
  others: Ranked[];
}

/** With less of the question than this, nothing found is worth offering. */
const worthOffering = 0.22;

/**
 * Answers only when the best topic says enough of what was asked, and the question is about our places. Half sure is
 * three suggestions; less is a person.
 */
export function decide({ ranked, state, lang, outside }: FoundTopics): Decision {
  const [best] = ranked;
  if (!best) return { band: "none", best, others: [] };
  const threshold = state.thresholds[lang] ?? usualThreshold(lang);
  const others = ranked.filter(({ confidence }) => confidence >= worthOffering);
  if (!outside && certaintyOf(ranked) >= threshold) return { band: "answer", best, others: others.slice(1, 4) };
  if (!outside && others.length > 0) return { band: "suggest", best, others: others.slice(0, 3) };
  return { band: "none", best, others: [] };
}
