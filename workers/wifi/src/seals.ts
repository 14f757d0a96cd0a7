import { base64url, hmac, randomToken, seal, timingSafeEqual, unseal, uuidv7 } from "@ven/kit";

/** `WIFI_KEY`: one key, or the active one and the one before it, with a comma between them. */
export const ringOf = (wifiKey: string) => wifiKey.split(",").slice(0, 2);
export type Ring = readonly string[];

const aes = (key: string, context: string) => hmac(key, `seal/${context.split("/")[0]}`);

/** Seals with the active key; the context (`gateway/<id>`) is bound in. */
export const sealFor = async ([key = ""]: Ring, text: string, context: string) =>
  seal(await aes(key, context), text, context);

/** Opens with either key; undefined for what is not ours, edited, or of another context. */
export async function openFor(ring: Ring, sealed: string, context: string) {
  if (sealed.length > 6000) return undefined;
  for (const key of ring) {
    try {
      return await unseal(await aes(key, context), sealed, context);
    } catch {
      // The other key, or nobody's.
    }
  }
  return undefined;
}

/** A keyed hash by the oldest key of the ring at hand: what is looked up by it lives only as long as a session. */
export const keyed = ([key = ""]: Ring, text: string) => hmac(key, text);

/** `link(ring, "status", id)`: the id and 128 bits that only we can make. Nothing to store, nothing to guess. */
export async function makeLink(ring: Ring, kind: string, id: string) {
  return `${id}.${(await keyed(ring, `link/${kind}/${id}`)).slice(0, 22)}`;
}

/** The id of a link; undefined when a letter of it was changed or it is of another kind. */
export async function readLink(ring: Ring, kind: string, link: string) {
  const at = link.lastIndexOf(".");
  const id = link.slice(0, Math.max(at, 0));
  if (id === "" || link.length > 200) return undefined;
  for (const key of ring)
    if (timingSafeEqual((await hmac(key, `link/${kind}/${id}`)).slice(0, 22), link.slice(at + 1))) return id;
  return undefined;
}

const letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A code that can be read aloud: no 0 and O, no 1, I and L. `shortCode(8)` has 39 bits. */
export function shortCode(length: number) {
  let code = "";
  while (code.length < length) {
    const [random = 255] = base64url.decode(randomToken(1));
    if (random < letters.length * 8) code += letters[random % letters.length];
  }
  return code;
}

/** Reads what was typed: small letters, blanks and dashes do not matter; letters that are never used are what they look like. */
export function readShortCode(typed: string, length: number) {
  const code = typed
    .slice(0, 100)
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[\s\-‐-―]|\p{Cf}/gu, "");
  return code.length === length && new RegExp(`^[${letters}]+$`).test(code) ? code : undefined;
}

/** 22 letters instead of a UUID's 36: it goes into addresses and into openNDS's lines. */
export const newGrantId = (now: number) => {
  const hex = uuidv7(now).replaceAll("-", "");
  return base64url.encode(Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
};
