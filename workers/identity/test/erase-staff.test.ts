import { env } from "cloudflare:workers";
import { beforeEach, describe, test } from "vitest";

import { eraseSubject } from "../src/erase-subject";
import { count, desk, seedPeople } from "./person";

const nurse = "sample-counter.baichay";
const theirs = async () =>
  Promise.all(
    [
      `id_passkey WHERE subject = '${nurse}'`,
      `id_staff_profile WHERE subject = '${nurse}'`,
      `id_invitation WHERE redeemed_by = '${nurse}'`,
      `id_session WHERE subject = '${nurse}' AND (ended_at IS NULL OR device <> '')`,
    ].map((rows) => count(rows)),
  );

beforeEach(async () => {
  await seedPeople();
  const run = (sql: string) => env.DB.prepare(sql);
  await env.DB.batch([
    run(
      `INSERT INTO id_passkey (id, subject, public_key, counter, transports, synced, name, created_at)
       VALUES ('${"a".repeat(22)}', '${nurse}', '${"k".repeat(60)}', 0, '[]', 0, 'Điện thoại của An', 1)`,
    ),
    run(
      `INSERT INTO id_invitation (id, organisation, role, display_name, token_hash, created_at, created_by, sent_at, expires_at, redeemed_at, redeemed_by)
       VALUES ('i', 'baichay', 'counter', 'An', 'h', 1, 'x', 1, 2, 2, '${nurse}')`,
    ),
    run(
      `INSERT INTO id_session (id, subject, kind, aal, ial, amr, auth_time, last_seen_at, idle_ms, ends_at, device)
       VALUES ('s', '${nurse}', 'staff', 2, 0, '[]', 1, 1, 1000, 2, 'Chrome · Android')`,
    ),
  ]);
});

describe("a nurse who left and asks to be erased", () => {
  test("leaves no passkey, no name and no device behind; what she did stays under a pseudonym", async ({ expect }) => {
    await env.DB.prepare("INSERT INTO id_audit (id, at, actor, action, object) VALUES ('a', 1, ?, 'x', 'y')")
      .bind(nurse)
      .run();
    await env.DB.prepare("UPDATE id_role SET valid_to = 5 WHERE subject = ?").bind(nurse).run();
    expect(await eraseSubject(await desk(), nurse)).toMatchObject({ ok: true });
    expect(await theirs()).toEqual([0, 0, 0, 0]);
    expect(await count(`id_vault_key WHERE subject = '${nurse}'`, env.VAULT)).toBe(0);
    expect(await count(`id_audit WHERE actor = '${nurse}' AND id = 'a'`)).toBe(1);
    const { results } = await env.DB.prepare("SELECT display_name FROM id_staff_profile").all();
    expect(JSON.stringify(results)).not.toContain("Nguyễn Thị An");
  });

  test("is refused while she still works here, and nothing is gone", async ({ expect }) => {
    expect(await eraseSubject(await desk(), nurse)).toEqual({ ok: false, reason: "employed" });
    expect(await theirs()).toEqual([1, 1, 1, 1]);
  });
});
