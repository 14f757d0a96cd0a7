import type { TokenAnswer } from "@ven/contracts/identity";
import { authenticateWith, type IdentityEnv, verifyAccessToken } from "@ven/identity";
import { fakeIdentity } from "@ven/identity/testing";
import { clock, createApp } from "@ven/kit";
import { env } from "cloudflare:workers";
import { beforeEach, describe, test } from "vitest";

import { hourlyCalls } from "../src/exchange-api-key";
import { browser, count, desk, origin, seedPeople, wait } from "./person";
import { staff, tokenOf } from "./staff";

const keysPage = "/organisations/baichay/keys";
const minute = 60_000;
const day = 86_400_000;
const queue = env.AS_QUEUE;

beforeEach(async () => {
  await seedPeople();
});

const verdictOf = async (answer: TokenAnswer, audience = "queue") =>
  verifyAccessToken(answer.ok ? answer.accessToken : "", {
    jwks: (await desk()).keys.jwks,
    audience,
    issuer: origin,
    now: clock.now(),
  });
const keyIn = (page: string) => /ven_[0-9a-f]{16}_[\w-]{43}/.exec(page)?.[0] ?? "";
async function makeKey(form: string[][] = [["permission", "queue.desk"]], who = "admin.baichay") {
  const me = await staff(who);
  const made = await me.post(keysPage, [["name", "HIS (mẫu)"], ["days", "90"], ...form]);
  return { me, status: made.status, key: keyIn(await made.text()) };
}

/** A service in front of a nurse's desk, which reaches identity as the queue does; counts how often it asks. */
function service() {
  const asked = { times: 0 };
  const counting = fakeIdentity({
    jwks: () => queue.jwks(),
    exchangeApiKey(request) {
      asked.times++;
      return queue.exchangeApiKey(request);
    },
  });
  const app = createApp<IdentityEnv>({ service: "queue" })
    .use(authenticateWith<IdentityEnv>({ service: "queue", identity: () => counting }))
    .get("/api/who", (c) => {
      const { kind, subject } = c.var.principal;
      return c.json({ kind, subject, may: c.var.principal.organisationsWith("queue.desk") });
    });
  const bindings: IdentityEnv = {
    DB: env.DB,
    SELF_ORIGIN: "https://queue.test",
    IDENTITY_ORIGIN: origin,
    ENVIRONMENT: "development",
  };
  return {
    asked,
    who: (key: string) =>
      app.request("https://queue.test/api/who", { headers: { authorization: `Bearer ${key}` } }, bindings),
  };
}

