import fc from "fast-check";
import { CompactSign } from "jose/jws/compact/sign";
import { beforeAll, describe, test } from "vitest";

import { signAccessToken } from "../src/sign-token";
import { testClaims, testKey } from "../src/testing";
import { readKeySet, verifyAccessToken } from "../src/verify-token";

const now = Date.UTC(2026, 10, 22, 2, 0);
const person = { issuer: "https://id.test", service: "queue", now };
const good = testClaims({ ...person, roles: { baichay: ["counter"] } });

let key: Awaited<ReturnType<typeof testKey>>;
let foreign: Awaited<ReturnType<typeof testKey>>;
beforeAll(async () => {
  key = await testKey("k1");
  foreign = await testKey("k1");
});

const verify = (token: string, at = now) =>
  verifyAccessToken(token, { jwks: key.jwks, audience: "queue", issuer: "https://id.test", now: at });

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const withHeader = (header: Record<string, unknown>) =>
  new CompactSign(Buffer.from(JSON.stringify(good)))
    .setProtectedHeader({ alg: "EdDSA", ...header })
    .sign(key.key, { crit: { strange: true } });

describe("a nurse's token is taken", () => {
  test("while it is good", async ({ expect }) => {
    const verdict = await verify(await signAccessToken(good, key));
    expect(verdict).toEqual({ ok: true, claims: good });
  });

  test("by a service that does not know a claim yet", async ({ expect }) => {
    const later = Object.assign({ later: 1 }, good);
    expect(await verify(await signAccessToken(later, key))).toMatchObject({ ok: true });
  });

  test("[ASVS 9.2.1] and tells its claims when it is too late, because an outage may still need it", async ({
    expect,
  }) => {
    const token = await signAccessToken(good, key);
    expect(await verify(token, now + 5 * 60_000 - 1)).toMatchObject({ ok: true });
    expect(await verify(token, now + 5 * 60_000)).toEqual({ ok: false, reason: "expired", claims: good });
  });
});

