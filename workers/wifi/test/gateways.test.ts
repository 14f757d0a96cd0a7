import { describe, test } from "vitest";

import { adapters } from "../src/gateways";
import { fromHex, hexOf } from "../src/gateways/digest";
import { makes } from "../src/gateways/gateway";
import { chapPassword, octets } from "../src/gateways/mikrotik";
import { encodedGatewayName, gatewayHash, openSealed, rhidOf } from "../src/gateways/opennds";
import { authlist, lineOf, readPoll } from "../src/gateways/opennds-authmon";
import { inboundOf, isRandomMac, readMac } from "../src/gateways/read";
import { recognise } from "../src/gateways/recognise";
import { chapResponse, papPassword, uamChallenge } from "../src/gateways/uam";
import { faskey, gatewayOf, genuine, now, terms } from "./gateway-world";
import redirects from "./opennds-redirects.json";

const arrive = async (make: (typeof makes)[number], address = genuine[make], gateway = gatewayOf(make)) => {
  const verdict = await adapters[make].verify(inboundOf(address, now), gateway);
  if (!verdict.ok) throw new Error(verdict.reason);
  return verdict.arrival;
};
const letIn = async (make: (typeof makes)[number], gateway = gatewayOf(make)) =>
  adapters[make].grant(await arrive(make, genuine[make], gateway), gateway, terms);

describe("a phone behind any make", () => {
  test.for(makes)("is recognised, verified and let in: %s", async (make, { expect }) => {
    const inbound = inboundOf(genuine[make], now);
    expect(recognise(inbound)).toEqual({ kind: "redirect", make });
    expect(adapters[make].names(inbound).length).toBeGreaterThan(0);
    expect((await arrive(make)).mac).toMatch(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/);
    expect(await letIn(make)).toBeDefined();
  });

  test.for(makes.filter((make) => !["unifi", "omada"].includes(make)))(
    "is not sent to a host that nobody registered: %s",
    async (make, { expect }) => {
      const stranger = gatewayOf(make, { addresses: ["192.0.2.1"] });
      expect(await adapters[make].verify(inboundOf(genuine[make], now), stranger)).toMatchObject({ reason: "unsafe" });
      expect(await adapters[make].grant(await arrive(make), stranger, terms)).toBeUndefined();
    },
  );

  test("writes its address as it likes", ({ expect }) => {
    expect(["02-AA-bb-CC-DD-01", "02aabbccdd01", "02:aa:bb:cc:dd:01", "02aa.bbcc.dd01"].map(readMac)).toEqual(
      Array.from({ length: 4 }, () => "02:aa:bb:cc:dd:01"),
    );
    expect(["", "02:aa", "zz:aa:bb:cc:dd:01", undefined].map(readMac)).toEqual([null, null, null, null]);
    expect([isRandomMac("02:aa:bb:cc:dd:01"), isRandomMac("88:15:44:60:1c:1a")]).toEqual([true, false]);
  });

  test("without any security is told apart, and a person by themselves too", ({ expect }) => {
    const kind = (address: string) => recognise(inboundOf(`http://x.test${address}`, now)).kind;
    expect(kind("/p/qn?authaction=http://10.9.0.1:2050/opennds_auth/?clientip=10.9.0.53&tok=842baad7")).toBe(
      "insecure",
    );
    expect(kind("/p/qn?auth_get=view&gatewayhash=00")).toBe("poll");
    expect(kind("/p/qn")).toBe("nobody");
  });
});

