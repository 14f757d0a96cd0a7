import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { header, migrationsOf } from "../lib/house/migrations.mjs";
import { root } from "../lib/workspace.mjs";
import { wrangler } from "./wrangler.mjs";

/**
 * For each database that a service binds, the migrations that its release may apply: its own, and those that they name
 * with `-- needs: <service or migration>`. Never another service's.
 */
export function planMigrations({ worker }) {
  const all = migrationsOf(root);
  const wanted = new Set();
  const want = (migration) => {
    if (wanted.has(migration)) return;
    wanted.add(migration);
    for (const needed of header(migration.text, "needs"))
      for (const each of all) if (each.owner === needed || each.name === needed) want(each);
  };
  for (const migration of all) if (migration.owner === worker.owner) want(migration);
  return (worker.toml.d1_databases ?? []).map((binding) => ({
    database: binding.database_name,
    binding,
    files: all.filter((migration) => migration.database === binding.database_name && wanted.has(migration)),
  }));
}

/** Applies what a remote database has not seen. Wrangler sees a folder that holds these files and no others. */
export async function applyMigrations(context, { database, binding, files }) {
  if (files.length === 0) return "no migrations";
  const folder = path.join(context.scratch, "migrations", database);
  mkdirSync(folder, { recursive: true });
  for (const { path: file } of files) copyFileSync(path.join(root, file), path.join(folder, path.basename(file)));
  const config = path.join(context.scratch, `${database}.json`);
  writeFileSync(
    config,
    JSON.stringify({
      name: context.worker.name,
      compatibility_date: context.worker.toml.compatibility_date,
      d1_databases: [{ ...binding, migrations_dir: folder }],
    }),
  );
  const said = await wrangler(["d1", "migrations", "apply", database, "--remote", "-c", config], {
    kind: "migration",
    failure: `A migration of ${database} failed; ${context.service} was not deployed and the release before goes on. A file is applied whole or not at all. Repair the cause and run the same command again.`,
  });
  const applied = files.map(({ name }) => name).filter((name) => new RegExp(`${name}\\.sql\\s*│\\s*✅`).test(said));
  context.applied = [...(context.applied ?? []), ...applied];
  return applied.length > 0 ? `applied ${applied.join(", ")}` : "up to date";
}
