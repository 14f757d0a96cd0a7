import { base64url } from "@ven/kit";

import { type browser, origin } from "./person";

const encoder = new TextEncoder();
const sha256 = async (bytes: Uint8Array) =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes)));

function join(...parts: Uint8Array[]) {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** As much of CBOR (RFC 8949) as an authenticator writes: integers, texts, bytes, maps. */
function cbor(value: number | string | Uint8Array | Map<number | string, unknown>): Uint8Array {
  const head = (major: number, n: number) =>
    n < 24
      ? Uint8Array.of((major << 5) | n)
      : n < 256
        ? Uint8Array.of((major << 5) | 24, n)
        : Uint8Array.of((major << 5) | 25, n >> 8, n & 255);
  if (typeof value === "number") return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === "string") return join(head(3, encoder.encode(value).length), encoder.encode(value));
  if (value instanceof Uint8Array) return join(head(2, value.length), value);
  const parts = [...value].flatMap(([key, member]) => [cbor(key), cbor(member as Parameters<typeof cbor>[0])]);
  return join(head(5, value.size), ...parts);
}

/** The two numbers of a raw ECDSA signature as DER (RFC 3279 §2.2.3), as authenticators send it. */
function der(raw: Uint8Array) {
  const integer = (bytes: Uint8Array) => {
    let start = 0;
    while (start < bytes.length - 1 && bytes[start] === 0) start++;
    const trimmed = bytes.subarray(start);
    const value = (trimmed[0] ?? 0) > 0x7f ? join(Uint8Array.of(0), trimmed) : trimmed;
    return join(Uint8Array.of(2, value.length), value);
  };
  const body = join(integer(raw.subarray(0, 32)), integer(raw.subarray(32)));
  return join(Uint8Array.of(0x30, body.length), body);
}

export interface Tampering {
  origin?: string;
  rpId?: string;
  challenge?: string;
  type?: string;
  /** 1 present, 4 verified, 64 has a key. */
  flags?: number;
  counter?: number;
  userHandle?: string | null;
  signWith?: CryptoKey;
}

/** An authenticator in software: one ES256 key, a counter, and an owner who is verified unless told otherwise. */
export async function authenticator() {
  const pair = (await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
    "sign",
    "verify",
  ])) as CryptoKeyPair;
  const id = crypto.getRandomValues(new Uint8Array(32));
  let counter = 0;
  let user = "";
  const raw = new Uint8Array((await crypto.subtle.exportKey("raw", pair.publicKey)) as ArrayBuffer);
  const coseKey = cbor(
    new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, raw.subarray(1, 33)],
      [-3, raw.subarray(33)],
    ]),
  );
  const clientData = (type: string, challenge: string, changed: Tampering) =>
    encoder.encode(
      JSON.stringify({
        type: changed.type ?? type,
        challenge: changed.challenge ?? challenge,
        origin: changed.origin ?? origin,
        crossOrigin: false,
      }),
    );
  const data = async (flags: number, changed: Tampering, more: Uint8Array = new Uint8Array()) => {
    const count = changed.counter ?? ++counter;
    const head = await sha256(encoder.encode(changed.rpId ?? new URL(origin).hostname));
    return join(head, Uint8Array.of(changed.flags ?? flags, count >>> 24, count >>> 16, count >>> 8, count), more);
  };
  const common = { id: base64url.encode(id), rawId: base64url.encode(id), type: "public-key" };
  return {
    id: base64url.encode(id),
    get counter() {
      return counter;
    },
    set counter(value: number) {
      counter = value;
    },
    async create(options: { challenge: string; user: { id: string } }, changed: Tampering = {}) {
      user = options.user.id;
      const attested = join(new Uint8Array(16), Uint8Array.of(0, id.length), id, coseKey);
      const authData = await data(0x45, changed, attested);
      const object = new Map<string, unknown>([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", authData],
      ]);
      return JSON.stringify({
        ...common,
        response: {
          clientDataJSON: base64url.encode(clientData("webauthn.create", options.challenge, changed)),
          attestationObject: base64url.encode(cbor(object)),
          transports: ["internal"],
        },
      });
    },
    async get({ challenge }: { challenge: string }, changed: Tampering = {}) {
      const client = clientData("webauthn.get", challenge, changed);
      const authenticatorData = await data(0x05, changed);
      const signed = await crypto.subtle.sign(
        { name: "ECDSA", hash: "SHA-256" },
        changed.signWith ?? pair.privateKey,
        join(authenticatorData, await sha256(client)),
      );
      return JSON.stringify({
        ...common,
        response: {
          clientDataJSON: base64url.encode(client),
          authenticatorData: base64url.encode(authenticatorData),
          signature: base64url.encode(der(new Uint8Array(signed))),
          userHandle: changed.userHandle === undefined ? user : changed.userHandle,
        },
      });
    },
  };
}
export type Authenticator = Awaited<ReturnType<typeof authenticator>>;
type Browser = ReturnType<typeof browser>;

const entities = (text: string) => text.replaceAll("&quot;", '"').replaceAll("&amp;", "&");

/** What a page asks of an authenticator: its options and the handle of its form. */
export function ceremonyOf(html: string) {
  const options = JSON.parse(entities(/data-options="([^"]*)"/.exec(html)?.[1] ?? "{}"));
  return { options, handle: /name="handle" value="([^"]*)"/.exec(html)?.[1] ?? "" };
}

export const openCeremony = async (someone: Browser, path: string) =>
  ceremonyOf(await (await someone.fetch(path)).text());

/** Makes a passkey on the page at `path`. */
export async function register(
  someone: Browser,
  device: Authenticator,
  path = "/passkeys/register",
  changed?: Tampering,
) {
  const { options, handle } = await openCeremony(someone, path);
  return someone.post("/passkeys/register", { handle, credential: await device.create(options, changed) });
}

/** Signs in with a passkey. */
export async function tap(someone: Browser, device: Authenticator, next?: string, changed?: Tampering) {
  const path = `/sign-in/passkey${next === undefined ? "" : `?continue=${encodeURIComponent(next)}`}`;
  const { options, handle } = await openCeremony(someone, path);
  return someone.post("/sign-in/passkey", { handle, credential: await device.get(options, changed) });
}

/** Proves to be there. */
export async function stepUp(someone: Browser, device: Authenticator, changed?: Tampering) {
  const { options, handle } = await openCeremony(someone, "/step-up?continue=%2Faccount");
  return someone.post("/step-up", { handle, credential: await device.get(options, changed) });
}