describe("a forged token is refused", () => {
  const claims = (changed: Record<string, unknown>) => () => signAccessToken({ ...good, ...changed }, key);
  const unsigned = (alg: string) => async () => `${encode({ alg, typ: "at+jwt", kid: "k1" })}.${encode(good)}.`;
  const at = Math.floor(now / 1000);

  test.for<[string, () => Promise<string>]>([
    ["alg none", unsigned("none")],
    ["alg None", unsigned("None")],
    ["alg NONE", unsigned("NONE")],
    ["alg nOnE", unsigned("nOnE")],
    ["EdDSA without a signature", unsigned("EdDSA")],
    [
      "HS256 with the public key as secret",
      async () => {
        const secret = Buffer.from(key.jwks.keys[0]!.x, "base64url");
        const header = { alg: "HS256", typ: "at+jwt", kid: "k1" };
        return new CompactSign(Buffer.from(JSON.stringify(good))).setProtectedHeader(header).sign(secret);
      },
    ],
    [
      "another algorithm with a key of its own",
      async () => {
        const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
        if (!("privateKey" in pair)) throw new Error("ECDSA keys come in pairs");
        const header = { alg: "ES256", typ: "at+jwt", kid: "k1" };
        return new CompactSign(Buffer.from(JSON.stringify(good))).setProtectedHeader(header).sign(pair.privateKey);
      },
    ],
    ["a foreign key under the same name", () => signAccessToken(good, foreign)],
    ["no typ", () => withHeader({ kid: "k1" })],
    ["typ JWT", () => withHeader({ kid: "k1", typ: "JWT" })],
    ["no kid", () => withHeader({ typ: "at+jwt" })],
    ["a key inside the token", () => withHeader({ kid: "k1", typ: "at+jwt", jwk: foreign.jwks.keys[0] })],
    ["jku", () => withHeader({ kid: "k1", typ: "at+jwt", jku: "https://evil.example/jwks" })],
    ["x5u", () => withHeader({ kid: "k1", typ: "at+jwt", x5u: "https://evil.example/cert" })],
    ["an unknown crit", () => withHeader({ kid: "k1", typ: "at+jwt", crit: ["strange"], strange: 1 })],
    ["another service's audience", claims({ aud: "wifi" })],
    ["several audiences", claims({ aud: ["queue", "wifi"] })],
    ["another issuer", claims({ iss: "https://evil.example" })],
    ["issued in the future", claims({ iat: at + 60, exp: at + 120 })],
    ["older than any token may get", claims({ iat: at - 3600, exp: at + 60 })],
    ["no exp", claims({ exp: undefined })],
    ["exp as text", claims({ exp: "9999999999" })],
    ["exp beyond numbers", claims({ exp: 1e308 })],
    ["no subject", claims({ sub: undefined })],
    ["an unknown kind", claims({ kind: "root" })],
    ["roles that are no record", claims({ roles: [["baichay", ["counter"]]] })],
    ["a hundred organisations", claims({ roles: Object.fromEntries(Array.from({ length: 100 }, (_, i) => [i, []])) })],
    ["a byte changed in the claims", async () => (await signAccessToken(good, key)).replace(/\.(..)/, ".AA")],
    ["a fourth part", async () => `${await signAccessToken(good, key)}.x`],
    ["an endless one", async () => `${await signAccessToken(good, key)}${"A".repeat(10_000)}`],
  ])("%s", async ([, forge], { expect }) => {
    expect(await verify(await forge())).toEqual({ ok: false, reason: "invalid" });
  });

  test("the name of a key that nobody published is told apart, because keys rotate", async ({ expect }) => {
    const token = await signAccessToken(good, { ...foreign, kid: "k2" });
    expect(await verify(token)).toEqual({ ok: false, reason: "unknown-key" });
  });

  test("without fetching anything that it names", async ({ expect }) => {
    const real = globalThis.fetch;
    let fetched = 0;
    globalThis.fetch = () => Promise.reject(new Error(`fetch ${++fetched}`));
    try {
      await verify(await withHeader({ kid: "k2", typ: "at+jwt", jku: "https://evil.example/jwks" }));
      await verify(await withHeader({ kid: "k1", typ: "at+jwt", x5u: "https://evil.example/cert" }));
    } finally {
      globalThis.fetch = real;
    }
    expect(fetched).toBe(0);
  });

  test("10,000 random strings do not break anything", async ({ expect }) => {
    const [head = "", payload = "", signature = ""] = (await signAccessToken(good, key)).split(".");
    const part = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.base64String({ maxLength: 60 }),
      fc.json().map((json) => Buffer.from(json).toString("base64url")),
      fc.constantFrom(head, payload, signature, ""),
    );
    const strings = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(part, { maxLength: 5 }).map((parts) => parts.join(".")),
    );
    await fc.assert(
      fc.asyncProperty(strings, async (token) => {
        const verdict = await verify(token);
        const isOurs = token === `${head}.${payload}.${signature}`;
        expect(verdict.ok).toBe(isOurs);
      }),
      { numRuns: 10_000 },
    );
  });
});

describe("the configured keys", () => {
  const local = JSON.stringify({ keys: [{ kty: "OKP", crv: "Ed25519", x: "AA", kid: "local-1" }] });

  test("of a developer's machine count on such a machine only", ({ expect }) => {
    expect(readKeySet(local, { allowLocal: true }).keys).toHaveLength(1);
    expect(readKeySet(local, { allowLocal: false }).keys).toHaveLength(0);
  });

  test("of another type are passed over, so that a later release may add some", ({ expect }) => {
    const mixed = JSON.stringify({
      keys: [
        { kty: "AKP", kid: "k9" },
        { kty: "OKP", crv: "Ed25519", x: "AA", kid: "k1" },
      ],
    });
    expect(readKeySet(mixed, { allowLocal: false }).keys.map(({ kid }) => kid)).toEqual(["k1"]);
  });
});
