import type { GrantAnswer } from "@ven/contracts/identity";
import { orgScope, verifyAccessToken } from "@ven/identity";
import { testPrincipal } from "@ven/identity/testing";
import { clock, sha256 } from "@ven/kit";
import { env } from "cloudflare:workers";
import { beforeEach, describe, test } from "vitest";

import { keysOf } from "../src/keys";
import { browser, count, origin, seedPeople, wait } from "./person";

const verifier = "v".repeat(43);
const redirectUri = "https://queue.test/auth/callback";
const nurse = "0900000001";
const queue = env.AS_QUEUE;
const minute = 60_000;

beforeEach(async () => {
  await seedPeople();
});

async function authorizePath(changed: Record<string, string> = {}) {
  const search = new URLSearchParams({
    response_type: "code",
    client_id: "queue",
    redirect_uri: redirectUri,
    state: "the-state",
    code_challenge: await sha256(verifier),
    code_challenge_method: "S256",
    ...changed,
  });
  return `/authorize?${search}`;
}

/** Signs somebody in and gives the code that the service would get. */
async function codeFor(contact = nurse, someone = browser()) {
  await someone.signIn(contact, await authorizePath());
  const answer = await someone.fetch(await authorizePath());
  return new URL(answer.headers.get("location") ?? "", origin).searchParams.get("code") ?? "";
}

const exchange = (code: string) => queue.exchangeCode({ code, verifier, redirectUri });
function granted(answer: GrantAnswer) {
  if (!answer.ok) throw new Error(`refused: ${answer.reason}`);
  return answer.grant;
}
const handleAfterHop = async () => granted(await exchange(await codeFor())).handle;
const endReason = async () => (await env.DB.prepare("SELECT end_reason FROM id_session").first())?.end_reason;

test("somebody who chose VNeID at a service goes straight on to it, and comes back to the service", async ({
  expect,
}) => {
  const answer = await browser().fetch(await authorizePath({ acr_values: "vneid" }));
  const to = new URL(answer.headers.get("location") ?? "", origin);
  expect(to.pathname).toBe("/sign-in/vneid");
  expect(to.searchParams.get("continue")).toBe(await authorizePath());
});

describe("a nurse goes from the queue to identity and back", () => {
  test("[ASVS 9.2.4] through three redirects, with a token that the queue can verify alone", async ({ expect }) => {
    const desk = browser();
    const start = await desk.fetch(await authorizePath({ ui_locales: "en" }));
    expect(start.status).toBe(303);
    const signIn = new URL(start.headers.get("location") ?? "", origin);
    expect(signIn.pathname).toBe("/sign-in");
    expect(signIn.searchParams.get("lang")).toBe("en");
    const next = signIn.searchParams.get("continue") ?? "";
    const signedIn = await desk.signIn(nurse, next);
    expect(signedIn.headers.get("location")).toBe(next);
    const back = new URL((await desk.fetch(next)).headers.get("location") ?? "");
    expect(back.origin + back.pathname).toBe(redirectUri);
    expect(back.searchParams.get("state")).toBe("the-state");
    expect(back.searchParams.get("iss")).toBe(origin);

    const grant = granted(await exchange(back.searchParams.get("code") ?? ""));
    const verdict = await verifyAccessToken(grant.accessToken, {
      jwks: await queue.jwks(),
      audience: "queue",
      issuer: origin,
      now: clock.now(),
    });
    expect(verdict).toMatchObject({
      ok: true,
      claims: { aud: "queue", kind: "staff", aal: 1, sub: "sample-counter.baichay", roles: { baichay: ["counter"] } },
    });
    expect(JSON.stringify(verdict)).not.toMatch(/900000001|An \(mẫu\)/);
    expect(grant.expiresAt - clock.now()).toBeLessThanOrEqual(5 * minute);
  });

  test("a second service, or a second time, without typing anything", async ({ expect }) => {
    const desk = browser();
    const first = granted(await exchange(await codeFor(nurse, desk)));
    const again = await desk.fetch(await authorizePath());
    const second = granted(await exchange(new URL(again.headers.get("location") ?? "").searchParams.get("code") ?? ""));
    expect(second.handle).toBe(first.handle);
    expect((await queue.refresh({ handle: first.handle })).ok).toBe(true);
  });
});

