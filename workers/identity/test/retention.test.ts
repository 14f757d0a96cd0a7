import { setClock } from "@ven/kit";
import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { runJobs } from "../src/jobs";
import { browser, count, wait } from "./person";

const day = 86_400_000;
const hourly = { cron: "17 * * * *" };

/** Every row of both databases in which a text stands; audit and consents are evidence under a pseudonym. */
async function rowsWith(text: string) {
  const found: string[] = [];
  for (const d1 of [env.DB, env.VAULT]) {
    const { results } = await d1
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'id_*'")
      .all<{ name: string }>();
    for (const { name } of results) {
      const rows = await d1.prepare(`SELECT * FROM ${name}`).all();
      if (rows.results.some((row) => JSON.stringify(row).includes(text))) found.push(name);
    }
  }
  return found;
}

describe("a guest who does not come back", () => {
  test("leaves nothing behind after the retention but what they did, under a pseudonym", async ({ expect }) => {
    const now = Date.now();
    setClock({ now: () => now });
    const phone = browser();
    await phone.signIn("0912 345 678");
    const subject = (await env.DB.prepare("SELECT id FROM id_subject").first<string>("id")) ?? "";
    expect((await rowsWith(subject)).length).toBeGreaterThan(3);
    wait(23 * 3_600_000);
    await runJobs(hourly, env);
    expect(await count("id_vault_contact", env.VAULT)).toBe(1);
    wait(2 * day + 3_600_000);
    await runJobs(hourly, env);
    expect(await rowsWith(subject)).toEqual(["id_audit"]);
    expect(await count("id_vault_key", env.VAULT)).toBe(0);
    for (const table of ["id_session", "id_handle", "id_challenge", "id_outbox", "id_code", "id_revocation"])
      expect([table, await count(table)]).toEqual([table, 0]);
  });

  test("is somebody new when they come back", async ({ expect }) => {
    const now = Date.now();
    setClock({ now: () => now });
    await browser().signIn("0912 345 678");
    const before = await env.DB.prepare("SELECT id FROM id_subject").first<string>("id");
    wait(4 * day);
    await runJobs(hourly, env);
    await browser().signIn("0912 345 678");
    expect(await env.DB.prepare("SELECT id FROM id_subject").first<string>("id")).not.toBe(before);
  });
});

test("a job that fails is told to the platform, and the others run", async ({ expect }) => {
  await browser().signIn("0912 345 679");
  wait(10 * day);
  await expect(runJobs(hourly, { ...env, DELIVERY: "pigeons" })).rejects.toThrow("deliver");
  expect(await count("id_session")).toBe(0);
});
