import type { ExchangeCode, IdentityRpc } from "@ven/contracts/identity";
import { createApp, sha256 } from "@ven/kit";
import { describe, test } from "vitest";

import { authenticate, relyingParty, type RelyingEnv } from "../src";
import { fakeIdentity, testKey } from "../src/testing";

const { jwks } = await testKey("k1");
const grant = {
  accessToken: "at",
  expiresAt: Date.now() + 300_000,
  handle: "s.0-x",
  sessionEndsAt: Date.now() + 3_600_000,
};

function service(identity: Partial<IdentityRpc> = {}, env: Partial<RelyingEnv> = {}) {
  const bindings: RelyingEnv = {
    SELF_ORIGIN: "https://queue.test",
    IDENTITY_ORIGIN: "https://id.test",
    JWKS: JSON.stringify(jwks),
    // Nothing under /auth/ may need the database.
    DB: {} as D1Database,
    IDENTITY: fakeIdentity(identity),
    ...env,
  };
  const app = createApp<RelyingEnv>({ service: "queue" })
    .use(authenticate<RelyingEnv>({ service: "queue" }))
    .route("/", relyingParty<RelyingEnv>({ service: "queue" }));
  return (path: string, init: RequestInit = {}) => app.request(path, init, bindings);
}

const cookieOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");

async function begin(ask: ReturnType<typeof service>, returnTo = "/desk") {
  const answer = await ask(`/auth/sign-in?return_to=${encodeURIComponent(returnTo)}`);
  const to = new URL(answer.headers.get("location") ?? "");
  return { answer, to, cookie: cookieOf(answer), state: to.searchParams.get("state") ?? "" };
}

describe("a nurse signs in to the queue", () => {
  test("[ASVS 10.2.1] by going to identity with a challenge of her own", async ({ expect }) => {
    const { answer, to } = await begin(service());
    expect(answer.status).toBe(303);
    expect(to.origin + to.pathname).toBe("https://id.test/authorize");
    expect(Object.fromEntries(to.searchParams)).toMatchObject({
      response_type: "code",
      client_id: "queue",
      redirect_uri: "https://queue.test/auth/callback",
      code_challenge_method: "S256",
    });
    const [line = ""] = answer.headers.getSetCookie();
    expect(line).toMatch(/^__Host-queue_sso_[\w-]{8}=.+; Max-Age=900; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  });

  test("and comes back with cookies to where she was", async ({ expect }) => {
    const asked: ExchangeCode[] = [];
    const ask = service({ exchangeCode: (request) => (asked.push(request), Promise.resolve({ ok: true, grant })) });
    const { to, cookie, state } = await begin(ask, "/desk?counter=p105");
    const back = await ask(`/auth/callback?code=the-code&state=${state}&iss=https%3A%2F%2Fid.test`, {
      headers: { cookie },
    });
    expect(back.status).toBe(303);
    expect(back.headers.get("location")).toBe("/desk?counter=p105");
    const names = back.headers.getSetCookie().map((line) => line.split("=")[0]);
    expect(names).toContain("__Host-queue_at");
    expect(names).toContain("__Host-queue_rt");
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ code: "the-code", redirectUri: "https://queue.test/auth/callback" });
    expect(await sha256(asked[0]?.verifier ?? "")).toBe(to.searchParams.get("code_challenge"));
  });

  test("in two tabs at once", async ({ expect }) => {
    const ask = service({ exchangeCode: () => Promise.resolve({ ok: true, grant }) });
    const [one, two] = [await begin(ask, "/one"), await begin(ask, "/two")];
    const cookie = `${one.cookie}; ${two.cookie}`;
    const first = await ask(`/auth/callback?code=c&state=${one.state}`, { headers: { cookie } });
    const second = await ask(`/auth/callback?code=c&state=${two.state}`, { headers: { cookie } });
    expect([first, second].map((answer) => answer.headers.get("location"))).toEqual(["/one", "/two"]);
  });

  test("never to another host afterwards", async ({ expect }) => {
    const ask = service({ exchangeCode: () => Promise.resolve({ ok: true, grant }) });
    for (const evil of ["//evil.example", "/\\evil.example", "https://evil.example", "/%2F/evil.example"]) {
      const { cookie, state } = await begin(ask, evil);
      const back = await ask(`/auth/callback?code=c&state=${state}`, { headers: { cookie } });
      expect(back.headers.get("location")).toBe("/");
    }
  });
});

describe("a sign-in that somebody else began is refused", () => {
  const never = { exchangeCode: () => Promise.reject(new Error("must not be asked")) };

  test("[ASVS 10.1.2] [ASVS 10.2.2] without the cookie, with another state, or from another issuer", async ({
    expect,
  }) => {
    const ask = service(never);
    const { cookie, state } = await begin(ask);
    const other = await begin(ask);
    const answers = await Promise.all([
      ask(`/auth/callback?code=c&state=${state}`),
      ask(`/auth/callback?code=c&state=${other.state}`, { headers: { cookie } }),
      ask(`/auth/callback?code=c`, { headers: { cookie } }),
      ask(`/auth/callback?code=c&state=${state.slice(0, 8)}AAAAAAAAAAAAAA`, { headers: { cookie } }),
      ask(`/auth/callback?code=c&state=${state}&iss=https%3A%2F%2Fevil.example`, { headers: { cookie } }),
      ask(`/auth/callback?code=c&state=${state}`, { headers: { cookie: cookie.replace("__Host-", "") } }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403]);
    for (const answer of answers) expect(cookieOf(answer)).not.toContain("queue_at");
  });

  test("by identity itself, or while identity is away", async ({ expect }) => {
    const refusing = service();
    const one = await begin(refusing);
    expect(
      (await refusing(`/auth/callback?code=c&state=${one.state}`, { headers: { cookie: one.cookie } })).status,
    ).toBe(403);
    const away = service(never);
    const two = await begin(away);
    expect((await away(`/auth/callback?code=c&state=${two.state}`, { headers: { cookie: two.cookie } })).status).toBe(
      503,
    );
  });

  test("a nurse who gave up is back where she was, signed out", async ({ expect }) => {
    const ask = service(never);
    const { cookie, state } = await begin(ask);
    const back = await ask(`/auth/callback?error=login_required&state=${state}`, { headers: { cookie } });
    expect(back.headers.get("location")).toBe("/desk");
  });
});

describe("signing out", () => {
  test("ends the session everywhere and leaves no cookie", async ({ expect }) => {
    const ended: string[] = [];
    const ask = service({ endSession: ({ handle }) => (ended.push(handle), Promise.resolve({ ended: true })) });
    const headers = { cookie: "__Host-queue_rt=s.0-x; __Host-queue_at=t", origin: "https://queue.test" };
    const answer = await ask("/auth/sign-out", { method: "POST", headers });
    expect(answer.status).toBe(303);
    expect(ended).toEqual(["s.0-x"]);
    expect(answer.headers.get("clear-site-data")).toBe('"storage"');
    expect(answer.headers.getSetCookie().filter((line) => line.includes("Max-Age=0"))).toHaveLength(2);
  });

  test("cannot be done by another site, nor by a link", async ({ expect }) => {
    const ask = service();
    const headers = { cookie: "__Host-queue_rt=s.0-x", origin: "https://evil.example" };
    expect((await ask("/auth/sign-out", { method: "POST", headers })).status).toBe(403);
    expect((await ask("/auth/sign-out", { headers })).status).toBe(404);
  });
});
