import { setClock } from "@ven/kit";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, test } from "vitest";

import { ask, forget, open, opennds, origin, passIn, post, redirectOf, seed } from "./phone";

const hash = "1dfe44eb6738030af160708d11bac0dacae1d7cb8ee591c87645c812b0464445";
const poll = (payload: string, get = "view") =>
  ask(`/p/quang-ninh?auth_get=${get}&gatewayhash=${hash}&payload=${encodeURIComponent(btoa(payload))}`);

beforeAll(async () => {
  await seed();
});
beforeEach(forget);
afterEach(() => setClock(null));

describe("a tourist behind a gateway to which the phone carries the grant", () => {
  beforeAll(() => opennds(1));

  test("opens one page without script, cookie or storage, and is online after one tap", async ({ expect }) => {
    const first = await open(1);
    expect(first.status).toBe(200);
    expect(first.html).toContain("Get online now");
    expect(first.html).not.toMatch(/<script|https?:\/\/[^"]*\.(js|css)/);
    expect(first.headers.get("set-cookie")).toBeNull();
    expect(first.html).not.toMatch(/<input[^>]*checked/);
    expect(first.headers.get("content-security-policy")).toContain("http://10.9.0.1:2050");
    const entered = await post("/enter?lang=en", { pass: passIn(first.html) });
    expect(entered.status).toBe(303);
    const gateway = new URL(entered.location);
    expect(gateway.origin + gateway.pathname).toBe("http://10.9.0.1:2050/opennds_auth/");
    const status = await ask(gateway.searchParams.get("redir") ?? "", { headers: { "accept-language": "en" } });
    expect(status.html).toContain("You are online");
    expect(status.html).toContain("1 h");
    // The gateway sends a phone that is in already here, without telling who it is.
    const wish = gateway.searchParams.get("redir") ?? "";
    const again = (redir: string) => ask(`/p/quang-ninh?tok=x&status=authenticated&redir=${encodeURIComponent(redir)}`);
    expect((await again(wish)).location).toBe(wish);
    expect((await again("https://evil.test/s/")).status).toBe(200);
  });

  test("reads it in six languages, by the phone's own or by a visible switch, and no cookie remembers it", async ({
    expect,
  }) => {
    for (const [language, words] of [
      ["vi-VN", "Vào mạng ngay"],
      ["zh-CN", "立即上网"],
      ["ko", "지금 인터넷 사용"],
      ["ja", "今すぐ接続"],
      ["fr-FR", "Me connecter"],
    ] as const)
      expect((await open(2, {}, language)).html).toContain(words);
    const page = await open(2);
    const other = /href="([^"]+lang=ko)"/.exec(page.html)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const korean = await ask(other);
    expect(korean.html).toContain("지금 인터넷 사용");
    expect(korean.headers.get("set-cookie")).toBeNull();
  });

  test("tapping twice is one session; using the page again later, editing it or taking another's is refused", async ({
    expect,
  }) => {
    const pass = passIn((await open(3)).html);
    const [one, two] = await Promise.all([post("/enter", { pass }), post("/enter", { pass })]);
    expect(one.location).toBe(two.location);
    expect(await env.DB.prepare("SELECT count(*) AS n FROM wifi_grant").first("n")).toBe(1);
    const later = Date.now() + 10 * 60_000;
    setClock({ now: () => later });
    expect((await post("/enter", { pass })).status).toBe(409);
    expect((await post("/enter", { pass: `${pass.slice(0, -2)}AA` })).status).toBe(400);
    setClock({ now: () => later + 3_600_000 });
    expect((await post("/enter", { pass })).status).toBe(400);
    const status = new URL(one.location).searchParams.get("redir") ?? "";
    for (const edited of [status.slice(0, -1) + (status.endsWith("A") ? "B" : "A"), status.replace("/s/", "/s/A")])
      expect((await ask(edited)).status).toBe(404);
  });

  test("cannot be let in by a request that another site made their phone send", async ({ expect }) => {
    const pass = passIn((await open(4)).html);
    const answer = await ask("/enter", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", origin: "https://evil.test" },
      body: new URLSearchParams({ pass }).toString(),
    });
    expect(answer.status).toBe(403);
  });

  test("comes back after the phone changed its address, by the link, with what is left", async ({ expect }) => {
    const entered = await post("/enter", { pass: passIn((await open(5)).html) });
    const status = await ask(new URL(entered.location).searchParams.get("redir") ?? "", {
      headers: { "accept-language": "en" },
    });
    const link = /href="([^"]+\/r\/[^"]+)"/.exec(status.html)?.[1] ?? "";
    expect((await ask(link)).location).toMatch(/^\/s\//);
    const back = await open(6, { landing: link });
    expect(back.html).toContain("Welcome back");
    await post("/enter", { pass: passIn(back.html) });
    expect(await env.DB.prepare("SELECT count(DISTINCT holder) AS n FROM wifi_grant").first("n")).toBe(1);
    const forged = await open(7, { landing: `${link}x` });
    expect(forged.html).not.toContain("Welcome back");
  });

  test("uses the day up and is told when there is more; another phone of the same address is not held up", async ({
    expect,
  }) => {
    let now = Date.UTC(2026, 10, 23, 1);
    setClock({ now: () => now });
    for (let visit = 0; visit < 4; visit++) {
      expect((await post("/enter", { pass: passIn((await open(8)).html) })).status).toBe(303);
      now += 3_600_000;
    }
    const fifth = await post("/enter?lang=en", { pass: passIn((await open(8)).html) });
    expect(fifth.status).toBe(409);
    expect(fifth.html).toContain("Your time is used up");
    expect(fifth.html).toContain("00:00 24/11");
    expect((await post("/enter", { pass: passIn((await open(9)).html) })).status).toBe(303);
    now += 24 * 3_600_000;
    expect((await post("/enter", { pass: passIn((await open(8)).html) })).status).toBe(303);
  });

  test("proves a phone by a code; the wrong one says how many tries are left", async ({ expect }) => {
    const pass = passIn((await open(10)).html);
    expect((await post("/code?lang=en", { pass, contact: "x" })).html).toContain(
      "Enter a phone number or an e-mail address",
    );
    const asked = await post("/code?lang=en", { pass, contact: "0912345678" });
    expect(asked.html).toContain("•••• 678");
    // Nothing would end it here, so it is not offered.
    expect(asked.html).not.toContain("/provisional");
    const wrong = await post("/code/check?lang=en", { pass, challenge: "sealed", sentTo: "x", code: "000000" });
    expect(wrong.html).toContain("4 tries left");
    expect((await post("/code/check", { pass, challenge: "sealed", sentTo: "x", code: "123456" })).status).toBe(303);
    expect(await env.DB.prepare("SELECT way FROM wifi_grant").first("way")).toBe("code");
  });

  test("who guesses vouchers waits, and 300 others with the same address do not", async ({ expect }) => {
    const pass = passIn((await open(11)).html);
    const tries = [];
    for (let i = 0; i < 9; i++) tries.push((await post("/voucher", { pass, voucher: `AAAA-22${i}2` })).status);
    expect(tries.slice(0, 8).every((status) => status === 400)).toBe(true);
    expect(tries[8]).toBe(429);
    expect((await post("/voucher", { pass: passIn((await open(12)).html), voucher: "AAAA2222" })).status).toBe(400);
  });

  test("sees what is kept, and has it erased", async ({ expect }) => {
    const entered = await post("/enter", { pass: passIn((await open(13)).html) });
    const status = new URL(entered.location).searchParams.get("redir")?.replace(origin, "") ?? "";
    const data = JSON.parse((await ask(`${status}/data`)).html);
    expect(data.sessions).toMatchObject([{ site: "qn-001", way: "tap" }]);
    expect(JSON.stringify(data)).not.toMatch(/02:11|10\.9\.0/);
    expect((await post(`${status}/erase?lang=en`, {})).html).toContain("Erased");
    for (const table of ["wifi_grant", "wifi_device", "wifi_holder"])
      expect(await env.DB.prepare(`SELECT count(*) AS n FROM ${table}`).first("n")).toBe(0);
  });

  test("leaves no phone's address in clear anywhere", async ({ expect }) => {
    await post("/enter", { pass: passIn((await open(14)).html) });
    for (const table of ["wifi_grant", "wifi_device", "wifi_holder", "wifi_lease"]) {
      const { results } = await env.DB.prepare(`SELECT * FROM ${table}`).all();
      expect(JSON.stringify(results)).not.toMatch(/02:11:22|0211|10\.9\.0\.14/);
    }
  });
});

