import { brotliCompressSync, gzipSync } from "node:zlib";

import { localFetch } from "../lib/http.mjs";
import { cpuOf } from "./measure.mjs";
import { radiusRows } from "./radius.mjs";
import { countRow } from "./table.mjs";

/** HTML and CSS of the first page, compressed. OpenWISP's login page is 213 kB in 22 requests (measured in 2026). */
const mostBytes = 13_000;
const phones = 500;
const atOnce = 32;

/** The redirect of one phone at the sample city's first hotspot, an openNDS gateway that polls (level 4). */
export function redirectOf(portal, phone) {
  const hex = (value, length) => value.toString(16).padStart(length, "0");
  const payload = [
    `hid=${hex(phone, 64)}`,
    "clientip=10.20.0.53",
    `clientmac=02:11:22:${hex(phone >> 8, 2)}:44:${hex(phone & 255, 2)}`,
    "gatewayname=QN-qn-001%20Node%3a02aabbccde01%20",
    "gatewayaddress=10.20.0.1:2050",
    "gatewaymac=02aabbccde01",
    "originurl=http%3a%2f%2fexample.test%2f",
  ].join(", ");
  return `${portal}/p/quang-ninh?fas=${encodeURIComponent(Buffer.from(payload).toString("base64"))}`;
}

/**
 * What the portal's first page weighs, and whether everybody of a crowd gets in who taps at once, on a seeded city.
 *
 * @returns {Promise<import("./table.mjs").Row[]>}
 */
export async function wifiRows({ city }) {
  const fetch = localFetch({ connections: atOnce });
  const portal = city.originOf("wifi");
  const headers = { accept: "text/html", "accept-language": "vi" };
  try {
    const page = await fetch(redirectOf(portal, 0), { headers });
    if (page.status !== 200) throw new Error(`the portal answers ${page.status}`);
    const html = await page.text();
    const files = html.match(/<(script|img)\b|<link[^>]*stylesheet/g) ?? [];
    const links = new Set();
    const login = async (phone) => {
      const first = await (await fetch(redirectOf(portal, phone), { headers })).text();
      const pass = /name="pass" value="([^"]+)"/.exec(first)?.[1] ?? "";
      const form = { method: "POST", headers: { ...headers, origin: portal }, body: new URLSearchParams({ pass }) };
      const entered = await fetch(`${portal}/enter`, form);
      if (entered.status === 303) links.add(entered.headers.get("location"));
      await entered.text();
    };
    let next = 1;
    const cpu = cpuOf(city.pids());
    const started = performance.now();
    const lane = async () => {
      while (next <= phones) await login(next++);
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
    const seconds = (performance.now() - started) / 1000;
    const perLogin = (cpuOf(city.pids()) - cpu) / 1e6 / phones;
    return [
      countRow("Wi-Fi: first page", gzipSync(html).length, {
        unit: "B gz",
        atMost: mostBytes,
        note: `${brotliCompressSync(html).length} B brotli; OpenWISP 213 kB`,
      }),
      countRow("Wi-Fi: first page, requests", 1 + files.length, { unit: "", atMost: 1, note: "OpenWISP 22" }),
      countRow(`Wi-Fi: of ${phones} who log in at once, not let in`, phones - links.size, {
        unit: "",
        atMost: 0,
        note: `${(phones / seconds).toFixed(0)} logins a second, two requests each`,
      }),
      countRow("Wi-Fi: CPU of a login, page and grant", Math.round(perLogin * 100) / 100, {
        unit: "ms",
        note: "on the local emulation of D1, development bundle",
      }),
      ...(await loginRows({ fetch, portal, headers })),
      ...(await radiusRows({ fetch, portal, link: [...links][0] })),
    ];
  } finally {
    await fetch.close();
  }
}

/** What one more login asks of the database, where the place is known already. */
async function loginRows({ fetch, portal, headers }) {
  const ask = async (address, init = {}) => {
    const answer = await fetch(address, { ...init, headers: { ...headers, ...init.headers, "x-ask-cost": "1" } });
    return { html: await answer.text(), ...JSON.parse(answer.headers.get("x-cost") ?? "{}") };
  };
  const login = async (phone) => {
    const page = await ask(redirectOf(portal, phone));
    const pass = /name="pass" value="([^"]+)"/.exec(page.html)?.[1] ?? "";
    const form = { method: "POST", headers: { origin: portal }, body: new URLSearchParams({ pass }) };
    return { page, grant: await ask(`${portal}/enter`, form) };
  };
  // What an isolate learns once, such as this month's salt, is nobody's trip.
  await login(phones + 1);
  const { page, grant } = await login(phones + 2);
  return [
    countRow("Wi-Fi: the first page, trips", page.trips, { unit: "trips", atMost: 0, note: `${page.read} rows read` }),
    countRow("Wi-Fi: letting a phone in, trips", grant.trips, {
      unit: "trips",
      atMost: 2,
      note: `${grant.read} rows read, ${grant.written} written`,
    }),
  ];
}
