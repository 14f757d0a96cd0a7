import { forgetCached, setClock } from "@ven/kit";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, test } from "vitest";

import { ask, forget, open, opennds, passIn, post, seed } from "../phone";
import { rest } from "./radius-server";

beforeAll(async () => {
  await seed();
  await opennds(1);
});
beforeEach(async () => {
  await env.DB.prepare("DELETE FROM wifi_credential").run();
  await forget();
  await env.DB.prepare("UPDATE wifi_secure SET authority = NULL").run();
  forgetCached();
});
afterEach(() => setClock(null));

/** Somebody who is online; the link of their status page. */
async function guest(phone: number) {
  const { location } = await post("/enter", { pass: passIn((await open(phone)).html) });
  return new URL(new URL(location).searchParams.get("redir") ?? "").pathname;
}

/** Asks for a credential as the page's button does. */
async function issue(link: string) {
  const made = await post(`${link}/secure`, {});
  if (made.status !== 303) return { status: made.status, html: made.html, name: "", password: "", path: "" };
  const path = made.location;
  const { html } = await ask(path);
  const value = (term: string) => new RegExp(`<dt>${term}</dt><dd>([^<]+)`).exec(html)?.[1] ?? "";
  return { status: 303, html, path, name: value("Tên"), password: value("Mật khẩu") };
}

const mac = "02-11-22-33-46-AA";
const signIn = (name: string, password: string, station = mac) =>
  rest("authorize", {
    "User-Name": name,
    "User-Password": password,
    "Calling-Station-Id": station,
    "NAS-Identifier": "qn-002",
  });
const visits = async () =>
  (
    await env.DB.prepare(
      "SELECT site, way, ended_at AS endedAt FROM wifi_grant WHERE ticket LIKE 's%' AND length(ticket) = 10 ORDER BY id",
    ).all<{ site: string; way: string; endedAt: number | null }>()
  ).results;

describe("somebody who is online", () => {
  test("gets a name and a password for this device, and is let into the secure network with what is left", async ({
    expect,
  }) => {
    const link = await guest(90);
    expect((await ask(link)).html).toContain(`${link}/secure`);
    const { name, password, html } = await issue(link);
    expect(name).toMatch(/^s[2-9a-z]{9}$/);
    expect(html).toContain("QuangNinh-Secure");
    const { status, body } = await signIn(name, password);
    expect(status).toBe(200);
    expect(body["control:Auth-Type"].value).toEqual(["Accept"]);
    expect(Number(body["reply:Session-Timeout"].value[0])).toBeGreaterThan(3590);
    expect(await visits()).toMatchObject([{ site: "qn-002", way: "tap", endedAt: null }]);
    // The phone moves about: it is the same visit, with the time that is left.
    const later = Date.now() + 600_000;
    setClock({ now: () => later });
    const again = await signIn(name.toUpperCase(), password.toUpperCase());
    expect(Number(again.body["reply:Session-Timeout"].value[0])).toBeLessThanOrEqual(3000);
    expect(await visits()).toHaveLength(1);
    expect(again.body["reply:Class"]).toEqual(body["reply:Class"]);
  });

  test("is refused with a wrong password, and once it was taken back", async ({ expect }) => {
    const link = await guest(91);
    const { name, password } = await issue(link);
    expect((await signIn(name, "x")).status).toBe(401);
    expect((await rest("authorize", { "User-Name": name, "Calling-Station-Id": mac })).status).toBe(401);
    expect((await signIn(name, password)).status).toBe(200);
    const list = await ask(`${link}/secure?lang=en`);
    expect(list.html).toContain(name);
    await post(`${link}/secure/revoke`, { credential: name });
    const refused = await signIn(name, password);
    expect(refused.status).toBe(401);
    expect(refused.body["reply:Reply-Message"].value[0]).toContain("revoked");
    expect((await visits())[0]?.endedAt).not.toBeNull();
    expect((await ask(`${link}/secure`)).html).not.toContain(name);
  });

  test("takes back nobody else's", async ({ expect }) => {
    const mine = await issue(await guest(92));
    const other = await guest(93);
    await post(`${other}/secure/revoke`, { credential: mine.name });
    expect((await signIn(mine.name, mine.password)).status).toBe(200);
  });

  test("asking again replaces this device's credential", async ({ expect }) => {
    const link = await guest(94);
    const first = await issue(link);
    const second = await issue(link);
    expect((await signIn(first.name, first.password)).status).toBe(401);
    expect((await signIn(second.name, second.password)).status).toBe(200);
  });

  test("cannot let a bus full of phones in with one password", async ({ expect }) => {
    const { name, password } = await issue(await guest(95));
    const statuses: number[] = [];
    for (const last of ["B1", "B2", "B3", "B4"])
      statuses.push((await signIn(name, password, `02-11-22-33-46-${last}`)).status);
    // The phone that is online counts too: two devices with one tap.
    expect(statuses).toEqual([200, 401, 401, 401]);
  });

  test("gets none after the session, with an edited link, or where there is no such network", async ({ expect }) => {
    const link = await guest(96);
    expect((await post(`${link.slice(0, -1)}_/secure`, {})).status).toBe(404);
    await env.DB.prepare("UPDATE wifi_grant SET way = 'provisional'").run();
    expect((await issue(link)).status).toBe(409);
    await env.DB.prepare("UPDATE wifi_grant SET way = 'tap'").run();
    const later = Date.now() + 3_700_000;
    setClock({ now: () => later });
    expect((await issue(link)).status).toBe(409);
    await env.DB.prepare("DELETE FROM wifi_secure").run();
    forgetCached();
    expect((await ask(`${link}/secure`)).status).toBe(404);
    expect((await ask(link)).html).not.toContain("/secure");
    await seed();
    forgetCached();
  });

  test("reads the password for an hour, and nobody reads it in the database", async ({ expect }) => {
    const { path, password } = await issue(await guest(97));
    const row = await env.DB.prepare("SELECT * FROM wifi_credential").first();
    expect(JSON.stringify(row)).not.toContain(password);
    const later = Date.now() + 3_700_000;
    setClock({ now: () => later });
    expect((await ask(path)).status).toBe(404);
    expect((await ask(`/secure/${"A".repeat(80)}`)).status).toBe(404);
  });

  test("whose data is erased is let in no more", async ({ expect }) => {
    const link = await guest(98);
    const { name, password } = await issue(link);
    await post(`${link}/erase`, {});
    expect((await signIn(name, password)).status).toBe(401);
  });

  test("downloads settings that name the network, the server and who signed it", async ({ expect }) => {
    const der = btoa("a certificate");
    await env.DB.prepare("UPDATE wifi_secure SET authority = ?")
      .bind(`-----BEGIN CERTIFICATE-----\n${der}${"\n".repeat(80)}-----END CERTIFICATE-----\n`)
      .run();
    forgetCached();
    const { path, name, password } = await issue(await guest(99));
    const file = async (of: string) => ask(path.replace("?", `/${of}?`));
    const apple = await file("wifi.mobileconfig");
    expect(apple.headers.get("content-type")).toBe("application/x-apple-aspen-config");
    for (const text of [name, password, "QuangNinh-Secure", "radius.quangninh.example", der, "com.apple.security.root"])
      expect(apple.html).toContain(text);
    const windows = await file("wifi.xml");
    expect(windows.html).toContain("<PAPAuthentication/>");
    expect(windows.html).toMatch(/<TrustedRootCAHash>([0-9a-f]{2} ){19}[0-9a-f]{2}</);
    expect(windows.html).not.toContain(password);
    expect((await file("ca.crt")).html).toContain(der);
  });
});
