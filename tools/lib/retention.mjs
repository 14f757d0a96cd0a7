// When personal data goes: from the annotations of the migrations to the statements of kit's retention job.
import { DatabaseSync } from "node:sqlite";

import { prefixOf } from "./house/migrations.mjs";

const most = 500;
/** Columns that are words of SQL too. Not in double quotes: the statements stand in a TypeScript file. */
const keywords = new Set(["group", "order"]);

/** `a=b; c=d` → `{ a: "b", c: "d" }`; a value goes on to the next `; name=`. */
const fieldsOf = (note) =>
  Object.fromEntries(
    [...` ; ${note}`.matchAll(/;\s*(\w+)=((?:(?!;\s*\w+=).)*)/g)].map(([, name, value]) => [name, value.trim()]),
  );

/** The annotated columns of a migration: `{ table, column, days, from }`; `days` are the numbers that the note names. */
export function annotationsOf(text) {
  const found = [];
  let table;
  for (const line of text.split("\n")) {
    table = /^CREATE TABLE (?:IF NOT EXISTS )?"?(\w+)/i.exec(line)?.[1] ?? table;
    const note = /-- retention:(.*)/.exec(line)?.[1];
    if (!note || !table) continue;
    const { days = "", from } = fieldsOf(note);
    found.push({ table, column: /^\s*"?(\w+)/.exec(line)?.[1], days: [...days.matchAll(/\d+/g)].map(Number), from });
  }
  return found;
}

/** The `-- purge:` lines of a migration: `{ table, days, from, where, by }`. */
export const directivesOf = (text) =>
  [...text.matchAll(/^-- purge: (\w+); *(.*)$/gm)].map(([, table, note]) => {
    const { days, from, where, by } = fieldsOf(note);
    return { table, from, where, by, days: days === undefined ? undefined : Number(days) };
  });

/**
 * The purges of every service in the order of the migrations: `Map(owner → [{ table, database, days, sql }])`, and what is
 * wrong with the annotations. Every statement has been prepared against the real tables.
 */
export function compile(migrations) {
  const problems = [];
  const byOwner = new Map();
  const databases = new Map();
  for (const { path, database, text } of migrations) {
    if (!databases.has(database)) databases.set(database, new DatabaseSync(":memory:"));
    try {
      databases.get(database).exec(text);
    } catch (err) {
      problems.push(`${path}: ${err.message}`);
    }
  }
  const annotated = new Map();
  for (const { database, owner, path, text } of migrations)
    for (const one of annotationsOf(text)) {
      const key = `${database}.${one.table}`;
      annotated.set(key, [...(annotated.get(key) ?? []), { ...one, owner, path }]);
    }
  const covered = new Set();
  const add = ({ owner, database, path, table, days, from, where }) => {
    const db = databases.get(database);
    const columns = db.prepare("SELECT name, pk FROM pragma_table_info(?) ORDER BY pk").all(table);
    const key = columns.filter(({ pk }) => pk > 0).map(({ name }) => (keywords.has(name) ? `[${name}]` : name));
    if (key.length === 0) return problems.push(`${path}: ${table} has no primary key to purge by`);
    const list = key.join(", ");
    const when = `${from} <= ?1${where === undefined ? "" : ` AND (${where})`}`;
    const sql = `DELETE FROM ${table} WHERE ${key.length > 1 ? `(${list})` : list} IN (SELECT ${list} FROM ${table} WHERE ${when} LIMIT ${most})`;
    try {
      db.prepare(sql);
    } catch (err) {
      return problems.push(`${path}: the purge of ${table} does not run: ${err.message}`);
    }
    const longest = Math.max(...(annotated.get(`${database}.${table}`) ?? []).flatMap((one) => one.days), -1);
    if (longest >= 0 && days > longest)
      problems.push(`${path}: ${table} is kept ${days} days, its columns promise ${longest}`);
    byOwner.set(owner, [...(byOwner.get(owner) ?? []), { table, database, days, sql }]);
    covered.add(`${database}.${table}`);
  };
  for (const { database, owner, path, text } of migrations)
    for (const { table, days, from, where, by } of directivesOf(text)) {
      if (!table.startsWith(prefixOf(owner))) problems.push(`${path}: purges ${table}, which is not ${owner}'s`);
      else if (by !== undefined) covered.add(`${database}.${table}`);
      else if (from === undefined || !Number.isInteger(days))
        problems.push(`${path}: the purge of ${table} says no days and from`);
      else add({ owner, database, path, table, days, from, where });
    }
  for (const [key, columns] of annotated) {
    if (covered.has(key)) continue;
    const [{ owner, path, table }] = columns;
    const database = key.split(".")[0];
    const rules = new Set(columns.filter(({ from }) => from).map(({ from, days }) => `${Math.min(...days)} ${from}`));
    if (rules.size !== 1)
      problems.push(
        `${path}: ${table} holds personal data, and no one purge follows from it; add "-- purge: ${table}; days=…; from=…"`,
      );
    else {
      const [, days, from] = /^(\d+) (.*)$/.exec([...rules][0]);
      add({ owner, database, path, table, days: Number(days), from });
    }
  }
  for (const db of databases.values()) db.close();
  return { byOwner, problems, annotated };
}

/** packages/kit/src/purges.ts as it should be. */
export function sourceOf(byOwner) {
  const name = (owner) => `${owner.replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase())}Purges`;
  const rule = ({ table, database, days, sql }) =>
    `  { table: ${JSON.stringify(table)}, database: ${JSON.stringify(database)}, days: ${days}, sql: ${JSON.stringify(sql)} },`;
  return [
    "// Made from the migrations by `node tools/retention.mjs`; a test compares. Do not edit.",
    'import type { Purge } from "./purge";',
    ...[...byOwner]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .flatMap(([owner, rules]) => ["", `export const ${name(owner)}: readonly Purge[] = [`, ...rules.map(rule), "];"]),
    "",
  ].join("\n");
}
