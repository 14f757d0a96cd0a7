import * as bookings from "@ven/db/classrooms-bookings";
import * as exchange from "@ven/db/classrooms-exchange";
import * as records from "@ven/db/classrooms-records";
import * as rules from "@ven/db/classrooms-rules";
import * as school from "@ven/db/classrooms-school";
import { env } from "cloudflare:workers";
import { getTableColumns, getTableName, is } from "drizzle-orm";
import { SQLiteTable } from "drizzle-orm/sqlite-core";
import { describe, test } from "vitest";

const tables = Object.values({ ...school, ...bookings, ...exchange, ...records, ...rules }).filter((one) =>
  is(one, SQLiteTable),
);

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
    expect(results).toEqual(declared);
  });
});

test("an audit row can be neither changed nor deleted", async ({ expect }) => {
  await env.DB.prepare("INSERT INTO room_audit (id, at, actor, action, object) VALUES ('a', 1, 'p', 'x', 'y')").run();
  await expect(env.DB.prepare("UPDATE room_audit SET actor = 'q'").run()).rejects.toThrow("append-only");
  await expect(env.DB.prepare("DELETE FROM room_audit").run()).rejects.toThrow("append-only");
});
