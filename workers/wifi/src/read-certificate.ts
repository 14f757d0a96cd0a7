import { derOf } from "./secure-profile";

const bytesOf = (der: string) => Uint8Array.from(atob(der), (letter) => letter.charCodeAt(0));

/** The DER of the first certificate in a text, base64; undefined when none is there that could be one. */
export function certificateIn(text: string): string | undefined {
  const der = derOf(text);
  if (der === undefined || der.length > 7000) return undefined;
  try {
    const bytes = bytesOf(der);
    // A sequence whose length has two bytes and is that of the whole: RFC 5280, X.690.
    const [tag, form, high = 0, low = 0] = bytes;
    return tag === 0x30 && form === 0x82 && bytes.length === 4 + high * 256 + low ? der : undefined;
  } catch {
    return undefined;
  }
}

/** The first certificate of a text as PEM, and nothing else of it: a private key beside it is never kept. */
export function pemIn(text: string): string | undefined {
  const der = certificateIn(text);
  return der && `-----BEGIN CERTIFICATE-----\n${der.replaceAll(/.{1,64}/g, "$&\n")}-----END CERTIFICATE-----\n`;
}

/** SHA-256 of a certificate, hex: written out (with or without colons), or of the first one in a PEM. */
export async function fingerprintIn(text: string): Promise<string | undefined> {
  const written = text
    .trim()
    .replace(/^sha256 fingerprint=/i, "")
    .replaceAll(/[:\s]/g, "")
    .toLowerCase();
  if (/^[0-9a-f]{64}$/.test(written)) return written;
  const der = certificateIn(text);
  if (der === undefined) return undefined;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytesOf(der)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
