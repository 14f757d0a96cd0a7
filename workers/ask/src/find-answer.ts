import type { Reply, Suggestion } from "@ven/contracts/ask";
import { withDeadline } from "@ven/kit";

import type { Assistant } from "./assistant/assistant";
import { fuse } from "./assistant/similarity";
import { decide } from "./band";
import { cardOf } from "./card";
import type { Emergency } from "./emergency";
import { emergencyCard } from "./emergency-card";
import { findTopics, type FoundTopics, type Ranked } from "./find";
import type { Card } from "./publish";
import type { DocumentRow } from "./search-repository";
import { versionsIn } from "./shown-repository";

export interface Searching {
  search: D1Database;
  now: number;
  /** The city: its own topics first. */
  city: string;
  /** Where the person stands, if their page knows. */
  place?: string | undefined;
  /** Machines that help, where this deployment has any. */
  assistant?: Assistant | undefined;
}

/** A store that hangs must not keep somebody at a pier waiting. */
const searchDeadline = 2_500;
/** Topics that a machine is asked to put in order. */
const mostRanked = 12;

/** What is answered, before it belongs to a thread. */
export type Answered = Omit<Reply, "thread"> & { score?: number };

/**
 * The answer to a question, nothing written: an entry that says it, or three topics to choose from, or nothing. A machine
 * is asked only where the words leave doubt; it can change what is suggested, and never makes an answer of its own.
 */
export async function answerOf(searching: Searching, text: string, session: string): Promise<Answered> {
  const { search, now, city, place, assistant } = searching;
  const found = await withDeadline(findTopics(search, { text, session, area: city, place, now }), searchDeadline);
  let { band, best, others } = decide(found);
  const { lang, state } = found;
  if (band === "suggest" && assistant)
    ({ band, best, others } = decide({ ...found, ranked: await reordered(assistant, text, found) }));
  const chosen = band === "answer" && best ? [best, ...others] : others;
  const shown = await inLanguage(search, state.live, chosen, lang, now);
  const [first] = shown;
  if (band !== "answer" || !best || !first)
    return { band, sources: [], suggestions: shown.slice(0, 3).map(suggestion), lang };
  const card = JSON.parse(first.card) as Card;
  // Whatever was imported how: without a source it is a suggestion to look at, not an answer.
  if (card.sources.length === 0)
    return { band: "suggest", sources: [], suggestions: shown.slice(0, 3).map(suggestion), lang };
  const answer = cardOf(first, card, first.entry === best.hit.entry ? best.sentence : 0, lang);
  const summary = answer.otherLanguage ? undefined : await assistant?.rephrase(text, card.text, lang);
  return {
    band,
    answer: { ...answer, ...(summary !== undefined && { summary }) },
    sources: card.sources,
    suggestions: shown.slice(1, 4).map(suggestion),
    lang,
    score: best.confidence,
  };
}

/** So long a cry waits for topics, ms: its card needs no store. */
const cryDeadline = 800;

/**
 * The card for a cry, which nothing holds up; and, if the index answers at once, the topics that the words are about. Who
 * only asked what to do about jellyfish finds it below the number.
 */
export async function answerToCry(
  searching: Searching,
  cry: Emergency,
  text: string,
  session: string,
): Promise<Answered> {
  const found = await withDeadline(answerOf({ ...searching, assistant: undefined }, text, session), cryDeadline).catch(
    () => undefined,
  );
  const suggestions = [...(found?.answer ? [found.answer] : []), ...(found?.suggestions ?? [])]
    .slice(0, 3)
    .map(({ topic, title, lang }) => ({ topic, title, lang }));
  return { band: "emergency", emergency: emergencyCard(cry), sources: [], suggestions, lang: cry.lang };
}

/** The ranking of words and that of a machine as one; without a machine's word, as it was. */
async function reordered(assistant: Assistant, text: string, { ranked }: FoundTopics): Promise<Ranked[]> {
  const head = ranked.slice(0, mostRanked);
  const texts = head.map(({ hit }) => `${hit.title}\n${(JSON.parse(hit.card) as Card).text.slice(0, 300)}`);
  const order = await assistant.rank(text, texts);
  return order ? [...fuse(head, order), ...ranked.slice(mostRanked)] : ranked;
}

/** Entries in the asker's language, else English, else Vietnamese, else as found: one trip at most for all of them. */
async function inLanguage(
  search: D1Database,
  slot: "a" | "b",
  chosen: readonly Ranked[],
  lang: string,
  now: number,
): Promise<DocumentRow[]> {
  const foreign = chosen.filter(({ hit }) => hit.lang !== lang).map(({ topic }) => topic);
  const versions = foreign.length > 0 ? await withDeadline(versionsIn(search, slot, foreign, now), searchDeadline) : [];
  return chosen.map(({ hit, topic }) => {
    if (hit.lang === lang) return hit;
    const one = (wanted: string) => versions.find((version) => version.topic === topic && version.lang === wanted);
    return one(lang) ?? one("en") ?? one("vi") ?? hit;
  });
}

const suggestion = ({ topic, title, lang }: DocumentRow): Suggestion => ({ topic, title, lang });
