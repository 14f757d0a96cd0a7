import type { Band } from "@ven/contracts/ask";

import { coverage, entriesToApprove } from "./knowledge-repository";
import { readState } from "./search-repository";
import { fold } from "./search/fold";
import { normalise } from "./search/script";
import { bandsSince, unanswered } from "./thread-repository";

const thirtyDays = 30 * 86_400_000;

/** Questions that say the same, once: without accents, signs and order of words. */
export function clustered(questions: readonly { lang: string; text: string }[]) {
  const clusters = new Map<string, { lang: string; text: string; times: number }>();
  for (const { lang, text } of questions) {
    const words = fold(normalise(text)).match(/[\p{L}\p{N}]+/gu) ?? [];
    const key = `${lang} ${[...new Set(words)].toSorted().join(" ")}`;
    const known = clusters.get(key);
    if (known) known.times++;
    else clusters.set(key, { lang, text, times: 1 });
  }
  return [...clusters.values()].toSorted((x, y) => y.times - x.times);
}

/** What an editor's page shows. */
export async function editorView(
  { db, search, now }: { db: D1Database; search: D1Database; now: number },
  organisations: readonly string[],
) {
  const since = now - thirtyDays;
  const [drafts, rows, open, bands, state] = await Promise.all([
    entriesToApprove(db, organisations, 50),
    coverage(db),
    unanswered(db, since, 500),
    bandsSince(db, since),
    readState(search).catch(() => null),
  ]);
  const categories = new Map<string, { category: string; topics: number; byLanguage: Record<string, number> }>();
  for (const { category, lang, state: is, topics } of rows) {
    if (is !== "live") continue;
    const one = categories.get(category) ?? { category, topics: 0, byLanguage: {} };
    one.byLanguage[lang] = topics;
    one.topics = Math.max(one.topics, topics);
    categories.set(category, one);
  }
  const languages = new Map<
    string,
    { lang: string; counts: Partial<Record<Band, number>>; right: number; wrong: number }
  >();
  for (const { lang, band, count, useful, wrong } of bands) {
    const one = languages.get(lang) ?? { lang, counts: {}, right: 0, wrong: 0 };
    one.counts[band] = count;
    one.right += useful ?? 0;
    one.wrong += wrong ?? 0;
    languages.set(lang, one);
  }
  return {
    drafts: drafts.map(({ id, version, lang, title, answer }) => ({ id, version, lang, title, answer })),
    coverage: [...categories.values()].toSorted((x, y) => (x.category < y.category ? -1 : 1)),
    unanswered: clustered(open).slice(0, 50),
    bands: [...languages.values()],
    thresholds: state?.thresholds ?? {},
  };
}
