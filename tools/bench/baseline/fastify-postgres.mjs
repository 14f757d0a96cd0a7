// Fastify and PostgreSQL, one statement for a ticket: the best code for it that we know, fsync and synchronous_commit on.
// node fastify-postgres.mjs <socket folder> <port>
import fastify from "fastify";
import pg from "pg";

import { counters, services } from "./hall.mjs";

const [folder, port] = process.argv.slice(2);

const pool = new pg.Pool({ host: folder, user: "bench", database: "postgres", max: 10 });
await pool.query(`
  CREATE TABLE service (id text PRIMARY KEY, last int NOT NULL);
  CREATE TABLE ticket (
    key text PRIMARY KEY, service text NOT NULL, number int NOT NULL, state text NOT NULL, counter text, at bigint NOT NULL
  );
  CREATE UNIQUE INDEX waiting ON ticket (service, number) WHERE state = 'waiting';
  CREATE INDEX held ON ticket (counter) WHERE state = 'called';
  CREATE TABLE answer (key text PRIMARY KEY, number int);
`);
for (const id of services) await pool.query("INSERT INTO service VALUES ($1, 0)", [id]);

const issue = {
  name: "issue",
  text: `
    WITH known AS (SELECT number FROM ticket WHERE key = $2),
      next AS (UPDATE service SET last = last + 1 WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM known) RETURNING last),
      born AS (INSERT INTO ticket SELECT $2, $1, last, 'waiting', NULL, $3 FROM next RETURNING number)
    SELECT number FROM known UNION ALL SELECT number FROM born`,
};
const callNext = {
  name: "call",
  text: `
    WITH settled AS (UPDATE ticket SET state = 'served' WHERE counter = $1 AND state = 'called'),
      next AS (SELECT key FROM ticket WHERE service = $2 AND state = 'waiting' ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED),
      called AS (UPDATE ticket SET state = 'called', counter = $1 FROM next WHERE ticket.key = next.key RETURNING number),
      kept AS (INSERT INTO answer SELECT $3, number FROM called)
    SELECT number FROM called`,
};

const schema = {
  body: { type: "object", required: ["class"], properties: { class: { type: "string", maxLength: 12 } } },
  headers: { type: "object", required: ["idempotency-key"] },
};
const app = fastify();
app.post("/api/services/:service/tickets", { schema }, async (request, reply) => {
  const { service } = request.params;
  const { rows } = await pool.query({ ...issue, values: [service, request.headers["idempotency-key"], Date.now()] });
  return reply.code(201).send({ service, number: rows[0].number });
});
app.post("/api/counters/:counter/call-next", async (request, reply) => {
  const { counter } = request.params;
  const values = [counter, counters[counter], request.headers["idempotency-key"]];
  const { rows } = await pool.query({ ...callNext, values });
  return rows[0] ? reply.send({ counter, number: rows[0].number }) : reply.code(204).send();
});
app.get("/effects", async () => {
  const { rows } = await pool.query(
    `SELECT service, count(*)::int AS issued, count(DISTINCT number)::int AS "distinct", min(number) AS lowest,
       max(number) AS highest, count(*) FILTER (WHERE state <> 'waiting')::int AS called FROM ticket GROUP BY service`,
  );
  return rows;
});
await app.listen({ host: "127.0.0.1", port: Number(port) });
