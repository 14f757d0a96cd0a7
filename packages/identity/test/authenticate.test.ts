import type { Grant, IdentityRpc } from "@ven/contracts/identity";
import { clock, createApp, setClock } from "@ven/kit";
import { afterEach, beforeEach, describe, test } from "vitest";

import { authenticate, type RelyingEnv, requireFresh, requirePermission, signedIn } from "../src";
import { signAccessToken } from "../src/sign-token";
import { bearer, fakeIdentity, testClaims, testKey } from "../src/testing";

const start = Date.UTC(2026, 10, 22, 2, 0);
const issuer = "https://id.test";
const nurse = { issuer, service: "queue", roles: { baichay: ["counter" as const] } };
const minute = 60_000;

let key: Awaited<ReturnType<typeof testKey>>;
let now = start;
let reads = 0;
let marks: object[] | Error = [];
beforeEach(async () => {
  // A key of its own is a configuration of its own, so that no test finds what another's isolate has learnt.
  key = await testKey("k1");
  now = start;
  reads = 0;
  marks = [];
  setClock({ now: () => now });
});
afterEach(() => setClock(null));

/** A city that has nothing but a revocation list. */
function cityDatabase() {
  const all = () => {
    reads++;
    return marks instanceof Error ? Promise.reject(marks) : Promise.resolve({ results: marks });
  };
  const statement = { bind: () => ({ all }) };
  // Only what reading one view calls.
  return { prepare: () => statement } as unknown as D1Database;
}

function service(identity: Partial<IdentityRpc> = {}, env: Partial<RelyingEnv> = {}) {
  const app = createApp<RelyingEnv>({ service: "queue" });
  const bindings: RelyingEnv = {
    SELF_ORIGIN: "https://queue.test",
    IDENTITY_ORIGIN: issuer,
    JWKS: JSON.stringify(key.jwks),
    DB: cityDatabase(),
    IDENTITY: fakeIdentity(identity),
    ...env,
  };
  const routes = app
    .use(authenticate<RelyingEnv>({ service: "queue" }))
    .get("/who", (c) => c.json({ who: c.var.principal.subject, stale: c.var.principal.stale }))
    .get("/desk", signedIn(), (c) => c.text("desk"))
    .get("/api/desk", requirePermission("queue.call"), (c) => c.text("desk"))
    .get("/api/posters", requirePermission("queue.supervise"), (c) => c.text("posters"))
    .get("/api/fresh", requireFresh<RelyingEnv>(), (c) => c.text("fresh"));
  return (path: string, headers: Record<string, string> = {}) => routes.request(path, { headers }, bindings);
}

const token = (person: object = {}) => signAccessToken(testClaims({ ...nurse, now, ...person }), key);
const cookie = (at: string, rt?: string) => ({ cookie: `__Host-queue_at=${at}${rt ? `; __Host-queue_rt=${rt}` : ""}` });
const grant = async (person: object = {}): Promise<Grant> => ({
  accessToken: await token(person),
  expiresAt: now + 5 * minute,
  handle: "s-test.next",
  sessionEndsAt: now + 60 * minute,
});
const down = () => Promise.reject(new Error("no route to identity"));

