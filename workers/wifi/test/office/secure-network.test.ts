import { env } from "cloudflare:workers";
import { beforeAll, describe, test } from "vitest";

import { radiusRepository } from "../../src/radius-repository";
import { fingerprintIn, pemIn } from "../../src/read-certificate";
import { keyed, ringOf } from "../../src/seals";
import { ask, forget, seed } from "../phone";
import { at, layOrganisations, send, staff } from "./operator";

beforeAll(async () => {
  await layOrganisations();
  await seed();
  await forget();
});

/** What looks like a certificate from outside: a sequence as long as it says. */
const der = btoa(`\x30\x82\x01\x2c${"x".repeat(300)}`);
const pem = `-----BEGIN CERTIFICATE-----\n${der}\n-----END CERTIFICATE-----\n`;
const network = { ssid: "QuangNinh-Secure", server: "Radius.QuangNinh.example", authority: pem };
const kept = () => env.DB.prepare("SELECT ssid, server, authority FROM wifi_secure").all();
const radiusd = async (fields: Record<string, string>, headers: Record<string, string>) =>
  send(`${at}/servers/radiusd.conf`, { networks: "10.20.0.0/22", secret: "", ...fields }, headers);
const groupOf = async (proof: string) =>
  radiusRepository(env.DB).groupOf(await keyed(ringOf("a key that only tests know"), proof), Date.now());

describe("an administrator of the secure network", () => {
  test("names it and whose certificate phones trust, and RADIUS's file has it from then on", async ({ expect }) => {
    const headers = await staff("administrator");
    expect((await send(`${at}/secure`, network, headers)).status).toBe(303);
    const page = await ask(`${at}/secure`, { headers });
    expect(page.html).toContain('value="radius.quangninh.example"');
    expect(page.html).toContain("30 days");
    const { html } = await radiusd({}, headers);
    expect(html).toContain('certificate_file = "/etc/freeradius/3.0/certs/secure.pem"');
    expect(html).toContain("server tunnel {");
    expect(html).toContain("X-Portal-Key: ");
  });

  test("is told what is wrong, and no private key is kept that was pasted with a certificate", async ({ expect }) => {
    const headers = await staff("administrator");
    for (const wrong of [
      { ssid: "Mạng bảo mật của thành phố Hạ Long" },
      { server: "radius example" },
      { authority: "not a certificate" },
      { authority: pem.replace(der, btoa("a certificate")) },
    ]) {
      const answer = await send(`${at}/secure`, { ...network, ...wrong }, headers);
      expect([answer.status, answer.html.includes('role="alert"')]).toEqual([400, true]);
    }
    const secret = `-----BEGIN PRIVATE KEY-----\n${btoa("secret")}\n-----END PRIVATE KEY-----\n`;
    expect((await send(`${at}/secure`, { ...network, authority: secret + pem }, headers)).status).toBe(303);
    const { results } = await kept();
    expect(results).toEqual([{ ssid: network.ssid, server: "radius.quangninh.example", authority: pemIn(pem) }]);
    expect(String(results[0]?.authority)).not.toContain("PRIVATE");
  });

  test("turns it off: nobody is offered it, every password is taken back, and RADIUS's file is without it", async ({
    expect,
  }) => {
    const headers = await staff("administrator");
    await env.DB.batch([
      env.DB.prepare(
        `INSERT INTO wifi_holder (id, "group", counting, created_at, seen_at) VALUES ('h-secure', 'quang-ninh', 'no', 1, 1)`,
      ),
      env.DB.prepare(
        `INSERT INTO wifi_credential (id, "group", holder, gateway, way, client, password_hash, created_at, valid_to)
         SELECT 'sabcdefghj', 'quang-ninh', 'h-secure', id, 'tap', NULL, 'x', 1, ? FROM wifi_gateway LIMIT 1`,
      ).bind(Date.now() + 86_400_000),
    ]);
    expect((await send(`${at}/secure/end`, {}, headers)).status).toBe(303);
    expect((await kept()).results).toEqual([]);
    const open = await env.DB.prepare("SELECT count(*) AS n FROM wifi_credential WHERE revoked_at IS NULL").first("n");
    expect(open).toBe(0);
    const { html } = await radiusd({}, headers);
    expect(html).not.toContain("server tunnel");
    const { results } = await env.DB.prepare(
      `SELECT DISTINCT action FROM wifi_audit WHERE action LIKE '%secure-network' ORDER BY action`,
    ).all();
    expect(results).toEqual([{ action: "end-secure-network" }, { action: "set-secure-network" }]);
  });
});

describe("a RADIUS server", () => {
  test("is known by the certificate that its administrator pasted, or by the digits of it", async ({ expect }) => {
    const headers = await staff("administrator");
    const { html } = await radiusd({ certificate: pem }, headers);
    expect(html).toContain('certificate_file = "/etc/freeradius/3.0/certs/portal.pem"');
    expect(html).toContain('private_key_file = "/etc/freeradius/3.0/certs/portal.key"');
    expect(html).not.toContain("X-Portal-Key");
    const digits = (await fingerprintIn(pem)) ?? "";
    expect(digits).toMatch(/^[0-9a-f]{64}$/);
    expect(await groupOf(`radius-certificate/${digits}`)).toBe("quang-ninh");
    const typed = `SHA256 Fingerprint=${"AB:".repeat(31)}CD`;
    expect((await radiusd({ certificate: typed }, headers)).status).toBe(200);
    expect(await groupOf(`radius-certificate/${"ab".repeat(31)}cd`)).toBe("quang-ninh");
    const wrong = await radiusd({ certificate: "AB:CD" }, headers);
    expect([wrong.status, wrong.html.includes("neither a PEM certificate")]).toEqual([400, true]);
  });

  test("that was lost is shown among those that may ask, and may ask no more once it is taken back", async ({
    expect,
  }) => {
    const headers = await staff("administrator");
    await radiusd({}, headers);
    const listed = (html: string) => [...html.matchAll(/name="hash" value="([^"]+)"/g)].map(([, hash]) => hash ?? "");
    const before = listed((await ask(`${at}/servers`, { headers })).html);
    expect(before.length).toBeGreaterThan(0);
    const [gone = ""] = before;
    expect((await send(`${at}/servers/remove`, { hash: gone }, headers)).status).toBe(303);
    expect(listed((await ask(`${at}/servers`, { headers })).html)).toEqual(before.slice(1));
    expect(await radiusRepository(env.DB).groupOf(gone, Date.now())).toBeUndefined();
  });
});
