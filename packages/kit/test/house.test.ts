import type { AcknowledgeEvent } from "@ven/contracts/house";
import { env } from "cloudflare:workers";
import { beforeEach, describe, test } from "vitest";

import { sealableUntil } from "../src/audit-seal";
import { following, purge, purgedAtOnce, scheduled } from "../src/house";

const day = 86_400_000;
const run = async (...statements: string[]) => env.DB.batch(statements.map((sql) => env.DB.prepare(sql)));

beforeEach(async () => {
  await run(
    "DROP TABLE IF EXISTS id_subject_event_list",
    "DROP TABLE IF EXISTS id_subject_event_progress",
    "DROP TABLE IF EXISTS kit_thing",
    "CREATE TABLE id_subject_event_list (seq INTEGER PRIMARY KEY, at INTEGER, kind TEXT, subject TEXT, target TEXT, detail TEXT)",
    "CREATE TABLE id_subject_event_progress (service TEXT PRIMARY KEY, seq INTEGER)",
    "CREATE TABLE kit_thing (id INTEGER PRIMARY KEY, at INTEGER)",
  );
});

/** Identity, as far as it matters here: it remembers what was acknowledged, or refuses. */
function identity(refuses = (_seq: number) => false) {
  const heard: AcknowledgeEvent[] = [];
  return {
    heard,
    async acknowledgeEvent(request: AcknowledgeEvent) {
      if (refuses(request.seq)) return { ok: false };
      heard.push(request);
      await env.DB.prepare("INSERT OR REPLACE INTO id_subject_event_progress VALUES ('kit', ?)")
        .bind(request.seq)
        .run();
      return { ok: true };
    },
  };
}
const say = (seq: number, kind: string, detail: string | null = null) =>
  env.DB.prepare("INSERT INTO id_subject_event_list VALUES (?, 1, ?, 'p', NULL, ?)").bind(seq, kind, detail).run();

describe("a service that follows what people ask for", () => {
  test("does its part once, in order, and hands in what it holds", async ({ expect }) => {
    const seen: number[] = [];
    const job = following<{ DB: D1Database; IDENTITY: ReturnType<typeof identity> }>("kit", {
      export: async ({ seq }) => {
        seen.push(seq);
        return { outcome: "done", records: 2, part: { tickets: 2 } };
      },
      object: async ({ detail }) => ({ outcome: "done", records: detail?.purpose === "survey" ? 1 : 0 }),
    });
    await say(3, "export");
    await say(4, "erase");
    await say(9, "object", '{"purpose":"survey"}');
    const IDENTITY = identity();
    const tick = { env: { DB: env.DB, IDENTITY }, now: 1 };
    expect(await job.run(tick)).toEqual({ followed: 3 });
    expect(await job.run(tick)).toEqual({ followed: 0 });
    expect(seen).toEqual([3]);
    expect(IDENTITY.heard).toEqual([
      { seq: 3, outcome: "done", records: 2, part: '{"tickets":2}' },
      { seq: 4, outcome: "nothing", records: 0 },
      { seq: 9, outcome: "done", records: 1 },
    ]);
  });

  test("stops at what it cannot do, and goes on there the next time", async ({ expect }) => {
    let broken = true;
    const job = following<{ DB: D1Database; IDENTITY: ReturnType<typeof identity> }>("kit", {
      erase: async () => {
        if (broken) throw new Error("the object is away");
        return { outcome: "done", records: 1 };
      },
    });
    for (const [seq, kind] of [
      [1, "export"],
      [2, "erase"],
      [3, "export"],
    ] as const)
      await say(seq, kind);
    const IDENTITY = identity();
    await expect(job.run({ env: { DB: env.DB, IDENTITY }, now: 1 })).rejects.toThrow("away");
    expect(IDENTITY.heard.map(({ seq }) => seq)).toEqual([1]);
    broken = false;
    await job.run({ env: { DB: env.DB, IDENTITY }, now: 1 });
    expect(IDENTITY.heard.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    const refusing = identity((seq) => seq === 5);
    for (const seq of [5, 6]) await say(seq, "export");
    expect(await job.run({ env: { DB: env.DB, IDENTITY: refusing }, now: 1 })).toEqual({ followed: 0 });
  });
});

describe("the retention job", () => {
  test("deletes what is old in small portions and nothing else", async ({ expect }) => {
    await run(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200) INSERT INTO kit_thing SELECT i, ${day} FROM n`,
      `INSERT INTO kit_thing VALUES (5000, ${3 * day})`,
    );
    const sql = `DELETE FROM kit_thing WHERE id IN (SELECT id FROM kit_thing WHERE at <= ?1 LIMIT ${purgedAtOnce})`;
    const rule = { table: "kit_thing", database: "city", days: 2, sql };
    expect(await purge(() => env.DB, [rule], 2 * day)).toEqual({});
    expect(await purge(() => env.DB, [rule], 3 * day)).toEqual({ kit_thing: 1200 });
    expect(await env.DB.prepare("SELECT count(*) AS n FROM kit_thing").first("n")).toBe(1);
  });
});

describe("a cron", () => {
  test("runs the jobs that belong to it, each one although another fails, and tells the platform", async ({
    expect,
  }) => {
    const ran: string[] = [];
    const job = (name: string, every?: string, fails = false) => ({
      name,
      ...(every !== undefined && { every }),
      run: async () => {
        ran.push(name);
        if (fails) throw new Error("no");
        return {};
      },
    });
    const handler = scheduled("kit", [job("a", undefined, true), job("b"), job("c", "17 * * * *")]);
    await expect(handler({ cron: "* * * * *" }, {})).rejects.toThrow("jobs failed: a");
    await expect(handler({ cron: "17 * * * *" }, {})).rejects.toThrow();
    expect(ran).toEqual(["a", "b", "a", "b", "c"]);
  });
});

test("a day can be sealed an hour after its end", ({ expect }) => {
  expect([sealableUntil(day + 3_599_999), sealableUntil(day + 3_600_000)]).toEqual([0, day]);
});
