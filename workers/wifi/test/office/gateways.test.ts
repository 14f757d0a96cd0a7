import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, test } from "vitest";

import { radiusRepository } from "../../src/radius-repository";
import { keyed, ringOf } from "../../src/seals";
import { genuine } from "../gateway-world";
import { ask, forget, open, opennds, passIn, post, redirectOf, seed } from "../phone";
import { at, layOrganisations, send, staff } from "./operator";

beforeAll(async () => {
  await layOrganisations();
  await seed();
  await opennds(1);
});
beforeEach(forget);

const fresh = {
  make: "opennds",
  level: "4",
  shownName: "QN-110",
  addresses: "10.77.0.1:2050",
  names: "02-AA-BB-77-00-01",
  site: "qn-110",
  name: "Bến mới",
  nameEn: "New pier",
  kind: "pier",
  ward: "bai-chay",
  lat: "20.95",
  lon: "107.05",
  egress: "203.0.113.77",
};

describe("somebody sets up a gateway", () => {
  test("from a pasted redirect: its make, names and host are filled in, and its signature was checked with a typed key", async ({
    expect,
  }) => {
    const headers = await staff("administrator");
    const checked = await send(`${at}/check`, { address: genuine.uam, secret: "uamS3cret" }, headers);
    expect(checked.html).toContain("<dd>Pass</dd>");
    expect(checked.html).toContain("Not registered");
    const wrong = await send(`${at}/check`, { address: genuine.uam, secret: "another" }, headers);
    expect(wrong.html).toContain("wrong signature");
    const [, link = ""] = /href="([^"]+\/new\?[^"]+)"/.exec(checked.html) ?? [];
    const wizard = await ask(link.replaceAll("&amp;", "&"), { headers });
    expect(wizard.html).toContain("10.9.0.1:3990");
    expect(wizard.html).toContain("hl-017");
  });

  test("and is told beside each field what is wrong; nothing is written", async ({ expect }) => {
    const headers = await staff("administrator");
    const wrong = { ...fresh, addresses: "http://evil.test/", names: "", lat: "200" };
    const answer = await send(`${at}/gateways`, wrong, headers);
    expect(answer.status).toBe(400);
    for (const field of ["addresses", "names", "lat"]) expect(answer.html).toContain(`href="#${field}"`);
    expect(answer.html).toContain('value="QN-110"');
    expect(await env.DB.prepare("SELECT count(*) AS n FROM wifi_site WHERE id = 'qn-110'").first("n")).toBe(0);
    expect((await send(`${at}/gateways`, fresh, await staff("wifi-operator"))).status).toBe(404);
  });

  test("a name that belongs to another gateway is refused", async ({ expect }) => {
    const headers = await staff("administrator");
    const taken = await send(`${at}/gateways`, { ...fresh, site: "qn-111", names: "02:aa:bb:cc:dd:01" }, headers);
    expect(taken.status).toBe(400);
    expect(taken.html).toContain("belongs to another gateway");
    expect(await env.DB.prepare("SELECT count(*) AS n FROM wifi_site WHERE id = 'qn-111'").first("n")).toBe(0);
  });

  test("registers it, and changes its key without anybody being cut off", async ({ expect }) => {
    const headers = await staff("administrator");
    const made = await send(`${at}/gateways`, fresh, headers);
    expect([made.status, made.location]).toEqual([303, `${at}/gateways/qn-110-1?said=saved`]);
    const path = `${at}/gateways/qn-110-1`;
    const keyIn = async () =>
      /faskey (\S+)/.exec((await ask(`${path}/configuration/opennds.conf`, { headers })).html)?.[1];
    const first = await keyIn();
    expect(first).toMatch(/^[\w-]{32}$/);
    expect((await ask(path, { headers })).html).not.toContain(first);

    expect((await send(`${path}/keys`, { act: "rotate" }, headers)).status).toBe(303);
    const second = await keyIn();
    expect(second).not.toBe(first);
    expect((await ask(path, { headers })).html).toContain("Key before it");
    // Whatever else is changed, keys and the name by which it polls stay.
    const edit = { make: "opennds", level: "3", shownName: "QN-110", addresses: "10.77.0.2:2050", names: fresh.names };
    expect((await send(path, edit, headers)).status).toBe(303);
    const row = await env.DB.prepare(
      "SELECT level, json_array_length(secrets) AS keys, poll_hash FROM wifi_gateway WHERE id = 'qn-110-1'",
    ).first();
    expect(row).toEqual({ level: 3, keys: 2, poll_hash: expect.any(String) });
    expect(await keyIn()).toBe(second);
    await send(`${path}/keys`, { act: "drop" }, headers);
    expect((await ask(path, { headers })).html).not.toContain("Key before it");
    const log = await env.DB.prepare("SELECT group_concat(detail) AS all_ FROM wifi_audit").first<string>("all_");
    expect(log).not.toContain(first);
    expect(log).not.toContain(second);
  });

  test("and retires it: its phones are strangers from then on, and its name is free again", async ({ expect }) => {
    const headers = await staff("administrator");
    await send(`${at}/gateways`, { ...fresh, site: "qn-112", names: "02:aa:bb:77:00:12" }, headers);
    expect((await send(`${at}/gateways/qn-112-1/retire`, {}, headers)).status).toBe(303);
    expect((await ask(`${at}/sites/qn-112`, { headers })).html).toContain("Retired since");
    const again = await send(`${at}/gateways`, { ...fresh, site: "qn-112", names: "02:aa:bb:77:00:12" }, headers);
    expect(again.location).toBe(`${at}/gateways/qn-112-2?said=saved`);
  });
});

