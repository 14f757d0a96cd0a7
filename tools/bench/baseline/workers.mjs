import { authenticate, requirePermission } from "@ven/identity";
import { createApp } from "@ven/kit";
// What the house is measured against inside workerd: a greeting, an object that counts, D1 without an object.
import { DurableObject } from "cloudflare:workers";
import { Hono } from "hono";

import { counters, services } from "./hall.mjs";

/** Increments one row and replies: the least that a durable number can cost. */
export class Increment extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS counter (id INTEGER PRIMARY KEY, last INTEGER NOT NULL)");
    ctx.storage.sql.exec("INSERT OR IGNORE INTO counter VALUES (1, 0)");
  }

  next() {
    return this.ctx.storage.sql.exec("UPDATE counter SET last = last + 1 RETURNING last").one().last;
  }

  last() {
    return this.ctx.storage.sql.exec("SELECT last FROM counter").one().last;
  }
}

/** Only what `authenticate` needs, so that its own price is what is seen. */
const clock = async (c, next) => {
  c.set("now", Date.now());
  await next();
};

/** A signature check and nothing else: what a token that was not seen before costs at the least. */
const signed = new Uint8Array(600);
const sample = async () => {
  const { publicKey, privateKey } = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  return { publicKey, signature: await crypto.subtle.sign("Ed25519", privateKey, signed) };
};
let made;

const hello = new Hono()
  .get("/hello", (c) => c.text("hello"))
  .get("/signature/hello", async (c) => {
    made ??= await sample();
    const isGood = await crypto.subtle.verify("Ed25519", made.publicKey, made.signature, signed);
    return isGood ? c.text("hello") : c.text("forged", 500);
  })
  .get("/asked/hello", clock, authenticate({ service: "queue" }), requirePermission("queue.call"), (c) =>
    c.text("hello"),
  );

const house = createApp({ service: "bench" })
  .get("/house/hello", (c) => c.text("hello"))
  .get("/house/asked", authenticate({ service: "queue" }), requirePermission("queue.call"), (c) => c.text("hello"));

const increment = new Hono()
  .post("/increment", async (c) => c.json({ number: await c.env.INCREMENT.getByName("one").next() }))
  .get("/increment/effects", async (c) => c.json(await c.env.INCREMENT.getByName("one").last()));

const d1 = new Hono()
  .post("/setup", async (c) => {
    await c.env.DB.batch(
      [
        "CREATE TABLE service (id TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID",
        `CREATE TABLE ticket (key TEXT PRIMARY KEY, service TEXT NOT NULL, number INTEGER NOT NULL, state TEXT NOT NULL,
           counter TEXT, at INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
        "CREATE UNIQUE INDEX waiting ON ticket (service, number) WHERE state = 'waiting'",
        "CREATE INDEX held ON ticket (counter) WHERE state = 'called'",
        "CREATE TABLE answer (key TEXT PRIMARY KEY, number INTEGER) STRICT, WITHOUT ROWID",
        ...services.map((id) => `INSERT INTO service VALUES ('${id}', 0)`),
      ].map((sql) => c.env.DB.prepare(sql)),
    );
    return c.body(null, 204);
  })
  .post("/api/services/:service/tickets", async (c) => {
    const service = c.req.param("service");
    const key = c.req.header("idempotency-key");
    const { class: asked } = await c.req.json();
    if (!key || typeof asked !== "string") return c.json(null, 400);
    const [, , read] = await c.env.DB.batch([
      c.env.DB.prepare(
        "UPDATE service SET last = last + 1 WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM ticket WHERE key = ?2)",
      ).bind(service, key),
      c.env.DB.prepare(
        `INSERT INTO ticket SELECT ?2, id, last, 'waiting', NULL, ?3 FROM service WHERE id = ?1
           AND NOT EXISTS (SELECT 1 FROM ticket WHERE key = ?2)`,
      ).bind(service, key, Date.now()),
      c.env.DB.prepare("SELECT number FROM ticket WHERE key = ?1").bind(key),
    ]);
    return c.json({ service, number: read.results[0].number }, 201);
  })
  .post("/api/counters/:counter/call-next", async (c) => {
    const counter = c.req.param("counter");
    const key = c.req.header("idempotency-key");
    const once = "NOT EXISTS (SELECT 1 FROM answer WHERE key = ?1)";
    const [, , , read] = await c.env.DB.batch([
      c.env.DB.prepare(`UPDATE ticket SET state = 'served' WHERE counter = ?2 AND state = 'called' AND ${once}`).bind(
        key,
        counter,
      ),
      c.env.DB.prepare(
        `UPDATE ticket SET state = 'called', counter = ?2 WHERE ${once} AND key =
           (SELECT key FROM ticket WHERE service = ?3 AND state = 'waiting' ORDER BY number LIMIT 1)`,
      ).bind(key, counter, counters[counter]),
      c.env.DB.prepare(
        `INSERT INTO answer SELECT ?1, (SELECT number FROM ticket WHERE counter = ?2 AND state = 'called') WHERE ${once}`,
      ).bind(key, counter),
      c.env.DB.prepare("SELECT number FROM answer WHERE key = ?1").bind(key),
    ]);
    const { number } = read.results[0];
    return number === null ? c.body(null, 204) : c.json({ counter, number });
  })
  .get("/effects", async (c) => {
    const { results } = await c.env.DB.prepare(
      `SELECT service, count(*) AS issued, count(DISTINCT number) AS "distinct", min(number) AS lowest,
         max(number) AS highest, sum(state <> 'waiting') AS called FROM ticket GROUP BY service`,
    ).all();
    return c.json(results);
  });

export default {
  fetch(request, env, ctx) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/house/")) return house.fetch(request, env, ctx);
    if (pathname.endsWith("/hello")) return hello.fetch(request, env, ctx);
    return (pathname.startsWith("/increment") ? increment : d1).fetch(request, env, ctx);
  },
};
