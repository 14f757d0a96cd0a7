import type { AccessClaims, KeySet, PublicKey } from "@ven/contracts/identity";
import { base64url } from "@ven/kit";
import * as z from "zod/mini";

import { isAccessClaims } from "./access-claims";
import { clockSkew, localKeyPrefix, longestAccess } from "./lifetimes";

export interface VerifyOptions {
  jwks: KeySet;
  /** The only service that the token may be for. */
  audience: string;
  issuer: string;
  /** UTC ms. */
  now: number;
}

/**
 * `expired` comes with the claims, because its signature was good: during an outage it may still be taken.
 * `unknown-key` names a key that this service has not seen, which is either a forgery or a rotation.
 */
export type Verdict =
  | { ok: true; claims: AccessClaims }
  | { ok: false; reason: "invalid" | "unknown-key" }
  | { ok: false; reason: "expired"; claims: AccessClaims };

const invalid: Verdict = { ok: false, reason: "invalid" };
/** RFC 9068 tokens with 20 organisations stay under 2 kB. */
const longestToken = 4096;

/** Exactly these members: so there is no `crit`, no key inside the token and no address to fetch one from. */
const Header = z.strictObject({
  alg: z.literal("EdDSA"),
  typ: z.literal("at+jwt"),
  kid: z.string().check(z.minLength(1), z.maxLength(100)),
});

/** Verifies an access token offline (RFC 9068 §4). Never throws: garbage is `invalid`. */
export async function verifyAccessToken(
  token: string,
  { jwks, audience, issuer, now }: VerifyOptions,
): Promise<Verdict> {
  try {
    if (token.length > longestToken) return invalid;
    const [head = "", body = "", signature = "", ...more] = token.split(".");
    if (more.length > 0) return invalid;
    const kid = keyOf(head);
    if (kid === undefined) return invalid;
    const known = jwks.keys.find((key) => key.kid === kid);
    if (!known) return { ok: false, reason: "unknown-key" };
    const key = imported.get(known.x) ?? (await importKey(known));
    const signed = encoder.encode(`${head}.${body}`);
    if (!(await crypto.subtle.verify("Ed25519", key, base64url.decode(signature), signed))) return invalid;
    const claims = parseJson(base64url.decode(body));
    if (!isAccessClaims(claims)) return invalid;
    const [issuedAt, expiresAt] = [claims.iat * 1000, claims.exp * 1000];
    if (claims.iss !== issuer || claims.aud !== audience) return invalid;
    if (issuedAt > now + clockSkew || expiresAt - issuedAt > longestAccess) return invalid;
    return expiresAt > now ? { ok: true, claims } : { ok: false, reason: "expired", claims };
  } catch {
    return invalid;
  }
}

const keyOfHead = new Map<string, string>();

/** The key that a token's header names; undefined for any header but ours. Tokens of one key have one header. */
function keyOf(head: string) {
  const known = keyOfHead.get(head);
  if (known !== undefined) return known;
  const header = Header.safeParse(parseJson(base64url.decode(head)));
  if (!header.success) return undefined;
  if (keyOfHead.size >= 32) keyOfHead.clear();
  keyOfHead.set(head, header.data.kid);
  return header.data.kid;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const parseJson = (bytes: Uint8Array): unknown => JSON.parse(decoder.decode(bytes));

const imported = new Map<string, CryptoKey>();

async function importKey({ x }: PublicKey) {
  const key = await crypto.subtle.importKey("raw", base64url.decode(x), "Ed25519", false, ["verify"]);
  if (imported.size >= 32) imported.clear();
  imported.set(x, key);
  return key;
}

/** Reads the configured public keys. Keys of a developer's machine are left out unless this is such a machine. */
export function readKeySet(text: string | undefined, { allowLocal }: { allowLocal: boolean }): KeySet {
  if (!text) return { keys: [] };
  const all: unknown = JSON.parse(text);
  const keys = z.parse(z.object({ keys: z.array(z.unknown()) }), all).keys;
  return { keys: keys.filter(isPublicKey).filter(({ kid }) => allowLocal || !kid.startsWith(localKeyPrefix)) };
}

function isPublicKey(key: unknown): key is PublicKey {
  if (typeof key !== "object" || key === null) return false;
  const { kty, crv, x, kid } = key as Partial<Record<keyof PublicKey, unknown>>;
  return kty === "OKP" && crv === "Ed25519" && typeof x === "string" && typeof kid === "string";
}