describe("somebody changes a hotspot", () => {
  const facts = {
    name: "Bến",
    nameEn: "Pier",
    kind: "pier",
    ward: "bai-chay",
    lat: "20.95",
    lon: "107.05",
    egress: "",
    busyAt: "",
  };

  test("it closes at midnight, and still does after the page was saved again as it was", async ({ expect }) => {
    const headers = await staff("administrator");
    const hours = () => env.DB.prepare("SELECT opens, closes FROM wifi_site WHERE id = 'qn-050'").first();
    await env.DB.prepare("UPDATE wifi_site SET opens = 360, closes = 1440 WHERE id = 'qn-050'").run();
    const page = await ask(`${at}/sites/qn-050`, { headers });
    const [opens = "", closes = ""] = ["opens", "closes"].map(
      (name) => new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(page.html)?.[1] ?? "",
    );
    expect([opens, closes]).toEqual(["06:00", "00:00"]);
    expect((await send(`${at}/sites/qn-050`, { ...facts, opens, closes }, headers)).status).toBe(303);
    expect(await hours()).toEqual({ opens: 360, closes: 0 });
    expect((await send(`${at}/sites/qn-050`, { ...facts, opens, closes: "" }, headers)).status).toBe(400);
    expect((await send(`${at}/sites/qn-050`, { ...facts, opens: "", closes: "" }, headers)).status).toBe(303);
    expect(await hours()).toEqual({ opens: null, closes: null });
  });
});