describe("who is asking", () => {
  test("nobody is a person too, on a public page", async ({ expect }) => {
    expect(await (await service()("/who")).json()).toEqual({ who: "anonymous", stale: false });
    expect(reads).toBe(0);
  });

  test("a nurse by bearer token and by cookie, without asking identity", async ({ expect }) => {
    const ask = service({ refresh: down, jwks: down });
    expect(await (await ask("/who", await bearer({ ...nurse, now }, key))).json()).toMatchObject({ who: "p-test" });
    const answer = await ask("/desk", cookie(await token()));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  test("[ASVS 3.3.3] on https a cookie without the __Host- name is nobody's", async ({ expect }) => {
    const answer = await service()("/who", { cookie: `queue_at=${await token()}` });
    expect(await answer.json()).toMatchObject({ who: "anonymous" });
  });

  test("a bad bearer token is 401, also beside good cookies", async ({ expect }) => {
    const answer = await service()("/who", { ...cookie(await token()), authorization: "Bearer x.y.z" });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: "not-signed-in" });
  });

  test("a browser is sent to sign in and comes back; an API client gets 401", async ({ expect }) => {
    const page = await service()("/desk?counter=p105", { accept: "text/html" });
    expect(page.status).toBe(303);
    expect(page.headers.get("location")).toBe("/auth/sign-in?return_to=%2Fdesk%3Fcounter%3Dp105");
    expect((await service()("/api/desk", { accept: "text/html" })).status).toBe(401);
    expect((await service()("/desk")).status).toBe(401);
  });

  test("without the permission the answer is that of a thing that is not there", async ({ expect }) => {
    const ask = service();
    const headers = await bearer({ ...nurse, now }, key);
    expect((await ask("/api/desk", headers)).status).toBe(200);
    expect((await ask("/api/posters", headers)).status).toBe(404);
  });

  test("keys of a developer's machine are worth nothing in production", async ({ expect }) => {
    const local = await testKey("local-dev");
    const env = { JWKS: JSON.stringify(local.jwks) };
    const headers = await bearer({ ...nurse, now }, local);
    expect((await service({}, env)("/api/desk", headers)).status).toBe(401);
    expect((await service({}, { ...env, ENVIRONMENT: "development" })("/api/desk", headers)).status).toBe(200);
  });
});

describe("refreshing", () => {
  test("a token past its time is renewed and the browser gets the next handle", async ({ expect }) => {
    const old = await token();
    now += 6 * minute;
    const next = await grant();
    const handles: string[] = [];
    const ask = service({
      refresh({ handle }) {
        handles.push(handle);
        return Promise.resolve({ ok: true, grant: next });
      },
    });
    const answer = await ask("/desk", cookie(old, "s-test.first"));
    expect(answer.status).toBe(200);
    expect(handles).toEqual(["s-test.first"]);
    const [at = "", rt = ""] = answer.headers.getSetCookie();
    expect(at).toMatch(/^__Host-queue_at=[^;]+; Max-Age=900; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(rt).toMatch(/^__Host-queue_rt=s-test\.next; Max-Age=3600; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  });

  test("a session that ended leaves a browser without cookies", async ({ expect }) => {
    const old = await token();
    now += 6 * minute;
    const ask = service({ refresh: () => Promise.resolve({ ok: false, reason: "ended" }) });
    const answer = await ask("/desk", { ...cookie(old, "s-test.first") });
    expect(answer.status).toBe(401);
    expect(answer.headers.getSetCookie().every((line) => line.includes("Max-Age=0"))).toBe(true);
  });

  test("an upgrade does not refresh, because its answer cannot bring the next handle", async ({ expect }) => {
    const ask = service({ refresh: down });
    const answer = await ask("/who", { cookie: "__Host-queue_rt=s-test.first", upgrade: "x" });
    expect(await answer.json()).toMatchObject({ who: "anonymous" });
  });
});

describe("while identity is away", () => {
  test("a token is taken up to 10 minutes past its time, but not for what must be fresh", async ({ expect }) => {
    const old = await token();
    const ask = service({ refresh: down, jwks: down, isFresh: down });
    now += 14 * minute;
    expect(await (await ask("/who", cookie(old, "h"))).json()).toEqual({ who: "p-test", stale: true });
    expect(await (await ask("/who", { authorization: `Bearer ${old}` })).json()).toMatchObject({ stale: true });
    expect((await ask("/api/fresh", cookie(old, "h"))).status).toBe(503);
    now += minute;
    const late = await ask("/api/desk", cookie(old, "h"));
    expect(late.status).toBe(503);
    expect(late.headers.get("retry-after")).not.toBeNull();
    expect((await ask("/who", cookie(old, "h"))).status).toBe(200);
  });

  test("while it is there, a bearer token past its time is 401", async ({ expect }) => {
    const old = await token();
    now += 6 * minute;
    expect((await service()("/who", { authorization: `Bearer ${old}` })).status).toBe(401);
  });

  test("a service without any key says 503, never 401", async ({ expect }) => {
    const ask = service({ jwks: down }, { JWKS: undefined });
    const answer = await ask("/api/desk", { authorization: `Bearer ${await token()}` });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: "keys-unavailable" });
    expect(answer.headers.get("retry-after")).not.toBeNull();
  });

  test("it is not asked again by every request", async ({ expect }) => {
    let asked = 0;
    const old = await token();
    now += 6 * minute;
    const ask = service({ refresh: () => (asked++, down()) }, { IDENTITY_ORIGIN: issuer });
    await ask("/who", cookie(old, "h"));
    now += 1000;
    await ask("/who", cookie(old, "h"));
    expect(asked).toBe(1);
  });
});

