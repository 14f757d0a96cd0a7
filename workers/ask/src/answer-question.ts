import type { Question, Reply, Suggestion } from "@ven/contracts/ask";
import { log, Problem, randomToken, sha256, uuidv7, withDeadline } from "@ven/kit";

import { decide } from "./band";
import { cardOf } from "./card";
import { emergencyOf } from "./emergency";
import { findTopics, type Ranked } from "./find";
import type { Card } from "./publish";
import { type DocumentRow, versionsOf } from "./search-repository";
import { botMayAnswer } from "./thread";
import { addMessage, beginThread, moveThread, threadByToken, type ThreadRow } from "./thread-repository";

export interface Answering {
  db: D1Database;
  search: D1Database;
  now: number;
  /** The city: its own topics first, and the first part of a thread's token. */
  city: string;
  /** The language of the person's pages. */
  session: string;
}

/** A store that hangs must not keep somebody at a pier waiting. */
const searchDeadline = 2_500;
const writeDeadline = 1_500;
/** What is kept of a question. */
const longest = 2_000;

type Answered = Omit<Reply, "thread"> & { score?: number };

/**
 * Answers a question: emergencies first and without any store, then the best topic, three suggestions, or nothing. In a
 * thread that a person has, it is only passed on. A question that cannot be kept is answered all the same.
 */
export async function answerQuestion(
  answering: Answering,
  question: Question,
): Promise<Reply & { state: ThreadRow["state"] }> {
  const { db } = answering;
  const session = question.lang ?? answering.session;
  const urgent = emergencyOf(question.q);
  const thread = question.thread === undefined ? null : await threadOf(db, question.thread).catch(away);
  if (thread && !botMayAnswer(thread.state) && !urgent) {
    const state = await askOn(answering, thread, question.q);
    return { band: "none", sources: [], suggestions: [], lang: thread.lang, thread: question.thread ?? null, state };
  }
  const answered: Answered = urgent
    ? { band: "emergency", emergency: urgent, sources: [], suggestions: [], lang: urgent.lang }
    : await answerOf(answering, question.q, session).catch(away);
  const { score, ...reply } = answered;
  const kept = await keep(answering, question, reply, score, thread).catch((err: unknown) => {
    log("warn", "question-not-kept", { cause: err instanceof Error ? err.name : "unknown" });
    return null;
  });
  return { ...reply, thread: kept, state: thread?.state ?? "bot" };
}

function away(err: unknown): never {
  throw Problem.is(err) ? err : new Problem("unavailable", undefined, { cause: err });
}

async function threadOf(db: D1Database, token: string) {
  const row = await withDeadline(threadByToken(db, await sha256(token)), writeDeadline);
  // A closed thread stays closed: the question begins a new one.
  return row?.state === "closed" ? null : row;
}

/** The answer alone, nothing written. */
export async function answerOf({ search, now, city }: Answering, text: string, session: string): Promise<Answered> {
  const found = await withDeadline(findTopics(search, { text, session, area: city, now }), searchDeadline);
  const { band, best, others } = decide(found);
  const { lang } = found;
  const suggestions: Suggestion[] = [];
  for (const other of others) suggestions.push(await suggestionOf(search, found.state.live, other, lang, now));
  if (band !== "answer" || !best) return { band, sources: [], suggestions, lang };
  const shown = await inLanguage(search, found.state.live, best, lang, now);
  const card = JSON.parse(shown.card) as Card;
  // Whatever was imported how: without a source it is a suggestion to look at, not an answer.
  if (card.sources.length === 0)
    return { band: "suggest", sources: [], suggestions: [suggestion(shown), ...suggestions].slice(0, 3), lang };
  return {
    band,
    answer: cardOf(shown, card, shown.entry === best.hit.entry ? best.sentence : 0, lang),
    sources: card.sources,
    suggestions,
    lang,
    score: best.confidence,
  };
}

/** The entry in the asker's language, else English, else Vietnamese, else as found. */
async function inLanguage(
  search: D1Database,
  slot: "a" | "b",
  { hit, topic }: Ranked,
  lang: string,
  now: number,
): Promise<DocumentRow> {
  if (hit.lang === lang) return hit;
  const versions = await withDeadline(versionsOf(search, slot, topic, now), searchDeadline);
  const one = (wanted: string) => versions.find((version) => version.lang === wanted);
  return one(lang) ?? one("en") ?? one("vi") ?? hit;
}

const suggestion = ({ topic, title, lang }: DocumentRow): Suggestion => ({ topic, title, lang });

async function suggestionOf(search: D1Database, slot: "a" | "b", ranked: Ranked, lang: string, now: number) {
  return suggestion(await inLanguage(search, slot, ranked, lang, now));
}

/** Writes question and answer down: a thread of its own, or the one it belongs to. Gives the token. */
async function keep(
  { db, now, city }: Answering,
  { q, place, thread: token }: Question,
  reply: Answered,
  score: number | undefined,
  thread: ThreadRow | null,
) {
  const { band, answer, emergency, lang } = reply;
  const asked = { author: "asker", lang, text: q.slice(0, longest) } as const;
  const said = {
    author: band === "emergency" ? "system" : "bot",
    lang: answer?.lang ?? emergency?.lang ?? lang,
    text: emergency ? emergency.number : (answer?.title ?? ""),
    band,
    ...(answer && { entry: answer.entry }),
    ...(score !== undefined && { score }),
  } as const;
  if (thread && token !== undefined) {
    await withDeadline(
      db.batch([
        moveThread(db, { id: thread.id, version: thread.version, to: thread.state, now }),
        addMessage(db, thread.id, asked, { now }),
        addMessage(db, thread.id, said, { now }),
      ]),
      writeDeadline,
    );
    return token;
  }
  const id = uuidv7(now);
  const fresh = `${city}-${randomToken()}`;
  await withDeadline(
    db.batch([
      beginThread(db, { id, token: await sha256(fresh), organisation: city, lang, place: place ?? null, now }),
      addMessage(db, id, asked, { now }),
      addMessage(db, id, said, { now }),
    ]),
    writeDeadline,
  );
  return fresh;
}

/** Passes a further question on to the person who has the thread; one who has answered is asked again. */
async function askOn({ db, now }: Answering, thread: ThreadRow, q: string) {
  const to = thread.state === "answered" || thread.state === "published" ? "open" : thread.state;
  const results = await withDeadline(
    db.batch([
      moveThread(db, {
        id: thread.id,
        version: thread.version,
        to,
        now,
        ...(to !== thread.state && { handedAt: now }),
      }),
      addMessage(db, thread.id, { author: "asker", lang: thread.lang, text: q.slice(0, longest) }, { now }),
    ]),
    writeDeadline,
  );
  // Somebody moved it in the same moment: what was asked must not be lost, whatever the state is now.
  if (results[0]?.meta.changes === 0)
    await addMessage(
      db,
      thread.id,
      { author: "asker", lang: thread.lang, text: q.slice(0, longest) },
      { now, always: true },
    ).run();
  return to;
}
