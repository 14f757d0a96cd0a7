import { bearer } from "@ven/identity/testing";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, test } from "vitest";

import { genuine } from "./gateway-world";
import { ask, forget, open, opennds, origin, passIn, post, seed } from "./phone";

/** Headers of somebody with a role at the centre that runs the hotspots, or elsewhere. */
async function staff(role: "wifi-operator" | "administrator" | "counter", organisation = "qn-wifi") {
  const { d, x, kid } = JSON.parse(env.TEST_KEY);
  const key = await crypto.subtle.importKey("jwk", { kty: "OKP", crv: "Ed25519", d, x }, "Ed25519", false, ["sign"]);
  const person = { issuer: "https://id.test", service: "wifi", now: Date.now(), roles: { [organisation]: [role] } };
  return { ...(await bearer(person, { kid, key })), "accept-language": "en" };
}
const send = async (path: string, fields: Record<string, string>, headers: Record<string, string>) =>
  ask(path, {
    method: "POST",
    headers: { ...headers, origin, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields).toString(),
  });

beforeAll(async () => {
  await env.DB.prepare(
    "INSERT OR IGNORE INTO id_organisation (id, parent, kind, name, sample, valid_from) VALUES ('qn-wifi', NULL, 'agency', 'x', 1, 0), ('dakhoa', NULL, 'agency', 'y', 1, 0)",
  ).run();
  await seed();
  await opennds(1);
});
beforeEach(forget);

describe("an operator", () => {
  test("sees all 109 hotspots and which are silent; a stranger sees nothing", async ({ expect }) => {
    const list = await ask("/hotspots", { headers: await staff("wifi-operator") });
    expect(list.html.match(/\/configuration"/g)?.length).toBeGreaterThanOrEqual(109);
    expect(list.html).toContain("Silent for over 60 s");
    for (const [role, organisation] of [
      ["counter", "qn-wifi"],
      ["wifi-operator", "dakhoa"],
    ] as const)
      expect((await ask("/hotspots", { headers: await staff(role, organisation) })).status).toBe(404);
    expect((await ask("/hotspots")).status).toBe(303);
  });

  test("pastes a redirect and sees it decoded and verified", async ({ expect }) => {
    const headers = await staff("wifi-operator");
    const good = await send("/hotspots/check", { address: genuine.opennds }, headers);
    expect(good.html).toContain("✓");
    expect(good.html).toContain("02:11:22:33:44:55 (private)");
    const bad = await send(
      "/hotspots/check",
      { address: "https://x.test/?authaction=http://10.9.0.1/&tok=1" },
      headers,
    );
    expect(bad.html).toContain("insecure");
    expect(await env.DB.prepare("SELECT count(*) AS n FROM wifi_grant").first("n")).toBe(0);
  });

  test("downloads a ready configuration, which an ordinary operator may not, for it holds the key", async ({
    expect,
  }) => {
    const file = await ask("/hotspots/lab/configuration", { headers: await staff("administrator") });
    expect(file.html).toContain("faskey 0123456789abcdef");
    expect(file.html).toContain("faspath /p/quang-ninh/qn-001");
    expect((await ask("/hotspots/lab/configuration", { headers: await staff("wifi-operator") })).status).toBe(404);
  });

  test("prints vouchers that work once each for as many phones as they say", async ({ expect }) => {
    const printed = await send(
      "/hotspots/vouchers",
      { label: "Tàu Hạ Long 9", count: "3", days: "2", uses: "1" },
      await staff("wifi-operator"),
    );
    const [code = ""] = printed.html.match(/[2-9A-Z]{4}-[2-9A-Z]{4}/) ?? [];
    const enter = async (phone: number) =>
      post("/voucher", { pass: passIn((await open(phone)).html), voucher: code.toLowerCase() });
    expect((await enter(90)).status).toBe(303);
    expect((await enter(91)).status).toBe(409);
    expect(
      await env.DB.prepare("SELECT count(*) AS n FROM wifi_voucher WHERE code_hash LIKE ?")
        .bind(`%${code.replace("-", "")}%`)
        .first("n"),
    ).toBe(0);
  });

  test("lets everybody in on the worst day, with a notice, and it is written down", async ({ expect }) => {
    const headers = await staff("administrator");
    expect(
      (await send("/hotspots/disaster", { hours: "2", vi: "Bão số 3", en: "Typhoon 3" }, await staff("wifi-operator")))
        .status,
    ).toBe(404);
    expect((await send("/hotspots/disaster", { hours: "2", vi: "Bão số 3", en: "Typhoon 3" }, headers)).status).toBe(
      303,
    );
    await opennds(1);
    const page = await open(92);
    expect(page.html).toContain("Typhoon 3");
    expect((await post("/enter", { pass: passIn(page.html) })).status).toBe(303);
    expect(await env.DB.prepare("SELECT way FROM wifi_grant").first("way")).toBe("disaster");
    await send("/hotspots/disaster", { hours: "0" }, headers);
    await opennds(1);
    expect((await open(93)).html).not.toContain("Typhoon 3");
    const { results } = await env.DB.prepare(
      "SELECT action FROM wifi_audit WHERE action LIKE '%disaster%' ORDER BY at",
    ).all();
    expect(results).toEqual([{ action: "begin-disaster-mode" }, { action: "end-disaster-mode" }]);
  });
});
