const encoder = new TextEncoder();
export const bytesOf = (text: string) => encoder.encode(text);

export const hexOf = (bytes: Uint8Array | ArrayBuffer) =>
  [...(bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");

/** Bytes of hexadecimal text; undefined when it is not that. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(text)) return undefined;
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** MD5 (RFC 1321), which UAM and CHAP are made of; workerd has it, other platforms may not. */
export const md5 = async (bytes: Uint8Array<ArrayBuffer>) => new Uint8Array(await crypto.subtle.digest("MD5", bytes));
export const sha256Hex = async (text: string) => hexOf(await crypto.subtle.digest("SHA-256", bytesOf(text)));

/** Base64 with or without padding; undefined when it is not that. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text.replaceAll(" ", "+")), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}
export const toBase64 = (text: string) => btoa(String.fromCharCode(...bytesOf(text)));

/** As `decodeURIComponent`, but undefined instead of an exception. */
export function decodePercent(text: string) {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
