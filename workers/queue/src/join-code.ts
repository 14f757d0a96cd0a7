import { hmac, timingSafeEqual } from "@ven/kit";

/** How long a screen shows one code, ms. The code of the window before is accepted too. */
export const codeWindow = 30_000;
/** How long a scan is good for filling in the form, ms. */
const passLife = 10 * 60_000;

const part = async (key: string, purpose: string, text: string) => (await hmac(key, `${purpose}:${text}`)).slice(0, 22);

/** The code that a screen shows now: `<window>.<mac>`; names a facility or an area, so that it is worth nothing elsewhere. */
export async function rotatingCode(key: string, code: string, now: number) {
  const window = Math.floor(now / codeWindow);
  return `${window}.${await part(key, "screen", `${code}.${window}`)}`;
}

/** Whether somebody has just scanned the screen: the current window and the one before. */
export async function isFreshCode(key: string, code: string, scanned: string, now: number) {
  const [window = "", mac = ""] = scanned.split(".");
  const age = Math.floor(now / codeWindow) - Number(window);
  if (!(age === 0 || age === 1)) return false;
  return timingSafeEqual(mac, await part(key, "screen", `${code}.${window}`));
}

/** A fresh scan in exchange for ten minutes with the form: `<expiry>.<mac>`. */
export async function joinPass(key: string, facility: string, now: number) {
  const expires = now + passLife;
  return `${expires}.${await part(key, "pass", `${facility}.${expires}`)}`;
}

export async function isValidPass(key: string, facility: string, pass: string, now: number) {
  const [expires = "", mac = ""] = pass.split(".");
  if (!(Number(expires) >= now) || Number(expires) > now + passLife) return false;
  return timingSafeEqual(mac, await part(key, "pass", `${facility}.${expires}`));
}

/** A cookie that tells this phone from others and nothing else: `<random>.<mac>`. */
export async function signDevice(key: string, device: string) {
  return `${device}.${await part(key, "device", device)}`;
}

/** The device of a cookie; undefined when it is not ours. */
export async function deviceOf(key: string, cookie: string | undefined) {
  const [device = "", mac = ""] = cookie?.split(".") ?? [];
  return device && timingSafeEqual(mac, await part(key, "device", device)) ? device : undefined;
}
