import { base64url } from "@ven/kit";

/** What a browser gives to whoever may send it something (Push API): its service's address and its keys. */
export interface Subscription {
  endpoint: string;
  /** The browser's public key, P-256, uncompressed, base64url. */
  p256dh: string;
  /** Its secret of 16 bytes, base64url. */
  auth: string;
}

/** The application server's key pair (RFC 8292). */
export interface Vapid {
  /** Uncompressed point, base64url: what the browser is told. */
  publicKey: string;
  sign: CryptoKey;
}

const encoder = new TextEncoder();
const p256 = { name: "ECDSA", namedCurve: "P-256" };
/** PKCS #8 of a P-256 key that is followed by its 32 secret bytes (RFC 5915 without the public half). */
const pkcs8 = Uint8Array.from([
  0x30, 0x41, 0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
  0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x04, 0x27, 0x30, 0x25, 0x02, 0x01, 0x01, 0x04, 0x20,
]);

const joined = (...parts: Uint8Array[]) => {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** The key pair of 32 random bytes (base64url): a secret like any other, the public half follows from it. */
export async function vapidOf(secret: string): Promise<Vapid> {
  const key = await crypto.subtle.importKey("pkcs8", joined(pkcs8, base64url.decode(secret)), p256, true, ["sign"]);
  const jwk = await crypto.subtle.exportKey("jwk", key);
  if (jwk instanceof ArrayBuffer || jwk.x === undefined || jwk.y === undefined) throw new TypeError("no P-256 key");
  const point = joined(Uint8Array.of(4), base64url.decode(jwk.x), base64url.decode(jwk.y));
  return { publicKey: base64url.encode(point), sign: key };
}

const json = (value: object) => base64url.encode(encoder.encode(JSON.stringify(value)));
const hours12 = 12 * 3_600;

/** `Authorization` for a push service: who sends, signed for that service alone (RFC 8292). `now` in UTC ms. */
export async function authorizationOf({ publicKey, sign }: Vapid, endpoint: string, subject: string, now: number) {
  const claims = { aud: new URL(endpoint).origin, exp: Math.floor(now / 1000) + hours12, sub: subject };
  const signed = `${json({ typ: "JWT", alg: "ES256" })}.${json(claims)}`;
  const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, sign, encoder.encode(signed));
  return `vapid t=${signed}.${base64url.encode(signature)}, k=${publicKey}`;
}

async function derive(
  secret: ArrayBuffer | Uint8Array<ArrayBuffer>,
  salt: Uint8Array<ArrayBuffer>,
  info: Uint8Array<ArrayBuffer>,
  bytes: number,
) {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, key, bytes * 8));
}

/** One record of this size (RFC 8188); push services take 4,096 bytes. */
const recordSize = 4_096;
const mostText = 3_000;

/** A message that only the browser can read: `aes128gcm` of RFC 8188 with the keys of RFC 8291. */
export async function encrypt({ p256dh, auth }: Pick<Subscription, "p256dh" | "auth">, text: string) {
  const plain = encoder.encode(text);
  if (plain.length > mostText) throw new RangeError("too long for a notification");
  const theirs = base64url.decode(p256dh);
  const ecdh = { name: "ECDH", namedCurve: "P-256" };
  const pair = await crypto.subtle.generateKey(ecdh, true, ["deriveBits"]);
  if (!("privateKey" in pair)) throw new TypeError("no key pair");
  const exported = await crypto.subtle.exportKey("raw", pair.publicKey);
  if (!(exported instanceof ArrayBuffer)) throw new TypeError("no raw key");
  const ours = new Uint8Array(exported);
  const shared = await crypto.subtle.deriveBits(
    // workerd's types call it `$public`; the platform's name is the standard's.
    Object.assign({ name: "ECDH" }, { public: await crypto.subtle.importKey("raw", theirs, ecdh, false, []) }),
    pair.privateKey,
    256,
  );
  const info = joined(encoder.encode("WebPush: info\0"), theirs, ours);
  const input = await derive(shared, base64url.decode(auth), info, 32);
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const key = await derive(input, salt, encoder.encode("Content-Encoding: aes128gcm\0"), 16);
  const nonce = await derive(input, salt, encoder.encode("Content-Encoding: nonce\0"), 12);
  const aes = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  // 2 marks the last record; there is only one.
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, aes, joined(plain, Uint8Array.of(2)));
  const header = new Uint8Array(21);
  header.set(salt);
  new DataView(header.buffer).setUint32(16, recordSize);
  header[20] = ours.length;
  return joined(header, ours, new Uint8Array(sealed));
}

/** What became of a message: arrived at the push service, the browser is gone for good, or to be tried again. */
export type Sent = "sent" | "gone" | "later" | "refused";

const dayS = 86_400;
const deadline = 10_000;

/** Hands one message to the browser's push service (RFC 8030). A later one on the same topic replaces it. */
export async function sendPush(
  subscription: Subscription,
  text: string,
  { vapid, subject, topic, now }: { vapid: Vapid; subject: string; topic: string; now: number },
): Promise<Sent> {
  let answer: Response;
  try {
    answer = await fetch(subscription.endpoint, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(deadline),
      headers: {
        authorization: await authorizationOf(vapid, subscription.endpoint, subject, now),
        "content-encoding": "aes128gcm",
        "content-type": "application/octet-stream",
        ttl: String(dayS),
        urgency: "high",
        topic,
      },
      body: await encrypt(subscription, text),
    });
  } catch {
    return "later";
  }
  await answer.body?.cancel();
  if (answer.ok) return "sent";
  if (answer.status === 404 || answer.status === 410) return "gone";
  return answer.status === 429 || answer.status >= 500 ? "later" : "refused";
}

/** Whether notifications may go there: one of the browsers' services, and no address that somebody thought up. */
export function isPushService(endpoint: string, hosts: string) {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname, host, username } = new URL(endpoint);
  if (username !== "") return false;
  return hosts.split(" ").some((one) => {
    // A whole origin, for a service of one's own and for tests: `http://127.0.0.1:9000`.
    if (one.includes("://")) return one === `${protocol}//${host}`;
    if (protocol !== "https:" || host !== hostname || one === "") return false;
    return one.startsWith(".") ? hostname.endsWith(one) : hostname === one;
  });
}
