import { grantsPermission, type Permission, type Role, roles } from "@ven/identity";
import { env } from "cloudflare:workers";
import { beforeAll, describe, test } from "vitest";

import { officeRoutes } from "../../src/routes/office";
import { recordRoutes } from "../../src/routes/records";
import { ask, opennds, origin, seed } from "../phone";
import { at, layOrganisations, staff } from "./operator";

/** Everything that a request without the right could have changed; other tests' rows may be there too. */
const stored = () =>
  env.DB.prepare(
    `SELECT (SELECT count(*) FROM wifi_audit) || '/' || (SELECT count(*) FROM wifi_voucher_batch) || '/' ||
       (SELECT count(*) FROM wifi_disclosure) || '/' || (SELECT count(*) FROM wifi_block) || '/' ||
       (SELECT sum(version) FROM wifi_gateway) || '/' || (SELECT sum(version) FROM wifi_group) AS counts`,
  ).first<string>("counts");
let before: string | null;

beforeAll(async () => {
  await layOrganisations();
  await seed();
  await opennds(1);
  before = await stored();
});

/** Who may use a route: everything that is not named here needs `wifi.operate`. */
const needs: Record<string, Permission> = {
  "POST /hotspots/:group/sites/:site": "wifi.configure",
  "GET /hotspots/:group/new": "wifi.configure",
  "POST /hotspots/:group/gateways": "wifi.configure",
  "POST /hotspots/:group/gateways/:gateway": "wifi.configure",
  "POST /hotspots/:group/gateways/:gateway/keys": "wifi.configure",
  "POST /hotspots/:group/gateways/:gateway/retire": "wifi.configure",
  "GET /hotspots/:group/gateways/:gateway/configuration/:file": "wifi.configure",
  "GET /hotspots/:group/plans": "wifi.configure",
  "POST /hotspots/:group/plans": "wifi.configure",
  "POST /hotspots/:group/ways": "wifi.configure",
  "POST /hotspots/:group/hours": "wifi.configure",
  "GET /hotspots/:group/disaster": "wifi.configure",
  "POST /hotspots/:group/disaster": "wifi.configure",
  "GET /hotspots/:group/import": "wifi.configure",
  "POST /hotspots/:group/import": "wifi.configure",
  "POST /hotspots/:group/import/apply": "wifi.configure",
  "GET /hotspots/:group/export.csv": "wifi.configure",
  "GET /hotspots/:group/servers": "wifi.configure",
  "GET /hotspots/:group/servers/dictionary": "wifi.configure",
  "POST /hotspots/:group/servers/radiusd.conf": "wifi.configure",
  "POST /hotspots/:group/servers/kea-dhcp4.conf": "wifi.configure",
  "POST /hotspots/:group/servers/remove": "wifi.configure",
  "GET /hotspots/:group/secure": "wifi.configure",
  "POST /hotspots/:group/secure": "wifi.configure",
  "POST /hotspots/:group/secure/end": "wifi.configure",
  "GET /hotspots/:group/reports": "wifi.report",
  "GET /hotspots/:group/reports/:week/report.csv": "wifi.report",
  "GET /hotspots/:group/disclosures": "wifi.disclose",
  "POST /hotspots/:group/disclosures": "wifi.disclose",
  "GET /hotspots/:group/disclosures/:request": "wifi.disclose",
  "POST /hotspots/:group/disclosures/:request/decide": "wifi.disclose",
  "POST /hotspots/:group/disclosures/:request/hand-over": "wifi.disclose",
};
/** What a form would say: enough to pass its validation, so that only rights refuse it. */
const form: Record<string, string> = {
  address: "02-11-22-33-45-3C",
  label: "x",
  count: "1",
  days: "1",
  uses: "1",
  who: "x",
  reason: "xxx",
  subject: "x",
  hours: "1",
  way: "tap",
  session: "60",
  devices: "2",
  tap: "on",
  make: "opennds",
  act: "rotate",
  answer: "allow",
  csv: "x",
  digest: "x",
  name: "x",
  nameEn: "x",
  kind: "pier",
  ward: "bai-chay",
  lat: "20",
  lon: "107",
  egress: "",
  reference: "xxx",
  authority: "xxx",
  legalBasis: "xxx",
  site: "qn-001",
  date: "2026-01-05",
  from: "10:00",
  to: "11:00",
  networks: "10.20.0.0/22",
  interface: "wlan0",
  subnet: "10.20.0.0/22",
  pool: "10.20.0.50-10.20.3.250",
  router: "10.20.0.1",
  nameservers: "10.20.0.1",
  hash: "x",
  ssid: "x",
  server: "radius.example",
};

const served = [...officeRoutes.routes, ...recordRoutes.routes]
  .filter(({ method, path }) => method !== "ALL" && path.startsWith("/hotspots/:group"))
  .map(({ method, path }) => `${method} ${path}`);
const routes = [...new Set(served)];

const addressOf = (path: string) =>
  path
    .replace("/hotspots/:group", at)
    .replace(":site", "qn-001")
    .replace(":gateway", "lab")
    .replace(":file", "opennds.conf")
    .replace(":batch", "x")
    .replace(":week", "2026-01-05")
    .replace(":request", "01a2022d-1807-7266-8c76-a01d41993356");

async function call(route: string, headers: Record<string, string>) {
  const [method = "", path = ""] = route.split(" ");
  const address = addressOf(path);
  if (method === "GET") return ask(address, { headers });
  if (path.endsWith("/import")) {
    const body = new FormData();
    body.set("file", new File(["x"], "x.csv"));
    return ask(address, { method, headers: { ...headers, origin }, body });
  }
  const type = { "content-type": "application/x-www-form-urlencoded" };
  return ask(address, { method, headers: { ...headers, ...type, origin }, body: new URLSearchParams(form).toString() });
}

const strangers: [Role, string][] = [
  ...roles.map((role): [Role, string] => [role, "dakhoa"]),
  ["administrator", "hue"],
  ["province-administrator", "hue"],
];

describe("whose hotspots are they", () => {
  test("every route of the office says who may use it", ({ expect }) => {
    expect(routes.length).toBeGreaterThan(25);
    expect(Object.keys(needs).filter((route) => !routes.includes(route))).toEqual([]);
  });

  test.for(routes)("%s is a 404 for whoever has no right there", async (route, { expect }) => {
    const permission = needs[route] ?? "wifi.operate";
    const actors: [Role, string][] = [
      ...strangers,
      ...roles.filter((role) => !grantsPermission(role, permission)).map((role): [Role, string] => [role, "qn-wifi"]),
    ];
    const wrong: string[] = [];
    for (const [role, organisation] of actors) {
      const { status } = await call(route, await staff(role, organisation, { steppedUp: true }));
      if (status !== 404) wrong.push(`${role} of ${organisation}: ${status}`);
    }
    expect(wrong).toEqual([]);
    const anonymous = await call(route, {});
    expect([303, 401]).toContain(anonymous.status);
  });

  test("and nothing was changed by any of them", async ({ expect }) => {
    expect(await stored()).toBe(before);
  });

  test("an administrator of the province sees the hotspots of the centre under it", async ({ expect }) => {
    expect((await ask(at, { headers: await staff("administrator", "quang-ninh") })).status).toBe(200);
  });
});
