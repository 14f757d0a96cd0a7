import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";

import { unstable_splitSqlQuery as split } from "wrangler";

const prefixes = { identity: "id_", classrooms: "room_", "front-door": "door_" };
/** Tables, views, indexes and triggers of a service begin with this. */
export const prefixOf = (service) => prefixes[service] ?? `${service}_`;

/** Every migration: `{ database, name, path, owner, text }`, oldest first. */
export const migrationsOf = (root) =>
  globSync("migrations/*/*.sql", { cwd: root })
    .toSorted()
    .map((file) => {
      const name = path.basename(file, ".sql");
      return {
        path: file,
        database: path.basename(path.dirname(file)),
        name,
        owner: /^\d{12}_([a-z-]+)_/.exec(name)?.[1],
        text: readFileSync(path.join(root, file), "utf8"),
      };
    });

export const checksumFile = "migrations/checksums.txt";
export const checksumOf = (text) => createHash("sha256").update(text).digest("hex");

/** Landed migrations: path → sha256. */
export function checksumsOf(root) {
  const file = path.join(root, checksumFile);
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
  return new Map(lines.map((line) => line.split(/\s+/).toReversed()));
}

/** What a header line of a migration says, `-- needs: identity` → ["identity"]. */
export const header = (text, key) =>
  [...text.matchAll(new RegExp(`^-- ${key}: *(.+?) *$`, "gm"))].flatMap(([, value]) => value.split(/\s*,\s*/));

const bare = (sql) =>
  sql
    .replace(/--[^\n]*/g, "")
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/;$/, "");

