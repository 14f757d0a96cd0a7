import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, test } from "vitest";

import { ask, forget, open, opennds, passIn, post, seed } from "../phone";
import { at, layOrganisations, send, staff } from "./operator";

const path = `${at}/disclosures`;
const officer = (subject: string, more: { steppedUp?: boolean } = { steppedUp: true }) =>
  staff("disclosure-officer", "qn-wifi", { subject, ...more });

beforeAll(async () => {
  await layOrganisations();
  await seed();
  await opennds(1);
});
beforeEach(forget);

/** A request for a phone that was online just now, around now. */
function asking(more: Record<string, string> = {}) {
  const local = (ms: number) => new Date(ms + 7 * 3_600_000).toISOString();
  // An hour ago until two hours from now; the day is that of the beginning.
  const from = local(Date.now() - 3_600_000);
  return {
    reference: "123/CV-CA",
    authority: "Công an tỉnh (mẫu)",
    legalBasis: "Điều 88 (mẫu)",
    site: "qn-001",
    address: "02-11-22-33-45-3C",
    date: from.slice(0, 10),
    from: from.slice(11, 16),
    to: local(Date.now() + 7_200_000).slice(11, 16),
    ...more,
  };
}

describe("two officers and a lawful request", () => {
  test("one asks, another one allows, and the leases of that address leave once", async ({ expect }) => {
    for (const phone of [60, 61]) await post("/enter", { pass: passIn((await open(phone)).html) });
    const minh = await officer("minh");
    const trang = await officer("trang");
    const asked = await send(path, asking(), minh);
    expect(asked.status).toBe(303);
    const request = asked.location;

    // Nobody gets anything before a second person said yes, and the first one cannot be the second.
    expect((await send(`${request}/hand-over`, {}, trang)).status).toBe(409);
    expect((await ask(request, { headers: minh })).html).toContain("somebody else has to allow it");
    expect((await send(`${request}/decide`, { answer: "allow" }, minh)).status).toBe(409);
    expect((await send(`${request}/decide`, { answer: "allow" }, trang)).status).toBe(303);
    expect((await send(`${request}/decide`, { answer: "refuse" }, trang)).status).toBe(409);

    const file = await send(`${request}/hand-over`, {}, minh);
    expect(file.status).toBe(200);
    const rows = file.html.trim().split("\r\n");
    expect(rows).toHaveLength(2);
    expect(rows[1]).toContain("02:11:22:33:45:3c,10.9.0.60");
    expect(file.html).not.toContain("10.9.0.61");
    expect(file.headers.get("cache-control")).toBe("no-store");
    expect((await send(`${request}/hand-over`, {}, minh)).status).toBe(409);
    expect((await send(`${request}/hand-over`, {}, trang)).status).toBe(409);
    expect((await ask(request, { headers: trang })).html).toContain("Handed over");

    const { results } = await env.DB.prepare("SELECT action, actor FROM wifi_audit WHERE object = ? ORDER BY at, id")
      .bind(request.split("/").at(-1))
      .all();
    expect(results.map(({ action, actor }) => `${String(actor)} ${String(action)}`)).toEqual([
      "minh ask-disclosure",
      "minh look-at-disclosure",
      "trang allow-disclosure",
      "minh hand-over-leases",
      "trang look-at-disclosure",
    ]);
    const log = await env.DB.prepare("SELECT group_concat(detail) AS all_ FROM wifi_audit").first<string>("all_");
    expect(log).not.toMatch(/02:11:22|10\.9\.0\.60/);
    const kept = await env.DB.prepare("SELECT address FROM wifi_disclosure_scope").first<string>("address");
    expect(kept).not.toContain("02:11");
  });

  test("what was asked for another hour, another site or another address gives nothing of this phone", async ({
    expect,
  }) => {
    await post("/enter", { pass: passIn((await open(60)).html) });
    const minh = await officer("minh");
    const trang = await officer("trang");
    const others: Record<string, string>[] = [
      { date: "2026-01-05", from: "10:00", to: "11:00" },
      { site: "qn-002" },
      { address: "10.9.0.99" },
    ];
    for (const more of others) {
      const { location } = await send(path, asking(more), minh);
      await send(`${location}/decide`, { answer: "allow" }, trang);
      const file = await send(`${location}/hand-over`, {}, trang);
      expect([file.status, file.html.trim().split("\r\n").length]).toEqual([200, 1]);
    }
  });

  test("a request that is wrong is told so; without a fresh passkey nothing is asked", async ({ expect }) => {
    const minh = await officer("minh");
    const wrong = await send(path, asking({ address: "somebody", site: "qn-999" }), minh);
    expect(wrong.status).toBe(400);
    expect(wrong.html).toContain("neither an IP nor a MAC address");
    expect(wrong.html).toContain("No hotspot has this code");
    expect((await send(path, asking(), await officer("minh", { steppedUp: false }))).status).toBe(403);
  });

  test("a refused or expired request stays shut, also for somebody who writes to the tables", async ({ expect }) => {
    const minh = await officer("minh");
    const trang = await officer("trang");
    const refused = (await send(path, asking(), minh)).location;
    expect((await send(`${refused}/decide`, { answer: "refuse" }, trang)).status).toBe(303);
    expect((await send(`${refused}/decide`, { answer: "allow" }, trang)).status).toBe(409);

    const late = (await send(path, asking(), minh)).location.split("/").at(-1) ?? "";
    const act = (at_: number) =>
      env.DB.prepare(
        "INSERT INTO wifi_disclosure_act (disclosure, kind, at, by, entries, digest) VALUES (?, 'handed-over', ?, 'x', 0, 'x')",
      )
        .bind(late, at_)
        .run();
    await expect(act(Date.now())).rejects.toThrow("a second person");
    const allow = (by: string, when: number) =>
      env.DB.prepare("UPDATE wifi_disclosure SET allowed_by = ?, allowed_at = ? WHERE id = ?")
        .bind(by, when, late)
        .run();
    await expect(allow("minh", Date.now())).rejects.toThrow("CHECK");
    await expect(allow("trang", Date.now() + 80 * 3_600_000)).rejects.toThrow("while it is open");
    await allow("trang", Date.now());
    await expect(act(Date.now() + 80 * 3_600_000)).rejects.toThrow("before it expires");
    await expect(env.DB.prepare("UPDATE wifi_disclosure_scope SET site = 'qn-002'").run()).rejects.toThrow("as it was");
  });
});
