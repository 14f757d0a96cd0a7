import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";

import { afterAll, beforeAll, describe, test } from "vitest";

import { bin, run, workers } from "../../tools/lib/workspace.mjs";
import { openCity } from "./city.mjs";

const { toml } = workers().find(({ service }) => service === "ask");
const database = toml.d1_databases.find(({ database_name: name }) => name === "city");
let scratch;

beforeAll(async () => {
  scratch = mkdtempSync(path.join(tmpdir(), "ven-export-"));
  const city = await openCity();
  try {
    const host = city.originOf("ask");
    const asked = await city.send(`${host}/api/ask`, {
      method: "POST",
      json: { q: "vé tham quan vịnh Hạ Long", lang: "vi" },
    });
    if (asked.status !== 200) throw new Error(`/api/ask answers ${asked.status}`);
    // Its files are whole once it has gone away.
    await city.goAway();
    for (const side of ["before", "after"]) {
      mkdirSync(path.join(scratch, side, ".wrangler/state"), { recursive: true });
      writeFileSync(
        path.join(scratch, side, "wrangler.toml"),
        `name = "export"
compatibility_date = "2026-10-01"
[[d1_databases]]
binding = "DB"
database_name = "city"
database_id = "${database.database_id}"
`,
      );
    }
    cpSync(city.state, path.join(scratch, "before/.wrangler/state/v3"), { recursive: true });
  } finally {
    await city.close();
  }
}, 300_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const wrangler = (side, ...args) => run(bin("wrangler"), ["d1", ...args, "--local"], { cwd: path.join(scratch, side) });

/** The file of `city`: the one that has its organisations. */
function databaseOf(side) {
  for (const file of globSync(path.join(scratch, side, ".wrangler/state/v3/d1/*/*.sqlite"))) {
    const db = new DatabaseSync(file, { readOnly: true });
    if (db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'id_organisation'").get()) return db;
    db.close();
  }
  throw new Error(`${side} has no city`);
}

/** What a database holds: every table with its rows counted, every index, view and trigger. */
function inventory(db) {
  const things = db
    .prepare(
      "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_cf%' ESCAPE '\\' ORDER BY type, name",
    )
    .all();
  return things.map(({ type, name, sql }) => ({
    name: `${type} ${name}`,
    isVirtual: /^CREATE VIRTUAL/i.test(sql ?? ""),
    rows: type === "table" ? db.prepare(`SELECT count(*) AS n FROM "${name}"`).get().n : 0,
  }));
}

describe("a city's data, taken out with wrangler's own export", () => {
  test("are whole in an empty database elsewhere: tables, rows, rules", async ({ expect }) => {
    await wrangler("before", "export", "city", "--output", "../city.sql");
    expect(readFileSync(path.join(scratch, "city.sql"), "utf8")).not.toContain("VIRTUAL TABLE");
    await wrangler("after", "execute", "city", "--file", "../city.sql", "--yes");
    const [before, after] = ["before", "after"].map(databaseOf);
    try {
      const held = inventory(before);
      expect(inventory(after)).toEqual(held);
      expect(held.filter(({ isVirtual }) => isVirtual)).toEqual([]);
      const rows = Object.fromEntries(held.map(({ name, rows: count }) => [name, count]));
      for (const table of ["ask_topic", "ask_entry", "ask_thread", "ask_message", "queue_facility", "room_booking"])
        expect([table, rows[`table ${table}`] > 0]).toEqual([table, true]);
    } finally {
      before.close();
      after.close();
    }
  }, 300_000);
});
