import { env, exports } from "cloudflare:workers";

import type { NewGateway } from "../src/gateway-repository";
import { faskey } from "./gateway-world";

export const origin = "https://wifi.test";
const worker = exports.default;

/** One request, as a phone's mini browser makes it: no cookie, no redirect followed. */
export async function ask(
  path: string,
  init: Omit<RequestInit, "headers"> & { headers?: Record<string, string> } = {},
) {
  const url = path.startsWith("http") ? path : origin + path;
  const answer = await worker.fetch(url, {
    redirect: "manual",
    ...init,
    headers: { accept: "text/html", ...init.headers },
  });
  const html = await answer.text();
  return { status: answer.status, html, headers: answer.headers, location: answer.headers.get("location") ?? "" };
}

/** Sends a form as it stands in the page; fields may be filled in or replaced. */
export const post = (path: string, fields: Record<string, string>) =>
  ask(path, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", origin },
    body: new URLSearchParams(fields).toString(),
  });

export const passIn = (html: string) => /name="pass" value="([^"]+)"/.exec(html)?.[1] ?? "";

export const seed = () => worker.fetch(`${origin}/dev/seed`, { method: "POST" });

export async function register(gateway: Partial<NewGateway> & Pick<NewGateway, "id" | "site" | "make">) {
  const whole = { level: null, addresses: [], secrets: [], settings: {}, names: [], ...gateway };
  const answer = await worker.fetch(`${origin}/dev/gateways`, { method: "PUT", body: JSON.stringify(whole) });
  if (!answer.ok) throw new Error(await answer.text());
}

export const opennds = (level: number) =>
  register({
    id: "lab",
    site: "qn-001",
    make: "opennds",
    level,
    addresses: ["10.9.0.1:2050"],
    secrets: [faskey],
    names: ["02:aa:bb:cc:dd:01"],
    gatewayName: "HaLong-Bay-AP01",
  });

/** An openNDS redirect of one phone, clear as at the levels 1 and 4. */
export function redirectOf(
  phone: number,
  { hid, landing = "http://example.test/" }: { hid?: string; landing?: string } = {},
) {
  const last = phone.toString(16).padStart(2, "0");
  const payload = [
    `hid=${hid ?? phone.toString(16).padStart(64, "0")}`,
    `clientip=10.9.0.${phone}`,
    `clientmac=02:11:22:33:45:${last}`,
    "client_type=cpd_can",
    "gatewayname=HaLong-Bay-AP01%20Node%3a02aabbccdd01%20",
    "version=9.10.0",
    "gatewayaddress=10.9.0.1:2050",
    "gatewaymac=02aabbccdd01",
    `originurl=${encodeURIComponent(landing)}`,
    "(null)(null)",
  ].join(", ");
  return `/p/quang-ninh?fas=${encodeURIComponent(btoa(payload))}`;
}

/** Opens the first page of a phone, in a language. */
export const open = async (phone: number, more?: Parameters<typeof redirectOf>[1], language = "en") =>
  ask(redirectOf(phone, more), { headers: { "accept-language": language } });

/** Forgets who was let in before, so that a test begins with a fresh day. */
export const forget = async () => {
  for (const table of [
    "wifi_pending",
    "wifi_session",
    "wifi_guess",
    "wifi_block",
    "wifi_grant",
    "wifi_device",
    "wifi_holder",
  ])
    await env.DB.prepare(`DELETE FROM ${table}`).run();
};
