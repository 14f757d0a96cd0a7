import type { AnswerCard, Message } from "@ven/contracts/ask";
import { withDeadline } from "@ven/kit";

import { cardOf } from "./card";
import { findTopics } from "./find";
import type { Card } from "./publish";
import type { ThreadRow } from "./thread-repository";

/** The five entries that fit a thread's last question best; none while the index is away. */
export async function candidatesFor(
  { search, now, city }: { search: D1Database; now: number; city: string },
  { lang }: ThreadRow,
  messages: readonly Message[],
): Promise<AnswerCard[]> {
  const asked = messages.findLast(({ author }) => author === "asker");
  if (!asked) return [];
  const found = await withDeadline(
    findTopics(search, { text: asked.text, session: lang, area: city, now }),
    2_500,
  ).catch(() => null);
  return (found?.ranked ?? [])
    .slice(0, 5)
    .map(({ hit, sentence }) => cardOf(hit, JSON.parse(hit.card) as Card, sentence, lang));
}
