import type { DocumentRow, Slot } from "./search-repository";

const columns = "d.id, d.entry, d.topic, d.lang, d.area, d.title, d.sentences, d.card";
const isValid = "d.valid_from <= ?2 AND d.valid_until > ?2";

/** All versions of some topics in the index, to answer in the asker's language. */
export async function versionsIn(db: D1Database, slot: Slot, topics: readonly string[], now: number) {
  const { results } = await db
    .prepare(
      `SELECT ${columns} FROM json_each(?1) AS wanted CROSS JOIN ask_document_${slot} AS d ON d.topic = wanted.value
       WHERE ${isValid}`,
    )
    .bind(JSON.stringify(topics), now)
    .all<DocumentRow>();
  return results;
}

/** Entries, and all versions of topics, as they are today: one trip, from the slot that is live. */
export async function shownDocuments(
  db: D1Database,
  { entries, topics }: { entries: readonly string[]; topics: readonly string[] },
  now: number,
) {
  const from = (slot: Slot) =>
    `SELECT ${columns} FROM json_each(?1) AS wanted CROSS JOIN ask_document_${slot} AS d
       ON (wanted.value ->> 0 = 'entry' AND d.entry = wanted.value ->> 1)
     WHERE ${isValid} AND (SELECT live FROM ask_index WHERE id = 1) = '${slot}'
     UNION SELECT ${columns} FROM json_each(?1) AS wanted CROSS JOIN ask_document_${slot} AS d
       ON (wanted.value ->> 0 = 'topic' AND d.topic = wanted.value ->> 1)
     WHERE ${isValid} AND (SELECT live FROM ask_index WHERE id = 1) = '${slot}'`;
  const wanted = [...entries.map((one) => ["entry", one]), ...topics.map((one) => ["topic", one])];
  const { results } = await db
    .prepare(`${from("a")} UNION ${from("b")}`)
    .bind(JSON.stringify(wanted), now)
    .all<DocumentRow>();
  return results;
}
