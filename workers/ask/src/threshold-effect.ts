import { calibrate, usualThreshold } from "./calibrate";
import { certaintyOf, findTopics } from "./find";
import { askedLately } from "./report-repository";
import { readState, titlesOf } from "./search-repository";

/** How sure the base would be of a language's questions. */
export interface Certainties {
  lang: string;
  threshold: number;
  isUsual: boolean;
  /** Of questions that visitors asked. */
  asked: number[];
  /** Of titles whose own topic is taken away: none of these should be answered. */
  unanswerable: number[];
}

export interface Row {
  threshold: number;
  /** Shares, 0 to 1; null where there is nothing to count. */
  answered: number | null;
  wrongly: number | null;
}

const steps = [0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1, 1.05, 1.1, 1.2, 1.3];
const perLanguage = 25;

const share = (list: readonly number[], threshold: number) =>
  list.length === 0 ? null : list.filter((certainty) => certainty >= threshold).length / list.length;

/** What each threshold would answer, and how much of that it should not; the higher, the less of both. */
export const effectsOf = ({ asked, unanswerable, threshold }: Certainties): Row[] =>
  [...new Set([...steps, threshold])]
    .toSorted((x, y) => x - y)
    .map((at) => ({ threshold: at, answered: share(asked, at), wrongly: share(unanswerable, at) }));

/** How sure the index is today of what was asked lately, and of what it has no answer to. */
export async function certainties(
  { db, search, now, area }: { db: D1Database; search: D1Database; now: number; area: string },
  lang: string,
): Promise<Certainties> {
  const { live, thresholds } = await readState(search);
  const [titles, questions] = await Promise.all([
    titlesOf(search, live, perLanguage),
    askedLately(db, { lang, since: now - 30 * 86_400_000, limit: 2 * perLanguage }),
  ]);
  const sure = async (text: string, without?: string) => {
    const asking = { text, session: lang, area, now, ...(without !== undefined && { without }) };
    return certaintyOf((await findTopics(search, asking)).ranked);
  };
  const asked: number[] = [];
  const unanswerable: number[] = [];
  for (const text of questions) asked.push(await sure(text));
  for (const { topic, lang: of, title } of titles) if (of === lang) unanswerable.push(await sure(title, topic));
  const threshold = thresholds[lang];
  return { lang, threshold: threshold ?? usualThreshold(lang), isUsual: threshold === undefined, asked, unanswerable };
}

/** Finds the thresholds anew. */
export const recalibrate = async (search: D1Database, now: number) =>
  calibrate(search, (await readState(search)).live, now);
