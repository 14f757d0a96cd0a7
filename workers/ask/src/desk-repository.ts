import type { Complaint, InboxItem, ThreadState } from "@ven/contracts/ask";

import type { Hours } from "./expected-answer";
import type { Step, ThreadRow } from "./thread-repository";

/** A thread as the desk needs it. */
export interface DeskThread extends ThreadRow {
  category: Complaint | null;
  urgent: boolean;
  handedAt: number | null;
  claimedAt: number | null;
}

export async function deskThread(db: D1Database, id: string): Promise<DeskThread | null> {
  const row = await db
    .prepare(
      `SELECT id, organisation, state, lang, place, expected_by AS expectedBy, claimed_by AS claimedBy, version,
         category, urgent, handed_at AS handedAt, claimed_at AS claimedAt FROM ask_thread WHERE id = ?`,
    )
    .bind(id)
    .first<Omit<DeskThread, "urgent"> & { urgent: number }>();
  return row && { ...row, urgent: row.urgent === 1 };
}

const inScope =
  "organisation IN (SELECT organisation FROM id_organisation_path WHERE ancestor IN (SELECT value FROM json_each(?1)))";

export interface InboxFilter {
  states: readonly ThreadState[];
  limit: number;
  /** Language of the question. */
  lang?: string | undefined;
  /** Who has it. */
  claimedBy?: string | undefined;
}

type Row = Omit<InboxItem, "urgent" | "question"> & { urgent: number; question: string | null };

/** Threads that wait for a person or are with one, the pressing first, then the longest waiting; done ones newest first. */
export async function inbox(
  db: D1Database,
  organisations: readonly string[],
  { states, limit, lang, claimedBy }: InboxFilter,
) {
  const { results } = await db
    .prepare(
      `SELECT id, state, version, lang, place, urgent, category, handed_at AS handedAt, expected_by AS expectedBy,
         claimed_by AS claimedBy,
         (SELECT text FROM ask_message m WHERE m.thread = t.id AND m.author = 'asker' ORDER BY seq DESC LIMIT 1) AS question
       FROM ask_thread t WHERE ${inScope} AND state IN (SELECT value FROM json_each(?2)) AND lang = coalesce(?4, lang)
         AND (?5 IS NULL OR claimed_by = ?5)
       ORDER BY state IN ('open', 'claimed') DESC, urgent DESC, iif(state IN ('open', 'claimed'), handed_at, -answered_at), id
       LIMIT ?3`,
    )
    .bind(JSON.stringify(organisations), JSON.stringify(states), limit, lang ?? null, claimedBy ?? null)
    .all<Row>();
  return results.map(({ urgent, question, ...row }): InboxItem => ({
    ...row,
    urgent: urgent === 1,
    question: question ?? "",
  }));
}

/** Statement: what a thread is about and how pressing it is, if it is still as it was seen. */
export const markThread = (
  db: D1Database,
  { id, version, category, urgent }: Pick<Step, "id" | "version"> & { category: Complaint | null; urgent: boolean },
) =>
  db
    .prepare("UPDATE ask_thread SET category = ?3, urgent = ?4, version = version + 1 WHERE id = ?1 AND version = ?2")
    .bind(id, version, category, Number(urgent));

/** Statement: a colleague goes on with it. */
export const takeThread = (
  db: D1Database,
  { id, version, now, actor }: Pick<Step, "id" | "version" | "now"> & { actor: string },
) =>
  db
    .prepare(
      `UPDATE ask_thread SET claimed_by = ?4, claimed_at = ?3, version = version + 1
       WHERE id = ?1 AND version = ?2 AND state = 'claimed'`,
    )
    .bind(id, version, now, actor);

/** Statement: keeps the answer to a command, if the statement before changed a row. */
export const keepAnswer = (
  db: D1Database,
  { scope, key, hash, response, now }: { scope: string; key: string; hash: string; response: string; now: number },
) =>
  db
    .prepare(
      `INSERT INTO ask_idempotency (scope, key, request_hash, status, response, created_at, expires_at)
       SELECT ?1, ?2, ?3, 200, ?4, ?5, ?6 WHERE changes() = 1`,
    )
    .bind(scope, key, hash, response, now, now + 86_400_000);

