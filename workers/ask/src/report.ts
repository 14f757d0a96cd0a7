import type { Band } from "@ven/contracts/ask";

import { redact } from "./redact";
import { bandCounts, complaintCounts, coverageCounts, deskCounts, notAnswered, type Span } from "./report-repository";
import { fold } from "./search/fold";
import { isCommon } from "./search/language";
import { normalise } from "./search/script";

export interface Cluster {
  lang: string;
  /** As one of them asked, without what tells who. */
  text: string;
  times: number;
}

const pairwise = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const wordsOf = (text: string) => {
  const words = (fold(normalise(text)).match(/[\p{L}\p{N}]+/gu) ?? []).flatMap((word) =>
    // Written without spaces: two characters are what a word is elsewhere.
    pairwise.test(word) && word.length > 2
      ? Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2))
      : [word],
  );
  const telling = words.filter((word) => !isCommon(word));
  return new Set(telling.length > 0 ? telling : words);
};
/** With so much of their words in common, two questions ask the same. */
const alike = 0.6;

/** Questions that ask the same, as one; the most frequent first. */
export function clustered(questions: readonly { lang: string; text: string }[]): Cluster[] {
  const clusters: (Cluster & { words: Set<string> })[] = [];
  for (const { lang, text } of questions) {
    const words = wordsOf(text);
    if (words.size === 0) continue;
    const known = clusters.find((one) => {
      if (one.lang !== lang) return false;
      const common = [...words].filter((word) => one.words.has(word)).length;
      return common / (words.size + one.words.size - common) >= alike;
    });
    if (known) known.times++;
    else clusters.push({ lang, text: redact(text), times: 1, words });
  }
  return clusters.map(({ lang, text, times }) => ({ lang, text, times })).toSorted((x, y) => y.times - x.times);
}

const sum = <Item>(items: readonly Item[], of: (item: Item) => number) =>
  items.reduce((total, item) => total + of(item), 0);

/** Groups by a key, in the order in which keys come. */
function groups<Item>(items: readonly Item[], key: (item: Item) => string) {
  const found = new Map<string, Item[]>();
  for (const item of items) {
    const list = found.get(key(item));
    if (list) list.push(item);
    else found.set(key(item), [item]);
  }
  return [...found];
}

/** What the province looks at: how much is asked, in which language and where, how it went, what is complained of. */
export async function report(
  { db, zone }: { db: D1Database; zone: number },
  organisations: readonly string[],
  span: Span,
) {
  const [bands, people, complaints, open, coverage] = await Promise.all([
    bandCounts(db, organisations, span, zone),
    deskCounts(db, organisations, span),
    complaintCounts(db, organisations, span),
    notAnswered(db, organisations, span, 1_000),
    coverageCounts(db, organisations),
  ]);
  const figures = (rows: typeof bands) => {
    const of = (band: Band) =>
      sum(
        rows.filter((row) => row.band === band),
        ({ count }) => count,
      );
    return {
      asked: sum(rows, ({ count }) => count),
      answer: of("answer"),
      suggest: of("suggest"),
      none: of("none"),
      emergency: of("emergency"),
      right: sum(rows, ({ right }) => right),
      wrong: sum(rows, ({ wrong }) => wrong),
    };
  };
  const first = Math.floor((span.from + zone) / 86_400_000);
  const last = Math.floor((span.to - 1 + zone) / 86_400_000);
  const perDay = new Map(groups(bands, ({ day }) => String(day)));
  return {
    total: figures(bands),
    people,
    /** Questions by local day, also of days without any. */
    days: Array.from({ length: last - first + 1 }, (_, at) => ({
      day: first + at,
      asked: sum(perDay.get(String(first + at)) ?? [], ({ count }) => count),
      none: sum(
        (perDay.get(String(first + at)) ?? []).filter(({ band }) => band === "none"),
        ({ count }) => count,
      ),
    })),
    languages: groups(bands, ({ lang }) => lang)
      .map(([lang, rows]) => ({ lang, ...figures(rows) }))
      .toSorted((x, y) => y.asked - x.asked),
    places: groups(
      bands.filter(({ place }) => place !== null),
      ({ place }) => place ?? "",
    )
      .map(([place, rows]) => ({ place, ...figures(rows) }))
      .toSorted((x, y) => y.asked - x.asked)
      .slice(0, 50),
    complaints,
    unanswered: clustered(open).slice(0, 60),
    coverage: groups(coverage, ({ category }) => category).map(([category, rows]) => ({
      category,
      byLanguage: Object.fromEntries(rows.map(({ lang, topics }) => [lang, topics])),
    })),
  };
}
export type Report = Awaited<ReturnType<typeof report>>;
