import { describe, test } from "vitest";

import { checkChecksums, checkMigration, checkMigrations, checksumOf } from "../../tools/lib/house/migrations.mjs";

const services = ["front-door", "identity", "queue"];
const migration = (sql: string, { name = "202611220900_queue_tickets", database = "city", owner = "queue" } = {}) => ({
  path: `migrations/${database}/${name}.sql`,
  database,
  name,
  owner: /^\d{12}_([a-z-]+)_/.exec(name)?.[1],
  text: `-- owner: ${owner}\n${sql}\n`,
});
const check = (sql: string, options = {}, released: string[] = []) =>
  checkMigration(migration(sql, options), { services, isReleased: (version: string) => released.includes(version) });
const ticket = "CREATE TABLE queue_ticket (id TEXT PRIMARY KEY, n INTEGER CHECK (n > 0)) STRICT;";

describe("somebody who writes a migration", () => {
  test("may create, index, view, guard, add a column and fill a table of this file", ({ expect }) => {
    const sql = `${ticket}
      -- retention: purpose=queue; basis=public task; days=30
      CREATE UNIQUE INDEX queue_ticket_n ON queue_ticket (n);
      CREATE VIEW queue_waiting AS SELECT id FROM queue_ticket;
      CREATE TRIGGER queue_ticket_kept BEFORE DELETE ON queue_ticket BEGIN SELECT RAISE(ABORT, 'kept'); END;
      INSERT INTO queue_ticket VALUES ('a', 1);
      ALTER TABLE queue_counter ADD COLUMN room TEXT;
      ALTER TABLE queue_counter ADD COLUMN floor INTEGER NOT NULL DEFAULT 1;`;
    expect(check(sql)).toEqual([]);
  });

  test.for([
    ["drops a table", "DROP TABLE queue_ticket;"],
    ["renames a column", "ALTER TABLE queue_ticket RENAME COLUMN n TO number;"],
    ["drops a column", "ALTER TABLE queue_ticket DROP COLUMN n;"],
    ["rewrites rows", "UPDATE queue_ticket SET n = 1;"],
    ["deletes rows", "DELETE FROM queue_ticket;"],
    ["adds a column that old code does not fill", "ALTER TABLE queue_ticket ADD COLUMN room TEXT NOT NULL;"],
    ["adds a unique index to a table in use", "CREATE UNIQUE INDEX queue_i ON queue_ticket (n);"],
    ["switches foreign keys off", "PRAGMA foreign_keys = off;"],
  ] as const)("is refused when it %s", ([, sql], { expect }) => {
    expect(check(sql)).toHaveLength(1);
  });

  test("may contract once the release that no longer needs the old form is out", ({ expect }) => {
    const sql = "-- contract: after queue@1a2b3c4d5e6f\nDROP TABLE queue_ticket;";
    expect(check(sql)).toEqual([expect.stringContaining("has not been released")]);
    expect(check(sql, {}, ["queue@1a2b3c4d5e6f"])).toEqual([]);
  });

  test("is refused a wrong name, a wrong owner, or another service's table", ({ expect }) => {
    expect(check(ticket, { name: "20261122_queue_tickets" })).not.toEqual([]);
    expect(check(ticket, { owner: "identity" })).toEqual([
      expect.stringContaining('does not begin with "-- owner: queue"'),
    ]);
    expect(check(ticket, { name: "202611220900_parking_lots", owner: "parking" })).not.toEqual([]);
    expect(check("ALTER TABLE id_person ADD COLUMN x TEXT;")).toEqual([expect.stringContaining("touches id_person")]);
    expect(check("CREATE VIRTUAL TABLE queue_text USING fts5 (a);", { database: "search" })).toEqual([]);
    expect(check("-- needs: parking\n" + ticket)).toEqual([expect.stringContaining("needs parking")]);
  });

  test("is refused a table that is not STRICT, and full text in city or vault", ({ expect }) => {
    expect(check("CREATE TABLE queue_ticket (id TEXT PRIMARY KEY);")).toEqual([expect.stringContaining("not STRICT")]);
    expect(check("CREATE TABLE queue_strict (strict TEXT);")).toEqual([expect.stringContaining("not STRICT")]);
    expect(check("CREATE VIRTUAL TABLE queue_text USING fts5 (a);")).toEqual([expect.stringContaining("full-text")]);
  });

  test("is refused personal data that does not say why and how long", ({ expect }) => {
    const column = (note: string) => check(`CREATE TABLE queue_device (address TEXT -- retention: ${note}\n) STRICT;`);
    expect(column("purpose=limit per phone; basis=security; days=2")).toEqual([]);
    expect(column("purpose=limit per phone; days=2")).toEqual([expect.stringContaining("purpose, basis and days")]);
  });

  test("is refused a number that is taken and a table that another file creates", ({ expect }) => {
    expect(checkMigrations([migration(ticket), migration(ticket, { name: "202611220900_queue_again" })])).toHaveLength(
      2,
    );
    expect(checkMigrations([migration("CREATE INDEX queue_i ON queue_none (a);")])).toHaveLength(1);
  });

  test("is refused an audit table that somebody could rewrite", ({ expect }) => {
    const guard = (verb: string) =>
      `CREATE TRIGGER queue_audit_${verb} BEFORE ${verb} ON queue_audit BEGIN SELECT RAISE(ABORT, 'append only'); END;`;
    const audit = "CREATE TABLE queue_audit (id TEXT PRIMARY KEY) STRICT;";
    expect(checkMigrations([migration(audit)])).toHaveLength(2);
    expect(checkMigrations([migration(audit + guard("UPDATE"))])).toEqual([expect.stringContaining("aborts DELETE")]);
    expect(checkMigrations([migration(audit + guard("UPDATE") + guard("DELETE"))])).toEqual([]);
  });

  test("may replace a guard by one of the same name, and cannot lose it that way", ({ expect }) => {
    const guard = (verb: string, body = "SELECT RAISE(ABORT, 'kept');") =>
      `CREATE TRIGGER queue_audit_${verb} BEFORE ${verb} ON queue_audit BEGIN ${body} END;`;
    const first = migration(
      `CREATE TABLE queue_audit (id TEXT PRIMARY KEY) STRICT;${guard("UPDATE")}${guard("DELETE")}`,
    );
    const drop = "DROP TRIGGER queue_audit_DELETE;";
    const later = { name: "202611220901_queue_guard" };
    expect(check(drop + guard("DELETE"))).toEqual([]);
    expect(check(drop)).toHaveLength(1);
    expect(check("DROP TRIGGER id_audit_is_kept;")).toHaveLength(2);
    expect(checkMigrations([first, migration(drop + guard("DELETE"), later)])).toEqual([]);
    expect(checkMigrations([first, migration(drop + guard("DELETE", "SELECT 1;"), later)])).toEqual([
      expect.stringContaining("aborts DELETE"),
    ]);
  });

  test("is refused a change to what has landed, and is told to land what is new", ({ expect }) => {
    const landed = migration(ticket);
    const sum = checksumOf(landed.text);
    expect(checkChecksums([landed], new Map([[landed.path, sum]]))).toEqual([]);
    expect(checkChecksums([migration(`${ticket} `)], new Map([[landed.path, sum]]))).toEqual([
      expect.stringContaining("was changed"),
    ]);
    expect(checkChecksums([], new Map([[landed.path, sum]]))).toEqual([expect.stringContaining("is gone")]);
    expect(checkChecksums([landed], new Map())).toEqual([expect.stringContaining("has not landed")]);
  });
});
