import { withDeadline } from "@ven/kit";

import { findTopics } from "./find";

/** An entry that says much the same. */
export interface Alike {
  entry: string;
  topic: string;
  lang: string;
  title: string;
}

/** With so much of the words in common, two texts are probably about one thing. */
const alike = 0.6;

/** Entries that answer a title already; none while the index is away. */
export async function duplicatesOf(
  { search, now, city }: { search: D1Database; now: number; city: string },
  { title, lang, topic }: { title: string; lang: string; topic?: string },
): Promise<Alike[]> {
  if (title.trim() === "") return [];
  const asking = { text: title, session: lang, area: city, now, ...(topic !== undefined && { without: topic }) };
  const found = await withDeadline(findTopics(search, asking), 2_500).catch(() => null);
  return (found?.ranked ?? [])
    .filter(({ confidence }) => confidence >= alike)
    .slice(0, 3)
    .map(({ hit }) => ({ entry: hit.entry, topic: hit.topic, lang: hit.lang, title: hit.title }));
}