describe("a tourist behind a gateway that polls", () => {
  beforeAll(() => opennds(4));

  test("waits on a page that refreshes itself until the gateway took the grant", async ({ expect }) => {
    const entered = await post("/enter?lang=en", { pass: passIn((await open(20)).html) });
    const waiting = await ask(entered.location, { headers: { "accept-language": "en" } });
    expect(waiting.html).toContain("Getting you online");
    expect(waiting.headers.get("refresh")).toMatch(/^2; url=\/s\//);
    const list = decodeURIComponent((await poll("none")).html);
    expect(list).toMatch(/^\* [0-9a-f]{64} 60 4000 8000 400000 1600000 [A-Za-z0-9+/=]+$/);
    const ticket = list.split(" ")[1] ?? "";
    // Sent once; again only when nothing is heard of it.
    expect((await poll("none")).html).toBe("*");
    expect((await poll(`* ${ticket}`)).html).toBe("ack");
    expect((await ask(entered.location, { headers: { "accept-language": "en" } })).html).toContain("You are online");
  });

  test("twelve at once are fetched four at a time, oldest first, each exactly once", async ({ expect }) => {
    const phones = Array.from({ length: 12 }, (_, index) => index + 30);
    await Promise.all(phones.map(async (phone) => post("/enter", { pass: passIn((await open(phone)).html) })));
    const seen: string[] = [];
    for (let round = 0; round < 4; round++) {
      const { html } = await poll("none");
      expect(html.length).toBeLessThanOrEqual(1026);
      const lines = html.split(" ").slice(1).map(decodeURIComponent);
      expect(lines.length).toBeLessThanOrEqual(4);
      seen.push(...lines.map((line) => line.split(" ")[0] ?? ""));
      await poll(`* ${lines.map((line) => line.split(" ")[0]).join(" ")}`);
    }
    expect(new Set(seen).size).toBe(12);
    expect(seen).toHaveLength(12);
  });

  test("is told by the gateway's notice, which only the gateway can make", async ({ expect }) => {
    // SHA-256 of the token a87bc345.
    const hid = "2bb890e01f07f088ecc408986315fb11549e679a1b13204df2b9421f67e03ecb";
    const entered = await post("/enter?lang=en", { pass: passIn((await open(21, { hid })).html) });
    const ticket = decodeURIComponent((await poll("none")).html).split(" ")[1] ?? "";
    await poll(`* ${ticket}`);
    const notice = (token: string) =>
      `method=downquota_deauth, clientmac=02:11:22:33:45:15, bytes_incoming=1000, bytes_outgoing=5000, token=${token}, custom=x`;
    await poll(notice("deadbeef"), "deauthed");
    expect((await ask(entered.location, { headers: { "accept-language": "en" } })).html).toContain("You are online");
    expect((await poll(notice("a87bc345"), "deauthed")).html).toBe("ack");
    await poll(notice("a87bc345"), "deauthed");
    expect((await ask(entered.location, { headers: { "accept-language": "en" } })).html).toContain(
      "This session is over",
    );
    expect(await env.DB.prepare("SELECT up_bytes + down_bytes AS n FROM wifi_session").first("n")).toBe(6000);
  });

  test("fetches the code in another app first, and finishes later", async ({ expect }) => {
    const pass = passIn((await open(22)).html);
    const asked = await post("/code?lang=en", { pass, contact: "0912345678" });
    expect(asked.html).toContain("Get online for 10 min");
    const entered = await post("/provisional?lang=en", { pass, challenge: "sealed", sentTo: "•••• 678" });
    expect(decodeURIComponent((await poll("none")).html)).toMatch(/^\* [0-9a-f]{64} 10 /);
    const status = new URL(entered.location, origin);
    const page = await ask(entered.location, { headers: { "accept-language": "en" } });
    expect(page.html).toContain('name="code"');
    const done = await post(`${status.pathname}/code?lang=en`, { challenge: "sealed", sentTo: "x", code: "123456" });
    expect(done.location).toContain("said=extended");
    expect(
      await env.DB.prepare("SELECT way, (ends_at - granted_at) / 60000 AS minutes FROM wifi_grant").first(),
    ).toEqual({
      way: "code",
      minutes: 240,
    });
    expect(decodeURIComponent((await poll("none")).html)).toMatch(/^\* [0-9a-f]{64} 240 /);
  });

  /** Proves the same phone number behind one more device; gives the path of its status page. */
  async function withCode(phone: number) {
    const pass = passIn((await open(phone)).html);
    const entered = await post("/code/check", { pass, challenge: "sealed", sentTo: "x", code: "123456" });
    return new URL(entered.location, origin).pathname;
  }

  test("sees which devices they have online, and a stranger's device is not among them", async ({ expect }) => {
    const first = await withCode(40);
    await withCode(41);
    await post("/enter", { pass: passIn((await open(42)).html) });
    const page = await ask(`${first}?lang=en`);
    expect(page.html).toContain("2 of at most");
    expect(page.html.match(/Another device at/g)).toHaveLength(1);
    // openNDS cannot be told from afar: the device itself has to.
    expect(page.html).toContain("press “Log out” on that device");
    const others = await env.DB.prepare("SELECT id FROM wifi_grant").all<{ id: string }>();
    for (const { id } of others.results)
      expect((await post(`${first}/devices/logout`, { session: id })).status).toBe(404);
  });

  test("of a bus with one voucher sees and erases their own device alone", async ({ expect }) => {
    const paths = [await withCode(43), await withCode(44)];
    await env.DB.prepare("UPDATE wifi_holder SET proof = 'voucher:bus'").run();
    const [mine = "", theirs = ""] = paths;
    expect((await ask(`${mine}?lang=en`)).html).not.toContain("Another device");
    expect(JSON.parse((await ask(`${mine}/data`)).html).sessions).toHaveLength(1);
    await post(`${mine}/erase`, {});
    expect((await ask(`${theirs}?lang=en`)).html).toContain("Time left");
    expect(await env.DB.prepare("SELECT count(*) AS n FROM wifi_grant").first("n")).toBe(1);
    await post(`${theirs}/erase`, {});
    expect(await env.DB.prepare("SELECT count(*) AS n FROM wifi_holder").first("n")).toBe(0);
  });

  test("gets more time while there is some", async ({ expect }) => {
    const start = Date.UTC(2026, 10, 23, 1);
    setClock({ now: () => start });
    const entered = await post("/enter", { pass: passIn((await open(23)).html) });
    setClock({ now: () => start + 30 * 60_000 });
    const { pathname } = new URL(entered.location, origin);
    expect((await post(`${pathname}/extend`, {})).location).toContain("extended");
    expect(
      await env.DB.prepare("SELECT (ends_at - granted_at) / 60000 AS minutes FROM wifi_grant").first("minutes"),
    ).toBe(90);
  });
});

describe("a phone asks by itself (RFC 8908)", () => {
  beforeAll(() => opennds(1));
  const api = async (path: string) => {
    const { html, headers } = await ask(path, { headers: { accept: "application/captive+json" } });
    expect0(headers);
    return JSON.parse(html);
  };
  const expect0 = (headers: Headers) => {
    if (headers.get("content-type") !== "application/captive+json") throw new Error("not captive+json");
    if (headers.get("cache-control") !== "private, no-store") throw new Error("cached");
  };

  test("is captive, then not, and sees its time run; who is not known is captive and learns nothing", async ({
    expect,
  }) => {
    const start = Date.UTC(2026, 10, 23, 1);
    setClock({ now: () => start });
    const unknown = await api("/capport/qn-001/02112233453c");
    expect(unknown).toEqual({
      captive: true,
      "user-portal-url": `${origin}/p/quang-ninh/qn-001`,
      "venue-info-url": `${origin}/venue/quang-ninh`,
    });
    await post("/enter", { pass: passIn((await open(60)).html) });
    expect(await api("/capport/qn-001/02112233453c")).toMatchObject({
      captive: false,
      "seconds-remaining": 3600,
      "bytes-remaining": 2_000_000_000,
    });
    setClock({ now: () => start + 600_000 });
    expect(await api("/capport/qn-001/02112233453c")).toMatchObject({ captive: false, "seconds-remaining": 3000 });
    expect(await api("/capport/qn-001")).toEqual(unknown);
    expect(await api("/capport/qn-001/021122334599")).toEqual(unknown);
  });
});

test("a gateway that nobody registered, or of no security, leads nowhere", async ({ expect }) => {
  expect((await ask("/p/quang-ninh?authaction=http://10.9.0.1:2050/x&tok=1")).status).toBe(404);
  expect((await ask("/p/hue?fas=aaaa")).status).toBe(404);
  expect((await ask(`/p/hue${redirectOf(1).slice("/p/quang-ninh".length)}`)).status).toBe(404);
  expect((await ask("/p/quang-ninh")).html).toContain("QuangNinh-Free");
});
