import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { createServer } from "node:http";

import { afterAll, beforeAll, describe, test } from "vitest";

import { developmentKeys, publicKeys } from "../../tools/lib/development-keys.mjs";
import { inFlight } from "../../tools/lib/in-flight.mjs";
import { openCity } from "../city/city.mjs";
import { countBy } from "../city/people.mjs";

const nurse = "counter.baichay";
/** Every service that people sign in to, and a page of it that only staff may see. */
const services = {
  queue: "/api/counters/baichay.p103",
  id: "/account",
  wifi: "/api/x",
  ask: "/api/desk/x",
  classrooms: "/api/x",
};

let city;
let trap;
/** Requests to the addresses that forged tokens name. */
let visits = 0;

beforeAll(async () => {
  city = await openCity({ connections: 64 });
  trap = createServer((_, answer) => {
    visits++;
    answer.end(JSON.stringify(publicKeys(developmentKeys())));
  });
  await new Promise((resolve) => trap.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  await new Promise((resolve) => (trap ? trap.close(resolve) : resolve()));
  await city?.close();
});

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const audienceOf = (service) => (service === "id" ? "identity" : service);
const good = (service, options = {}) => city.token(nurse, { service: audienceOf(service), ...options });
const partsOf = (service, options) => good(service, options).split(".");
const active = () => developmentKeys().signing.keys.find(({ kid }) => kid === developmentKeys().signing.active);
const signed = (key, algorithm, head, body) => {
  const text = `${encode(head)}.${body}`;
  return `${text}.${sign(algorithm, Buffer.from(text), key).toString("base64url")}`;
};
const now = () => Math.floor(city.clock() / 1000);

/** Shows a token to a service; what comes back is a problem document or a page, never a redirect to sign in. */
const show = (service, token) =>
  city.send(city.originOf(service) + services[service], {
    headers: { authorization: `Bearer ${token}`, accept: "application/json" },
  });

/** Each way to forge a token: `forge(service)` gives one that would open that service, were it believed. */
const forgeries = {
  ...Object.fromEntries(
    ["none", "None", "NONE", "nOnE", ""].map((alg) => [
      `alg ${alg || "empty"}`,
      (service) => `${partsOf(service, { header: { alg } }).slice(0, 2).join(".")}.`,
    ]),
  ),
  "no alg": (service) =>
    `${partsOf(service, { header: { alg: undefined } })
      .slice(0, 2)
      .join(".")}.`,
  "alg none with the old signature": (service) => partsOf(service, { header: { alg: "none" } }).join("."),
  "HS256 with the public key as secret, raw": (service) => hmac(service, Buffer.from(active().x, "base64url")),
  "HS256 with the public key as secret, as text": (service) => hmac(service, active().x),
  "HS256 with the public key as secret, as JWK": (service) =>
    hmac(service, JSON.stringify({ kty: "OKP", crv: "Ed25519", x: active().x })),
  "a foreign key under the same kid": (service) =>
    signed(foreign().privateKey, null, headOf(service), partsOf(service)[1]),
  "ES256 with a key of its own": (service) =>
    signed(
      generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey,
      "sha256",
      { ...headOf(service), alg: "ES256" },
      partsOf(service)[1],
    ),
  "its own key inside": (service) => {
    const { privateKey, publicKey } = foreign();
    const head = { ...headOf(service), jwk: publicKey.export({ format: "jwk" }) };
    return signed(privateKey, null, head, partsOf(service)[1]);
  },
  "an address for keys (jku)": (service) => good(service, { header: { jku: trapAddress() } }),
  "an address for keys (jku) under an unknown kid": (service) =>
    good(service, { header: { jku: trapAddress(), kid: "local-trap" } }),
  "an address for a certificate (x5u)": (service) => good(service, { header: { x5u: trapAddress() } }),
  "a certificate inside (x5c)": (service) => good(service, { header: { x5c: ["AAAA"] } }),
  "an unknown crit": (service) => good(service, { header: { crit: ["strange"], strange: true } }),
  "a crit that names nothing": (service) => good(service, { header: { crit: [] } }),
  "unencoded payload (b64 false)": (service) => good(service, { header: { b64: false, crit: ["b64"] } }),
  "kid of a path": (service) => good(service, { header: { kid: "../../../../dev/null" } }),
  "kid of SQL": (service) => good(service, { header: { kid: "' OR 1=1 --" } }),
  "kid __proto__": (service) => good(service, { header: { kid: "__proto__" } }),
  "no kid": (service) => good(service, { header: { kid: undefined } }),
  "typ JWT": (service) => good(service, { header: { typ: "JWT" } }),
  "no typ": (service) => good(service, { header: { typ: undefined } }),
  "another service's audience": (service) => good(service, { service: service === "queue" ? "wifi" : "queue" }),
  "several audiences": (service) => good(service, { claims: { aud: [audienceOf(service), "wifi", "queue"] } }),
  "no audience": (service) => good(service, { claims: { aud: undefined } }),
  "another issuer": (service) => good(service, { issuer: "http://id.evil.test" }),
  "the issuer with a slash": (service) => good(service, { issuer: `${city.originOf("id")}/` }),
  expired: (service) => good(service, { claims: { iat: now() - 360, exp: now() - 60 } }),
  "older than any token may get": (service) => good(service, { claims: { iat: now() - 3600, exp: now() + 60 } }),
  "a day to live": (service) => good(service, { claims: { exp: now() + 86_400 } }),
  "not yet issued": (service) => good(service, { claims: { iat: now() + 120, exp: now() + 300 } }),
  "no end": (service) => good(service, { claims: { exp: undefined } }),
  "an end beyond numbers": (service) => good(service, { claims: { exp: 1e308 } }),
  "nobody's": (service) => good(service, { claims: { sub: undefined } }),
  "a kind that does not exist": (service) => good(service, { claims: { kind: "root" } }),
  "two signatures": (service) => `${good(service)}.${partsOf(service)[2]}`,
  "more roles than were signed": (service) => {
    const [head, body, signature] = partsOf(service);
    const claims = JSON.parse(Buffer.from(body, "base64url").toString());
    return `${head}.${encode({ ...claims, roles: { "quang-ninh": ["administrator"] } })}.${signature}`;
  },
};
const foreign = () => generateKeyPairSync("ed25519");
const headOf = (service) => JSON.parse(Buffer.from(partsOf(service)[0], "base64url").toString());
const trapAddress = () => `http://127.0.0.1:${trap.address().port}/jwks`;
function hmac(service, secret) {
  const [, body] = partsOf(service);
  const text = `${encode({ ...headOf(service), alg: "HS256" })}.${body}`;
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}

describe("a token that identity did not make", () => {
  test("a good one opens every service, so that what follows means something", async ({ expect }) => {
    for (const service of Object.keys(services)) {
      const { status } = await show(service, good(service));
      expect([service, status === 401]).toEqual([service, false]);
    }
  });

  test.for(Object.keys(forgeries))(
    "[ASVS 9.1.1] [ASVS 9.1.2] [ASVS 9.1.3] [ASVS 9.2.1] [ASVS 9.2.2] [ASVS 9.2.3] (%s) is 401 at every service",
    async (name, { expect }) => {
      const answers = await Promise.all(
        Object.keys(services).map(async (service) => [service, (await show(service, forgeries[name](service))).status]),
      );
      expect(answers).toEqual(Object.keys(services).map((service) => [service, 401]));
    },
  );

  test("[ASVS 9.1.3] makes nobody fetch what it names", ({ expect }) => {
    expect(visits).toBe(0);
  });

  test("[ASVS 9.1.1] 10,000 random strings are 401 each, and nothing breaks", async ({ expect }) => {
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~+/= !\"#$%&'()*,:;<>?@[]^`{|}";
    const random = (most) =>
      Array.from(
        { length: Math.floor(Math.random() * most) },
        () => alphabet[Math.floor(Math.random() * alphabet.length)],
      ).join("");
    const [head, body, signature] = partsOf("queue");
    const pieces = [head, body, signature, "", "e30", encode({ alg: "EdDSA", typ: "at+jwt", kid: active().kid })];
    const piece = () => (Math.random() < 0.5 ? pieces[Math.floor(Math.random() * pieces.length)] : random(80));
    const strange = () =>
      Math.random() < 0.3 ? random(200) : Array.from({ length: 1 + Math.floor(Math.random() * 4) }, piece).join(".");
    const real = `${head}.${body}.${signature}`;
    const statuses = await inFlight(10_000, 64, async () => {
      const token = strange();
      if (token.trim() === real) return 401;
      return (await show("queue", token)).status;
    });
    expect(countBy(statuses, (status) => status)).toEqual({ 401: 10_000 });
    expect(city.complaints).toEqual([]);
  });
});
