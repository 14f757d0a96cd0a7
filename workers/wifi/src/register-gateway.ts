import { randomToken } from "@ven/kit";

import type { NewGateway } from "./gateway-repository";
import { isMake, type Make } from "./gateways/gateway";
import { readMac, readName } from "./gateways/read";
import { needsAddress, needsOf } from "./make-needs";

/** A gateway as a form or a file has it: texts, lists one item a line. */
export interface GatewayText {
  make: string;
  level: string;
  addresses: string;
  names: string;
  shownName: string;
  secret: string;
  settings: string;
}

export type GatewayField = keyof GatewayText;
export type Why = "missing" | "form" | "taken";
export interface Fault {
  field: GatewayField;
  why: Why;
}
/** Everything about a gateway but its secrets and where it stands. */
export type GatewayFacts = Pick<NewGateway, "make" | "level" | "addresses" | "names" | "settings"> & {
  gatewayName: string | undefined;
  secret: string | undefined;
};

export const linesOf = (text: string) =>
  text
    .split(/[\r\n,]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");

const host = /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(:\d{1,5})?$/;

/** Reads what somebody wrote; every fault that there is. A name counts in one form: addresses with colons, small. */
export function readGateway(text: GatewayText): { ok: true; facts: GatewayFacts } | { ok: false; faults: Fault[] } {
  const { make } = text;
  if (!isMake(make)) return { ok: false, faults: [{ field: "make", why: make === "" ? "missing" : "form" }] };
  const faults: Fault[] = [];
  const fault = (field: GatewayField, why: Why) => void faults.push({ field, why });
  const level = make === "opennds" ? Number(text.level) : null;
  if (level !== null && ![1, 2, 3, 4].includes(level)) fault("level", text.level === "" ? "missing" : "form");
  const addresses = linesOf(text.addresses).map((line) => line.toLowerCase());
  if (addresses.length === 0 && needsAddress(make)) fault("addresses", "missing");
  if (addresses.length > 20 || addresses.some((line) => !host.test(line) || line === "*.")) fault("addresses", "form");
  const names = [...new Set(linesOf(text.names).map((line) => readMac(line) ?? readName(line)))];
  if (names.length > 20 || names.includes(undefined)) fault("names", "form");
  const known = names.filter((name) => name !== undefined);
  const mac = known.some((name) => readMac(name) !== null);
  if (known.length === 0 || (make === "opennds" && !mac)) fault("names", "missing");
  const shownName = text.shownName.trim();
  if (make === "opennds" && !/^[A-Za-z0-9._-]{1,40}$/.test(shownName))
    fault("shownName", shownName === "" ? "missing" : "form");
  const secret = text.secret.trim();
  if (secret !== "" && !isSecret(secret)) fault("secret", "form");
  const settings = readSettings(text.settings);
  if (!settings) fault("settings", "form");
  if (faults.length > 0 || !settings) return { ok: false, faults };
  const gatewayName = make === "opennds" ? shownName : undefined;
  const facts = { make, level, addresses, names: known, settings, gatewayName, secret: secret || undefined };
  return { ok: true, facts };
}

/** As gateways' files can hold it, quoted or not. */
export const isSecret = (text: string) => /^[A-Za-z0-9._~+=-]{8,64}$/.test(text);
/** openNDS uses the first 32 bytes as the key of its encryption: no more are needed. */
export const newSecret = () => randomToken(24);

/** `name=value` a line; undefined when a line is neither. */
export function readSettings(text: string): Record<string, string> | undefined {
  const settings: Record<string, string> = {};
  for (const line of text.split(/\r?\n/).filter((one) => one.trim() !== "")) {
    const found = /^\s*([A-Za-z]{2,30})\s*=\s*(\S(?:.{0,498}\S)?)\s*$/.exec(line);
    const [, name, value] = found ?? [];
    if (name === undefined || value === undefined) return undefined;
    settings[name] = value;
  }
  return settings;
}

/** The secrets of a new gateway: what was given, or a new one where the make has one that both sides hold. */
export const firstSecrets = (make: Make, given: string | undefined) =>
  given !== undefined ? [given] : needsOf[make].secret === "made" ? [newSecret()] : [];