describe("openNDS", () => {
  const hid = "2bb890e01f07f088ecc408986315fb11549e679a1b13204df2b9421f67e03ecb";

  test("level 1: the gateway's own capture, with its noise", async ({ expect }) => {
    expect(await arrive("opennds")).toMatchObject({
      mac: "02:11:22:33:44:55",
      ip: "10.9.0.53",
      landing: "http://captive.apple.com/hotspot-detect.html?x=1&y=2",
      lang: "vi",
      state: "blocked",
      carry: { hid, host: "10.9.0.1:2050", dir: "opennds_auth" },
    });
    const grant = await letIn("opennds");
    expect(grant).toEqual({
      kind: "redirect",
      url: "http://10.9.0.1:2050/opennds_auth/?tok=d3ab2ed4aeb0f331c50308b6ad3a6884c87baa3d3377cf7b24fdd88fc74507c0&custom=dm46Y2l0aXplbi00Mg%3D%3D&redir=https%3A%2F%2Fwifi.test%2Fs%2Fabc",
    });
    expect(await rhidOf(hid, faskey)).toBe("d3ab2ed4aeb0f331c50308b6ad3a6884c87baa3d3377cf7b24fdd88fc74507c0");
  });

  test("level 2: the capture opens with either of two keys and with no other", async ({ expect }) => {
    const [capture] = redirects.level2;
    const inbound = inboundOf(capture?.address ?? "", now);
    for (const secrets of [[faskey], ["the next key", faskey]]) {
      const payload = await openSealed(inbound, secrets);
      expect(payload?.get("clientip")).toBe("10.9.0.53");
      expect(await rhidOf(payload?.get("hid") ?? "", faskey)).toBe(
        "c73ee89a1442ee423f5a0aec49d02ae35052aafdde8e28441d461b08b0b8d671",
      );
    }
    const gateway = gatewayOf("opennds", { level: 2 });
    expect((await arrive("opennds", capture?.address, gateway)).carry.dir).toBe("opennds_auth");
    expect(await adapters.opennds.verify(inbound, gatewayOf("opennds", { level: 2, secrets: ["another"] }))).toEqual({
      ok: false,
      reason: "not-signed",
    });
    // A clear payload where encryption is configured is somebody's own work, and the other way round.
    expect(await adapters.opennds.verify(inboundOf(genuine.opennds, now), gateway)).toMatchObject({ ok: false });
    expect(await adapters.opennds.verify(inbound, gatewayOf("opennds"))).toMatchObject({ ok: false });
  });

  test("levels 3 and 4: the gateway fetches a line with the limits", async ({ expect }) => {
    const gateway = gatewayOf("opennds", { level: 4 });
    expect(await letIn("opennds", gateway)).toEqual({
      kind: "poll",
      ticket: "d3ab2ed4aeb0f331c50308b6ad3a6884c87baa3d3377cf7b24fdd88fc74507c0",
      line: "d3ab2ed4aeb0f331c50308b6ad3a6884c87baa3d3377cf7b24fdd88fc74507c0 30 512 1024 5000 8000 dm46Y2l0aXplbi00Mg==",
    });
    expect(encodedGatewayName("HaLong-Bay-AP01", "02:aa:bb:cc:dd:01")).toBe("HaLong-Bay-AP01%20Node%3a02aabbccdd01%20");
    expect(await gatewayHash("HaLong-Bay-AP01%20Node%3a02aabbccdd01%20")).toBe(
      "1dfe44eb6738030af160708d11bac0dacae1d7cb8ee591c87645c812b0464445",
    );
  });

  test("a poll of 9.10 and of 10.x reads the same", async ({ expect }) => {
    const gateway = "1dfe44eb6738030af160708d11bac0dacae1d7cb8ee591c87645c812b0464445";
    const ticket = "ee363c8d772d38861a4b6002d108a9ea0bd4b43a2d8327b1a90446ab9eb647c9";
    const poll = (query: string) => readPoll(inboundOf(`https://x.test/p/qn?${query}`, now));
    expect(await poll(`auth_get=view&gatewayhash=${gateway}&payload=bm9uZQ%3D%3D`)).toEqual({ kind: "view", gateway });
    expect(await poll(`auth_get=clear&gatewayhash=${gateway}&payload=bm9uZQ==`)).toEqual({ kind: "clear", gateway });
    const ack = btoa(`* ${ticket}\n ${ticket} $(id) `);
    expect(await poll(`auth_get=view&gatewayhash=${gateway}&payload=${ack}`)).toEqual({
      kind: "ack",
      gateway,
      tickets: [ticket, ticket],
    });
    const notice = btoa(
      "method=timeout_deauth, clientmac=02:11:22:33:44:55, bytes_incoming=12, bytes_outgoing=34, session_start=1, session_end=2, token=a87bc345, custom=x",
    );
    expect(await poll(`auth_get=deauthed&gatewayhash=${gateway}&payload=${notice}`)).toMatchObject({
      notice: { hid, mac: "02:11:22:33:44:55", method: "timeout_deauth", incoming: 12, outgoing: 34 },
    });
    expect(await poll(`auth_get=view&gatewayhash=${gateway.slice(1)}`)).toBeUndefined();
    expect(await poll(`auth_get=eval&gatewayhash=${gateway}`)).toBeUndefined();
  });

  test("never gets more than it can take, nor a word that its shell would run", ({ expect }) => {
    const ticket = "a".repeat(64);
    const line = lineOf({ ticket, limits: terms.limits, custom: "dm4=" }) ?? "";
    const { body, taken } = authlist(Array.from({ length: 12 }, () => line));
    expect(taken).toBe(4);
    expect(body.length).toBeLessThanOrEqual(1026);
    expect(authlist([])).toEqual({ body: "*", taken: 0 });
    const long = lineOf({
      ticket,
      limits: { seconds: 9e10, upKbps: 1e12, downKbps: 1e12, upKB: 1e12, downKB: 1e12 },
      custom: "",
    });
    expect(long).toBeUndefined();
    for (const custom of ["$(id)", "`id`", "a;b", "a b", "a\nb", "ä"])
      expect(lineOf({ ticket, limits: terms.limits, custom })).toBeUndefined();
    expect(lineOf({ ticket: "$(id)", limits: terms.limits, custom: "" })).toBeUndefined();
    // 0 is unlimited: what is over is never let in as that.
    expect(lineOf({ ticket, limits: { ...terms.limits, seconds: 0 }, custom: "" })).toBeUndefined();
    expect(lineOf({ ticket, limits: { ...terms.limits, downKB: 0, upKB: null }, custom: "" })).toBe(
      `${ticket} 30 512 1024 0 1 `,
    );
  });
});

