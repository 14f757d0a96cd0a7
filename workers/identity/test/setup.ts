import { setClock } from "@ven/kit";
import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach } from "vitest";

await applyD1Migrations(env.DB, env.MIGRATIONS);
await applyD1Migrations(env.VAULT, env.VAULT_MIGRATIONS);

beforeEach(async () => {
  await empty(env.DB);
  await empty(env.VAULT);
});
afterEach(() => setClock(null));

/** Audit rows, seals, notices and consents stay, as their triggers want it. */
async function empty(d1: D1Database) {
  const { results } = await d1
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '*_cf_*' AND name NOT GLOB '*_audit*' AND name NOT IN ('d1_migrations', 'sqlite_sequence', 'id_consent', 'id_notice')",
    )
    .all<{ name: string }>();
  await d1.batch([
    d1.prepare("PRAGMA defer_foreign_keys = on"),
    ...results.map(({ name }) => d1.prepare(`DELETE FROM "${name}"`)),
  ]);
}
