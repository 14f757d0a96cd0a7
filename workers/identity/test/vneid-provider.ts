import { base64url, clock, hmac } from "@ven/kit";
import { env } from "cloudflare:workers";
import { vi } from "vitest";

import { forgetProviderKeys } from "../src/vneid/provider";

const encoder = new TextEncoder();
const json = (value: unknown) => base64url.encode(encoder.encode(JSON.stringify(value)));
const rs256 = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const newPair = async () =>
  (await crypto.subtle.generateKey({ ...rs256, modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) }, true, [
    "sign",
    "verify",
  ])) as CryptoKeyPair;
const [own, foreign] = [await newPair(), await newPair()];
const { n, e } = (await crypto.subtle.exportKey("jwk", own.publicKey)) as JsonWebKey;

export const lan = {
  sub: "vneid-0001",
  TechID: "t-1",
  LoaiTaiKhoan: "1",
  HoVaTen: "Trần Thị Lan",
  SoDinhDanh: "022190000123",
  NgayThangNamSinh: "19900131",
  loginIdp: "vneid",
};

/** How a provider misbehaves. */
export interface Manners {
  claims?: Record<string, unknown>;
  header?: Record<string, unknown>;
  sign?: "own" | "foreign" | "none" | "secret";
  userinfo?: Record<string, unknown>;
  /** What one of its addresses does instead of answering. */
  at?: Partial<Record<"token" | "userinfo" | "jwks", "down" | "slow" | "error" | "redirect" | "garbage">>;
}

async function idToken(nonce: string, { claims = {}, header = {}, sign = "own" }: Manners) {
  const now = Math.floor(clock.now() / 1000);
  const head = json({ alg: "RS256", kid: "k1", typ: "JWT", ...header });
  const payload = json({
    iss: "https://vneid.test",
    sub: lan.sub,
    aud: "ven",
    iat: now,
    exp: now + 300,
    nonce,
    ...claims,
  });
  const signed = `${head}.${payload}`;
  if (sign === "none") return `${signed}.`;
  if (sign === "secret") return `${signed}.${await hmac(env.VNEID_CLIENT_SECRET ?? "", signed)}`;
  const { privateKey } = sign === "own" ? own : foreign;
  return `${signed}.${base64url.encode(await crypto.subtle.sign(rs256.name, privateKey, encoder.encode(signed)))}`;
}

/** A provider under https://vneid.test that answers as it is told to; `asked` are the addresses that were called. */
export function standIn(manners: Manners = {}) {
  forgetProviderKeys();
  const asked: string[] = [];
  let nonce = "";
  const answers = {
    token: async () => ({ access_token: "at", token_type: "Bearer", id_token: await idToken(nonce, manners) }),
    userinfo: () => Promise.resolve({ ...lan, ...manners.userinfo }),
    jwks: () => Promise.resolve({ keys: [{ kty: "RSA", n, e, kid: "k1", use: "sig", alg: "RS256" }] }),
  };
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : String(input));
    asked.push(pathname);
    const where = (["token", "userinfo", "jwks"] as const).find((one) => pathname === `/oauth2/${one}`);
    if (!where) throw new Error(`nobody is at ${pathname}`);
    const how = manners.at?.[where];
    if (how === "down") throw new TypeError("connection refused");
    if (how === "slow")
      return new Promise((_, reject) => init?.signal?.addEventListener("abort", () => reject(new Error("given up"))));
    if (how === "error") return new Response("oops", { status: 502 });
    if (how === "redirect") return new Response(null, { status: 302, headers: { location: "https://evil.example/" } });
    if (how === "garbage") return new Response("<html>");
    return Response.json(await answers[where]());
  });
  return { asked, setNonce: (value: string) => void (nonce = value) };
}