describe("UAM", () => {
  const challenge = fromHex("feda9ea596129963340897ff367ae32f") ?? new Uint8Array();

  test("password and challenge give what chilli accepts", async ({ expect }) => {
    const mixed = await uamChallenge(challenge, "uamS3cret");
    expect(hexOf(mixed)).toBe("5354ea51e7705d78dd2d174f36f2b5df");
    expect(await chapResponse("pw", mixed)).toBe("a6835407bcdf99724b462851242b669f");
    expect(papPassword("pw", mixed)).toBe("2323");
    expect(papPassword("longpassword123456789", mixed)).toBe("3f3b843697112e0baa42652b07c086eb6662dd69de");
    expect(await uamChallenge(challenge, undefined)).toBe(challenge);
    expect(await letIn("uam")).toMatchObject({
      url: expect.stringContaining(
        "http://10.9.0.1:3990/logon?username=v-1&response=a6835407bcdf99724b462851242b669f&",
      ),
    });
  });

  test("an edited address is refused, also one that claims success", async ({ expect }) => {
    for (const address of [
      genuine.uam.replace("notyet", "success"),
      genuine.uam.replace("10.9.0.2", "10.9.0.3"),
      genuine.uam.replace(/&md=.*/, ""),
      genuine.uam.replace(/D893$/, "D894"),
    ])
      expect(await adapters.uam.verify(inboundOf(address, now), gatewayOf("uam"))).toEqual({
        ok: false,
        reason: "not-signed",
      });
  });
});

