import { base64url } from "@ven/kit";

import { type Cbor, readWholeCbor } from "./cbor";

type Bytes = Uint8Array<ArrayBuffer>;

/** ES256, Ed25519, RS256 (RFC 9053, RFC 8812): what all authenticators of today have, the smallest first. */
export const algorithms = [-7, -8, -257];

interface PublicKey {
  key: CryptoKey;
  verify: AlgorithmIdentifier | SubtleCryptoSignAlgorithm;
  /** ECDSA signatures come as DER, and the platform wants the two numbers. */
  isDer: boolean;
}

const wrong = () => new Error("not a public key that is taken here");
const bytesOf = (value: Cbor | undefined, length: number): Bytes => {
  if (!(value instanceof Uint8Array) || value.length !== length) throw wrong();
  return value;
};

/** Imports a COSE key (RFC 9052 §7) of one of the three algorithms. Throws on any other, and on keys that are too short. */
export async function importCoseKey(cose: Uint8Array): Promise<PublicKey> {
  const map = readWholeCbor(cose);
  if (!(map instanceof Map)) throw wrong();
  const [kty, alg, curve] = [map.get(1), map.get(3), map.get(-1)];
  if (kty === 2 && alg === -7 && curve === 1) {
    const point = Uint8Array.from([4, ...bytesOf(map.get(-2), 32), ...bytesOf(map.get(-3), 32)]);
    const key = await crypto.subtle.importKey("raw", point, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
    return { key, verify: { name: "ECDSA", hash: "SHA-256" }, isDer: true };
  }
  if (kty === 1 && alg === -8 && curve === 6) {
    const key = await crypto.subtle.importKey("raw", bytesOf(map.get(-2), 32), "Ed25519", false, ["verify"]);
    return { key, verify: "Ed25519", isDer: false };
  }
  const [modulus, exponent] = [map.get(-1), map.get(-2)];
  if (kty === 3 && alg === -257 && modulus instanceof Uint8Array && exponent instanceof Uint8Array) {
    // 2048 to 4096 bits, and an exponent of the usual size.
    if (modulus.length < 256 || modulus.length > 512 || exponent.length > 4) throw wrong();
    const jwk = { kty: "RSA", n: base64url.encode(modulus), e: base64url.encode(exponent) };
    const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
    return {
      key: await crypto.subtle.importKey("jwk", jwk, algorithm, false, ["verify"]),
      verify: algorithm.name,
      isDer: false,
    };
  }
  throw wrong();
}

/** Whether the holder of a COSE key signed this. Throws when key or signature are not of the right form. */
export async function isSignedBy(cose: Uint8Array, signature: Uint8Array<ArrayBuffer>, signed: Bytes) {
  const { key, verify, isDer } = await importCoseKey(cose);
  return crypto.subtle.verify(verify, key, isDer ? rawOf(signature) : signature, signed);
}

/** `SEQUENCE { INTEGER r, INTEGER s }` (RFC 3279 §2.2.3) in strict DER (X.690 §8.3) as the 64 bytes that the platform takes. */
function rawOf(der: Bytes): Bytes {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) throw wrong();
  const r = integer(der, 2);
  const s = integer(der, r.end);
  if (s.end !== der.length) throw wrong();
  const raw = new Uint8Array(64);
  raw.set(r.value, 32 - r.value.length);
  raw.set(s.value, 64 - s.value.length);
  return raw;
}

/** A positive number of at most 32 bytes in its shortest form. */
function integer(der: Bytes, at: number) {
  const length = der[at + 1] ?? 0;
  const end = at + 2 + length;
  const [lead = 0, next = 0] = der.subarray(at + 2, end);
  if (der[at] !== 0x02 || length < 1 || length > 33 || end > der.length || lead > 0x7f) throw wrong();
  if (lead === 0 && (length === 1 || next < 0x80)) throw wrong();
  const value = der.subarray(lead === 0 ? at + 3 : at + 2, end);
  if (value.length > 32) throw wrong();
  return { value, end };
}
