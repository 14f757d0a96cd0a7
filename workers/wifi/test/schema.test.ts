import * as wifi from "@ven/db/wifi";
import * as secure from "@ven/db/wifi-secure";
import { env } from "cloudflare:workers";
import { getTableColumns, getTableName, is } from "drizzle-orm";
import { SQLiteTable } from "drizzle-orm/sqlite-core";
import { describe, test } from "vitest";

const tables = [...Object.values(wifi), ...Object.values(secure)].filter((one) => is(one, SQLiteTable));

describe("migrations and drizzle agree on", () => {
  test.for(tables.map((table) => [getTableName(table), table] as const))("%s", async ([name, table], { expect }) => {
    const { results } = await env.DB.prepare(
      `SELECT name, type, max("notnull", pk > 0) AS required FROM pragma_table_info(?)`,
    )
      .bind(name)
      .all();
    const declared = Object.values(getTableColumns(table)).map((column) => ({
      name: column.name,
      type: column.getSQLType().toUpperCase(),
      required: Number(column.notNull || column.primary),
    }));
    // A column of the key of a table with several is required without saying so.
    const keys = new Set(results.filter(({ required }) => required === 1).map(({ name: column }) => column));
    expect(results).toEqual(declared.map((one) => ({ ...one, required: Number(one.required || keys.has(one.name)) })));
  });
});

test("an audit row can be neither changed nor deleted", async ({ expect }) => {
  await env.DB.prepare("INSERT INTO wifi_audit (id, at, actor, action, object) VALUES ('a', 1, 'p', 'x', 'y')").run();
  await expect(env.DB.prepare("UPDATE wifi_audit SET actor = 'q'").run()).rejects.toThrow("append-only");
  await expect(env.DB.prepare("DELETE FROM wifi_audit").run()).rejects.toThrow("append-only");
});
