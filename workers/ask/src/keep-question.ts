import type { Question, ThreadState } from "@ven/contracts/ask";
import { commit, commitOnce, hmac, Problem, randomToken, sha256, uuidv7 } from "@ven/kit";

import {
  type AskingThread,
  type Desk,
  handToPeople,
  type Moved,
  passOn,
  sayAsMachine,
  startThread,
} from "./asking-repository";
import { expectedBy } from "./expected-answer";
import type { Answered } from "./find-answer";
import { addMessage } from "./thread-repository";

export interface Keeping {
  db: D1Database;
  now: number;
  city: string;
  /** Secret from which a thread's token is made when the same form is sent twice. */
  secret: string;
}

export interface Kept {
  thread: string;
  state: ThreadState;
  /** The thread's row as it is now, to tell pages that are open; absent for a new thread, which nobody looks at yet. */
  moved?: Moved & { id: string };
}

/** What is kept of a question. */
const longest = 2_000;
const dayMs = 86_400_000;

/**
 * The machine's message: the title of what it showed, then, after an empty line, what it said in fewer words. The entry
 * itself is shown as it is today.
 */
function saidBy({ band, answer, emergency, lang, score, suggestions }: Answered) {
  return {
    author: band === "emergency" ? "system" : "bot",
    lang: answer?.lang ?? emergency?.lang ?? lang,
    text: emergency ? emergency.number : [answer?.title, answer?.summary].filter(Boolean).join("\n\n"),
    band,
    topics: suggestions.map(({ topic }) => topic),
    ...(answer && { entry: answer.entry }),
    ...(score !== undefined && { score }),
  } as const;
}

export interface Asked extends Pick<Question, "q" | "place"> {
  lang: string;
  /** What the machine says to it; nothing where a person was asked. */
  reply: Answered | undefined;
  /** A person was asked from the first. */
  person: boolean;
  /** Of the form: sent twice, it is one question. */
  key?: string | undefined;
  desk?: Desk | null;
}

/** Writes a question down that begins a thread: one batch. */
export async function beginAsking(keeping: Keeping, asked: Asked): Promise<Kept> {
  const { db, now, city, secret } = keeping;
  const { q, place, lang, reply, person, key, desk = null } = asked;
  const text = q.slice(0, longest);
  const id = uuidv7(now);
  const once = key === undefined ? undefined : `${key}.${await sha256(text)}`;
  const token = `${city}-${once === undefined ? randomToken() : (await hmac(secret, `thread:${once}`)).slice(0, 22)}`;
  const urgent = reply?.band === "emergency";
  const statements = [
    startThread(db, {
      id,
      token: await sha256(token),
      organisation: city,
      lang,
      place: place ?? null,
      urgent,
      now,
    }),
    addMessage(db, id, { author: "asker", lang, text }, { now }),
    ...(reply ? [sayAsMachine(db, id, saidBy(reply), now)] : []),
    ...(person
      ? [
          handToPeople(db, { id, now, expectedBy: expectedBy(now, desk), organisation: desk?.organisation ?? null }),
          addMessage(db, id, { author: "system", lang, text: "hand-off" }, { now }),
        ]
      : []),
  ];
  await write(keeping, { scope: "thread", once }, statements);
  return { thread: token, state: person ? "open" : "bot" };
}

/** Writes a further question down, with what the machine says to it while it may: one batch. */
export async function askOn(
  keeping: Keeping,
  token: string,
  thread: AskingThread,
  { q, lang, reply, key }: Asked,
): Promise<Kept> {
  const { db, now } = keeping;
  const text = q.slice(0, longest);
  const urgent = reply?.band === "emergency";
  const results = await write(
    keeping,
    { scope: thread.id, once: key === undefined ? undefined : `${key}.${await sha256(text)}` },
    [
      passOn(db, { id: thread.id, now, expectedBy: expectedBy(now, thread.desk), urgent }),
      addMessage(db, thread.id, { author: "asker", lang, text }, { now }),
      ...(reply ? [sayAsMachine(db, thread.id, saidBy(reply), now)] : []),
    ],
  );
  // The same form again: it is written already.
  if (!results) return { thread: token, state: thread.state };
  const [moved] = (results[0]?.results ?? []) as Moved[];
  if (!moved) throw new Problem("wrong-state");
  return { thread: token, state: moved.state, moved: { ...moved, id: thread.id } };
}

/** Gives what each statement gave, or undefined when the same form had been written before. */
async function write(
  { db, now }: Keeping,
  { scope, once }: { scope: string; once: string | undefined },
  statements: D1PreparedStatement[],
) {
  if (once === undefined) return commit(db, statements);
  const done = await commitOnce(
    db,
    "ask",
    { scope, key: once, requestHash: "", now, keepFor: dayMs, status: 200, response: "" },
    statements,
  );
  return done.results;
}