const forms = [
  [/^CREATE VIRTUAL TABLE (?:IF NOT EXISTS )?["`]?(\w+)/i, "virtual table"],
  [/^CREATE TABLE (?:IF NOT EXISTS )?["`]?(\w+)/i, "table"],
  [/^CREATE UNIQUE INDEX (?:IF NOT EXISTS )?\S+ ON ["`]?(\w+)/i, "unique index"],
  [/^CREATE INDEX (?:IF NOT EXISTS )?\S+ ON ["`]?(\w+)/i, "index"],
  [/^CREATE VIEW (?:IF NOT EXISTS )?["`]?(\w+)/i, "view"],
  [/^CREATE TRIGGER (?:IF NOT EXISTS )?\S+ (?:BEFORE|AFTER|INSTEAD OF) .*? ?ON ["`]?(\w+)/i, "trigger"],
  [/^ALTER TABLE ["`]?(\w+)["`]? ADD (?:COLUMN )?/i, "column"],
  [/^INSERT (?:OR IGNORE )?INTO ["`]?(\w+)/i, "rows"],
];

/** The statements of a migration: `{ form, object, sql }`; `form` is undefined for what does not expand. */
export const statementsOf = (text) =>
  split(text)
    .map(bare)
    .filter((sql) => sql !== "")
    .map((sql) => {
      for (const [pattern, form] of forms) {
        const found = pattern.exec(sql);
        if (found) return { form, object: found[1], sql };
      }
      return { form: undefined, object: undefined, sql };
    });

/** The trigger that a statement makes or takes away: `triggerOf("DROP TRIGGER a", "DROP") === "a"`. */
const triggerOf = (sql, verb) => new RegExp(`^${verb} TRIGGER (?:IF NOT EXISTS )?"?(\\w+)`, "i").exec(sql)?.[1];

/** Why a statement would break the release that is still running, or undefined when it only expands. */
function contraction({ form, object, sql }, created) {
  if (form === undefined) return `${sql.split(" ").slice(0, 4).join(" ")} … does not only expand`;
  if (form === "unique index" && !created.has(object))
    return `a unique index on ${object} may refuse what the running release writes`;
  if (form === "rows" && !created.has(object)) return `rows for ${object}, which is not created here`;
  if (form === "column" && /\bNOT NULL\b/i.test(sql) && !/\bDEFAULT\b/i.test(sql))
    return `a new column of ${object} is NOT NULL without a default`;
  if (form === "column" && /\b(UNIQUE|PRIMARY KEY)\b/i.test(sql)) return `a new column of ${object} is a key`;
  return undefined;
}

/**
 * The rules of a migration: numbered and named, one owner, STRICT, expanding unless it names the release after which
 * it may contract. `isReleased("queue@1a2b3c4d5e6f")` says whether that version went out before.
 */
export function checkMigration(migration, { services, isReleased }) {
  const { path: file, database, name, owner, text } = migration;
  const problems = [];
  const say = (problem) => problems.push(`${file}: ${problem}`);
  if (!/^\d{12}_[a-z]+(-[a-z]+)*_[a-z0-9]+([_-][a-z0-9]+)*$/.test(name))
    say("is not named <yyyymmddhhmm>_<service>_<what>.sql");
  if (owner !== undefined && !services.includes(owner)) say(`belongs to ${owner}, which is no service`);
  if (text.split("\n")[0] !== `-- owner: ${owner}`) say(`does not begin with "-- owner: ${owner}"`);
  for (const needed of header(text, "needs"))
    if (!services.includes(needed) && !/^\d{12}_/.test(needed))
      say(`needs ${needed}, which is neither a service nor a migration`);
  const statements = statementsOf(text);
  const created = new Set(statements.filter(({ form }) => form === "table").map(({ object }) => object));
  const triggers = new Set(statements.map(({ sql }) => triggerOf(sql, "CREATE")));
  for (const { form, object, sql } of statements) {
    const dropped = triggerOf(sql, "DROP");
    if (dropped && owner && !dropped.startsWith(prefixOf(owner)))
      say(`touches ${dropped}; ${owner} owns ${prefixOf(owner)}* only`);
    if (object && owner && !object.startsWith(prefixOf(owner)))
      say(`touches ${object}; ${owner} owns ${prefixOf(owner)}* only`);
    if (form === "table" && !/\)[^()]*\bSTRICT\b[^()]*$/i.test(sql)) say(`table ${object} is not STRICT`);
    if (database !== "search" && /\bfts[345]\b/i.test(sql))
      say(`${database} must hold no full-text index: it could not be exported`);
  }
  for (const [, note] of text.matchAll(/-- retention:(.*)/g))
    if (!/^ purpose=[^;]+; basis=[^;]+; days=\S/.test(note))
      say(`"-- retention:${note}" does not state purpose, basis and days`);
  const after = header(text, "contract").map((value) => value.replace(/^after /, ""));
  for (const version of after) if (!isReleased(version)) say(`contracts after ${version}, which has not been released`);
  if (after.length === 0)
    for (const statement of statements) {
      // A guard that comes back in the same file is replaced, not taken away.
      if (triggers.has(triggerOf(statement.sql, "DROP") ?? "")) continue;
      const reason = contraction(statement, created);
      if (reason)
        say(`${reason}; say "-- contract: after <service>@<version>" once no running release needs the old form`);
    }
  return problems;
}

/** Rules over all migrations: numbers in order, one owner a table, audit tables that nobody can rewrite. */
export function checkMigrations(migrations) {
  const problems = [];
  const owners = new Map();
  const numbers = new Map();
  const guards = new Map();
  for (const { path: file, database, name, owner, text } of migrations) {
    const number = `${database}/${name.slice(0, 12)}`;
    if (numbers.has(number)) problems.push(`${file}: has the number of ${numbers.get(number)}`);
    numbers.set(number, file);
    for (const { form, object, sql } of statementsOf(text)) {
      const key = `${database}.${object}`;
      if (form === "table") {
        if (owners.has(key)) problems.push(`${file}: creates ${object}, which ${owners.get(key).file} created`);
        else owners.set(key, { file, owner });
      } else if (["index", "unique index", "trigger", "column"].includes(form) && !owners.has(key))
        problems.push(`${file}: changes ${object}, which no earlier migration creates`);
      const dropped = triggerOf(sql, "DROP");
      for (const [what, trigger] of guards) if (dropped && dropped === trigger) guards.delete(what);
      const guard = form === "trigger" && /BEFORE (UPDATE|DELETE) ON/i.exec(sql)?.[1].toUpperCase();
      if (guard && /RAISE ?\( ?(ABORT|FAIL|ROLLBACK)/i.test(sql))
        guards.set(`${key} ${guard}`, triggerOf(sql, "CREATE"));
    }
  }
  for (const [key, { file }] of owners)
    if (key.endsWith("_audit"))
      for (const verb of ["UPDATE", "DELETE"])
        if (!guards.has(`${key} ${verb}`)) problems.push(`${file}: ${key} can be rewritten, no trigger aborts ${verb}`);
  return problems;
}

/** A landed migration never changes: other installations have run it. */
export function checkChecksums(migrations, checksums) {
  const present = new Map(migrations.map(({ path: file, text }) => [file, checksumOf(text)]));
  const problems = [];
  for (const [file, sum] of checksums) {
    if (!present.has(file)) problems.push(`${file}: has landed, but is gone`);
    else if (present.get(file) !== sum)
      problems.push(`${file}: has landed and was changed since; write a new migration`);
  }
  for (const file of present.keys())
    if (!checksums.has(file)) problems.push(`${file}: has not landed; run node tools/release/land.mjs`);
  return problems;
}
