import { openDb } from "@ven/db";
import { group, plan, site } from "@ven/db/wifi";
import { secure } from "@ven/db/wifi-secure";

import sites from "../../sample/sites.json";
import type { Env } from "../env";
import { gatewayStatements, type NewGateway } from "../gateway-repository";
import { isMake } from "../gateways/gateway";
import { keyed, ringOf } from "../seals";

const hour = 3600;
const plans = [
  {
    way: "tap",
    sessionS: hour,
    dailyS: 4 * hour,
    dailyKb: 2_000_000,
    dailySessions: 8,
    upKbps: 4000,
    downKbps: 8000,
    devices: 2,
  },
  {
    way: "code",
    sessionS: 4 * hour,
    dailyS: 12 * hour,
    dailyKb: 5_000_000,
    upKbps: 8000,
    downKbps: 16_000,
    devices: 3,
  },
  { way: "voucher", sessionS: 24 * hour, upKbps: 10_000, downKbps: 20_000, devices: 2 },
  { way: "account", sessionS: 12 * hour, upKbps: 10_000, downKbps: 20_000, devices: 3 },
  { way: "provisional", sessionS: 600, dailySessions: 3, dailyS: 1800, upKbps: 1000, downKbps: 2000, devices: 1 },
  { way: "disaster", sessionS: 12 * hour, upKbps: 512, downKbps: 1000, devices: 20 },
  { way: "offline", sessionS: 900, upKbps: 1000, downKbps: 2000, devices: 1 },
] as const;

const groupId = "quang-ninh";

/** The sample city's hotspots: real places, invented equipment. Doing it again changes nothing. */
export async function seed(env: Env) {
  if (env.CITY !== "quang-ninh") return { city: env.CITY, sites: 0 };
  const db = openDb(env.DB);
  const ring = ringOf(env.WIFI_KEY);
  await db
    .insert(group)
    .values({
      id: groupId,
      organisation: "qn-wifi",
      name: "Wi-Fi miễn phí Quảng Ninh (mẫu)",
      nameEn: "Quảng Ninh Free Wi-Fi (sample)",
      ssid: "QuangNinh-Free",
      timezone: "Asia/Ho_Chi_Minh",
      ways: JSON.stringify(["tap", "code", "voucher", "account"]),
      saltDays: 31,
      leaseDays: 90,
      radiusKeyHash: await keyed(ring, "radius-key/sample-radius-key"),
      sample: true,
      version: 1,
    })
    .onConflictDoNothing();
  for (const one of plans)
    await db
      .insert(plan)
      .values({ group: groupId, ...one })
      .onConflictDoNothing();
  await db
    .insert(secure)
    .values({ group: groupId, ssid: "QuangNinh-Secure", server: "radius.quangninh.example", authority: null })
    .onConflictDoNothing();
  const existing = await env.DB.prepare("SELECT count(*) AS n FROM wifi_site").first<number>("n");
  if ((existing ?? 0) < sites.length)
    for (const [index, row] of sites.entries()) {
      const [id, kind, name, nameEn, ward, lat, lon, equipment] = row as [
        string,
        "pier",
        string,
        string,
        string,
        number,
        number,
        string,
      ];
      const place = {
        id,
        group: groupId,
        name,
        nameEn,
        kind,
        ward,
        lat,
        lon,
        opens: null,
        closes: null,
        egress: "[]",
        busyAt: 120,
        sample: true,
      };
      await db.insert(site).values(place).onConflictDoNothing();
      await env.DB.batch(await gatewayStatements(env.DB, ring, sampleGateway(id, index, equipment)));
    }
  return { city: env.CITY, sites: sites.length };
}

/** Puts a gateway where a test wants it: registers, or replaces. */
export async function register(env: Env, gateway: NewGateway) {
  await env.DB.batch(await gatewayStatements(env.DB, ringOf(env.WIFI_KEY), gateway));
}

export interface NewPlan {
  group: string;
  way: string;
  dailyKb: number;
}

/** Gives a way in as much data a day as a test wants. */
export async function replan(env: Env, { group: id, way, dailyKb }: NewPlan) {
  await env.DB.prepare(`UPDATE wifi_plan SET daily_kb = ? WHERE "group" = ? AND way = ?`).bind(dailyKb, id, way).run();
}

/** Equipment of each make in turn; the first sites have what the tests' own gateways are. */
function sampleGateway(site: string, index: number, equipment: string): NewGateway {
  const make = equipment.replace(/\d$/, "");
  if (!isMake(make)) throw new Error(`${equipment} is no make`);
  const octet = (index + 1).toString(16).padStart(2, "0");
  const mac = `02:aa:bb:cc:de:${octet}`;
  const net = `10.${Math.floor(index / 200) + 20}.${index % 200}`;
  const known: Partial<Record<string, Partial<NewGateway>>> = {
    opennds: { addresses: [`${net}.1:2050`], secrets: [`sample-faskey-${site}`], gatewayName: `QN-${site}` },
    uam: { addresses: [`${net}.1:3990`], secrets: ["sample-uam-secret"], names: [site, mac] },
    mikrotik: { addresses: [`${net}.1`], names: [site] },
    unifi: {
      names: [mac],
      settings: { controller: "https://unifi.vidu.example/proxy/network/integration", site, apiKey: "sample" },
    },
    meraki: { addresses: ["*.network-auth.com"] },
    omada: {
      settings: {
        controller: "https://omada.vidu.example",
        controllerId: "sample00000000",
        name: "portal",
        password: "sample",
      },
    },
    aruba: { addresses: ["securelogin.arubanetworks.com"] },
    ruckus: { addresses: [`${net}.2:9997`], names: [`${net}.2`] },
    smartzone: { addresses: [`${net}.2:9443`], names: [`zone-${site}`], secrets: ["sample-nbi"] },
    cisco: { addresses: ["192.0.2.1"] },
    fortigate: { addresses: [`${net}.1:1000`] },
    cambium: { addresses: [`${net}.1:880`], names: [site, mac] },
  };
  return {
    id: `${site}-1`,
    site,
    make,
    level: make === "opennds" ? Number(equipment.slice(-1)) : null,
    addresses: [],
    secrets: [],
    settings: {},
    names: [mac],
    ...known[make],
  };
}
