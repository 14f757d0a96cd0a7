import * as identity from "@ven/db/identity";
import { env } from "cloudflare:workers";
import { getTableColumns, getTableName, is } from "drizzle-orm";
import { SQLiteTable, SQLiteView } from "drizzle-orm/sqlite-core";
import { getViewConfig } from "drizzle-orm/sqlite-core";
import { describe, test } from "vitest";

const tables = Object.values(identity).filter((one) => is(one, SQLiteTable));
const views = Object.values(identity).filter((one) => is(one, SQLiteView));
const databaseOf = (name: string) => (name.startsWith("id_vault_") ? env.VAULT : env.DB);

describe("migrations and drizzle agree on", () => {
  test.for(tables.map((table) => [getTableName(table), table] as const))("%s", async ([name, table], { expect }) => {
    const { results } = await databaseOf(name)
      .prepare('SELECT name, type, "notnull" OR pk > 0 AS required FROM pragma_table_info(?)')
      .bind(name)
      .all();
    const declared = Object.values(getTableColumns(table)).map((column) => ({
      name: column.name,
      type: column.getSQLType().toUpperCase(),
      required: Number(column.notNull || column.primary),
    }));
    expect(results).toEqual(declared);
  });

  test.for(views.map((view) => [getViewConfig(view).name, view] as const))("%s", async ([name, view], { expect }) => {
    const { results } = await env.DB.prepare("SELECT name FROM pragma_table_info(?)").bind(name).all();
    const fields = Object.values(getViewConfig(view).selectedFields) as { name: string }[];
    expect(results.map((column) => column.name)).toEqual(fields.map((field) => field.name));
  });

  test("there being no table of identity that drizzle does not know", async ({ expect }) => {
    const query = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name GLOB 'id_*' ORDER BY name";
    const found = await Promise.all([env.DB, env.VAULT].map((d1) => d1.prepare(query).all<{ name: string }>()));
    const names = found.flatMap(({ results }) => results.map(({ name }) => name));
    expect(names.toSorted()).toEqual(
      [...tables.map((table) => getTableName(table)), ...views.map((view) => getViewConfig(view).name)].toSorted(),
    );
  });
});

describe("what must never happen the database refuses itself", () => {
  test("changing or deleting an audit row", async ({ expect }) => {
    await env.DB.prepare("INSERT INTO id_audit (id, at, actor, action, object) VALUES ('a', 1, 'p', 'x', 'y')").run();
    await expect(env.DB.prepare("UPDATE id_audit SET actor = 'q'").run()).rejects.toThrow("append-only");
    await expect(env.DB.prepare("DELETE FROM id_audit").run()).rejects.toThrow("append-only");
  });

  test("an organisation under itself", async ({ expect }) => {
    const add = (id: string, parent: string | null) =>
      env.DB.prepare("INSERT INTO id_organisation VALUES (?, ?, 'hospital', ?, NULL, 0, 0, NULL)").bind(id, parent, id);
    await env.DB.batch([add("aa", null), add("bb", "aa"), add("cc", "bb")]);
    await expect(env.DB.prepare("UPDATE id_organisation SET parent = 'cc' WHERE id = 'aa'").run()).rejects.toThrow();
    await env.DB.batch([add("zz", null), env.DB.prepare("UPDATE id_organisation SET parent = 'zz' WHERE id = 'bb'")]);
    const { results } = await env.DB.prepare(
      "SELECT ancestor FROM id_organisation_path WHERE organisation = 'cc' ORDER BY depth",
    ).all();
    expect(results.map((row) => row.ancestor)).toEqual(["cc", "bb", "zz"]);
  });
});
