/** What one gets without any work: FTS5 as it comes, a question as an OR of its words. */
export async function naive(d1, tokenizer, entries) {
  const table = `naive_${tokenizer}`;
  await d1.batch([
    d1.prepare(`DROP TABLE IF EXISTS ${table}`),
    d1.prepare(`CREATE VIRTUAL TABLE ${table} USING fts5(topic UNINDEXED, text, tokenize = '${tokenizer}')`),
  ]);
  const rows = entries.map(({ topic, title = "", questions = [], body }) => [
    topic,
    [title, ...questions, body].join("\n"),
  ]);
  for (let at = 0; at < rows.length; at += 200)
    await d1
      .prepare(`INSERT INTO ${table} (topic, text) SELECT value ->> 0, value ->> 1 FROM json_each(?)`)
      .bind(JSON.stringify(rows.slice(at, at + 200)))
      .run();
  const search = d1.prepare(`SELECT topic FROM ${table} WHERE ${table} MATCH ? ORDER BY rank LIMIT 30`);
  return async (questions) => {
    const answers = [];
    for (let at = 0; at < questions.length; at += 100) {
      const results = await d1.batch(questions.slice(at, at + 100).map(({ q }) => search.bind(expression(q))));
      answers.push(
        ...results.map(({ results: found, meta }) => ({
          topics: [...new Set(found.map(({ topic }) => topic))].slice(0, 10),
          rows: meta.rows_read,
        })),
      );
    }
    return answers;
  };
}

/** A question as FTS5 takes it: any of its words. */
export function expression(question) {
  const words = question.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.length > 0 ? words.map((word) => `"${word}"`).join(" OR ") : '""';
}
