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

/** Notices and consents stay, as their triggers want it; what guards the audit steps aside for a moment. */
async function empty(d1: D1Database) {
  const [tables, guards] = await d1.batch<{ name: string; sql: string }>([
    d1.prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '*_cf_*' AND name NOT IN ('d1_migrations', 'sqlite_sequence', 'id_consent', 'id_notice')",
    ),
    d1.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name GLOB '*_audit*'"),
  ]);
  await d1.batch([
    d1.prepare("PRAGMA defer_foreign_keys = on"),
    ...(guards?.results ?? []).map(({ name }) => d1.prepare(`DROP TRIGGER "${name}"`)),
    ...(tables?.results ?? []).map(({ name }) => d1.prepare(`DELETE FROM "${name}"`)),
    ...(guards?.results ?? []).map(({ sql }) => d1.prepare(sql)),
  ]);
}
