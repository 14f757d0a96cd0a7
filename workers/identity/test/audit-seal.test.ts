import { audit, commit } from "@ven/kit";
import { digestAudit, sealAudit } from "@ven/kit/house";
import { env } from "cloudflare:workers";
import { beforeEach, describe, test } from "vitest";

import { verifyAudit } from "../src/verify-audit";
import { desk } from "./person";

const day = 86_400_000;
const hour = 3_600_000;
const queue = env.AS_QUEUE;
/** Each test has days of its own, because a seal cannot be taken back. */
let from = Date.UTC(2026, 0, 1);

const act = (at: number, object: string) => audit(env.DB, "queue", { at, actor: "nurse", action: "call", object });
const seal = async (now: number) => sealAudit(env.DB, "queue", now, (stretch) => queue.sealAudit(stretch));
const problems = async () => {
  const found = await verifyAudit(await desk(), env.DB, "queue");
  return found.problems.filter(({ to }) => to > from).map(({ what }) => what);
};
/** Somebody with all rights over the database, who takes the guards away first. */
async function tamper(sql: string, ...values: unknown[]) {
  const guards = ["queue_audit_stays", "queue_audit_is_kept", "id_audit_seal_stays", "id_audit_seal_is_kept"];
  const kept = await env.DB.prepare(
    `SELECT name, sql FROM sqlite_schema WHERE name IN (${guards.map(() => "?").join(", ")})`,
  )
    .bind(...guards)
    .all<{ name: string; sql: string }>();
  await env.DB.batch([
    ...kept.results.map(({ name }) => env.DB.prepare(`DROP TRIGGER ${name}`)),
    env.DB.prepare(sql).bind(...values),
    ...kept.results.map((one) => env.DB.prepare(one.sql)),
  ]);
}

beforeEach(async () => {
  from += 10 * day;
  await seal(from + hour);
  await commit(env.DB, [act(from + 1, "A001"), act(from + 2, "A002"), act(from + 3, "A003")]);
  await seal(from + day + 2 * hour);
});

describe("whoever verifies the audit", () => {
  test("finds all as it was sealed, and sealing again changes nothing", async ({ expect }) => {
    expect(await seal(from + day + 2 * hour)).toEqual({ sealed: 0 });
    expect(await problems()).toEqual([]);
  });

  test.for([
    ["a changed row", "UPDATE queue_audit SET object = 'A009' WHERE object = 'A002' AND at = ?", "rows-changed"],
    ["a changed time", "UPDATE queue_audit SET at = at + 5 WHERE at = ?", "rows-changed"],
    ["a removed row", "DELETE FROM queue_audit WHERE at = ?", "rows-removed"],
    [
      "an inserted row",
      "INSERT INTO queue_audit (id, at, actor, action, object) VALUES (hex(randomblob(8)), ?, 'nobody', 'call', 'A010')",
      "rows-added",
    ],
  ] as const)("finds %s", async ([, sql, what], { expect }) => {
    await tamper(sql, from + 2);
    expect(await problems()).toEqual([what]);
  });

  test("finds a row that was put in the place of another", async ({ expect }) => {
    await tamper("DELETE FROM queue_audit WHERE at = ?", from + 2);
    await tamper(
      "INSERT INTO queue_audit (id, at, actor, action, object) VALUES ('other', ?, 'nurse', 'call', 'A002')",
      from + 2,
    );
    expect(await problems()).toEqual(["rows-changed"]);
  });

  test("finds a seal that was made anew to fit a changed row, because the ledger knows the first", async ({
    expect,
  }) => {
    await tamper("UPDATE queue_audit SET object = 'A009' WHERE at = ?", from + 2);
    const { digest } = await digestAudit(env.DB, "queue", from, from + day);
    await tamper("UPDATE id_audit_seal SET digest = ? WHERE service = 'queue' AND to_at = ?", digest, from + day);
    expect(await problems()).toContain("seal-changed");
    const { rows } = await digestAudit(env.DB, "queue", from, from + day);
    const { previous } = (await env.DB.prepare(
      "SELECT previous FROM id_audit_seal WHERE service = 'queue' AND to_at = ?",
    )
      .bind(from + day)
      .first<{ previous: string }>())!;
    const { sealHash } = await import("../src/audit-seal");
    const hash = await sealHash("queue", { from, to: from + day, rows, digest }, previous);
    await tamper("UPDATE id_audit_seal SET hash = ? WHERE service = 'queue' AND to_at = ?", hash, from + day);
    expect(await problems()).toEqual(["head-differs"]);
  });

  test("finds a seal that was taken out", async ({ expect }) => {
    await seal(from + 2 * day + 2 * hour);
    await tamper("DELETE FROM id_audit_seal WHERE service = 'queue' AND to_at = ?", from + day);
    expect(await problems()).toContain("seal-changed");
  });
});

describe("a seal", () => {
  test("of the same stretch with other rows is refused", async ({ expect }) => {
    const again = { from, to: from + day, rows: 9, digest: "x".repeat(43) };
    expect(await queue.sealAudit(again)).toEqual({ ok: false, reason: "conflict" });
    expect(await queue.sealAudit({ ...again, from: from + 1, to: from + 2 * day })).toEqual({
      ok: false,
      reason: "conflict",
    });
  });

  test("is not changed or taken back, and a row below it stays for ten years", async ({ expect }) => {
    await expect(env.DB.prepare("UPDATE id_audit_seal SET rows = 0").run()).rejects.toThrow();
    await expect(env.DB.prepare("DELETE FROM id_audit_seal").run()).rejects.toThrow();
    await expect(
      env.DB.prepare("DELETE FROM queue_audit WHERE at = ?")
        .bind(from + 1)
        .run(),
    ).rejects.toThrow("append-only");
    // Older than ten years, and sealed.
    await commit(env.DB, [act(1000, "A000")]);
    expect((await env.DB.prepare("DELETE FROM queue_audit WHERE at = 1000").run()).meta.changes).toBeGreaterThan(0);
  });

  test("leaves the day that has just ended for an hour", async ({ expect }) => {
    expect(await seal(from + 2 * day + hour / 2)).toEqual({ sealed: 0 });
    expect(await seal(from + 2 * day + hour)).toMatchObject({ sealed: 0 });
    expect(await problems()).toEqual([]);
  });
});
