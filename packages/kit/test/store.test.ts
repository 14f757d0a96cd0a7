import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, test } from "vitest";

import { audit, commit, commitOnce, enqueue, forgetCached, isUniqueViolation, staleWhileError } from "../src";
import { faultyD1, noFaults } from "../src/development-faults";

const db = env.DB;
const count = async (table: string) =>
  (await env.DB.prepare(`SELECT count(*) AS n FROM ${table}`).first("n")) as number;

beforeAll(async () => {
  await env.DB.batch(
    [
      "CREATE TABLE kit_audit (id TEXT PRIMARY KEY, at INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, object TEXT NOT NULL, organisation TEXT, detail TEXT, request_id TEXT)",
      "CREATE TABLE kit_outbox (id TEXT PRIMARY KEY, at INTEGER NOT NULL, topic TEXT NOT NULL, payload TEXT NOT NULL, attempts INTEGER NOT NULL, next_at INTEGER NOT NULL, done_at INTEGER)",
      "CREATE TABLE kit_idempotency (scope TEXT, key TEXT, request_hash TEXT NOT NULL, status INTEGER NOT NULL, response TEXT NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, PRIMARY KEY (scope, key))",
    ].map((sql) => env.DB.prepare(sql)),
  );
});
beforeEach(async () => {
  await env.DB.batch(["kit_audit", "kit_outbox", "kit_idempotency"].map((t) => env.DB.prepare(`DELETE FROM ${t}`)));
});

const change = { at: 1, actor: "p", action: "open", object: "door" };
const once = { scope: "p:open", key: "key-1", requestHash: "h", now: 1, keepFor: 10, status: 200, response: "open" };

describe("a change", () => {
  test("is stored with its audit row and its message, or not at all", async ({ expect }) => {
    const message = enqueue(db, "kit", { at: 1, topic: "opened", payload: "sealed" });
    await commit(db, [audit(db, "kit", change), message]);
    expect([await count("kit_audit"), await count("kit_outbox")]).toEqual([1, 1]);
    const broken = db.prepare("INSERT INTO kit_idempotency VALUES ('p', 'k', 'h', 200, 'x', 1, 2)").bind();
    await commit(db, [broken]);
    await expect(commit(db, [audit(db, "kit", change), broken])).rejects.toSatisfy((err) => isUniqueViolation(err));
    expect(await count("kit_audit")).toBe(1);
  });

  test("that is sent 30 times at once with one key happens once, and all read the same answer", async ({ expect }) => {
    const answered = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        commitOnce(db, "kit", { ...once, response: `open ${index}` }, [audit(db, "kit", change)]),
      ),
    );
    expect(await count("kit_audit")).toBe(1);
    expect(new Set(answered.map(({ response }) => response)).size).toBe(1);
  });

  test("that differs under the same key is refused", async ({ expect }) => {
    await commitOnce(db, "kit", once, []);
    await expect(commitOnce(db, "kit", { ...once, requestHash: "other" }, [])).rejects.toMatchObject({
      code: "key-reused",
    });
    await commitOnce(db, "kit", { ...once, scope: "somebody else" }, []);
    expect(await count("kit_idempotency")).toBe(2);
  });

  test("whose answer is lost on the way is found again by its key", async ({ expect }) => {
    const losing = faultyD1(env.DB, () => ({ ...noFaults, after: 1 }));
    await expect(commitOnce(losing, "kit", once, [audit(losing, "kit", change)])).rejects.toThrow();
    expect(await commitOnce(db, "kit", once, [audit(db, "kit", change)])).toMatchObject({ response: "open" });
    expect(await count("kit_audit")).toBe(1);
  });
});

describe("a public list", () => {
  const read = (now: number, load: () => Promise<string>) =>
    staleWhileError({ key: "list:all", now, ttlMs: 100 }, load);
  const away = () => Promise.reject(new Error("Network connection lost."));

  test("is read once while it is fresh, and shown old and labelled while the store is away", async ({ expect }) => {
    forgetCached();
    let loads = 0;
    const load = () => Promise.resolve(`v${++loads}`);
    expect(await read(1000, load)).toEqual({ value: "v1", age: 0, stale: false });
    expect(await read(1050, load)).toEqual({ value: "v1", age: 50, stale: false });
    expect(await read(1200, away)).toEqual({ value: "v1", age: 200, stale: true });
    // Not asked again for two seconds: a store that is down is not helped by questions.
    expect(await read(1300, load)).toMatchObject({ value: "v1", stale: true });
    expect(await read(3300, load)).toEqual({ value: "v2", age: 0, stale: false });
  });

  test("outlives the isolate in the cache, and without either is 503", async ({ expect }) => {
    await read(5000, () => Promise.resolve("kept"));
    forgetCached();
    expect(await read(6000, away)).toMatchObject({ value: "kept", stale: true });
    const never = staleWhileError({ key: "other:x", now: 6000, ttlMs: 100 }, away);
    await expect(never).rejects.toMatchObject({ code: "unavailable" });
  });

  test("does not keep anybody waiting for a store that hangs", async ({ expect }) => {
    forgetCached();
    const hanging = staleWhileError({ key: "hang:x", now: 1, ttlMs: 1, deadlineMs: 20 }, () => new Promise(() => {}));
    await expect(hanging).rejects.toMatchObject({ code: "unavailable" });
  });
});
