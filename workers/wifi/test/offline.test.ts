import { Problem } from "@ven/kit";
import { describe, test } from "vitest";

import { enter } from "../src/enter";
import { adapters } from "../src/gateways";
import type { Make } from "../src/gateways/gateway";
import { inboundOf } from "../src/gateways/read";
import { makePass } from "../src/pass";
import type { Place } from "../src/place";
import type { Plan } from "../src/plan";
import type { NewGrant } from "../src/visit-repository";
import { gatewayOf, genuine, now } from "./gateway-world";

const ring = ["a key that only tests know"];
const plan = (way: Plan["way"], session: number): Plan => ({
  way,
  session,
  dailySeconds: null,
  monthlySeconds: null,
  dailyKB: null,
  monthlyKB: null,
  dailySessions: null,
  upKbps: 1000,
  downKbps: 2000,
  devices: 1,
});

/** A phone that taps while the database is away. */
async function tap(make: Make, level: number | null = null) {
  const gateway = gatewayOf(make, { level });
  const place: Place = {
    group: {
      id: "quang-ninh",
      organisation: "qn-wifi",
      name: "x",
      nameEn: "x",
      ssid: "x",
      timezone: "Asia/Ho_Chi_Minh",
      ways: ["tap"],
      leaseDays: 90,
      disasterUntil: null,
      disasterBanner: null,
    },
    site: { id: "s", name: "x", nameEn: "x", opens: null, closes: null, egress: [], busyAt: null },
    gateway: {
      id: gateway.id,
      make,
      level,
      addresses: gateway.addresses,
      secrets: [],
      settings: "",
      pollHash: null,
      testUntil: null,
    },
    plans: [plan("tap", 3600), plan("offline", 900)],
    salt: null,
  };
  const verdict = await adapters[make].verify(inboundOf(genuine[make], now), gateway);
  if (!verdict.ok) throw new Error(verdict.reason);
  const { pass } = await makePass(ring, { gateway: gateway.id, phone: verdict.arrival, at: now });
  const kept: NewGrant[] = [];
  const away = () => Promise.reject(new Problem("unavailable"));
  const desk = { visits: { known: away, add: away }, ring, keepForLater: (grant: NewGrant) => void kept.push(grant) };
  const entering = {
    place,
    gateway,
    adapter: adapters[make],
    pass,
    way: "tap",
    proof: null,
    counting: false,
    lang: "en",
  } as const;
  return { entered: await enter(desk, { ...entering, selfOrigin: "https://wifi.test", now }), kept };
}

describe("while the database is away", () => {
  test.for([
    ["opennds", 1],
    ["meraki", null],
  ] as const)(
    "a phone behind %s gets in for a quarter of an hour, to be written down later",
    async ([make, level], { expect }) => {
      const { entered, kept } = await tap(make, level);
      expect(entered).toMatchObject({ ok: true, written: false, endsAt: now + 900_000, grant: { kind: "redirect" } });
      expect(kept).toMatchObject([{ way: "offline", client: null, isNewHolder: true }]);
      expect(JSON.stringify(kept)).not.toMatch(/02:11:22|f4:5c/);
    },
  );

  test.for([
    ["opennds", 4],
    ["unifi", null],
    ["uam", null],
  ] as const)("a phone behind %s, whose gateway needs us, is told to come again", async ([make, level], { expect }) => {
    await expect(tap(make, level)).rejects.toMatchObject({ code: "unavailable" });
  });
});
