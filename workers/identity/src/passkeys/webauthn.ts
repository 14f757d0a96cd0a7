import { lazily } from "@ven/contracts/lazily";
import { base64url, sha256, timingSafeEqual } from "@ven/kit";
import * as z from "zod/mini";

import { type Cbor, readCbor, readWholeCbor } from "./cbor";
import type { Asserted, Created } from "./credential";
import { algorithms, importCoseKey, isSignedBy } from "./public-key";

// Web Authentication Level 3, §7.1 and §7.2, for a relying party that asks for user verification and for no
// attestation. The numbers in brackets are the steps there. Why not a package: ADR 12; one is the referee in the tests.

/** What must be true of every answer. `origin` is this host's own, `relyingParty` its name. */
export interface Expected {
  challenge: string;
  origin: string;
  relyingParty: string;
}

const ClientData = lazily(() =>
  z.object({
    type: z.string(),
    challenge: z.string(),
    origin: z.string(),
    crossOrigin: z.optional(z.boolean()),
    topOrigin: z.optional(z.string()),
  }),
);

const flag = { present: 1, verified: 4, eligible: 8, backedUp: 16, attested: 64, extended: 128 } as const;
const wrong = (what: string) => new Error(what);
const decoder = new TextDecoder("utf-8", { fatal: true });

/** [7.1: 5–12, 7.2: 9–15] Gives the hash of the client data, which is a part of what is signed. */
async function checkClientData(sent: string, type: "webauthn.create" | "webauthn.get", expected: Expected) {
  const bytes = base64url.decode(sent);
  const data = z.parse(ClientData, JSON.parse(decoder.decode(bytes)));
  if (data.type !== type || !timingSafeEqual(data.challenge, expected.challenge)) throw wrong("another ceremony");
  if (data.origin !== expected.origin) throw wrong("another origin");
  // Identity's pages cannot be framed, so an answer from within a frame was made elsewhere.
  if (data.crossOrigin === true || data.topOrigin !== undefined) throw wrong("in a frame");
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** §6.1: hash of the relying party, flags, counter, then a key if one was made, then extensions; and nothing after them. */
function readAuthenticatorData(bytes: Uint8Array) {
  if (bytes.length < 37) throw wrong("too short");
  const flags = bytes[32] ?? 0;
  const counter = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(33);
  let end = 37;
  let attested: { id: Uint8Array; cose: Uint8Array } | undefined;
  if (flags & flag.attested) {
    const length = ((bytes[53] ?? 0) << 8) | (bytes[54] ?? 0);
    const start = 55 + length;
    // §7.1 [25]: an id has 1023 bytes at most.
    if (length < 16 || length > 1023 || start > bytes.length) throw wrong("no credential id");
    const key = readCbor(bytes, start);
    attested = { id: bytes.slice(55, start), cose: bytes.slice(start, key.end) };
    end = key.end;
  }
  if (flags & flag.extended) {
    const extensions = readCbor(bytes, end);
    if (!(extensions.value instanceof Map)) throw wrong("no map of extensions");
    end = extensions.end;
  }
  if (end !== bytes.length) throw wrong("more than there should be");
  return { hash: bytes.slice(0, 32), flags, counter, attested };
}

/** [7.1: 13–17, 7.2: 16–20] For this site, by somebody who was there and was verified. */
async function checkAuthenticator(bytes: Uint8Array, expected: Expected) {
  const data = readAuthenticatorData(bytes);
  if (base64url.encode(data.hash) !== (await sha256(expected.relyingParty))) throw wrong("another relying party");
  if (!(data.flags & flag.present) || !(data.flags & flag.verified)) throw wrong("nobody was verified");
  if (data.flags & flag.backedUp && !(data.flags & flag.eligible)) throw wrong("a backup that cannot be");
  return data;
}

function join(a: Uint8Array, b: Uint8Array) {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

const bytesIn = (map: Map<number | string, Cbor>, key: string) => {
  const value = map.get(key);
  if (!(value instanceof Uint8Array)) throw wrong(`no ${key}`);
  return value;
};

/** §7.1: a new passkey. Gives its id and key (COSE), base64url, its counter, and whether it may live on several devices. */
export async function checkCreated({ id, rawId, response }: Created, expected: Expected) {
  if (id !== rawId) throw wrong("two ids");
  const clientHash = await checkClientData(response.clientDataJSON, "webauthn.create", expected);
  const object = readWholeCbor(base64url.decode(response.attestationObject));
  if (!(object instanceof Map)) throw wrong("no attestation object");
  const authData = bytesIn(object, "authData");
  const { attested, counter, flags } = await checkAuthenticator(authData, expected);
  if (!attested || base64url.encode(attested.id) !== id) throw wrong("another credential");
  await importCoseKey(attested.cose);
  const statement = object.get("attStmt");
  if (!(statement instanceof Map)) throw wrong("no attestation statement");
  // [21–24] Browsers take every other statement away when none was asked for; the key's own signature may stay (§8.2).
  const isNone = object.get("fmt") === "none" && statement.size === 0;
  const isOwn =
    object.get("fmt") === "packed" &&
    !statement.has("x5c") &&
    algorithms.some((one) => one === statement.get("alg")) &&
    (await isSignedBy(attested.cose, bytesIn(statement, "sig"), join(authData, clientHash)));
  if (!isNone && !isOwn) throw wrong("an attestation that nobody asked for");
  return {
    id,
    publicKey: base64url.encode(attested.cose),
    counter,
    synced: (flags & flag.eligible) !== 0,
  };
}

/** §7.2 but for what only the caller knows: whose passkey it is, and whether its counter goes on. Gives the counter. */
export async function checkAsserted({ id, rawId, response }: Asserted, publicKey: string, expected: Expected) {
  if (id !== rawId) throw wrong("two ids");
  const clientHash = await checkClientData(response.clientDataJSON, "webauthn.get", expected);
  const authData = base64url.decode(response.authenticatorData);
  const { counter } = await checkAuthenticator(authData, expected);
  const signature = base64url.decode(response.signature);
  if (!(await isSignedBy(base64url.decode(publicKey), signature, join(authData, clientHash))))
    throw wrong("another key");
  return counter;
}