describe("keys rotate", () => {
  test("a new key is fetched once, and a forger's name for one does not make us fetch again", async ({ expect }) => {
    let fetched = 0;
    const next = await testKey("k2");
    const ask = service({ jwks: () => (fetched++, Promise.resolve(next.jwks)) });
    expect((await ask("/api/desk", await bearer({ ...nurse, now }, next))).status).toBe(200);
    const forger = await testKey("k3");
    for (let i = 0; i < 20; i++)
      expect((await ask("/api/desk", await bearer({ ...nurse, now }, forger))).status).toBe(401);
    expect(fetched).toBe(1);
  });
});

describe("signing out reaches every isolate", () => {
  const mark = (seq: number, scope: string, target: string) => ({
    seq,
    scope,
    target,
    issuedBefore: now,
    expiresAt: now + 60 * minute,
  });

  test("[ASVS 7.4.1] within 10 s, and the list is read no oftener", async ({ expect }) => {
    const ask = service();
    const headers = await bearer({ ...nurse, now }, key);
    expect((await ask("/api/desk", headers)).status).toBe(200);
    marks = [mark(1, "session", "s-test")];
    now += 9_999;
    expect((await ask("/api/desk", headers)).status).toBe(200);
    expect(reads).toBe(1);
    now += 1;
    expect((await ask("/api/desk", headers)).status).toBe(401);
    expect((await ask("/api/desk", await bearer({ ...nurse, now, session: "another" }, key))).status).toBe(200);
    expect(reads).toBe(2);
  });

  test("a subject whose roles were taken needs a new token", async ({ expect }) => {
    marks = [mark(1, "subject", "p-test")];
    const ask = service();
    expect((await ask("/api/desk", await bearer({ ...nurse, now }, key))).status).toBe(401);
    now += 1000;
    expect((await ask("/api/desk", await bearer({ ...nurse, now }, key))).status).toBe(200);
  });

  test("a cold isolate that cannot read the list trusts for 60 s, then staff get 503 and others go on", async ({
    expect,
  }) => {
    marks = new Error("D1 is away");
    const ask = service();
    const staff = () => bearer({ ...nurse, now }, key);
    expect((await ask("/api/desk", await staff())).status).toBe(200);
    now += 59_000;
    expect((await ask("/api/desk", await staff())).status).toBe(200);
    now += 1_000;
    expect((await ask("/api/desk", await staff())).status).toBe(503);
    expect((await ask("/desk", cookie(await token()))).status).toBe(503);
    expect((await ask("/desk", await bearer({ ...nurse, now, kind: "guest" }, key))).status).toBe(200);
    expect((await ask("/who", cookie(await token()))).status).toBe(200);
    marks = [];
    now += 10_000;
    expect((await ask("/api/desk", await staff())).status).toBe(200);
  });

  test("a warm isolate goes on with what it knows", async ({ expect }) => {
    marks = [mark(1, "session", "gone")];
    const ask = service();
    await ask("/api/desk", await bearer({ ...nurse, now }, key));
    marks = new Error("D1 is away");
    now += 5 * minute;
    expect((await ask("/api/desk", await bearer({ ...nurse, now }, key))).status).toBe(200);
    expect(clock.now()).toBe(now);
  });
});
