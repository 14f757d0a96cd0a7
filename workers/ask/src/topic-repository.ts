import type { Source } from "@ven/contracts/ask";
import { isLang, type Lang } from "@ven/kit";

/** A topic in one language, as anybody may read it now. */
export interface ShownEntry {
  entry: string;
  /** UTC ms. */
  changedAt: number;
  lang: Lang;
  title: string;
  questions: string[];
  answer: string;
  machine: boolean;
  category: string;
  phone: string | null;
  map: { lat: number; lon: number } | null;
  confirm: boolean;
  sources: Source[];
}

interface Row {
  id: string;
  changedAt: number;
  lang: string;
  title: string;
  questions: string;
  answer: string;
  machine: number;
  category: string;
  phone: string | null;
  map: string | null;
  confirm: number;
  sources: string;
}

const parsed = <T>(json: string) => JSON.parse(json) as T;

/** What is live and valid of a topic, all languages. */
export async function shownEntries(db: D1Database, topic: string, now: number): Promise<ShownEntry[]> {
  const { results } = await db
    .prepare(
      `SELECT e.id, e.changed_at AS changedAt, e.lang, e.title, e.questions, e.answer, e.machine, t.category, t.phone, t.map, t.confirm, t.sources
       FROM ask_entry e JOIN ask_topic t ON t.id = e.topic
       WHERE t.id = ?1 AND e.state = 'live' AND t.valid_from <= ?2 AND (t.valid_until IS NULL OR t.valid_until > ?2)`,
    )
    .bind(topic, now)
    .all<Row>();
  return results.flatMap(({ id, lang, questions, machine, map, confirm, sources, ...row }) =>
    isLang(lang)
      ? [
          {
            ...row,
            entry: id,
            lang,
            questions: parsed<string[]>(questions),
            machine: machine === 1,
            map: map === null ? null : parsed<{ lat: number; lon: number }>(map),
            confirm: confirm === 1,
            sources: parsed<Source[]>(sources),
          },
        ]
      : [],
  );
}

export interface ListedTopic {
  id: string;
  /** UTC ms. */
  changedAt: number;
  langs: string;
}

/** Topics that have a page, newest first: 5,000 are more than a province has. */
export async function listedTopics(db: D1Database, now: number): Promise<ListedTopic[]> {
  const { results } = await db
    .prepare(
      `SELECT t.id, max(e.changed_at) AS changedAt, group_concat(e.lang) AS langs
       FROM ask_entry e JOIN ask_topic t ON t.id = e.topic
       WHERE e.state = 'live' AND t.valid_from <= ?1 AND (t.valid_until IS NULL OR t.valid_until > ?1)
         AND t.sources <> '[]'
       GROUP BY t.id ORDER BY changedAt DESC LIMIT 5000`,
    )
    .bind(now)
    .all<ListedTopic>();
  return results;
}

/** A live entry for a list: where it leads and what it says. */
export interface ListedEntry {
  topic: string;
  title: string;
  answer: string;
  category: string;
  /** UTC ms. */
  changedAt: number;
}

const shownIn = `FROM ask_entry e JOIN ask_topic t ON t.id = e.topic
  WHERE e.lang = ?1 AND e.state = 'live' AND t.valid_from <= ?2 AND (t.valid_until IS NULL OR t.valid_until > ?2)
    AND t.sources <> '[]' AND e.title <> ''`;

/** Entries of a language, the newest first. */
export async function newestEntries(db: D1Database, lang: Lang, now: number, limit: number) {
  const { results } = await db
    .prepare(
      `SELECT e.topic, e.title, e.answer, t.category, e.changed_at AS changedAt ${shownIn}
       ORDER BY e.changed_at DESC, e.topic LIMIT ?3`,
    )
    .bind(lang, now, limit)
    .all<ListedEntry>();
  return results;
}

/** What is asked most in these weeks, and before anybody has asked, what visitors need first. */
export async function popularTopics(
  db: D1Database,
  lang: Lang,
  { now, since, limit }: { now: number; since: number; limit: number },
) {
  const { results } = await db
    .prepare(
      `WITH asked AS MATERIALIZED (
         SELECT substr(entry, 1, instr(entry, '#') - 1) AS topic, count(*) AS times FROM ask_message
         WHERE band = 'answer' AND at >= ?4 AND instr(entry, '#') > 1 GROUP BY 1 ORDER BY times DESC LIMIT 20)
       SELECT e.topic, e.title FROM ask_entry e JOIN ask_topic t ON t.id = e.topic LEFT JOIN asked ON asked.topic = t.id
       WHERE e.lang = ?1 AND e.state = 'live' AND t.valid_from <= ?2 AND (t.valid_until IS NULL OR t.valid_until > ?2)
         AND t.sources <> '[]' AND e.title <> ''
       ORDER BY coalesce(asked.times, 0) DESC,
         CASE t.category WHEN 'tickets' THEN 0 WHEN 'boats' THEN 1 WHEN 'transport' THEN 2 ELSE 3 END, e.topic LIMIT ?3`,
    )
    .bind(lang, now, limit, since)
    .all<{ topic: string; title: string }>();
  return results;
}
