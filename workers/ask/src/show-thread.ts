import type { AnswerCard, Source, Suggestion, ThreadView } from "@ven/contracts/ask";
import { withDeadline } from "@ven/kit";

import { type Answering, answerOf } from "./answer-question";
import { cardOf } from "./card";
import type { Card } from "./publish";
import { documentsOf, readState } from "./search-repository";
import type { ThreadRow } from "./thread-repository";
import { viewOf } from "./view-thread";

export interface ShownThread {
  thread: ThreadView;
  answers: Map<string, { answer: AnswerCard; sources: Source[] }>;
  suggestions: Suggestion[];
}

/** A thread with its answers as they are today. While the index is away, only what people said is shown. */
export async function showThread(answering: Answering, row: ThreadRow): Promise<ShownThread> {
  const { db, search, now } = answering;
  const thread = await viewOf(db, row);
  const asked = thread.messages.findLast(({ author }) => author === "asker");
  const last = thread.messages.at(-1);
  const entries = thread.messages.flatMap(({ entry }) => entry ?? []);
  const shown = async () => {
    const { live } = await readState(search);
    const rows = entries.length > 0 ? await documentsOf(search, live, entries, now) : [];
    const wantsMore = last?.band === "suggest" || last?.band === "answer";
    const again = asked && wantsMore ? await answerOf(answering, asked.text, thread.lang) : undefined;
    return { rows, suggestions: again?.suggestions ?? [] };
  };
  const { rows, suggestions } = await withDeadline(shown(), 2_500).catch(() => ({ rows: [], suggestions: [] }));
  const answers = new Map(
    rows.map((document) => {
      const card = JSON.parse(document.card) as Card;
      return [document.entry, { answer: cardOf(document, card, 0, thread.lang), sources: card.sources }] as const;
    }),
  );
  return { thread, answers, suggestions };
}
