import type { AccessClaims, GrantAnswer, IdentityRpc, KeySet } from "@ven/contracts/identity";

import { lifetimes } from "./lifetimes";
import type { Role } from "./permissions";
import { principalFrom } from "./principal";
import { signAccessToken, type SigningKey } from "./sign-token";

/** For tests only: a signing key of its own, with the public half as a service is configured with. */
export async function testKey(kid = "local-test"): Promise<SigningKey & { jwks: KeySet }> {
  const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  if (!("privateKey" in pair)) throw new Error("Ed25519 keys come in pairs");
  const { x } = (await crypto.subtle.exportKey("jwk", pair.publicKey)) as JsonWebKey;
  return { kid, key: pair.privateKey, jwks: { keys: [{ kty: "OKP", crv: "Ed25519", x: x ?? "", kid }] } };
}

export interface TestPerson {
  issuer: string;
  service: string;
  now: number;
  /** `{ baichay: ["counter"] }` */
  roles?: Record<string, Role[]>;
  kind?: "guest" | "citizen" | "staff";
  subject?: string;
  session?: string;
  /** 2 for whoever showed a passkey just now. */
  aal?: 1 | 2;
}

/** Claims as identity would give them; every member may be replaced to make a wrong one. */
export function testClaims({ issuer, service, now, roles = {}, kind = "staff", ...who }: TestPerson): AccessClaims {
  const at = Math.floor(now / 1000);
  return {
    iss: issuer,
    aud: service,
    sub: who.subject ?? "p-test",
    sid: who.session ?? "s-test",
    jti: crypto.randomUUID(),
    iat: at,
    exp: at + lifetimes[kind].access / 1000,
    auth_time: at,
    kind,
    aal: who.aal ?? 1,
    ial: 0,
    amr: ["otp"],
    roles,
  };
}

/** `Authorization` header of a person. */
export async function bearer(person: TestPerson, key: SigningKey) {
  return { authorization: `Bearer ${await signAccessToken(testClaims(person), key)}` };
}

/** A principal without a token, for tests of verbs. */
export const testPrincipal = (person: Partial<TestPerson> = {}) =>
  principalFrom(testClaims({ issuer: "https://id.test", service: "queue", now: 0, ...person }));

/** Identity as a service sees it; every method may be replaced. Unreplaced, it knows nobody. */
export function fakeIdentity(replaced: Partial<IdentityRpc> = {}): IdentityRpc {
  const refused: GrantAnswer = { ok: false, reason: "invalid" };
  return {
    exchangeCode: () => Promise.resolve(refused),
    refresh: () => Promise.resolve(refused),
    endSession: () => Promise.resolve({ ended: false }),
    isFresh: () => Promise.resolve({ fresh: true }),
    sendCode: () => Promise.resolve({ ok: false, reason: "no-delivery" }),
    checkCode: () => Promise.resolve({ ok: false, reason: "over" }),
    jwks: () => Promise.resolve({ keys: [] }),
    exchangeApiKey: () => Promise.resolve({ ok: false, reason: "invalid" }),
    exchangeToken: () => Promise.resolve({ ok: false, reason: "invalid" }),
    ...replaced,
  };
}
