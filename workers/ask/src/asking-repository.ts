import type { Message, ThreadState } from "@ven/contracts/ask";

import type { Hours } from "./expected-answer";
import type { NewMessage, ThreadRow } from "./thread-repository";

export interface Desk extends Hours {
  organisation: string;
}

export interface AskingThread extends ThreadRow {
  /** When people answer: the desk that has it, else the city's; null where none is set up. */
  desk: Desk | null;
}

/** The desk of an organisation, given as SQL; where it has none, the city's. */
const deskJson = (organisation: string) =>
  `(SELECT json_object('organisation', d.organisation, 'timezone', d.timezone, 'opens', d.opens, 'closes', d.closes,
    'answersWithin', d.answers_within, 'days', d.days) FROM ask_desk d
    ORDER BY d.organisation = ${organisation} DESC, d.organisation LIMIT 1)`;

/** The desk of an organisation, else the city's; null where none is set up. */
export async function deskOf(db: D1Database, organisation: string): Promise<Desk | null> {
  const row = await db
    .prepare(`SELECT ${deskJson("?1")} AS desk`)
    .bind(organisation)
    .first<{ desk: string | null }>();
  return row?.desk == null ? null : (JSON.parse(row.desk) as Desk);
}

/** The desk that answers for this city; null where none is set up. */
export const cityDesk = (db: D1Database) => deskOf(db, "");

type ReadRow = ThreadRow & { desk: string | null };
const rowOf = (row: ReadRow): AskingThread => ({
  ...row,
  desk: row.desk === null ? null : (JSON.parse(row.desk) as Desk),
});

const threadStatement = (db: D1Database, token: string) =>
  db
    .prepare(
      `SELECT id, organisation, state, lang, place, expected_by AS expectedBy, claimed_by AS claimedBy, version,
         ${deskJson("ask_thread.organisation")} AS desk FROM ask_thread WHERE token = ?`,
    )
    .bind(token);

/** A thread by the hash of its token, with what is needed to ask on in it: one trip. */
export async function askingThread(db: D1Database, token: string): Promise<AskingThread | null> {
  const row = await threadStatement(db, token).first<ReadRow>();
  return row && rowOf(row);
}

export interface ShownMessage extends Message {
  /** Topics that were suggested with it. */
  topics: string[];
  /** What the asker said of it. */
  useful: boolean | null;
}

/** A thread and what was said in it, without notes: one trip. */
export async function wholeThread(db: D1Database, token: string) {
  const [threads, said] = await db.batch<Record<string, unknown>>([
    threadStatement(db, token),
    db
      .prepare(
        `SELECT m.seq, m.at, m.author, m.lang, m.text, m.band, m.entry, m.topics, m.useful
         FROM ask_thread t JOIN ask_message m ON m.thread = t.id WHERE t.token = ? AND m.author <> 'note' ORDER BY m.seq`,
      )
      .bind(token),
  ]);
  const [row] = (threads?.results ?? []) as unknown[] as ReadRow[];
  if (!row) return null;
  const rows = (said?.results ?? []) as unknown[] as (Message & { topics: string | null; useful: number | null })[];
  return {
    row: rowOf(row),
    messages: rows.map(({ topics, useful, ...message }): ShownMessage => ({
      ...message,
      topics: topics === null ? [] : (JSON.parse(topics) as string[]),
      useful: useful === null ? null : useful === 1,
    })),
  };
}

interface NewThread {
  id: string;
  /** Hash of the token: the database does not know the link. */
  token: string;
  /** Where no desk is set up. */
  organisation: string;
  lang: string;
  place: string | null;
  /** Somebody cries for help. */
  urgent: boolean;
  now: number;
}

/** Statement: a thread begins with the machine. */
export const startThread = (db: D1Database, { id, token, organisation, lang, place, urgent, now }: NewThread) =>
  db
    .prepare(
      `INSERT INTO ask_thread (id, token, organisation, state, lang, place, urgent, asked_at, version)
       VALUES (?, ?, coalesce((SELECT organisation FROM ask_desk ORDER BY organisation LIMIT 1), ?), 'bot', ?, ?, ?, ?, 1)`,
    )
    .bind(id, token, organisation, lang, place, Number(urgent), now);

/** Where a thread is after a statement that moved it. */
export interface Moved {
  state: ThreadState;
  version: number;
}

/**
 * Statement: the tourist asks on, whatever the thread's version: what is typed in two tabs is never lost. Who asks on
 * after a person's answer waits for a person again.
 */
export const passOn = (
  db: D1Database,
  { id, now, expectedBy, urgent }: { id: string; now: number; expectedBy: number; urgent: boolean },
) =>
  db
    .prepare(
      `UPDATE ask_thread SET version = version + 1, urgent = max(urgent, ?4),
         state = iif(state IN ('answered', 'published'), 'open', state),
         claimed_by = iif(state IN ('answered', 'published'), NULL, claimed_by),
         claimed_at = iif(state IN ('answered', 'published'), NULL, claimed_at),
         handed_at = iif(state IN ('answered', 'published'), ?2, handed_at),
         expected_by = iif(state IN ('answered', 'published'), ?3, expected_by)
       WHERE id = ?1 AND state <> 'closed' RETURNING state, version`,
    )
    .bind(id, now, expectedBy, Number(urgent));

/** Statement: gives a thread that the machine has to people; nothing for any other. */
export const handToPeople = (
  db: D1Database,
  { id, now, expectedBy, organisation }: { id: string; now: number; expectedBy: number; organisation: string | null },
) =>
  db
    .prepare(
      `UPDATE ask_thread SET version = version + 1, state = 'open', handed_at = ?2, expected_by = ?3,
         organisation = coalesce(?4, organisation)
       WHERE id = ?1 AND state = 'bot' RETURNING state, version`,
    )
    .bind(id, now, expectedBy, organisation);

/** Statement: the machine says something, if the statement before changed a row and nobody took the thread meanwhile. */
export function sayAsMachine(db: D1Database, thread: string, message: NewMessage & { topics: string[] }, now: number) {
  const { author, lang, band = null, entry = null, score = null, text, topics } = message;
  return db
    .prepare(
      `INSERT INTO ask_message (thread, seq, at, author, lang, band, entry, score, text, topics)
       SELECT ?1, coalesce((SELECT max(seq) FROM ask_message WHERE thread = ?1), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9
       WHERE changes() = 1 AND (?3 <> 'bot' OR (SELECT state FROM ask_thread WHERE id = ?1) = 'bot')`,
    )
    .bind(thread, now, author, lang, band, entry, score, text, JSON.stringify(topics));
}
