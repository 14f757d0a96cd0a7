export interface SampleDesk {
  organisation: string;
  timezone: string;
  opens: number;
  closes: number;
  answersWithin: number;
}

/** Lays down a desk with its canned texts; what is there already stays. */
export async function addDesk(
  db: D1Database,
  { organisation, timezone, opens, closes, answersWithin }: SampleDesk,
  canned: readonly { id: string; title: string; texts: Record<string, string> }[],
) {
  await db.batch([
    db
      .prepare(
        "INSERT OR IGNORE INTO ask_desk (organisation, timezone, opens, closes, answers_within) VALUES (?, ?, ?, ?, ?)",
      )
      .bind(organisation, timezone, opens, closes, answersWithin),
    db
      .prepare(
        `INSERT OR IGNORE INTO ask_canned (id, organisation, title, texts)
         SELECT value ->> 'id', ?1, value ->> 'title', value -> 'texts' FROM json_each(?2)`,
      )
      .bind(organisation, JSON.stringify(canned)),
  ]);
}

export async function hasTopic(db: D1Database, id: string) {
  return (await db.prepare("SELECT 1 FROM ask_topic WHERE id = ?").bind(id).first()) !== null;
}