describe("other makes", () => {
  test("MikroTik's octal bytes are bytes", async ({ expect }) => {
    const id = octets("\\371") ?? new Uint8Array();
    const challenge = octets("\\357\\015\\330\\013\\021\\234\\145\\245\\303\\253\\142\\246\\133\\175\\375\\316");
    expect(await chapPassword(id, "pw", challenge ?? new Uint8Array())).toBe("d29660f4b1a520be511d0ad0ec467759");
    expect(octets("\\9")).toBeUndefined();
    expect(await letIn("mikrotik")).toMatchObject({
      kind: "form",
      action: "http://hotspot.lan/login",
      fields: { password: "d29660f4b1a520be511d0ad0ec467759" },
    });
  });

  test("Meraki goes on by its own cloud, and over TLS only", async ({ expect }) => {
    expect(await letIn("meraki")).toEqual({
      kind: "redirect",
      url: "https://n143.network-auth.com/splash/grant?continue_url=https%3A%2F%2Fwifi.test%2Fs%2Fabc",
    });
    for (const host of [
      "http://n143.network-auth.com",
      "https://network-auth.com.evil.test",
      "https://evilnetwork-auth.com",
    ])
      expect(
        await adapters.meraki.verify(
          inboundOf(genuine.meraki.replace("https%3A%2F%2Fn143.network-auth.com", encodeURIComponent(host)), now),
          gatewayOf("meraki"),
        ),
      ).toMatchObject({ ok: false });
    const signOn = `http://x.test/p/qn?login_url=${encodeURIComponent("https://n1.network-auth.com/splash/login?mauth=1")}&continue_url=http%3A%2F%2Fa.test&ap_mac=02:aa:bb:cc:dd:05&client_mac=02:11:22:33:44:55&mauth=1`;
    const arrival = await arrive("meraki", signOn);
    expect(await adapters.meraki.grant(arrival, gatewayOf("meraki"), terms)).toMatchObject({
      kind: "form",
      fields: { username: "v-1", password: "pw", success_url: terms.landing },
    });
  });

  test("UniFi is told in two calls, and an old redirect is refused", async ({ expect }) => {
    const grant = await letIn("unifi");
    if (grant?.kind !== "talk") throw new Error("no talk");
    const ask = grant.talk.next([]);
    expect(ask?.url).toBe(
      "https://console.test/proxy/network/integration/v1/sites/s-1/clients?filter=macAddress.eq('02%3A11%3A22%3A33%3A44%3A02')",
    );
    const found = { status: 200, headers: {}, body: '{"data":[{"id":"c-1"}]}' };
    expect(JSON.parse(grant.talk.next([found])?.body ?? "")).toEqual({
      action: "AUTHORIZE_GUEST_ACCESS",
      timeLimitMinutes: 30,
      dataUsageLimitMBytes: 13,
      rxRateLimitKbps: 1024,
      txRateLimitKbps: 512,
    });
    const done = { status: 200, headers: {}, body: '{"action":"AUTHORIZE_GUEST_ACCESS","grantedAuthorization":{}}' };
    expect([grant.talk.worked([found, done]), grant.talk.worked([found, found]), grant.talk.worked([])]).toEqual([
      true,
      false,
      false,
    ]);
    expect(grant.talk.next([{ ...found, body: '{"data":[]}' }])).toBeUndefined();
    const late = { ...inboundOf(genuine.unifi, now), now: now + 3_600_000 };
    expect(await adapters.unifi.verify(late, gatewayOf("unifi"))).toMatchObject({ reason: "stale" });
  });

  test("Omada is signed in to, then told", async ({ expect }) => {
    const grant = await letIn("omada");
    if (grant?.kind !== "talk") throw new Error("no talk");
    expect(grant.talk.next([])?.url).toBe("https://ctl.test:8043/abcdef12345678/api/v2/hotspot/login");
    const login = { status: 200, headers: { "set-cookie": "TPOMADA=1; Path=/" }, body: '{"result":{"token":"t0"}}' };
    expect(grant.talk.next([login])).toMatchObject({
      url: "https://ctl.test:8043/abcdef12345678/api/v2/hotspot/extPortal/auth",
      headers: { "csrf-token": "t0", cookie: "TPOMADA=1" },
      body: expect.stringContaining('"clientMac":"02-11-22-33-44-03"'),
    });
    expect(grant.talk.worked([login, { status: 200, headers: {}, body: '{"errorCode":0}' }])).toBe(true);
    expect(grant.talk.worked([login, { status: 200, headers: {}, body: '{"errorCode":-41501}' }])).toBe(false);
  });

  test("SmartZone, Ruckus, Cisco, Aruba, FortiGate and Cambium get what they ask for", async ({ expect }) => {
    const zone = await letIn("smartzone");
    expect(zone?.kind === "talk" && JSON.parse(zone.talk.next([])?.body ?? "")).toMatchObject({
      RequestType: "Login",
      "UE-IP": "10.3.0.9",
      "UE-MAC": "02:11:22:33:44:06",
    });
    expect(
      zone?.kind === "talk" && zone.talk.worked([{ status: 200, headers: {}, body: '{"ResponseCode":201}' }]),
    ).toBe(true);
    expect(await letIn("ruckus")).toMatchObject({ action: "http://10.2.0.2:9997/login", fields: { ip: "10.2.0.9" } });
    expect(await letIn("cisco")).toMatchObject({
      action: "https://1.1.1.1/login.html",
      fields: { buttonClicked: "4" },
    });
    expect(await letIn("aruba")).toMatchObject({
      action: "https://10.1.1.2/cgi-bin/login",
      fields: { cmd: "authenticate" },
    });
    expect(await letIn("fortigate")).toMatchObject({
      action: "http://10.4.0.1:1000/fgtauth",
      fields: { magic: "0a1b2c3d" },
    });
    expect(await letIn("cambium")).toMatchObject({
      action: "http://10.6.0.1:880/cgi-bin/hotspot_login.cgi",
      fields: { ga_user: "v-1", ga_pass: "pw", ga_Qv: "abc" },
    });
  });
});