describe("the authorization endpoint", () => {
  test.for<Record<string, string>>([
    { client_id: "stranger" },
    { client_id: "__proto__" },
    { redirect_uri: "https://evil.example/auth/callback" },
    { redirect_uri: "https://queue.test/auth/callback/" },
    { redirect_uri: "https://queue.test/auth/callback?x=1" },
    { redirect_uri: "https://queue.test.evil.example/auth/callback" },
    { redirect_uri: "http://queue.test/auth/callback" },
    { redirect_uri: "https://QUEUE.test/auth/callback" },
    { redirect_uri: "" },
  ])("[ASVS 10.4.1] redirects nobody for %j", async (changed, { expect }) => {
    const answer = await browser().fetch(await authorizePath(changed));
    expect(answer.status).toBe(400);
    expect(answer.headers.get("location")).toBeNull();
  });

  test.for<[Record<string, string>, string]>([
    [{ response_type: "token" }, "unsupported_response_type"],
    [{ code_challenge_method: "plain" }, "invalid_request"],
    [{ code_challenge: "short" }, "invalid_request"],
    [{ state: "" }, "invalid_request"],
    [{ prompt: "none" }, "login_required"],
  ])("tells the service what is wrong with %j", async ([changed, error], { expect }) => {
    const back = new URL((await browser().fetch(await authorizePath(changed))).headers.get("location") ?? "");
    expect(back.origin).toBe("https://queue.test");
    expect(back.searchParams.get("error")).toBe(error);
  });

  test("refuses a parameter that comes twice", async ({ expect }) => {
    const path = `${await authorizePath()}&redirect_uri=https%3A%2F%2Fevil.example`;
    expect((await browser().fetch(path)).status).toBe(400);
  });
});

