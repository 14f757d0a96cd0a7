import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, test, vi } from "vitest";

import { vneidOf } from "../src/vneid/configuration";
import { signInWithVneid } from "../src/vneid/sign-in-with-vneid";
import { browser, count, desk, origin, seedPeople, wait } from "./person";
import { lan, type Manners, standIn } from "./vneid-provider";

const minute = 60_000;

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("nothing was given");
  return value;
}

beforeEach(async () => {
  await seedPeople();
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Goes to VNeID and comes back, as a browser does. */
async function comeBack(
  someone: ReturnType<typeof browser>,
  { provider = standIn(), next = "/account", changed = {} as Record<string, string> } = {},
) {
  const start = await someone.fetch(`/sign-in/vneid?continue=${encodeURIComponent(next)}`);
  const to = new URL(start.headers.get("location") ?? "");
  provider.setNonce(to.searchParams.get("nonce") ?? "");
  const back = new URLSearchParams({ code: "the-code", state: to.searchParams.get("state") ?? "", ...changed });
  return { to, back, answer: await someone.fetch(`/sign-in/vneid/callback?${back}`) };
}

const citizens = () => count("id_subject WHERE kind = 'citizen'");

describe("a citizen signs in with VNeID", () => {
  test("by code, with a challenge, a nonce and a state of their own", async ({ expect }) => {
    const someone = browser();
    const { to, answer } = await comeBack(someone);
    expect(to.origin + to.pathname).toBe("https://vneid.test/oauth2/authorize");
    expect(Object.fromEntries(to.searchParams)).toMatchObject({
      response_type: "code",
      client_id: "ven",
      redirect_uri: `${origin}/sign-in/vneid/callback`,
      scope: "openid",
      acr_values: "LoA1",
      code_challenge_method: "S256",
    });
    for (const name of ["state", "nonce"]) expect(to.searchParams.get(name)).toMatch(/^[\w-]{22}$/);
    expect(to.searchParams.get("code_challenge")).toMatch(/^[\w-]{43}$/);
    expect(answer.headers.get("location")).toBe("/account");
    const account = await (await someone.fetch("/account")).text();
    expect(account).toContain("Trần Thị Lan");
    expect(account).toContain("31/01/1990");
    expect(account).toContain("•••• 0123");
    expect(account).not.toContain("022190000123");
    const row = await env.DB.prepare(
      "SELECT kind, aal, ial, amr, idle_ms AS idle, ends_at - auth_time AS life FROM id_session",
    ).first();
    expect(row).toEqual({ kind: "citizen", aal: 1, ial: 2, amr: '["fed"]', idle: 30 * minute, life: 720 * minute });
  });

  test("and is the same citizen the next time, however many tabs come back at once", async ({ expect }) => {
    const provider = standIn();
    await Promise.all(Array.from({ length: 10 }, () => browser()).map((one) => comeBack(one, { provider })));
    await comeBack(browser());
    expect(await count("id_vault_identity", env.VAULT)).toBe(1);
    expect(await citizens()).toBe(1);
  });

  test("[ASVS 6.8.1] while another issuer's citizen of the same name is somebody else", async ({ expect }) => {
    await comeBack(browser());
    const other = { ...given(vneidOf(env)), issuer: "https://other.test" };
    const provider = standIn({ claims: { iss: other.issuer } });
    provider.setNonce("n");
    const request = { code: "c", verifier: "v", nonce: "n", redirectUri: origin, device: "", replaces: undefined };
    expect((await signInWithVneid(await desk(), other, request)).ok).toBe(true);
    expect(await citizens()).toBe(2);
    standIn();
    await comeBack(browser());
    expect(await citizens()).toBe(2);
  });

  test("and nobody can read from the databases who it was", async ({ expect }) => {
    await comeBack(browser());
    for (const d1 of [env.DB, env.VAULT]) {
      const { results } = await d1
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'id_*'")
        .all<{ name: string }>();
      for (const { name } of results) {
        const rows = JSON.stringify((await d1.prepare(`SELECT * FROM ${name}`).all()).results);
        for (const secret of [lan.SoDinhDanh, lan.HoVaTen, lan.NgayThangNamSinh, lan.sub])
          expect(rows).not.toContain(secret);
      }
    }
    await env.VAULT.prepare("DELETE FROM id_vault_key WHERE subject NOT GLOB 'sample-*'").run();
    expect(await count("id_vault_identity", env.VAULT)).toBe(0);
  });

  test("is over after half an hour without use", async ({ expect }) => {
    const someone = browser();
    await comeBack(someone);
    wait(30 * minute);
    expect((await someone.fetch("/account")).status).toBe(303);
  });
});

describe("a provider that misbehaves signs nobody in", () => {
  test.for<[string, Manners]>([
    ["no signature", { header: { alg: "none" }, sign: "none" }],
    ["no signature, written otherwise", { header: { alg: "NONE" }, sign: "none" }],
    ["the client's secret as a key", { header: { alg: "HS256" }, sign: "secret" }],
    ["a foreign key under the same name", { sign: "foreign" }],
    ["a key that is not published", { header: { kid: "k9" } }],
    ["a key in the token itself", { header: { jwk: { kty: "RSA" }, kid: "k9" }, sign: "foreign" }],
    ["an extension that nobody knows", { header: { crit: ["x"], x: 1 } }],
    ["another algorithm of the same key", { header: { alg: "PS256" } }],
    ["a wrong nonce", { claims: { nonce: "wrong" } }],
    ["no nonce", { claims: { nonce: undefined } }],
    ["another client", { claims: { aud: "other" } }],
    ["two clients and no party", { claims: { aud: ["ven", "other"] } }],
    ["another issuer", { claims: { iss: "https://evil.test" } }],
    ["a token that expired", { claims: { exp: 1 } }],
    ["a token of tomorrow", { claims: { iat: 4_000_000_000, exp: 4_000_000_300 } }],
    ["an old token", { claims: { iat: 1 } }],
    ["userinfo of somebody else", { userinfo: { sub: "vneid-0002" } }],
    ["a number that is none", { userinfo: { SoDinhDanh: "12" } }],
    ["a redirect for the secret", { at: { token: "redirect" } }],
    ["something else than JSON", { at: { token: "garbage" } }],
  ])("[ASVS 10.5.1] [ASVS 10.5.4] %s", async ([, manners], { expect }) => {
    const someone = browser();
    const { answer } = await comeBack(someone, { provider: standIn(manners) });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("Chưa đăng nhập được bằng VNeID");
    expect(someone.cookies.has("__Host-identity_rt")).toBe(false);
    expect(await citizens()).toBe(0);
  });

  test("an organisation's account is refused in its own words", async ({ expect }) => {
    for (const LoaiTaiKhoan of ["2", 2, ""]) {
      const { answer } = await comeBack(browser(), { provider: standIn({ userinfo: { LoaiTaiKhoan } }) });
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain("tài khoản tổ chức");
    }
  });

  test.for<[string, Manners]>([
    ["down", { at: { token: "down" } }],
    ["slow", { at: { token: "slow" } }],
    ["slow with its keys", { at: { jwks: "slow" } }],
    ["slow with the person", { at: { userinfo: "slow" } }],
    ["broken", { at: { userinfo: "error" } }],
  ])("%s: a page within three seconds, and nobody after that waits", async ([, manners], { expect }) => {
    const started = Date.now();
    const { answer } = await comeBack(browser(), { provider: standIn(manners) });
    expect(Date.now() - started).toBeLessThan(3_000);
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("60");
    expect(await answer.text()).toContain("VNeID chưa trả lời");
    const after = Date.now();
    expect((await comeBack(browser())).answer.status).toBe(303);
    expect((await browser().fetch("/sign-in")).status).toBe(200);
    expect(Date.now() - after).toBeLessThan(1_000);
  });
});

describe("nobody is signed in by a link", () => {
  test("without the cookie of the attempt, with another state, twice, or from another issuer", async ({ expect }) => {
    const someone = browser();
    const { back } = await comeBack(someone);
    expect((await browser().fetch(`/sign-in/vneid/callback?${back}`)).status).toBe(403);
    expect((await someone.fetch(`/sign-in/vneid/callback?${back}`)).status).toBe(403);
    expect((await comeBack(browser(), { changed: { state: "A".repeat(22) } })).answer.status).toBe(403);
    expect((await comeBack(browser(), { changed: { iss: "https://evil.test" } })).answer.status).toBe(400);
  });

  test("nor when the person did not agree", async ({ expect }) => {
    const provider = standIn();
    const { answer } = await comeBack(browser(), { provider, changed: { error: "access_denied", code: "" } });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("chưa đồng ý");
    expect(provider.asked).toEqual([]);
  });

  test("and never leads to another host", async ({ expect }) => {
    for (const next of ["//evil.example", "https://evil.example", "/\\evil.example", "/%2F/evil.example"])
      expect((await comeBack(browser(), { next })).answer.headers.get("location")).toBe("/account");
  });
});

describe("a guest who becomes a citizen", () => {
  const event = () => env.DB.prepare("SELECT kind, subject, target FROM id_subject_event").all();
  const guestOf = async () =>
    (await env.DB.prepare("SELECT id FROM id_subject WHERE kind = 'guest'").first<{ id: string }>())?.id;

  async function guestThenCitizen() {
    const someone = browser();
    await someone.signIn("0912345678");
    const { answer } = await comeBack(someone);
    const offer = answer.headers.get("location") ?? "";
    return { someone, offer, sealed: new URL(offer, origin).searchParams.get("o") ?? "" };
  }

  test("is asked once whether the tickets come over, and both answers weigh the same", async ({ expect }) => {
    const { someone, offer, sealed } = await guestThenCitizen();
    expect(offer).toContain("/account/merge?o=");
    const page = await (await someone.fetch(offer)).text();
    expect(page).toContain("•••• 678");
    expect(page.match(/class="btn line"/g)).toHaveLength(2);
    expect((await event()).results).toEqual([]);
    const guest = await guestOf();
    const answer = await someone.post("/account/merge", { offer: sealed, answer: "yes" });
    expect(answer.headers.get("location")).toBe("/account?said=merged");
    const citizen = (await env.DB.prepare("SELECT id FROM id_subject WHERE kind = 'citizen'").first<{ id: string }>())
      ?.id;
    expect((await event()).results).toEqual([{ kind: "merge", subject: guest, target: citizen }]);
    expect(await count("id_vault_contact WHERE subject NOT GLOB 'sample-*'", env.VAULT)).toBe(0);
  });

  test("merges once, of twenty answers at once", async ({ expect }) => {
    const { someone, sealed } = await guestThenCitizen();
    await Promise.all(
      Array.from({ length: 20 }, () => someone.post("/account/merge", { offer: sealed, answer: "yes" })),
    );
    expect((await event()).results).toHaveLength(1);
    const again = await someone.post("/account/merge", { offer: sealed, answer: "yes" });
    expect(again.headers.get("location")).toBe("/account?said=notMerged");
  });

  test("may keep them apart, and somebody else's offer is worth nothing", async ({ expect }) => {
    const { someone, sealed } = await guestThenCitizen();
    const answer = await someone.post("/account/merge", { offer: sealed, answer: "no" });
    expect(answer.headers.get("location")).toBe("/account?said=notMerged");
    const other = browser();
    await comeBack(other, { provider: standIn({ claims: { sub: "x" }, userinfo: { sub: "x" } }) });
    await other.post("/account/merge", { offer: sealed, answer: "yes" });
    await someone.post("/account/merge", { offer: `${sealed}x`, answer: "yes" });
    expect((await event()).results).toEqual([]);
    wait(15 * minute);
    await someone.post("/account/merge", { offer: sealed, answer: "yes" });
    expect((await event()).results).toEqual([]);
  });

  test("is not merged because a phone is the same: without the guest's session there is no offer", async ({
    expect,
  }) => {
    await browser().signIn("0912345678");
    const { answer } = await comeBack(browser());
    expect(answer.headers.get("location")).toBe("/account");
  });
});
