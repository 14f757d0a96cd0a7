import type { AnswerCard, Source, Suggestion, ThreadView } from "@ven/contracts/ask";
import { withDeadline } from "@ven/kit";

import type { AskingThread, ShownMessage } from "./asking-repository";
import { cardOf } from "./card";
import type { Card } from "./publish";
import type { DocumentRow } from "./search-repository";
import { shownDocuments } from "./shown-repository";

export interface ShownThread {
  thread: ThreadView;
  answers: Map<string, { answer: AnswerCard; sources: Source[] }>;
  suggestions: Suggestion[];
  /** The index is away: answers cannot be shown now. */
  partial: boolean;
}

/** A thread with its answers as they are today. While the index is away, only what people said is shown. */
export async function showThread(
  { search, now, session }: { search: D1Database; now: number; session: string },
  row: AskingThread,
  messages: readonly ShownMessage[],
): Promise<ShownThread> {
  const { state, version, lang, place, expectedBy } = row;
  const thread = { state, version, seq: version, lang, place, expectedBy, messages: [...messages] };
  const entries = messages.flatMap(({ entry }) => entry ?? []);
  const topics = state === "bot" ? (messages.at(-1)?.topics ?? []) : [];
  const found =
    entries.length + topics.length === 0
      ? []
      : await withDeadline(shownDocuments(search, { entries, topics }, now), 2_500).catch(() => null);
  const rows = found ?? [];
  const answers = new Map(
    rows.map((document) => {
      const card = JSON.parse(document.card) as Card;
      return [document.entry, { answer: cardOf(document, card, 0, lang), sources: card.sources }] as const;
    }),
  );
  const wanted = [lang, session, "en", "vi"];
  return {
    thread,
    answers,
    suggestions: topics.flatMap((topic) => suggestionOf(rows, topic, wanted)),
    partial: !found,
  };
}

function suggestionOf(rows: readonly DocumentRow[], topic: string, langs: readonly string[]): Suggestion[] {
  const versions = rows.filter((row) => row.topic === topic);
  const best = langs.flatMap((lang) => versions.find((row) => row.lang === lang) ?? [])[0] ?? versions[0];
  return best ? [{ topic, title: best.title, lang: best.lang }] : [];
}