describe("a code", () => {
  test("[ASVS 10.4.2] that is redeemed twice is refused and ends the session of the first", async ({ expect }) => {
    const code = await codeFor();
    const { handle } = granted(await exchange(code));
    expect(await exchange(code)).toEqual({ ok: false, reason: "reused" });
    expect(await queue.refresh({ handle })).toEqual({ ok: false, reason: "ended" });
    expect(await count("id_revocation")).toBe(1);
    expect(await endReason()).toBe("code-reused");
  });

  test("is redeemed once, of forty at the same time", async ({ expect }) => {
    const code = await codeFor();
    const answers = await Promise.all(Array.from({ length: 40 }, () => exchange(code)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("[ASVS 10.4.6] is worth nothing without its verifier, at another address, too late, or made up", async ({
    expect,
  }) => {
    const code = await codeFor();
    const refused = { ok: false, reason: "invalid" };
    expect(await queue.exchangeCode({ code, verifier: "w".repeat(43), redirectUri })).toEqual(refused);
    expect(await queue.exchangeCode({ code, verifier, redirectUri: "https://queue.test/other" })).toEqual(refused);
    expect(await exchange(`${code}x`)).toEqual(refused);
    expect(await exchange("")).toEqual(refused);
    wait(minute);
    expect(await exchange(code)).toEqual(refused);
    expect(await endReason()).toBeNull();
  });

  test("of a session that ended is refused", async ({ expect }) => {
    const desk = browser();
    const code = await codeFor(nurse, desk);
    await desk.post("/sign-out");
    expect((await exchange(code)).ok).toBe(false);
  });
});

describe("a handle", () => {
  test("moves on at each refresh; tabs that refresh at once agree", async ({ expect }) => {
    const handle = await handleAfterHop();
    wait(5 * minute);
    const answers = await Promise.all(Array.from({ length: 20 }, () => queue.refresh({ handle })));
    const next = new Set(answers.map((answer) => granted(answer).handle));
    expect(next.size).toBe(1);
    expect(next.has(handle)).toBe(false);
    expect(await env.DB.prepare("SELECT generation FROM id_handle WHERE audience = 'queue'").first()).toEqual({
      generation: 1,
    });
  });

  test("[ASVS 10.4.5] is good for 20 s after it moved on; later use ends the session for everybody", async ({
    expect,
  }) => {
    const handle = await handleAfterHop();
    wait(0);
    const next = granted(await queue.refresh({ handle })).handle;
    wait(20_000);
    expect(granted(await queue.refresh({ handle })).handle).toBe(next);
    wait(1);
    expect(await queue.refresh({ handle })).toEqual({ ok: false, reason: "reused" });
    expect(await queue.refresh({ handle: next })).toEqual({ ok: false, reason: "ended" });
    expect(await endReason()).toBe("handle-reused");
  });

  test("made up or of another service ends nothing", async ({ expect }) => {
    const handle = await handleAfterHop();
    const [session = ""] = handle.split(".");
    const desk = browser();
    await desk.signIn("0900000005");
    const other = desk.cookies.get("__Host-identity_rt") ?? "";
    for (const forged of [
      "",
      "x",
      `${session}.0-${"A".repeat(43)}`,
      `${session}.7-${"A".repeat(43)}`,
      other,
      `${handle}x`,
    ])
      expect(await queue.refresh({ handle: forged })).toEqual({ ok: false, reason: "invalid" });
    expect((await queue.refresh({ handle })).ok).toBe(true);
  });

  test("[ASVS 7.3.1] [ASVS 7.3.2] [ASVS 7.6.1] ends after an hour without use, and after 12 hours whatever happens", async ({
    expect,
  }) => {
    let handle = await handleAfterHop();
    for (let passed = 0; passed < 11 * 60; passed += 50) {
      wait(50 * minute);
      handle = granted(await queue.refresh({ handle })).handle;
    }
    wait(50 * minute);
    expect(await queue.refresh({ handle })).toEqual({ ok: false, reason: "expired" });
    wait(1);
    const idle = await handleAfterHop();
    wait(60 * minute);
    expect(await queue.refresh({ handle: idle })).toEqual({ ok: false, reason: "expired" });
  });

  test("[ASVS 7.4.1] [ASVS 7.6.1] signs out everywhere", async ({ expect }) => {
    const desk = browser();
    const { handle } = granted(await exchange(await codeFor(nurse, desk)));
    const session = handle.split(".")[0] ?? "";
    const asked = { subject: "sample-counter.baichay", session };
    expect(await queue.isFresh(asked)).toEqual({ fresh: true });
    expect(await queue.isFresh({ ...asked, subject: "sample-admin.baichay" })).toEqual({ fresh: false });
    expect(await queue.endSession({ handle })).toEqual({ ended: true });
    expect(await queue.endSession({ handle })).toEqual({ ended: false });
    expect(await queue.isFresh(asked)).toEqual({ fresh: false });
    wait(11_000);
    expect((await desk.fetch("/account")).status).toBe(303);
  });

  test("brings new roles and loses old ones", async ({ expect }) => {
    const handle = await handleAfterHop();
    await env.DB.prepare("UPDATE id_role SET valid_to = ? WHERE subject = 'sample-counter.baichay'")
      .bind(clock.now())
      .run();
    const payload = granted(await queue.refresh({ handle })).accessToken.split(".")[1] ?? "";
    expect(JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")))).toMatchObject({ roles: {} });
  });
});

describe("over RPC", () => {
  test("[ASVS 13.2.1] who asks is the binding, and a binding without a name gets nothing", async ({ expect }) => {
    const handle = await handleAfterHop();
    const outcome = (asked: Promise<unknown>) =>
      asked.then(
        () => "answered",
        (err: unknown) => err instanceof Error && "code" in err && err.code,
      );
    expect(await outcome(env.AS_NOBODY.refresh({ handle }))).toBe("not-allowed");
    expect(await outcome(env.AS_NOBODY.jwks())).toBe("not-allowed");
    expect(await outcome(queue.refresh({ handle }))).toBe("answered");
  });

  test("what has the wrong shape is refused, and members of a later release are passed over", async ({ expect }) => {
    const handle = await handleAfterHop();
    const odd: unknown[] = [null, undefined, 1, {}, { handle: 1 }, { handle: "x".repeat(10_000) }];
    for (const request of odd) expect((await queue.refresh(request as { handle: string })).ok).toBe(false);
    const later = Object.assign({ later: true }, { handle });
    expect((await queue.refresh(later)).ok).toBe(true);
  });

  test("the published keys are public halves, two of them", async ({ expect }) => {
    const answer = await browser().fetch("/.well-known/jwks.json");
    const text = await answer.text();
    expect(answer.headers.get("cache-control")).toBe("public, max-age=300");
    expect(JSON.parse(text)).toEqual(await queue.jwks());
    expect(JSON.parse(text)).toMatchObject({ keys: [{ kid: "local-a" }, { kid: "local-b" }] });
    expect(text).not.toContain('"d"');
  });
});

describe("keys", () => {
  test("of a developer's machine, missing or broken ones make identity refuse everything", async ({ expect }) => {
    const { SIGNING_KEYS, PEPPERS, MASTER_KEYS, SECRETS } = env;
    const good = { SIGNING_KEYS, PEPPERS, MASTER_KEYS, SECRETS };
    expect(await keysOf({ ...good, ENVIRONMENT: "development" })).toBeDefined();
    for (const ENVIRONMENT of [undefined, "", "production", "Development"])
      expect(await keysOf({ ...good, ENVIRONMENT })).toBeUndefined();
    const real = SIGNING_KEYS.replaceAll("local-", "2026-");
    expect(await keysOf({ ...good, SIGNING_KEYS: real })).toBeDefined();
    for (const broken of ["", "{}", "null", real.replace('"active":"2026-a"', '"active":"2026-z"')])
      expect(await keysOf({ ...good, SIGNING_KEYS: broken })).toBeUndefined();
    for (const name of ["PEPPERS", "MASTER_KEYS", "SECRETS"])
      expect(await keysOf({ ...good, SIGNING_KEYS: real, [name]: "{}" })).toBeUndefined();
  });
});

describe("the scope of a principal, as SQL", () => {
  const visible = async (roles: Parameters<typeof testPrincipal>[0]) => {
    const { openDb } = await import("@ven/db");
    const { idOrganisationList } = await import("@ven/db/identity");
    const scope = orgScope(testPrincipal(roles), "queue.desk");
    const rows = await openDb(env.DB)
      .select({ id: idOrganisationList.id })
      .from(idOrganisationList)
      .where(scope(idOrganisationList.id));
    return rows.map(({ id }) => id).toSorted();
  };

  test("is one's own hospital for a nurse, all hospitals for the department, nothing for the others", async ({
    expect,
  }) => {
    expect(await visible({ roles: { baichay: ["counter"] } })).toEqual(["baichay"]);
    expect(await visible({ roles: { "qn-so-y-te": ["supervisor"] } })).toEqual([
      "baichay",
      "dakhoa",
      "qn-so-y-te",
      "sannhi",
    ]);
    expect(await visible({ roles: {} })).toEqual([]);
    expect(await visible({ roles: { "__proto__'); DROP TABLE id_role; --": ["counter"] } })).toEqual([]);
  });
});
