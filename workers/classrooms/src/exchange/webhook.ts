import { timingSafeEqual } from "@ven/kit/bytes";

/** Header of a delivery: `t=<UTC seconds>,v1=<hex HMAC-SHA-256 of "t.body">`. */
export const signatureHeader = "ven-signature";
/** A receiver refuses what was signed longer ago or further ahead than this. */
export const replayWindowMs = 5 * 60_000;

export async function signDelivery(secret: string, body: string, now: number): Promise<string> {
  const t = Math.floor(now / 1000);
  return `t=${t},v1=${await mac(secret, `${t}.${body}`)}`;
}

/** What a receiver does with the header; here as the documentation's example and for tests. */
export async function verifyDelivery(secret: string, header: string, body: string, now: number): Promise<boolean> {
  const [, t, signature] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  if (!t || !signature || Math.abs(now - Number(t) * 1000) > replayWindowMs) return false;
  return timingSafeEqual(signature, await mac(secret, `${t}.${body}`));
}

const encoder = new TextEncoder();
async function mac(secret: string, text: string) {
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
  ]);
  const bytes = new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const minute = 60_000;
const waits = [1, 5, 30, 120, 360, 720, 1440].map((minutes) => minutes * minute);

/** When to try again after `attempts` failures, UTC ms; undefined when it is given up after two days and a half. */
export const nextAttemptAt = (attempts: number, now: number): number | undefined => {
  const wait = waits[attempts - 1];
  return wait === undefined ? undefined : now + wait;
};

/**
 * Whether deliveries may go to an address: https, a public name, no port of its own, no user. A machine's own development
 * may post to itself. Names that resolve to inner addresses are the platform's to refuse (Workers reach no inner network).
 */
export function isDeliverable(address: string, { development = false } = {}): boolean {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return false;
  }
  if (url.username || url.password || url.hash || address.length > 500) return false;
  if (development && url.protocol === "http:" && url.hostname === "127.0.0.1") return true;
  const name = url.hostname.toLowerCase();
  const inner = /^[\d.]+$|^\[|(^|\.)(localhost|local|internal|lan|home|arpa|test|invalid)$/.test(name);
  return url.protocol === "https:" && url.port === "" && name.includes(".") && !inner;
}

/** What is said to the outside: facts about a booking, no names of people. */
export interface DeliveryBody {
  id: string;
  type: string;
  at: number;
  school: string;
  data: Record<string, unknown>;
}