describe("an integrator's key", () => {
  test("is shown once and kept as a hash", async ({ expect }) => {
    const { me, key } = await makeKey();
    expect(key).not.toBe("");
    expect(await (await me.get(keysPage)).text()).not.toContain(key.slice(21));
    const rows = await env.DB.prepare("SELECT * FROM id_api_key").all();
    expect(JSON.stringify(rows.results)).not.toContain(key.slice(21));
    const audit = await env.DB.prepare("SELECT * FROM id_audit").all();
    expect(JSON.stringify(audit.results)).not.toContain(key.slice(21));
  });

  test("[ASVS 13.2.1] opens the service it was made for, for one organisation and what it may do there", async ({
    expect,
  }) => {
    const { key } = await makeKey([
      ["permission", "queue.desk"],
      ["permission", "wifi.report"],
    ]);
    const verdict = await verdictOf(await queue.exchangeApiKey({ key }));
    expect(verdict).toMatchObject({
      ok: true,
      claims: {
        aud: "queue",
        kind: "service",
        roles: {},
        perms: { baichay: ["queue.desk"] },
        sub: `key-${key.slice(4, 20)}`,
      },
    });
    expect(await verdictOf(await queue.exchangeApiKey({ key }), "wifi")).toMatchObject({ ok: false });
  });

  test("can do no more than who made it, and never manages people or keys", async ({ expect }) => {
    for (const permission of [
      "identity.people",
      "identity.keys",
      "wifi.disclose",
      "identity.break-glass",
      "everything",
    ])
      expect((await makeKey([["permission", permission]])).status, permission).toBe(403);
    expect((await makeKey([])).status).toBe(400);
    expect(await count("id_api_key")).toBe(0);
    await expect(
      env.DB.batch([
        env.DB.prepare(
          "INSERT INTO id_api_key (id, organisation, name, permissions, secret_hash, created_at, created_by, expires_at) VALUES ('0123456789abcdef', 'baichay', 'x', '[\"queue.desk\"]', 'h', 1, 'p', 2)",
        ),
        env.DB.prepare("UPDATE id_api_key SET organisation = 'dakhoa'"),
      ]),
    ).rejects.toThrow("stays what it was made as");
  });

  test("costs a warm service nothing: identity is asked once per token", async ({ expect }) => {
    const { key } = await makeKey();
    const { who, asked } = service();
    const first = await who(key);
    expect(await first.json()).toEqual({ kind: "service", subject: `key-${key.slice(4, 20)}`, may: ["baichay"] });
    const before = asked.times;
    for (let n = 0; n < 20; n++) expect((await who(key)).status).toBe(200);
    expect(asked.times).toBe(before);
    wait(6 * minute);
    expect((await who(key)).status).toBe(200);
    expect(asked.times).toBe(before + 1);
  });

  test("stops within 10 s everywhere once it is revoked", async ({ expect }) => {
    const { me, key } = await makeKey();
    const { who } = service();
    expect((await who(key)).status).toBe(200);
    expect((await me.post(`${keysPage}/${key.slice(4, 20)}/revoke`)).status).toBe(303);
    expect(await queue.exchangeApiKey({ key })).toEqual({ ok: false, reason: "invalid" });
    wait(10_001);
    expect((await who(key)).status).toBe(401);
    expect((await me.post(`${keysPage}/${key.slice(4, 20)}/revoke`)).status).toBe(404);
  });

  test("is followed by another; the old one is good for a day", async ({ expect }) => {
    const { me, key: old } = await makeKey();
    const rotated = await me.post(`${keysPage}/${old.slice(4, 20)}/rotate`);
    const next = keyIn(await rotated.text());
    expect(next).not.toBe(old);
    for (const key of [old, next]) expect(await queue.exchangeApiKey({ key })).toMatchObject({ ok: true });
    expect((await me.post(`${keysPage}/${old.slice(4, 20)}/rotate`)).status).toBe(409);
    wait(day + 1);
    expect(await queue.exchangeApiKey({ key: old })).toMatchObject({ ok: false });
    expect(await queue.exchangeApiKey({ key: next })).toMatchObject({ ok: true });
    wait(91 * day);
    expect(await queue.exchangeApiKey({ key: next })).toMatchObject({ ok: false });
  });

  test("notes when it was used, once in ten minutes", async ({ expect }) => {
    const { key } = await makeKey();
    const used = async () => env.DB.prepare("SELECT last_used_at FROM id_api_key").first<number>("last_used_at");
    await queue.exchangeApiKey({ key });
    const first = await used();
    expect(first).not.toBeNull();
    wait(9 * minute);
    await queue.exchangeApiKey({ key });
    expect(await used()).toBe(first);
    wait(minute);
    await queue.exchangeApiKey({ key });
    expect(await used()).not.toBe(first);
  });

  test("that was made up is 401, and a loop with it reaches identity once", async ({ expect }) => {
    const { who, asked } = service();
    const key = `ven_0123456789abcdef_${"x".repeat(43)}`;
    for (let n = 0; n < 10; n++) expect((await who(key)).status).toBe(401);
    expect(asked.times).toBe(1);
    for (const bad of ["ven_", "ven_x", `${key}x`, `ven_${"g".repeat(16)}_${"x".repeat(43)}`])
      expect((await who(bad)).status, bad).toBe(401);
  });

  test("is held to 600 calls a minute in one isolate", async ({ expect }) => {
    const { key } = await makeKey();
    const { who } = service();
    await who(key);
    let refused = 0;
    for (let n = 0; n < 640; n++) if ((await who(key)).status === 429) refused++;
    expect(refused).toBeGreaterThanOrEqual(1);
  });
});

describe("an integrator who calls too often", () => {
  test("is stopped in every service and isolate together, and let in again in the next hour", async ({ expect }) => {
    const { key } = await makeKey();
    const ask = (calls: number) => queue.exchangeApiKey({ key, calls });
    expect(await ask(0)).toMatchObject({ ok: true });
    expect(await ask(hourlyCalls - 10)).toMatchObject({ ok: true });
    expect(await ask(100)).toEqual({ ok: false, reason: "too-many" });
    // What is refused is counted too: it does not help to try again.
    expect(await ask(0)).toEqual({ ok: false, reason: "too-many" });
    wait(60 * minute + 1);
    expect(await ask(0)).toMatchObject({ ok: true });
    // Calls with a secret that is not the key's count for nobody.
    await queue.exchangeApiKey({ key: `${key.slice(0, -1)}${key.endsWith("A") ? "B" : "A"}`, calls: 99_999 });
    expect(await ask(0)).toMatchObject({ ok: true });
  });
});

