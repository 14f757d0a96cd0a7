import { env } from "cloudflare:workers";
import { beforeEach, describe, test } from "vitest";

import { acknowledge } from "../src/subject-events";
import { browser, count, desk, seedPeople, wait } from "./person";

const phone = "0912345678";
const minute = 60_000;

beforeEach(async () => {
  await seedPeople();
});

async function guest() {
  const hers = browser();
  await hers.signIn(phone);
  const subject = (await env.DB.prepare("SELECT subject FROM id_session").first<string>("subject")) ?? "";
  return { ...hers, subject };
}
/** Every service does its part of everything that was asked. */
async function servicesDo(part?: string) {
  const { results } = await env.DB.prepare("SELECT seq FROM id_subject_event ORDER BY seq").all<{ seq: number }>();
  for (const { seq } of results)
    for (const service of ["queue", "wifi"])
      await acknowledge(await desk(), {
        service,
        seq,
        outcome: "done",
        records: 1,
        ...(part !== undefined && { part }),
      });
}

describe("a guest at her own data", () => {
  test("needs to be signed in, and reads what is kept and why in her language", async ({ expect }) => {
    const nobody = await browser().fetch("/privacy");
    expect(nobody.headers.get("location")).toBe("/sign-in?continue=%2Fprivacy");
    const hers = await guest();
    const page = await hers.fetch("/privacy");
    expect(page.status).toBe(200);
    expect(page.headers.get("cache-control")).toBe("no-store");
    expect(await page.text()).toContain("chúng tôi giữ gì và vì sao");
    expect(await (await hers.fetch("/privacy?lang=en")).text()).toContain("what we keep and why");
    expect(await (await hers.fetch("/privacy/columns")).text()).toContain("id_vault_contact.sealed");
  });

  test("says yes or no to each purpose, neither ticked, and may change her mind", async ({ expect }) => {
    const hers = await guest();
    const before = await (await hers.fetch("/privacy")).text();
    expect(before).not.toMatch(/ checked/);
    expect([...before.matchAll(/name="decision" value="(yes|no)"/g)].length).toBeGreaterThanOrEqual(2);
    const decide = (decision: string, purpose = "survey") =>
      hers.post(`/privacy/consents/account/${purpose}`, { decision, version: "1" });
    expect((await decide("yes")).status).toBe(303);
    expect(await (await hers.fetch("/privacy")).text()).toContain("Bạn đã đồng ý.");
    expect((await decide("no")).status).toBe(303);
    expect(await (await hers.fetch("/privacy")).text()).not.toContain("Bạn đã đồng ý.");
    const { results } = await env.DB.prepare("SELECT decision FROM id_consent WHERE subject = ? ORDER BY at, id")
      .bind(hers.subject)
      .all();
    expect(results.map((row) => row.decision)).toEqual(["given", "withdrawn"]);
    // What the service cannot do without is nothing to agree to.
    expect((await decide("yes", "security")).status).toBe(404);
    expect((await decide("yes", "nothing")).status).toBe(404);
  });

  test("gets a copy of everything, hers alone, as a page and as JSON", async ({ expect }) => {
    const hers = await guest();
    expect((await hers.post("/privacy/copies")).status).toBe(303);
    expect(await (await hers.fetch("/privacy")).text()).toContain("queue, wifi");
    await servicesDo(JSON.stringify({ tickets: ["A12"] }));
    expect(await (await hers.fetch("/privacy")).text()).toContain("Bản sao đã đủ.");
    const seq = await env.DB.prepare("SELECT seq FROM id_subject_event").first<number>("seq");
    const file = await hers.fetch(`/privacy/copies/${seq}/json`);
    expect(file.headers.get("content-disposition")).toContain("attachment");
    const copy = await file.json<{ identity: { contacts: { value: string }[] }; queue: unknown }>();
    expect(copy.identity.contacts).toEqual([{ channel: "phone", value: "+84912345678" }]);
    expect(copy.queue).toEqual({ tickets: ["A12"] });
    expect(JSON.stringify(copy)).not.toMatch(/hash"|secret/);
    expect(await (await hers.fetch(`/privacy/copies/${seq}`)).text()).toContain("+84912345678");
    expect(await count("id_data_request WHERE kind = 'access' AND outcome = 'done'")).toBe(1);

    const other = browser();
    await other.signIn("0987654321");
    expect((await other.fetch(`/privacy/copies/${seq}/json`)).status).toBe(404);
  });

  test("[ASVS 7.5.1] proves that it is her before she reads a copy or erases", async ({ expect }) => {
    const hers = await guest();
    await hers.post("/privacy/copies");
    const seq = await env.DB.prepare("SELECT seq FROM id_subject_event").first<number>("seq");
    wait(6 * minute);
    expect((await hers.fetch(`/privacy/copies/${seq}`)).headers.get("location")).toMatch(
      /^\/auth\/step-up\?return_to=/,
    );
    expect((await hers.post("/privacy/erase")).status).toBe(403);
    expect(await count(`id_vault_key WHERE subject = '${hers.subject}'`, env.VAULT)).toBe(1);
  });

  test("erases herself: the key goes at once, services follow, and nothing is asked twice", async ({ expect }) => {
    const hers = await guest();
    expect(await (await hers.fetch("/privacy/erase")).text()).toContain("72 giờ");
    expect((await hers.post("/privacy/erase")).headers.get("location")).toBe("/privacy/erased");
    expect(await count(`id_vault_key WHERE subject = '${hers.subject}'`, env.VAULT)).toBe(0);
    expect(await count(`id_session WHERE subject = '${hers.subject}' AND ended_at IS NULL`)).toBe(0);
    expect(await count(`id_subject_event WHERE kind = 'erase' AND subject = '${hers.subject}'`)).toBe(1);
    expect((await hers.fetch("/privacy")).status).toBe(303);
    expect((await hers.fetch("/privacy/erased")).status).toBe(200);
  });

  test("of a hospital's staff is erased only after her administrator has let her go", async ({ expect }) => {
    const nurse = browser();
    await nurse.signIn("0900000001");
    const subject = "sample-counter.baichay";
    const answer = await nurse.post("/privacy/erase");
    expect([303, 403]).toContain(answer.status);
    expect(await count(`id_vault_key WHERE subject = '${subject}'`, env.VAULT)).toBe(1);
  });
});
