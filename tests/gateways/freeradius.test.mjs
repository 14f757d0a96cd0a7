import { createHmac } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";

import { afterAll, beforeAll, describe, test } from "vitest";

import { openCity } from "../city/city.mjs";
import { fingerprintOf, hasFreeradius, openAuthority, openListener, openRadius } from "./freeradius.mjs";

const key = "sample-radius-key";
const wifiKey = "a key that only this test knows";
const server = "radius.quangninh.example";
const header = "x-client-certificate";
const wrap = 2 ** 32;

describe.skipIf(!hasFreeradius)("a real FreeRADIUS, configured as the portal says", () => {
  let city;
  let authority;
  let listener;
  let radius;
  let portal;

  beforeAll(async () => {
    authority = await openAuthority([server, "localhost", "nas-1", "nas-2"]);
    city = await openCity({
      variables: Object.fromEntries(
        ["ven-wifi", "ven-wifi-office", "ven-wifi-records", "ven-wifi-radius"].map((script) => [
          script,
          { WIFI_KEY: wifiKey, TRUSTED_CERTIFICATE_HEADER: header },
        ]),
      ),
    });
    portal = city.originOf("wifi");
    listener = await openListener({ host: new URL(portal).host, port: city.port });
    radius = await openRadius({
      folder: authority.folder,
      origin: `http://127.0.0.1:${listener.port}`,
      key,
      secure: authority.files[server],
    });
  }, 240_000);
  afterAll(async () => {
    await radius?.close();
    await listener?.close();
    await city?.close();
    authority?.remove();
  });

  const page = async (address, fields) => {
    const headers = { accept: "text/html", "accept-language": "en", origin: portal };
    const body = fields && new URLSearchParams(fields);
    return city.send(address, { method: fields ? "POST" : "GET", headers, body });
  };
  const hidden = (html, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";

  /** Somebody at a MikroTik hotspot who taps once: what the page hands to the gateway, and their status page. */
  async function guest(phone) {
    const last = phone.toString(16).padStart(2, "0").toUpperCase();
    const mac = `02-11-22-33-48-${last}`;
    const query = new URLSearchParams({
      mac,
      ip: `10.20.2.${phone}`,
      identity: "qn-003",
      "link-login-only": "http://10.20.2.1/login",
      "link-orig": "http://example.test/",
    });
    const first = await page(`${portal}/p/quang-ninh?${query}`);
    const entered = await page(`${portal}/enter`, { pass: hidden(first.text, "pass") });
    return {
      mac,
      name: hidden(entered.text, "username"),
      password: hidden(entered.text, "password"),
      link: hidden(entered.text, "dst"),
    };
  }
  const asking = ({ mac, name, password }, more = {}) => ({
    "User-Name": name,
    "User-Password": password,
    "Calling-Station-Id": mac,
    "NAS-Identifier": "qn-003",
    ...more,
  });
  /** What is said to each; refusals take a second each, so all at once. */
  const codes = async (...requests) => Promise.all(requests.map(async (request) => (await radius.ask(request)).code));
  const bytesOf = async (link) => (await city.send(`${link}/data`)).body.sessions.at(-1).bytes;

  test("lets in who has the name and the password of the gateway's login page, with every limit", async ({
    expect,
  }) => {
    const one = await guest(1);
    const { code, reply } = await radius.ask(asking(one));
    expect(code).toBe("Access-Accept");
    expect(Number(reply["Session-Timeout"])).toBeGreaterThan(3500);
    expect(Number(reply["Session-Timeout"])).toBeLessThanOrEqual(3600);
    expect(reply).toMatchObject({
      "Idle-Timeout": "900",
      "Acct-Interim-Interval": "60",
      "WISPr-Bandwidth-Max-Down": "8000000",
      "WISPr-Bandwidth-Max-Up": "4000000",
      "Mikrotik-Rate-Limit": "4000k/8000k",
      "Mikrotik-Total-Limit": "2000000000",
      "Mikrotik-Total-Limit-Gigawords": "0",
      "ChilliSpot-Max-Total-Octets": "2000000000",
      "ChilliSpot-Max-Total-Gigawords": "0",
      Class: `0x${Buffer.from(one.name).toString("hex")}`,
    });
  });

  test("compares a challenge as well, and knows a phone again by its address", async ({ expect }) => {
    const one = await guest(2);
    const { "User-Password": password, ...rest } = asking(one);
    const withChap = { ...rest, "CHAP-Password": password };
    const wrong = { ...withChap, "CHAP-Password": "wrong" };
    const byAddress = asking({ ...one, name: one.mac, password: one.mac });
    expect(await codes(withChap, wrong, byAddress)).toEqual(["Access-Accept", "Access-Reject", "Access-Accept"]);
  });

  test("refuses a wrong password, a stranger, and a name that belongs to another phone", async ({ expect }) => {
    const one = await guest(3);
    const told = listener.asked.length;
    expect((await radius.ask(asking({ ...one, password: "wrong" }))).code).toBe("Access-Reject");
    expect(listener.asked.slice(told).map(({ section }) => section)).toEqual(["authorize", "post-auth"]);
    const stranger = await radius.ask(asking({ name: "stranger", password: "x", mac: one.mac }));
    expect(stranger.code).toBe("Access-Reject");
    expect(stranger.reply["Reply-Message"]).toContain("Sign in on the Wi-Fi page first");
    const nobody = "02-11-22-33-48-FD";
    const strangers = [
      { ...one, mac: "02-11-22-33-48-FE" },
      { name: nobody, password: nobody, mac: nobody },
    ];
    expect(await codes(...strangers.map((who) => asking(who)))).toEqual(["Access-Reject", "Access-Reject"]);
  });

  test("never runs what stands in anything that a person or a gateway can write", async ({ expect }) => {
    const one = await guest(4);
    const proof = path.join(authority.folder, "ran");
    const evil = `%{exec:/usr/bin/touch ${proof}}%{Packet-Src-IP-Address}\`id\`$(id)"'`;
    const told = listener.asked.length;
    const written = {
      "NAS-Identifier": evil,
      "Called-Station-Id": evil,
      "Connect-Info": evil,
      "NAS-Port-Id": evil,
      "Acct-Session-Id": evil,
      "Filter-Id": evil,
    };
    const { code, reply } = await radius.ask(asking(one, written));
    expect(code).toBe("Access-Accept");
    const refused = await radius.ask(asking({ name: evil, password: evil, mac: evil }, written));
    expect(refused.code).toBe("Access-Reject");
    const counted = { "User-Name": evil, "Acct-Status-Type": "Start", Class: `0x${Buffer.from(evil).toString("hex")}` };
    expect((await radius.account({ ...counted, ...written })).code).toBe("Accounting-Response");
    for (const answer of [reply, refused.reply]) expect(JSON.stringify(answer)).not.toMatch(/127\.0\.0\.1|uid=/);
    const asked = listener.asked.slice(told).map(({ text }) => JSON.parse(text));
    expect(asked).toHaveLength(3);
    for (const request of asked) expect(request["NAS-Identifier"].value).toEqual([evil]);
    expect(asked[1]["User-Name"].value).toEqual([evil]);
    expect(existsSync(proof)).toBe(false);
  });

  test("counts what was used once: twice, in the wrong order, above 4 GiB, and without an end", async ({ expect }) => {
    const one = await guest(5);
    const Class = `0x${Buffer.from(one.name).toString("hex")}`;
    const report = (kind, seconds, up, down, more = {}) =>
      radius.account({
        "User-Name": one.name,
        "NAS-Identifier": "qn-003",
        "Acct-Session-Id": "8a1b0001",
        "Acct-Status-Type": kind,
        "Acct-Session-Time": seconds,
        "Acct-Input-Octets": up % wrap,
        "Acct-Input-Gigawords": Math.floor(up / wrap),
        "Acct-Output-Octets": down % wrap,
        "Acct-Output-Gigawords": Math.floor(down / wrap),
        Class,
        ...more,
      });
    const heard = [];
    heard.push(await report("Start", 0, 0, 0));
    heard.push(await report("Interim-Update", 120, 500, wrap + 7));
    heard.push(await report("Interim-Update", 60, 100, 7));
    heard.push(await report("Interim-Update", 120, 500, wrap + 7));
    expect(await bytesOf(one.link)).toBe(wrap + 507);
    // A second session of the same grant, whose end is lost: the job gives it up, and it goes on when it speaks again.
    const second = { "Acct-Session-Id": "8a1b0002" };
    heard.push(await report("Interim-Update", 60, 1000, 0, second));
    const rows = async () =>
      (
        await (
          await city.database()
        )
          .prepare(
            "SELECT seconds, stopped_at IS NOT NULL AS stopped, cause FROM wifi_session WHERE grant_id = ? ORDER BY seconds DESC",
          )
          .bind(one.name)
          .all()
      ).results;
    await (
      await city.database()
    )
      .prepare("UPDATE wifi_session SET last_at = last_at - 1000000 WHERE seconds = 60")
      .run();
    await city.runCrons();
    expect((await rows())[1]).toMatchObject({ stopped: 1, cause: "lost" });
    heard.push(await report("Interim-Update", 90, 2000, 0, second));
    expect((await rows())[1]).toMatchObject({ seconds: 90, stopped: 0, cause: null });
    heard.push(await report("Stop", 180, 600, wrap + 9, { "Acct-Terminate-Cause": "User-Request" }));
    heard.push(await report("Stop", 180, 600, wrap + 9, { "Acct-Terminate-Cause": "User-Request" }));
    heard.push(await report("Interim-Update", 150, 550, wrap + 8));
    expect(await bytesOf(one.link)).toBe(wrap + 609 + 2000);
    expect(heard.every(({ code }) => code === "Accounting-Response")).toBe(true);
    // Whoever logged out is not let in again by the name of that session.
    expect((await radius.ask(asking(one))).code).toBe("Access-Reject");
  });

  test("lets a device join the secure network, not a third one, and not after its password was taken back", async ({
    expect,
  }) => {
    const one = await guest(6);
    await radius.ask(asking(one));
    const made = await page(`${one.link}/secure`, {});
    const setup = await page(new URL(made.headers.get("location"), portal).href);
    const value = (term) => new RegExp(`<dt>${term}</dt><dd>([^<]+)`).exec(setup.text)?.[1];
    const phone = { authority: authority.files[server].authority, server };
    const own = { ...phone, name: value("User name"), password: value("Password") };
    expect(await radius.join(own)).toBe(true);
    const others = [{ password: "wrong" }, { server: "radius.example.test" }, { mac: "02:11:22:33:47:02" }];
    expect(await Promise.all(others.map((more) => radius.join({ ...own, ...more })))).toEqual([false, false, false]);
    await page(`${one.link}/secure/revoke`, { credential: own.name });
    expect(await radius.join(own)).toBe(false);
  });

  test("is known by its certificate where that is wanted, and by no other one", async ({ expect }) => {
    const one = await guest(7);
    const front = await openListener({
      host: new URL(portal).host,
      port: city.port,
      tls: authority.files.localhost,
      header,
    });
    const hash = createHmac("sha256", wifiKey)
      .update(`radius-certificate/${fingerprintOf(authority.files["nas-1"].certificate)}`)
      .digest("base64url");
    await (
      await city.database()
    )
      .prepare(
        `INSERT OR IGNORE INTO wifi_radius_key (hash, "group", kind, added_at) VALUES (?, 'quang-ninh', 'certificate', 0)`,
      )
      .bind(hash)
      .run();
    const origin = `https://localhost:${front.port}`;
    const trust = authority.files.localhost.authority;
    const open = (certificate) => openRadius({ folder: authority.folder, origin, trust, certificate });
    const [known, other] = [await open(authority.files["nas-1"]), await open(authority.files["nas-2"])];
    try {
      expect((await known.ask(asking(one))).code).toBe("Access-Accept");
      expect((await other.ask(asking(one))).code).toBe("Access-Reject");
      expect(front.asked.some(({ headers }) => headers["x-portal-key"])).toBe(false);
    } finally {
      await known.close();
      await other.close();
      await front.close();
    }
  });

  test("refuses soon while the portal is silent or away, loses no accounting, and goes on when it is back", async ({
    expect,
  }) => {
    const one = await guest(8);
    // Given up after 2.5 s; one second more is FreeRADIUS's own delay of refusals.
    listener.keepSilent(true);
    const silent = await radius.ask(asking(one));
    expect(silent.code).toBe("Access-Reject");
    expect(silent.ms).toBeLessThan(18_000);
    listener.keepSilent(false);
    await listener.go();
    const away = await radius.ask(asking(one));
    expect(away.code).toBe("Access-Reject");
    expect(away.ms).toBeLessThan(10_000);
    console.log(`refused after ${Math.round(silent.ms)} ms of silence, ${Math.round(away.ms)} ms while away`);
    const start = {
      "User-Name": one.name,
      "NAS-Identifier": "qn-003",
      "Acct-Session-Id": "8a1b0003",
      "Acct-Status-Type": "Interim-Update",
      "Acct-Session-Time": 60,
      "Acct-Input-Octets": 4321,
      "Acct-Output-Octets": 0,
    };
    // Nothing is acknowledged that was not written down; the gateway asks again.
    const waiting = radius.account(start, { tries: 20, seconds: 2 });
    expect((await radius.account(start, { seconds: 2 })).code).toBeUndefined();
    await listener.come();
    expect((await waiting).code).toBe("Accounting-Response");
    expect(await bytesOf(one.link)).toBe(4321);
    expect((await radius.ask(asking(one))).code).toBe("Access-Accept");
  });

  test("lets nobody in whose time is over", async ({ expect }) => {
    const one = await guest(9);
    await city.goAway();
    await city.comeBack({ laterMs: 3_700_000 });
    const byAddress = { ...one, name: one.mac, password: one.mac };
    expect(await codes(asking(one), asking(byAddress))).toEqual(["Access-Reject", "Access-Reject"]);
    expect(city.complaints).toEqual([]);
  });
});
