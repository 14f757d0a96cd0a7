import { base64url } from "@ven/kit";

const encoder = new TextEncoder();
const curve = { name: "ECDH", namedCurve: "P-256" };

/** A browser as a push service knows it: it made the keys, and only it can read what comes (RFC 8291, from its side). */
export async function newPhone(endpoint: string) {
  const pair = (await crypto.subtle.generateKey(curve, true, ["deriveBits"])) as CryptoKeyPair;
  const own = new Uint8Array((await crypto.subtle.exportKey("raw", pair.publicKey)) as ArrayBuffer);
  const auth = crypto.getRandomValues(new Uint8Array(16));
  return {
    subscription: { endpoint, keys: { p256dh: base64url.encode(own), auth: base64url.encode(auth) } },
    /** The message's text; throws when it is for somebody else or was changed. */
    async read(sealed: string) {
      const bytes = base64url.decode(sealed);
      const salt = bytes.slice(0, 16);
      const size = new DataView(bytes.buffer).getUint32(16);
      const length = bytes[20] ?? 0;
      const theirs = bytes.slice(21, 21 + length);
      const record = bytes.slice(21 + length);
      if (record.length > size) throw new RangeError("more than one record");
      const key = await crypto.subtle.importKey("raw", theirs, curve, false, []);
      const shared = await crypto.subtle.deriveBits(
        Object.assign({ name: "ECDH" }, { public: key }),
        pair.privateKey,
        256,
      );
      const input = await hkdf(auth, new Uint8Array(shared), [encoder.encode("WebPush: info\0"), own, theirs], 32);
      const secret = await hkdf(salt, input, [encoder.encode("Content-Encoding: aes128gcm\0")], 16);
      const iv = await hkdf(salt, input, [encoder.encode("Content-Encoding: nonce\0")], 12);
      const aes = await crypto.subtle.importKey("raw", secret, "AES-GCM", false, ["decrypt"]);
      const plain = new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, aes, record));
      const end = plain.lastIndexOf(2);
      return new TextDecoder().decode(plain.slice(0, end));
    },
  };
}

/** RFC 5869 by its two steps, with HMAC alone. */
async function hkdf(salt: Uint8Array<ArrayBuffer>, input: Uint8Array<ArrayBuffer>, info: Uint8Array[], length: number) {
  const extracted = await mac(salt, input);
  const whole = new Uint8Array([...info.flatMap((part) => [...part]), 1]);
  return (await mac(extracted, whole)).slice(0, length);
}

async function mac(key: Uint8Array<ArrayBuffer>, text: Uint8Array<ArrayBuffer>) {
  const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, text));
}