export const keptAnswer = (db: D1Database, scope: string, key: string) =>
  db
    .prepare("SELECT request_hash AS hash, response FROM ask_idempotency WHERE scope = ? AND key = ?")
    .bind(scope, key)
    .first<{ hash: string; response: string }>();

export interface DeskRow extends Hours {
  organisation: string;
  name: string;
  nameEn: string;
  days: string;
}

/** Every desk that a question can be handed to, by name. */
export async function desks(db: D1Database) {
  const { results } = await db
    .prepare(
      `SELECT d.organisation, coalesce(o.name, d.organisation) AS name, coalesce(o.name_en, o.name, d.organisation) AS nameEn,
         d.timezone, d.opens, d.closes, d.answers_within AS answersWithin, d.days
       FROM ask_desk d LEFT JOIN id_organisation o ON o.id = d.organisation ORDER BY name`,
    )
    .all<DeskRow>();
  return results;
}

/** Statement: when a desk is open; where there was none, there is one from now on. */
export const setHours = (
  db: D1Database,
  { organisation, timezone, opens, closes, answersWithin, days }: Omit<DeskRow, "name" | "nameEn">,
) =>
  db
    .prepare(
      `INSERT INTO ask_desk (organisation, timezone, opens, closes, answers_within, days) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
       ON CONFLICT (organisation) DO UPDATE SET opens = excluded.opens, closes = excluded.closes,
         answers_within = excluded.answers_within, days = excluded.days`,
    )
    .bind(organisation, timezone, opens, closes, answersWithin, days);

/** Organisations among these that have no desk yet, in the state of one that is about to be set up. */
export async function withoutDesk(db: D1Database, organisations: readonly string[], timezone: string) {
  const { results } = await db
    .prepare(
      `SELECT o.id AS organisation, o.name, coalesce(o.name_en, o.name) AS nameEn FROM id_organisation o
       WHERE o.id IN (SELECT value FROM json_each(?)) AND NOT EXISTS (SELECT 1 FROM ask_desk d WHERE d.organisation = o.id)
       ORDER BY o.name`,
    )
    .bind(JSON.stringify(organisations))
    .all<Pick<DeskRow, "organisation" | "name" | "nameEn">>();
  return results.map((row): DeskRow => ({
    ...row,
    timezone,
    opens: 8 * 60,
    closes: 17 * 60,
    answersWithin: 60,
    days: "12345",
  }));
}

/** Open threads that were handed on and are overdue since before an instant; those that came back once are not among them. */
export async function handedOnBefore(db: D1Database, before: number) {
  const { results } = await db
    .prepare(
      `SELECT t.id, t.version, t.lang, t.organisation, m.text FROM ask_thread t
       JOIN ask_message m ON m.thread = t.id AND m.seq = (SELECT max(seq) FROM ask_message
         WHERE thread = t.id AND author = 'system' AND (text LIKE 'transfer %' OR text LIKE 'return %'))
       WHERE t.state = 'open' AND t.expected_by < ? AND m.text LIKE 'transfer %' ORDER BY t.expected_by LIMIT 100`,
    )
    .bind(before)
    .all<Pick<ThreadRow, "id" | "version" | "lang" | "organisation"> & { text: string }>();
  return results;
}

export interface Canned {
  id: string;
  title: string;
  texts: Record<string, string>;
}

/** Statement: writes a canned text of an organisation, new or changed; never another's. */
export const putCanned = (db: D1Database, organisation: string, { id, title, texts }: Canned) =>
  db
    .prepare(
      `INSERT INTO ask_canned (id, organisation, title, texts) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT (id) DO UPDATE SET title = excluded.title, texts = excluded.texts WHERE organisation = excluded.organisation`,
    )
    .bind(id, organisation, title, JSON.stringify(texts));

export const dropCanned = (db: D1Database, organisation: string, id: string) =>
  db.prepare("DELETE FROM ask_canned WHERE id = ? AND organisation = ?").bind(id, organisation);
