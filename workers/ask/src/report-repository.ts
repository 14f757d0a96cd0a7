import type { Band } from "@ven/contracts/ask";

const inScope =
  "t.organisation IN (SELECT organisation FROM id_organisation_path WHERE ancestor IN (SELECT value FROM json_each(?1)))";

/** A span of time, UTC ms: from the first instant to before the last. */
export interface Span {
  from: number;
  to: number;
}

/** Questions of a language that visitors asked, the newest first. */
export async function askedLately(
  db: D1Database,
  { lang, since, limit }: { lang: string; since: number; limit: number },
) {
  const { results } = await db
    .prepare(
      "SELECT text FROM ask_message WHERE at >= ?1 AND author = 'asker' AND lang = ?2 AND length(text) > 3 ORDER BY at DESC LIMIT ?3",
    )
    .bind(since, lang, limit)
    .all<{ text: string }>();
  return results.map(({ text }) => text);
}

export interface BandCount {
  day: number;
  lang: string;
  place: string | null;
  band: Band;
  count: number;
  right: number;
  wrong: number;
}

/** What the machine said, by local day, language and place. `zone` is the offset of the local time, ms. */
export async function bandCounts(db: D1Database, organisations: readonly string[], { from, to }: Span, zone: number) {
  const { results } = await db
    .prepare(
      // D1 binds every number as a real one, and days are whole.
      `SELECT CAST((m.at + ?4) / 86400000 AS INTEGER) AS day, t.lang, t.place, m.band, count(*) AS count,
         coalesce(sum(m.useful = 1), 0) AS right, coalesce(sum(m.useful = 0), 0) AS wrong
       FROM ask_message m JOIN ask_thread t ON t.id = m.thread
       WHERE m.band IS NOT NULL AND m.at >= ?2 AND m.at < ?3 AND ${inScope}
       GROUP BY day, t.lang, t.place, m.band`,
    )
    .bind(JSON.stringify(organisations), from, to, zone)
    .all<BandCount>();
  return results;
}

/** How people at the desk did: threads handed over, answered, in time, and the time it took, ms. */
export async function deskCounts(db: D1Database, organisations: readonly string[], { from, to }: Span) {
  const row = await db
    .prepare(
      `SELECT count(*) AS handed, count(answered_at) AS answered, coalesce(sum(answered_at <= expected_by), 0) AS inTime,
         avg(answered_at - handed_at) AS took, coalesce(sum(state IN ('open', 'claimed')), 0) AS waiting
       FROM ask_thread t WHERE handed_at >= ?2 AND handed_at < ?3 AND ${inScope}`,
    )
    .bind(JSON.stringify(organisations), from, to)
    .first<{ handed: number; answered: number; inTime: number; took: number | null; waiting: number }>();
  return row ?? { handed: 0, answered: 0, inTime: 0, took: null, waiting: 0 };
}

/** Complaints by kind, place and the desk that has them. */
export async function complaintCounts(db: D1Database, organisations: readonly string[], { from, to }: Span) {
  const { results } = await db
    .prepare(
      `SELECT t.category, t.place, coalesce(o.name, t.organisation) AS desk, count(*) AS count,
         sum(t.state IN ('open', 'claimed')) AS waiting
       FROM ask_thread t LEFT JOIN id_organisation o ON o.id = t.organisation
       WHERE t.category IS NOT NULL AND t.asked_at >= ?2 AND t.asked_at < ?3 AND ${inScope}
       GROUP BY t.category, t.place, desk ORDER BY count DESC LIMIT 500`,
    )
    .bind(JSON.stringify(organisations), from, to)
    .all<{ category: string; place: string | null; desk: string; count: number; waiting: number }>();
  return results;
}

/** What was asked and not answered by the machine, the newest first. */
export async function notAnswered(db: D1Database, organisations: readonly string[], { from, to }: Span, limit: number) {
  const { results } = await db
    .prepare(
      `SELECT a.lang, a.text FROM ask_message b JOIN ask_message a ON a.thread = b.thread AND a.seq = b.seq - 1
         JOIN ask_thread t ON t.id = b.thread
       WHERE b.band IN ('none', 'suggest') AND b.at >= ?2 AND b.at < ?3 AND a.author = 'asker' AND ${inScope}
       ORDER BY b.at DESC LIMIT ?4`,
    )
    .bind(JSON.stringify(organisations), from, to, limit)
    .all<{ lang: string; text: string }>();
  return results;
}

/** Live topics by category and language. */
export async function coverageCounts(db: D1Database, organisations: readonly string[]) {
  const { results } = await db
    .prepare(
      `SELECT t.category, e.lang, count(DISTINCT e.topic) AS topics FROM ask_entry e JOIN ask_topic t ON t.id = e.topic
       WHERE e.state = 'live' AND ${inScope} GROUP BY t.category, e.lang ORDER BY t.category`,
    )
    .bind(JSON.stringify(organisations))
    .all<{ category: string; lang: string; topics: number }>();
  return results;
}

/** Messages whose conversation has been over for a while, and that nobody has gone through yet. */
export async function messagesToRedact(db: D1Database, before: number, limit: number) {
  const { results } = await db
    .prepare(
      `SELECT m.thread, m.seq, m.text FROM ask_message m JOIN ask_thread t ON t.id = m.thread
       WHERE m.redacted_at IS NULL AND m.at < ?1 AND (t.state NOT IN ('open', 'claimed') OR m.at < ?1 - 2592000000)
         AND (SELECT max(at) FROM ask_message WHERE thread = m.thread) < ?1
       LIMIT ?2`,
    )
    .bind(before, limit)
    .all<{ thread: string; seq: number; text: string }>();
  return results;
}

/** Statement: texts as they are kept from now on. */
export const putRedacted = (
  db: D1Database,
  texts: readonly { thread: string; seq: number; text: string }[],
  now: number,
) =>
  db
    .prepare(
      `UPDATE ask_message SET text = value ->> 'text', redacted_at = ?2 FROM json_each(?1)
       WHERE thread = value ->> 'thread' AND seq = value ->> 'seq'`,
    )
    .bind(JSON.stringify(texts), now);
