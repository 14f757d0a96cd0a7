const encoder = new TextEncoder();

/** Base64url without padding (RFC 4648 §5). */
export const base64url = {
  encode(bytes: Uint8Array | ArrayBuffer) {
    const view = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
    let binary = "";
    for (const byte of view) binary += String.fromCharCode(byte);
    return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  },
  /** Throws `TypeError` or `DOMException` when the text is not base64url. */
  decode(text: string): Uint8Array<ArrayBuffer> {
    if (!/^[\w-]*$/.test(text)) throw new TypeError("not base64url");
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    // A loop: `Uint8Array.from` takes ten times as long, and every token comes this way.
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
    return bytes;
  },
};

/** UUID version 7 (RFC 9562): sorts by time, so that an index grows at its end. The platform makes the random part. */
export function uuidv7(now: number) {
  const time = now.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
}

/** Random bytes from the platform, as base64url; 16 bytes are 22 characters. */
export function randomToken(bytes = 16) {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(bytes)));
}

/** SHA-256 as base64url (43 characters). */
export async function sha256(text: string) {
  return base64url.encode(await crypto.subtle.digest("SHA-256", encoder.encode(text)));
}

/** Compares two texts without telling by its time where they differ. */
export function timingSafeEqual(a: string, b: string) {
  const left = encoder.encode(a);
  const right = encoder.encode(b);
  let difference = left.length ^ right.length;
  for (let i = 0; i < left.length; i++) difference |= left[i]! ^ (right[i % (right.length || 1)] ?? 0);
  return difference === 0;
}

const hmacKeys = new Map<string, CryptoKey>();

/** HMAC-SHA-256 as base64url. `key` is any text of high entropy; imported keys are kept for the isolate. */
export async function hmac(key: string, text: string) {
  let imported = hmacKeys.get(key);
  if (!imported) {
    imported = await crypto.subtle.importKey("raw", encoder.encode(key), { name: "HMAC", hash: "SHA-256" }, false, [
      "sign",
    ]);
    if (hmacKeys.size < 100) hmacKeys.set(key, imported);
  }
  return base64url.encode(await crypto.subtle.sign("HMAC", imported, encoder.encode(text)));
}

/**
 * Encrypts a text with AES-256-GCM. `key` is base64url of 32 bytes; `context` (table, column, row) is authenticated,
 * so a sealed value cannot be moved to another row. The result is base64url of 12 bytes nonce + ciphertext + tag.
 */
export async function seal(key: string, plaintext: string, context: string) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData: encoder.encode(context) },
    await aesKey(key),
    encoder.encode(plaintext),
  );
  const out = new Uint8Array(12 + sealed.byteLength);
  out.set(iv);
  out.set(new Uint8Array(sealed), 12);
  return base64url.encode(out);
}

/** Opens what `seal` made; throws `OperationError` for another key, another context or a changed text. */
export async function unseal(key: string, sealed: string, context: string) {
  const bytes = base64url.decode(sealed);
  const opened = await crypto.subtle.decrypt(
    { name: "AES-GCM", iv: bytes.slice(0, 12), additionalData: encoder.encode(context) },
    await aesKey(key),
    bytes.slice(12),
  );
  return new TextDecoder().decode(opened);
}

const aesKey = (key: string) =>
  crypto.subtle.importKey("raw", base64url.decode(key), "AES-GCM", false, ["encrypt", "decrypt"]);
