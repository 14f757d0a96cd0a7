import { afterAll, beforeAll, describe, test } from "vitest";

import { openCity } from "../city/city.mjs";
import { hasKea, openKea } from "./kea.mjs";

const mac = "02:11:22:33:49:01";

describe.skipIf(!hasKea)("a real Kea, configured as the portal says", () => {
  let city;
  let kea;
  let portal;
  beforeAll(async () => {
    city = await openCity();
    portal = city.originOf("wifi");
    kea = await openKea({ origin: portal, site: "qn-003" });
  }, 240_000);
  afterAll(async () => {
    await kea?.close();
    await city?.close();
  });

  const page = (address, fields) =>
    city.send(address, {
      method: fields ? "POST" : "GET",
      headers: { accept: "text/html", "accept-language": "en", origin: portal },
      body: fields && new URLSearchParams(fields),
    });
  const hidden = (html, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";
  const asked = async (api) => {
    const { status, headers, text } = await city.send(api, { headers: { accept: "application/captive+json" } });
    return { status, kind: headers.get("content-type"), kept: headers.get("cache-control"), says: JSON.parse(text) };
  };

  test("tells each phone an address of its own, which knows whether it is online and for how long", async ({
    expect,
  }) => {
    const lease = await kea.join(mac);
    expect(lease).toEqual({
      address: expect.stringMatching(/^10\.9\.0\.\d+$/),
      router: "10.9.0.1",
      api: `${portal}/capport/qn-003/021122334901`,
    });
    const captive = {
      captive: true,
      "user-portal-url": `${portal}/p/quang-ninh/qn-003`,
      "venue-info-url": `${portal}/venue/quang-ninh`,
    };
    const before = await asked(lease.api);
    expect(before).toEqual({
      status: 200,
      kind: "application/captive+json",
      kept: "private, no-store",
      says: captive,
    });

    const query = new URLSearchParams({
      mac,
      ip: lease.address,
      identity: "qn-003",
      "link-login-only": "http://10.20.2.1/login",
      "link-orig": "http://example.test/",
    });
    const first = await page(`${portal}/p/quang-ninh?${query}`);
    expect((await page(`${portal}/enter`, { pass: hidden(first.text, "pass") })).status).toBe(200);
    const { says } = await asked(lease.api);
    expect(says).toMatchObject({ captive: false, "can-extend-session": false, "bytes-remaining": 2_000_000_000 });
    expect(says["seconds-remaining"]).toBeGreaterThan(3000);
    expect(says["seconds-remaining"]).toBeLessThanOrEqual(3600);

    // Another phone of the hotspot, and an address that nobody has: the same answer, which says nothing of anybody.
    const other = await kea.join("02:11:22:33:49:02");
    expect(other.api).not.toBe(lease.api);
    expect((await asked(other.api)).says).toEqual(captive);
    expect((await asked(lease.api.replace(/.{12}$/, "not-an-address"))).says).toEqual(captive);

    await city.goAway();
    await city.comeBack({ laterMs: 1_800_000 });
    const half = (await asked(lease.api)).says;
    expect(half.captive).toBe(false);
    expect(half["seconds-remaining"]).toBeLessThanOrEqual(says["seconds-remaining"] - 1800);
    await city.goAway();
    await city.comeBack({ laterMs: 1_900_000 });
    expect((await asked(lease.api)).says).toEqual(captive);
    expect(city.complaints).toEqual([]);
  });
});
