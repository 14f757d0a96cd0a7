import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, test } from "vitest";

import { genuine } from "../gateway-world";
import { ask, forget, open, opennds, passIn, post, seed } from "../phone";
import { at, layOrganisations, send, staff } from "./operator";

beforeAll(async () => {
  await layOrganisations();
  await seed();
  await opennds(1);
});
beforeEach(forget);

describe("an operator", () => {
  test("sees all 109 hotspots on a map and in a list, and which are silent; a stranger sees nothing", async ({
    expect,
  }) => {
    const home = await ask("/hotspots", { headers: await staff("wifi-operator") });
    expect([home.status, home.location]).toEqual([303, at]);
    const list = await ask(at, { headers: await staff("wifi-operator") });
    expect(new Set(list.html.match(/\/sites\/qn-\d{3}"/g)).size).toBeGreaterThanOrEqual(109);
    expect(list.html.match(/<a href="[^"]+" aria-label="[^"]+"><(circle|rect)/g)?.length).toBeGreaterThanOrEqual(109);
    expect(list.html).toContain("Silent for over 60 s");
    // On a phone at night, in one request.
    const sent = new Response(list.html).body?.pipeThrough(new CompressionStream("gzip"));
    expect((await new Response(sent).arrayBuffer()).byteLength).toBeLessThan(13_000);
    for (const [role, organisation] of [
      ["counter", "qn-wifi"],
      ["wifi-operator", "dakhoa"],
    ] as const)
      expect((await ask(at, { headers: await staff(role, organisation) })).status).toBe(404);
    expect((await ask(at)).status).toBe(303);
  });

  test("looks at one ward only, and at what is silent only", async ({ expect }) => {
    const headers = await staff("wifi-operator");
    const ward = await ask(`${at}?ward=bai-chay`, { headers });
    expect(ward.html).toContain("/sites/qn-001");
    expect(ward.html).not.toContain("/sites/qn-002");
    const silent = await ask(`${at}?state=silent`, { headers });
    expect(silent.html).not.toContain("Does not report</span>");
  });

  test("pastes a redirect and sees it decoded and verified", async ({ expect }) => {
    const headers = await staff("wifi-operator");
    const good = await send(`${at}/check`, { address: genuine.opennds }, headers);
    expect(good.html).toContain("<dd>Pass</dd>");
    expect(good.html).toContain("02:11:22:33:44:55 (private address)");
    const bad = await send(`${at}/check`, { address: "https://x.test/?authaction=http://10.9.0.1/&tok=1" }, headers);
    expect(bad.html).toContain("level 0 has no protection");
    expect((await send(`${at}/check`, { address: "not an address" }, headers)).html).toContain("not a web address");
    expect(await env.DB.prepare("SELECT count(*) AS n FROM wifi_grant").first("n")).toBe(0);
  });

  test("downloads a ready configuration, which an ordinary operator may not, for it holds the key", async ({
    expect,
  }) => {
    const path = `${at}/gateways/lab/configuration/opennds.conf`;
    const file = await ask(path, { headers: await staff("administrator") });
    expect(file.html).toContain("faskey 0123456789abcdef\n");
    expect(file.html).toContain("faspath /p/quang-ninh/qn-001\n");
    expect(file.html).toContain("GatewayName HaLong-Bay-AP01\n");
    expect(file.html).toContain("# fasremoteip");
    const whole = await ask(`${path}?address=203.0.113.10`, { headers: await staff("administrator") });
    expect(whole.html).toContain("\nfasremoteip 203.0.113.10\n");
    const wrong = await ask(`${path}?address=203.0.113.10%0Afoo`, { headers: await staff("administrator") });
    expect(wrong.status).toBe(400);
    expect((await ask(path, { headers: await staff("wifi-operator") })).status).toBe(404);
  });

  test("prints vouchers that work once each for as many phones as they say, until the batch is withdrawn", async ({
    expect,
  }) => {
    const headers = await staff("wifi-operator");
    const fields = { label: "Tàu Hạ Long 9", count: "3", days: "2", uses: "1" };
    const printed = await send(`${at}/vouchers`, fields, headers);
    const codes = printed.html.match(/[2-9A-Z]{4}-[2-9A-Z]{4}(?=<)/g) ?? [];
    expect(codes).toHaveLength(3);
    for (const lang of ["vi", "en", "zh", "ko"]) expect(printed.html).toContain(`<p lang="${lang}">`);
    const [code = "", second = ""] = codes;
    const enter = async (phone: number, voucher: string) =>
      post("/voucher", { pass: passIn((await open(phone)).html), voucher: voucher.toLowerCase() });
    expect((await enter(90, code)).status).toBe(303);
    expect((await enter(91, code)).status).toBe(409);
    const kept = await env.DB.prepare("SELECT group_concat(code_hash) AS all_ FROM wifi_voucher").first<string>("all_");
    expect(kept).not.toContain(code.replace("-", ""));

    const list = await ask(`${at}/vouchers`, { headers });
    expect(list.html).toContain("1 of 3 vouchers used");
    const batch = /vouchers\/([\w-]+)\/withdraw/.exec(list.html)?.[1];
    expect((await send(`${at}/vouchers/${batch}/withdraw`, {}, headers)).status).toBe(303);
    expect((await enter(92, second)).status).toBe(400);
  });

  test("lets everybody in on the worst day, with a notice, and it is written down", async ({ expect }) => {
    const headers = await staff("administrator");
    const notice = { hours: "2", vi: "Bão số 3", en: "Typhoon 3" };
    expect((await send(`${at}/disaster`, notice, await staff("wifi-operator"))).status).toBe(404);
    expect((await send(`${at}/disaster`, notice, headers)).status).toBe(303);
    expect((await ask(`${at}/disaster`, { headers })).html).toContain("On until");
    const page = await open(92);
    expect(page.html).toContain("Typhoon 3");
    expect((await post("/enter", { pass: passIn(page.html) })).status).toBe(303);
    expect(await env.DB.prepare("SELECT way FROM wifi_grant").first("way")).toBe("disaster");
    await send(`${at}/disaster`, { hours: "0" }, headers);
    expect((await open(93)).html).not.toContain("Typhoon 3");
    const { results } = await env.DB.prepare(
      "SELECT action FROM wifi_audit WHERE action LIKE '%disaster%' ORDER BY at, id",
    ).all();
    expect(results).toEqual([{ action: "begin-disaster-mode" }, { action: "end-disaster-mode" }]);
  });
});

describe("rules", () => {
  test("an administrator gives everybody half an hour, and the next phone gets half an hour", async ({ expect }) => {
    const headers = await staff("administrator");
    const plan = { way: "tap", session: "30", dailyHours: "4", down: "8", up: "4", devices: "2" };
    expect((await send(`${at}/plans`, plan, headers)).status).toBe(303);
    expect((await ask(`${at}/plans`, { headers })).html).toContain('value="30"');
    const page = await open(94);
    await post("/enter", { pass: passIn(page.html) });
    const row = await env.DB.prepare("SELECT ends_at - granted_at AS ms FROM wifi_grant").first("ms");
    expect(row).toBe(30 * 60_000);
    await send(`${at}/plans`, { ...plan, session: "60", dailySessions: "8", dailyMB: "2000" }, headers);
    expect((await send(`${at}/ways`, {}, headers)).status).toBe(400);
  });

  test("a phone that harmed others is kept out by its address, without the address being kept", async ({ expect }) => {
    const headers = await staff("wifi-operator");
    expect((await post("/enter", { pass: passIn((await open(95)).html) })).status).toBe(303);
    const who = "02-11-22-33-45-5f";
    expect((await send(`${at}/blocks`, { who, reason: "Quét cổng", days: "3" }, headers)).status).toBe(303);
    await env.DB.prepare("DELETE FROM wifi_grant").run();
    expect((await post("/enter", { pass: passIn((await open(95)).html) })).status).toBe(409);
    expect((await post("/enter", { pass: passIn((await open(96)).html) })).status).toBe(303);
    const kept = await env.DB.prepare("SELECT subject FROM wifi_block").first<string>("subject");
    expect(kept).not.toContain("2233");
    const wrong = await send(`${at}/blocks`, { who: "nobody", reason: "Quét cổng", days: "3" }, headers);
    expect(wrong.html).toContain("no such phone or session");
    expect((await send(`${at}/blocks/remove`, { subject: kept ?? "" }, headers)).status).toBe(303);
    expect((await post("/enter", { pass: passIn((await open(95)).html) })).status).toBe(303);
  });
});
