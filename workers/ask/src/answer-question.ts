import type { Question, Reply, ThreadState } from "@ven/contracts/ask";
import { log, Problem, sha256, withDeadline } from "@ven/kit";

import { askingThread, cityDesk } from "./asking-repository";
import { emergencyOf } from "./emergency";
import { answerOf, answerToCry, type Answered, type Searching } from "./find-answer";
import { askOn, beginAsking, type Keeping, type Kept } from "./keep-question";
import { languageOfText } from "./search/language";
import { botMayAnswer } from "./thread";

export interface Answering extends Searching, Keeping {
  /** The language of the person's pages. */
  session: string;
}

/** How a question came: `person` asks a person and no machine; `key` is the form's, so that sent twice is asked once. */
export interface How {
  person?: boolean;
  key?: string | undefined;
}

const readDeadline = 1_500;

export interface Prepared {
  reply: Omit<Reply, "thread">;
  /** Writes question and answer down. Null when that cannot be done now: it is answered all the same. */
  keep: () => Promise<Kept | null>;
}

/**
 * Answers a question: emergencies first and without any store, then the best topic, three suggestions, or nothing. In a
 * thread that a person has, it is only passed on. Shown before it is kept: nobody waits for the book-keeping.
 */
export async function prepareAnswer(
  answering: Answering,
  question: Question,
  { person = false, key }: How = {},
): Promise<Prepared> {
  const { db } = answering;
  const { q, place, thread: token } = question;
  const urgent = emergencyOf(q);
  const thread = token === undefined ? null : await threadOf(db, token).catch((err) => (urgent ? null : away(err)));
  const session = question.lang ?? thread?.lang ?? answering.session;
  const forPerson = !urgent && (person || (thread !== null && !botMayAnswer(thread.state)));
  const here = { ...answering, place };
  const answered: Answered = urgent
    ? await answerToCry(here, urgent, q, session)
    : forPerson
      ? { band: "none", sources: [], suggestions: [], lang: languageOfText(q, session) }
      : await answerOf(here, q, session).catch(away);
  const { score: _, ...reply } = answered;

  async function write(): Promise<Kept> {
    const asked = { q, place, lang: answered.lang, person, key, reply: forPerson ? undefined : answered };
    if (thread && token !== undefined) return askOn(answering, token, thread, asked);
    return beginAsking(answering, { ...asked, desk: person ? await cityDesk(db) : null });
  }
  return {
    reply,
    keep: async () => {
      try {
        return await write();
      } catch (err) {
        // What a person was asked must not be lost silently; what the machine answered is on the page.
        if (forPerson) return away(err);
        log("warn", "question-not-kept", { cause: err instanceof Error ? err.name : "unknown" });
        return null;
      }
    },
  };
}

/** Answers and keeps in one go. */
export async function answerQuestion(
  answering: Answering,
  question: Question,
  how: How = {},
): Promise<Reply & { state: ThreadState; kept: Kept | null }> {
  const { reply, keep } = await prepareAnswer(answering, question, how);
  const kept = await keep();
  return { ...reply, thread: kept?.thread ?? null, state: kept?.state ?? "bot", kept };
}

function away(err: unknown): never {
  throw Problem.is(err) ? err : new Problem("unavailable", undefined, { cause: err });
}

async function threadOf(db: D1Database, token: string) {
  const row = await withDeadline(askingThread(db, await sha256(token)), readDeadline);
  // A closed thread stays closed: the question begins a new one.
  return row?.state === "closed" ? null : row;
}
