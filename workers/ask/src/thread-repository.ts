import type { Band, Message, ThreadState } from "@ven/contracts/ask";

export interface ThreadRow {
  id: string;
  organisation: string;
  state: ThreadState;
  lang: string;
  place: string | null;
  expectedBy: number | null;
  claimedBy: string | null;
  version: number;
}

export interface NewMessage {
  author: Message["author"];
  lang: string;
  text: string;
  band?: Band;
  entry?: string;
  score?: number;
  actor?: string;
}

const columns = "id, organisation, state, lang, place, expected_by AS expectedBy, claimed_by AS claimedBy, version";

export const threadById = (db: D1Database, id: string) =>
  db.prepare(`SELECT ${columns} FROM ask_thread WHERE id = ?`).bind(id).first<ThreadRow>();

/** Messages of a thread in order; notes are for staff. */
export async function messagesOf(db: D1Database, thread: string, { notes }: { notes: boolean }) {
  const { results } = await db
    .prepare(
      `SELECT seq, at, author, lang, text, band, entry FROM ask_message
       WHERE thread = ?1 AND (?2 OR author <> 'note') ORDER BY seq`,
    )
    .bind(thread, Number(notes))
    .all<Message>();
  return results;
}

/** Statement: says something, if the statement before changed a row. */
export function addMessage(
  db: D1Database,
  thread: string,
  message: NewMessage,
  { now, always = false }: { now: number; always?: boolean },
) {
  const { author, actor = null, lang, band = null, entry = null, score = null, text } = message;
  return db
    .prepare(
      `INSERT INTO ask_message (thread, seq, at, author, actor, lang, band, entry, score, text)
       SELECT ?1, coalesce((SELECT max(seq) FROM ask_message WHERE thread = ?1), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9
       WHERE ?10 OR changes() = 1`,
    )
    .bind(thread, now, author, actor, lang, band, entry, score, text, Number(always));
}

export interface Step {
  id: string;
  /** The version that the person saw. */
  version: number;
  to: ThreadState;
  now: number;
  claimedBy?: string | null;
  handedAt?: number;
  expectedBy?: number;
  organisation?: string;
}

/** Statement: moves a thread on if it is still as it was seen; nobody else has won then. */
export function moveThread(
  db: D1Database,
  { id, version, to, now, claimedBy, handedAt, expectedBy, organisation }: Step,
) {
  return db
    .prepare(
      `UPDATE ask_thread SET state = ?3, version = version + 1,
         claimed_by = CASE WHEN ?3 IN ('bot', 'open') THEN NULL WHEN ?4 IS NULL THEN claimed_by ELSE ?4 END,
         claimed_at = CASE WHEN ?3 = 'claimed' THEN coalesce(claimed_at, ?5) WHEN ?3 = 'open' THEN NULL ELSE claimed_at END,
         handed_at = coalesce(?6, handed_at), expected_by = coalesce(?7, expected_by),
         answered_at = CASE WHEN ?3 = 'answered' THEN ?5 ELSE answered_at END,
         closed_at = CASE WHEN ?3 = 'closed' THEN ?5 ELSE closed_at END,
         organisation = coalesce(?8, organisation)
       WHERE id = ?1 AND version = ?2`,
    )
    .bind(id, version, to, claimedBy ?? null, now, handedAt ?? null, expectedBy ?? null, organisation ?? null);
}

const inScope =
  "organisation IN (SELECT organisation FROM id_organisation_path WHERE ancestor IN (SELECT value FROM json_each(?1)))";

/** A tourist's word on an answer. */
export const markUseful = (db: D1Database, thread: string, seq: number, useful: boolean) =>
  db
    .prepare("UPDATE ask_message SET useful = ? WHERE thread = ? AND seq = ? AND author IN ('bot', 'person')")
    .bind(Number(useful), thread, seq);

export async function cannedTexts(db: D1Database, organisations: readonly string[]) {
  const { results } = await db
    .prepare(`SELECT id, title, texts FROM ask_canned WHERE ${inScope} ORDER BY title`)
    .bind(JSON.stringify(organisations))
    .all<{ id: string; title: string; texts: string }>();
  return results.map(({ texts, ...one }) => ({ ...one, texts: JSON.parse(texts) as Record<string, string> }));
}
