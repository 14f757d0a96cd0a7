// The plain way on one machine: Fastify and SQLite in one process, each change on disk before its answer.
// node fastify-sqlite.mjs <database file> <port>
import { DatabaseSync } from "node:sqlite";

import fastify from "fastify";

import { counters, services } from "./hall.mjs";

const [file, port] = process.argv.slice(2);

const db = new DatabaseSync(file);
db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
db.exec(`
  CREATE TABLE service (id TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE ticket (
    key TEXT PRIMARY KEY, service TEXT NOT NULL, number INTEGER NOT NULL, state TEXT NOT NULL, counter TEXT, at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX waiting ON ticket (service, number) WHERE state = 'waiting';
  CREATE INDEX held ON ticket (counter) WHERE state = 'called';
  CREATE TABLE answer (key TEXT PRIMARY KEY, number INTEGER) STRICT, WITHOUT ROWID;
`);
for (const id of services) db.prepare("INSERT INTO service VALUES (?, 0)").run(id);

const known = db.prepare("SELECT number FROM ticket WHERE key = ?");
const next = db.prepare("UPDATE service SET last = last + 1 WHERE id = ? RETURNING last");
const insert = db.prepare("INSERT INTO ticket VALUES (?, ?, ?, 'waiting', NULL, ?)");
const answered = db.prepare("SELECT number FROM answer WHERE key = ?");
const settle = db.prepare("UPDATE ticket SET state = 'served' WHERE counter = ? AND state = 'called'");
const call = db.prepare(
  `UPDATE ticket SET state = 'called', counter = ? WHERE key =
     (SELECT key FROM ticket WHERE service = ? AND state = 'waiting' ORDER BY number LIMIT 1) RETURNING number`,
);
const keep = db.prepare("INSERT INTO answer VALUES (?, ?)");
const effects = db.prepare(
  `SELECT service, count(*) AS issued, count(DISTINCT number) AS "distinct", min(number) AS lowest, max(number) AS highest,
     sum(state <> 'waiting') AS called FROM ticket GROUP BY service`,
);

function transaction(work) {
  db.exec("BEGIN IMMEDIATE");
  try {
    const value = work();
    db.exec("COMMIT");
    return value;
  } catch (err) {
    db.exec("ROLLBACK");
    throw err;
  }
}

const schema = {
  body: { type: "object", required: ["class"], properties: { class: { type: "string", maxLength: 12 } } },
  headers: { type: "object", required: ["idempotency-key"] },
};
const app = fastify();
app.post("/api/services/:service/tickets", { schema }, (request, reply) => {
  const key = request.headers["idempotency-key"];
  const { service } = request.params;
  const number = transaction(() => {
    const found = known.get(key);
    if (found) return found.number;
    const { last } = next.get(service);
    insert.run(key, service, last, Date.now());
    return last;
  });
  reply.code(201).send({ service, number });
});
app.post("/api/counters/:counter/call-next", (request, reply) => {
  const key = request.headers["idempotency-key"];
  const { counter } = request.params;
  const number = transaction(() => {
    const found = answered.get(key);
    if (found) return found.number;
    settle.run(counter);
    const called = call.get(counter, counters[counter])?.number ?? null;
    keep.run(key, called);
    return called;
  });
  if (number === null) reply.code(204).send();
  else reply.send({ counter, number });
});
app.get("/effects", () => effects.all());
await app.listen({ host: "127.0.0.1", port: Number(port) });
