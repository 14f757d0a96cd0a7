import type { AnswerCard } from "@ven/contracts/ask";

import type { Card } from "./publish";
import type { DocumentRow } from "./search-repository";
import { sentencesOf } from "./search/sentences";

/** What is shown of a document; `sentence` is the one that answers, 0 the title, `asked` the asker's language. */
export function cardOf(
  { topic, entry, lang, title }: DocumentRow,
  card: Card,
  sentence: number,
  asked: string,
): AnswerCard {
  const at = sentence - 1 - card.questions.length;
  const best = at >= 0 ? sentencesOf(card.text)[at] : undefined;
  return {
    topic,
    entry,
    lang,
    title,
    text: card.text,
    ...(best !== undefined && { sentence: best }),
    ...(card.phone !== null && { phone: card.phone }),
    ...(card.map !== null && { map: card.map }),
    confirm: card.confirm,
    machine: card.machine,
    otherLanguage: lang !== asked,
  };
}