describe("somebody sets up the servers beside the gateways", () => {
  const key = (text: string) => /X-Portal-Key: ([\w-]+)/.exec(text)?.[1] ?? "";
  const groupOf = async (portalKey: string) =>
    radiusRepository(env.DB).groupOf(
      await keyed(ringOf("a key that only tests know"), `radius-key/${portalKey}`),
      Date.now(),
    );

  test("with a key that the portal knows, and the key before it for as long as it takes to change", async ({
    expect,
  }) => {
    const headers = await staff("administrator");
    const download = async () =>
      key((await send(`${at}/servers/radiusd.conf`, { networks: "10.20.0.0/22", secret: "" }, headers)).html);
    const keys = [await download(), await download(), await download()];
    expect(new Set(keys).size).toBe(3);
    const kept = await env.DB.prepare(
      `SELECT count(*) AS n FROM wifi_radius_key WHERE "group" = 'quang-ninh' AND kind = 'key'`,
    ).first("n");
    expect(kept).toBe(2);
    expect(await Promise.all(keys.map(groupOf))).toEqual([undefined, "quang-ninh", "quang-ninh"]);
    expect((await ask(`${at}/servers/dictionary`, { headers })).html).toContain("ChilliSpot-Max-Total-Gigawords");
    const wrong = await send(
      `${at}/servers/radiusd.conf`,
      { networks: "10.20.0.0/22\n} secret {", secret: "" },
      headers,
    );
    expect(wrong.status).toBe(400);
  });

  test("and Kea's, which tells each phone of its own address at the portal", async ({ expect }) => {
    const headers = await staff("administrator");
    const form = {
      site: "qn-001",
      interface: "wlan0",
      subnet: "10.20.0.0/22",
      pool: "10.20.0.50-10.20.3.250",
      router: "10.20.0.1",
      nameservers: "10.20.0.1",
    };
    const file = await send(`${at}/servers/kea-dhcp4.conf`, form, headers);
    expect(file.status).toBe(200);
    expect(JSON.parse(file.html)).toHaveProperty("Dhcp4");
    expect(file.html).toContain("https://wifi.test/capport/qn-001");
    expect((await send(`${at}/servers/kea-dhcp4.conf`, { ...form, site: "qn-999" }, headers)).status).toBe(404);
    expect((await send(`${at}/servers/kea-dhcp4.conf`, { ...form, interface: 'x", "y' }, headers)).status).toBe(400);
  });
});

describe("somebody tries a gateway", () => {
  test("and sees what the portal saw of it, with what to do", async ({ expect }) => {
    const headers = await staff("wifi-operator");
    const path = `${at}/gateways/lab`;
    const row = (html: string, name: string) =>
      new RegExp(`<li><span><strong>${name}</strong>.*?</li>`).exec(html)?.[0] ?? "";
    const before = await ask(path, { headers });
    expect(row(before.html, "Redirect recognised")).toContain("Not seen");
    await open(70);
    expect(await env.DB.prepare("SELECT count(*) AS n FROM wifi_gateway_check").first("n")).toBe(0);

    expect((await send(`${path}/test`, {}, headers)).status).toBe(303);
    const started = await ask(path, { headers });
    const [probe = ""] = /https:\/\/wifi\.test\/probe\/[\w.~-]+/.exec(started.html) ?? [];
    expect((await ask(`${probe}?lang=en`)).html).toContain("reaches the portal");
    expect((await ask(`${probe}x`)).status).toBe(404);
    await ask("/capport/qn-001");
    const page = await open(71);
    expect((await post("/enter", { pass: passIn(page.html) })).status).toBe(303);
    const good = await ask(path, { headers });
    for (const name of ["Redirect recognised", "Signature and host are right", "The gateway took the grant"])
      expect(row(good.html, name)).toContain("Pass");
    expect(row(good.html, "Portal reachable before login")).toContain("Pass");
    expect(row(good.html, "Captive portal API")).toBe("");
    expect(row(good.html, "Captive portal API \\(RFC 8908\\)")).toContain("Pass");

    // A redirect that names a host nobody registered.
    const bad = redirectOf(72);
    const payload = atob(decodeURIComponent(bad.split("fas=")[1] ?? "")).replace("10.9.0.1:2050", "10.9.9.9:2050");
    await ask(`/p/quang-ninh?fas=${encodeURIComponent(btoa(payload))}`);
    const refused = row((await ask(path, { headers })).html, "Signature and host are right");
    expect(refused).toContain("Fail");
    expect(refused).toContain("the host it names is not registered");
  });

  test("nothing that was seen says whose phone it was", async ({ expect }) => {
    const { results } = await env.DB.prepare("SELECT * FROM wifi_gateway_check").all();
    expect(results.length).toBeGreaterThan(2);
    expect(JSON.stringify(results)).not.toMatch(/02:?11:?22|10\.9\.0\.7/);
  });
});
