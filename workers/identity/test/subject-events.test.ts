import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { replayErasures, eraseSubject } from "../src/erase-subject";
import { addEvent } from "../src/subject-event-repository";
import { askForExport, collectExport, objectTo, progressOf } from "../src/subject-events";
import { browser, count, desk, seedPeople, wait } from "./person";

const queue = env.AS_QUEUE;
const subjectOf = async () =>
  (await env.DB.prepare("SELECT id FROM id_subject WHERE kind = 'guest'").first<string>("id")) ?? "";

async function guest(contact = "guest@vidu.example") {
  const phone = browser();
  await phone.signIn(contact);
  return { phone, subject: await subjectOf() };
}

describe("somebody who wants a copy of their data", () => {
  test("gets what each service holds, and sees who is still to come", async ({ expect }) => {
    const { subject } = await guest();
    const seq = await askForExport(await desk(), subject);
    const services = ["queue", "wifi"];
    expect(await progressOf(await desk(), subject, services)).toMatchObject([{ kind: "export", pending: services }]);
    const part = JSON.stringify({ tickets: ["A001"] });
    expect(await queue.acknowledgeEvent({ seq, outcome: "done", records: 1, part })).toEqual({ ok: true });
    expect(await progressOf(await desk(), subject, services)).toMatchObject([
      { pending: ["wifi"], done: [{ service: "queue", outcome: "done", records: 1 }] },
    ]);
    expect(await collectExport(await desk(), subject, seq)).toEqual(new Map([["queue", { tickets: ["A001"] }]]));
    const stored = await env.VAULT.prepare("SELECT sealed FROM id_vault_export").first<string>("sealed");
    expect(stored).not.toContain("A001");
  });

  test("gets nobody else's", async ({ expect }) => {
    const { subject } = await guest();
    const seq = await askForExport(await desk(), subject);
    await expect(collectExport(await desk(), "somebody-else", seq)).rejects.toMatchObject({ code: "not-found" });
    const other = await objectTo(await desk(), subject, "survey");
    await expect(collectExport(await desk(), subject, other)).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("a service that follows what people ask for", () => {
  test("does its part in order, and once more is no error", async ({ expect }) => {
    const event = { kind: "object", subject: "p", now: 1, requestId: null } as const;
    const { db } = await desk();
    const first = await addEvent(db, event);
    const second = await addEvent(db, event);
    expect(await queue.acknowledgeEvent({ seq: second, outcome: "nothing", records: 0 })).toEqual({ ok: false });
    for (const seq of [first, first, second, second, first])
      expect(await queue.acknowledgeEvent({ seq, outcome: "nothing", records: 0 })).toEqual({ ok: true });
    expect(await count("id_subject_event_done")).toBe(2);
    expect(await queue.acknowledgeEvent({ seq: second + 100, outcome: "nothing", records: 0 })).toEqual({ ok: false });
  });

  test("cannot change what was said", async ({ expect }) => {
    const { db } = await desk();
    const seq = await addEvent(db, { kind: "erase", subject: "p", now: 1, requestId: null });
    await queue.acknowledgeEvent({ seq, outcome: "done", records: 3 });
    await expect(env.DB.prepare("UPDATE id_subject_event SET subject = 'q'").run()).rejects.toThrow();
    await expect(env.DB.prepare("UPDATE id_subject_event_done SET records = 0").run()).rejects.toThrow();
  });
});

describe("somebody who wants to be forgotten", () => {
  test("is signed out, cannot be found again, and every service is told once", async ({ expect }) => {
    const { phone, subject } = await guest();
    const erased = await eraseSubject(await desk(), subject);
    expect(erased).toMatchObject({ ok: true });
    expect(await eraseSubject(await desk(), subject)).toEqual(erased);
    expect(await count("id_vault_key", env.VAULT)).toBe(0);
    expect(await count("id_vault_contact", env.VAULT)).toBe(0);
    expect(await count("id_subject_event WHERE kind = 'erase'")).toBe(1);
    // Within 10 s: that often each isolate reads who was signed out.
    wait(10_001);
    expect((await phone.fetch("/account")).status).toBe(303);
    // The same e-mail begins anew, as somebody else.
    await browser().post("/sign-in", { contact: "new@vidu.example" });
    expect(await count(`id_revocation`)).toBeGreaterThan(0);
  });

  test("stays forgotten when a backup comes back", async ({ expect }) => {
    const { subject } = await guest();
    const key = await env.VAULT.prepare("SELECT * FROM id_vault_key").first();
    await eraseSubject(await desk(), subject);
    // The databases of yesterday: the key is there again, nobody knows of the erasure.
    await env.VAULT.prepare("INSERT INTO id_vault_key VALUES (?, ?, ?, ?)")
      .bind(...Object.values(key ?? {}))
      .run();
    await env.DB.batch([
      env.DB.prepare("DELETE FROM id_subject_event"),
      env.DB.prepare("UPDATE id_subject SET disabled_at = NULL"),
    ]);
    expect(await replayErasures(await desk())).toMatchObject({ again: 1 });
    expect(await count("id_vault_key", env.VAULT)).toBe(0);
    expect(await count(`id_subject_event WHERE kind = 'erase' AND subject = '${subject}'`)).toBe(1);
    expect(await count("id_subject WHERE disabled_at IS NULL")).toBe(0);
    expect(await replayErasures(await desk())).toMatchObject({ again: 0 });
  });

  test("is not erased while they work here", async ({ expect }) => {
    await seedPeople();
    expect(await eraseSubject(await desk(), "sample-counter.baichay")).toEqual({ ok: false, reason: "employed" });
    expect(await eraseSubject(await desk(), "nobody")).toEqual({ ok: false, reason: "unknown" });
  });
});