describe("a service that acts for a nurse", () => {
  const sign = async () => {
    const hers = browser();
    await hers.signIn("0900000001");
    const session = await env.DB.prepare("SELECT id FROM id_session").first<string>("id");
    return tokenOf("counter.baichay", { audience: "queue", session: session ?? "", steppedUp: false });
  };

  test("gets her rights at the other service, and the token says who acts", async ({ expect }) => {
    const subjectToken = await sign();
    await env.DB.prepare(
      "INSERT INTO id_role VALUES ('sample-counter.baichay', 'baichay', 'teacher', 0, NULL, 'x')",
    ).run();
    const answer = await queue.exchangeToken({ subjectToken, audience: "wifi" });
    const verdict = await verdictOf(answer, "wifi");
    expect(verdict).toMatchObject({
      ok: true,
      claims: { aud: "wifi", sub: "sample-counter.baichay", act: { sub: "service:queue" }, roles: {}, kind: "staff" },
    });
    if (!verdict.ok || !answer.ok) throw new Error("no token");
    expect(verdict.claims.exp * 1000).toBeLessThanOrEqual(clock.now() + 5 * minute);
    // What acts for somebody cannot hand its part on.
    expect(await queue.exchangeToken({ subjectToken: answer.accessToken, audience: "wifi" })).toMatchObject({
      ok: false,
    });
  });

  test("and the audit says which service acted for her where, and nothing of what was refused", async ({ expect }) => {
    const rows = () =>
      env.DB.prepare("SELECT actor, object, detail FROM id_audit WHERE action = 'token-exchanged'")
        .all<{ actor: string; object: string; detail: string }>()
        .then(({ results }) => results);
    const subjectToken = await sign();
    await queue.exchangeToken({ subjectToken, audience: "nowhere" });
    expect(await rows()).toEqual([]);
    await queue.exchangeToken({ subjectToken, audience: "wifi" });
    const session = await env.DB.prepare("SELECT id FROM id_session").first<string>("id");
    expect(await rows()).toEqual([
      { actor: "sample-counter.baichay", object: session, detail: '{"client":"queue","audience":"wifi"}' },
    ]);
    await env.DB.prepare("UPDATE id_session SET ended_at = ?, end_reason = 'sign-out'").bind(clock.now()).run();
    await queue.exchangeToken({ subjectToken, audience: "wifi" });
    expect(await rows()).toHaveLength(1);
  });

  test("[ASVS 8.3.3] never more than she has, and nothing once she signed out or lost the role", async ({ expect }) => {
    const more = await tokenOf("counter.baichay", {
      audience: "queue",
      roles: { dakhoa: ["administrator"] },
      session: "none",
    });
    expect(await queue.exchangeToken({ subjectToken: more, audience: "wifi" })).toEqual({ ok: false, reason: "ended" });
    const subjectToken = await sign();
    await env.DB.prepare("UPDATE id_session SET ended_at = ?, end_reason = 'sign-out'").bind(clock.now()).run();
    expect(await queue.exchangeToken({ subjectToken, audience: "wifi" })).toEqual({ ok: false, reason: "ended" });
  });

  test("with a token that it was given itself, for a service that exists", async ({ expect }) => {
    const subjectToken = await sign();
    for (const audience of ["queue", "identity", "nowhere"])
      expect(await queue.exchangeToken({ subjectToken, audience })).toEqual({ ok: false, reason: "invalid" });
    const others = await tokenOf("counter.baichay", { audience: "wifi" });
    expect(await queue.exchangeToken({ subjectToken: others, audience: "wifi" })).toEqual({
      ok: false,
      reason: "invalid",
    });
    expect(await queue.exchangeToken({ subjectToken: "x.y.z", audience: "wifi" })).toEqual({
      ok: false,
      reason: "invalid",
    });
    const refused = await env.AS_NOBODY.exchangeToken({ subjectToken, audience: "wifi" }).catch((err: unknown) => err);
    expect(refused).toMatchObject({ code: "not-allowed" });
  });
});
