import type { Job } from "./scheduled";

/** What goes when: made from the annotations of the migrations by `node tools/retention.mjs`. */
export interface Purge {
  table: string;
  database: string;
  days: number;
  /** Deletes some rows that are older than `?1`, UTC ms, at most `purgedAtOnce`. */
  sql: string;
}

/** Rows that one statement deletes at most, so that no statement runs long. */
export const purgedAtOnce = 500;
const mostRounds = 20;
const dayMs = 86_400_000;

/** Deletes what is past its retention, in the order of the list; gives rows by table. What is left goes next time. */
export async function purge(databaseOf: (name: string) => D1Database, purges: readonly Purge[], now: number) {
  const purged = new Map<string, number>();
  for (const { table, database, days, sql } of purges) {
    const statement = databaseOf(database)
      .prepare(sql)
      .bind(now - days * dayMs);
    for (let round = 0; round < mostRounds; round++) {
      const { meta } = await statement.run();
      if (meta.changes) purged.set(table, (purged.get(table) ?? 0) + meta.changes);
      if (meta.changes < purgedAtOnce) break;
    }
  }
  return Object.fromEntries(purged);
}

/** The retention job of a service that has `city` only. */
export const purging = <Env extends { DB: D1Database }>(purges: readonly Purge[], every?: string): Job<Env> => ({
  name: "purge",
  ...(every !== undefined && { every }),
  run: ({ env, now }) => purge(() => env.DB, purges, now),
});
