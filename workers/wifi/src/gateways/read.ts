import { isLang, type Lang } from "@ven/kit";

import type { Inbound } from "./gateway";

/** `AA-BB-CC-DD-EE-FF`, `aabbccddeeff`, `aa:bb:…` → `aa:bb:cc:dd:ee:ff`; null for anything else. */
export function readMac(text: string | undefined): string | null {
  if (text === undefined || text.length > 17) return null;
  const digits = text.replaceAll(/[:.-]/g, "").toLowerCase();
  return /^[0-9a-f]{12}$/.test(digits) ? digits.replaceAll(/..(?=.)/g, "$&:") : null;
}

/** A randomised ("private") address has the second bit of its first octet set. */
export const isRandomMac = (mac: string) => (Number.parseInt(mac.slice(0, 2), 16) & 2) !== 0;

export function readIp(text: string | undefined): string | null {
  if (text === undefined || text.length > 45) return null;
  const octets = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (octets) return octets.slice(1).every((octet) => Number(octet) < 256) ? text : null;
  return /^[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7}$/i.test(text) ? text.toLowerCase() : null;
}

/** A web address with nothing unusual in it; null for everything that is not http(s) or carries a name and password. */
export function readUrl(text: string | undefined): URL | null {
  if (text === undefined || text.length > 2000) return null;
  try {
    const url = new URL(text);
    const plain = (url.protocol === "http:" || url.protocol === "https:") && url.username === "" && url.password === "";
    return plain && url.hostname !== "" ? url : null;
  } catch {
    return null;
  }
}

export const readLanding = (text: string | undefined) => readUrl(text)?.href ?? null;
export const readLang = (text: string | undefined): Lang | null => (isLang(text) ? text : null);

/** A name as gateways have it: printable, short, no blanks at its ends. */
export const readName = (text: string | undefined) => {
  const name = text?.trim() ?? "";
  return /^[\x21-\x7e][\x20-\x7e]{0,79}$/.test(name) ? name : undefined;
};

/** The names by which a gateway may be registered, from the parameters that carry them; addresses in one form. */
export const namesFrom = ({ fields }: Inbound, parameters: readonly string[]) =>
  parameters.flatMap((parameter) => {
    const value = fields.get(parameter);
    const name = readMac(value) ?? readName(value);
    return name === undefined ? [] : [name];
  });

/** Whether a host with port (`URL.host`) is registered; `*.x` stands for every name under x. */
export function isRegistered(addresses: readonly string[], host: string) {
  const wanted = host.toLowerCase();
  return addresses.some((address) =>
    address.startsWith("*.")
      ? wanted.endsWith(address.slice(1)) && wanted.length > address.length - 1
      : wanted === address,
  );
}

/** The address of a gateway that the request names, when it is registered; else null. */
export function readGatewayUrl(text: string | undefined, addresses: readonly string[]): URL | null {
  const url = readUrl(text);
  return url && isRegistered(addresses, url.host) ? url : null;
}

/** `inboundOf("https://wifi.test/p/qn?fas=…")`; a parameter given twice counts as given first. */
export function inboundOf(address: string, now: number, form: Iterable<readonly [string, string]> = []): Inbound {
  const { pathname, searchParams } = new URL(address);
  const fields = new Map<string, string>();
  for (const [name, value] of [...searchParams, ...form]) if (!fields.has(name)) fields.set(name, value);
  return { address, path: pathname, fields, now };
}
