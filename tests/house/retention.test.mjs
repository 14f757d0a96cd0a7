import { readFileSync } from "node:fs";
import path from "node:path";

import { describe, test } from "vitest";

import { migrationsOf } from "../../tools/lib/house/migrations.mjs";
import { compile, sourceOf } from "../../tools/lib/retention.mjs";
import { root, workers } from "../../tools/lib/workspace.mjs";

const migrations = migrationsOf(root);
const plain = (text) => text.replaceAll(/[\s,]/g, "").replaceAll(";}", "}");
const made = (sql, name = "202611220900_queue_made") => ({
  path: `migrations/city/${name}.sql`,
  database: "city",
  name,
  owner: "queue",
  text: `-- owner: queue\n${sql}\n`,
});
const note = (rest) => `-- retention: purpose=x; basis=y; ${rest}`;

describe("personal data", () => {
  test("goes when the migrations say so: kit's list is what they say", async ({ expect }) => {
    const { byOwner } = compile(migrations);
    const written = readFileSync(path.join(root, "packages/kit/src/purges.ts"), "utf8");
    expect(plain(written)).toBe(plain(sourceOf(byOwner)));
  });

  test("is purged by the service that owns it, by its own cron", ({ expect }) => {
    const { byOwner, problems, annotated } = compile(migrations);
    expect(problems).toEqual([]);
    const owners = new Set([...annotated.values()].flatMap((columns) => columns.map(({ owner }) => owner)));
    const without = [...owners].filter((owner) => {
      const scripts = workers().filter((worker) => worker.owner === owner && worker.toml.triggers?.crons?.length);
      const purges = scripts.some(({ source }) => {
        const index = path.join(source, "index.ts");
        const text = readFileSync(index, "utf8");
        const jobs = /runJobs } from "(.+\/jobs)"/.exec(text)?.[1];
        return [text, jobs && readFileSync(path.resolve(source, `${jobs}.ts`), "utf8")].some((one) =>
          one?.includes(`${owner}Purges`),
        );
      });
      return !purges || !byOwner.has(owner);
    });
    expect(without).toEqual([]);
  });
});

describe("somebody who writes an annotation", () => {
  test("names the column to count from, or a purge of the table", ({ expect }) => {
    const inline = `CREATE TABLE queue_phone (id TEXT PRIMARY KEY, -- retention: purpose=x; basis=y; days=2; from=at\n at INTEGER) STRICT;`;
    expect(compile([made(inline)]).byOwner.get("queue")).toEqual([
      expect.objectContaining({
        table: "queue_phone",
        days: 2,
        sql: "DELETE FROM queue_phone WHERE id IN (SELECT id FROM queue_phone WHERE at <= ?1 LIMIT 500)",
      }),
    ]);
    const table = `CREATE TABLE queue_phone (a TEXT, ${note("days=2 for guests")}\n at INTEGER, PRIMARY KEY (a, at)) STRICT;`;
    expect(compile([made(table)]).problems).toEqual([expect.stringContaining("no one purge follows")]);
    const { byOwner, problems } = compile([
      made(`${table}\n-- purge: queue_phone; days=1; from=at; where=a <> 'b; c'`),
    ]);
    expect(problems).toEqual([]);
    expect(byOwner.get("queue")?.[0]?.sql).toBe(
      "DELETE FROM queue_phone WHERE (a, at) IN (SELECT a, at FROM queue_phone WHERE at <= ?1 AND (a <> 'b; c') LIMIT 500)",
    );
  });

  test("is refused a purge later than promised, of a column that is not there, or of another's table", ({ expect }) => {
    const table = `CREATE TABLE queue_phone (id TEXT PRIMARY KEY, ${note("days=2")}\n at INTEGER) STRICT;\n`;
    const problemsOf = (purge) => compile([made(`${table}-- purge: ${purge}`)]).problems;
    expect(problemsOf("queue_phone; days=3; from=at")).toEqual([expect.stringContaining("promise 2")]);
    expect(problemsOf("queue_phone; days=2; from=nothing")[0]).toContain("does not run");
    expect(problemsOf("id_subject; days=2; from=at")[0]).toContain("not queue's");
    expect(problemsOf("queue_phone; by=closing the day")).toEqual([]);
  });
});
