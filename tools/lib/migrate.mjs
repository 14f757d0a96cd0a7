import { globSync, readFileSync } from "node:fs";
import path from "node:path";

import { unstable_splitSqlQuery as split } from "wrangler";

import { root } from "./workspace.mjs";

/**
 * Applies the files of migrations/<database>/ that a local D1 has not seen, each whole or not at all, in order.
 * `wanted` leaves files out: a release may apply only some.
 */
export async function migrate(d1, database, wanted = () => true) {
  await d1.exec(
    "CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)",
  );
  const { results } = await d1.prepare("SELECT name FROM d1_migrations").all();
  const seen = new Set(results.map(({ name }) => name));
  const folder = path.join(root, "migrations", database);
  for (const name of globSync("*.sql", { cwd: folder }).sort()) {
    if (seen.has(name) || !wanted(name)) continue;
    const statements = split(readFileSync(path.join(folder, name), "utf8")).map((sql) => d1.prepare(sql));
    await d1.batch([...statements, d1.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name)]);
  }
}
