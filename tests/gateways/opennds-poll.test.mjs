import { afterAll, beforeAll, describe, test } from "vitest";

import { bundle } from "../../tools/lib/bundle.mjs";
import { until } from "../city/people.mjs";
import { hasOpennds, openLab, phoneMac } from "./opennds.mjs";

const english = { "accept-language": "en", accept: "text/html" };
const phones = Array.from({ length: 12 }, (_, n) => n);

describe.skipIf(!hasOpennds)("a real openNDS gateway at level 3", () => {
  let lab;
  let links;
  beforeAll(async () => {
    await bundle("development");
    lab = await openLab({ level: 3, phones: phones.length });
  }, 240_000);
  afterAll(() => lab?.close());

  test("lets twelve phones in that tapped in the same second, each with exactly its limits", async ({ expect }) => {
    const passes = [];
    for (const phone of phones) {
      const blocked = await lab.curl(phone, "http://captive.apple.com/hotspot-detect.html");
      const page = await lab.curl(phone, blocked.location, { headers: english });
      passes.push(/name="pass" value="([^"]+)"/.exec(page.body)?.[1] ?? "");
    }
    const headers = { ...english, origin: lab.origin };
    links = await Promise.all(
      phones.map(async (phone) => {
        const data = { pass: passes[phone] };
        return (await lab.curl(phone, `${lab.origin}/enter?lang=en`, { data, headers })).location;
      }),
    );
    const all = async () => (await lab.clients()).every((client) => client?.state === "Authenticated");
    // Each look keeps the gateway's own script from letting anybody in.
    await until(all, { what: "all twelve are in", ms: 90_000, every: 4000 });
    for (const client of await lab.clients()) {
      expect(Number(client.session_end) - Number(client.session_start)).toBe(3600);
      expect(client).toMatchObject({
        download_rate_limit_threshold: "8000",
        upload_rate_limit_threshold: "4000",
        download_quota: "1600000",
        upload_quota: "400000",
      });
    }
    expect((await lab.curl(5, "http://example.test/")).body).toBe("the internet");
    // As openNDS reads them: its script cuts after 1,026 bytes, and newer ones take four at a time.
    expect(lab.replies.reduce((sum, { entries }) => sum + entries, 0)).toBeGreaterThanOrEqual(phones.length);
    for (const { entries, bytes } of lab.replies) {
      expect(entries).toBeLessThanOrEqual(4);
      expect(bytes).toBeLessThanOrEqual(1026);
    }
    const status = async () => (await lab.curl(0, lab.origin + links[0], { headers: english })).body;
    await until(async () => (await status()).includes("You are online"), {
      what: "the portal heard of it",
      every: 100,
    });
  });

  test("tells the portal when a session is over", async ({ expect }) => {
    expect((await lab.clients())[3].state).toBe("Authenticated");
    await lab.ndsctl("deauth", phoneMac(3));
    expect((await lab.curl(3, "http://example.test/")).status).toBe(307);
    const status = async () => (await lab.curl(3, lab.origin + links[3], { headers: english })).body;
    await until(async () => (await status()).includes("This session is over"), {
      what: "the portal heard of it",
      every: 100,
    });
    expect(lab.complaints).toEqual([]);
  });

  test("ends a session whose data is used up, and says when there is more", async ({ expect }) => {
    await lab.replan({ way: "tap", dailyKb: 5000 });
    await lab.ndsctl("deauth", phoneMac(4));
    const blocked = await lab.curl(4, "http://captive.apple.com/hotspot-detect.html");
    const page = await lab.curl(4, blocked.location, { headers: english });
    const pass = /name="pass" value="([^"]+)"/.exec(page.body)?.[1] ?? "";
    const headers = { ...english, origin: lab.origin };
    const { location } = await lab.curl(4, `${lab.origin}/enter?lang=en`, { data: { pass }, headers });
    const isIn = async () => (await lab.clients())[4]?.state === "Authenticated";
    await until(isIn, { what: "the phone is in", ms: 60_000, every: 3000 });
    expect((await lab.clients())[4]).toMatchObject({ download_quota: "4000", upload_quota: "1000" });
    // The gateway counts every 5 s, and slows down who is near the end.
    await lab.curl(4, "http://example.test/?kb=6000", { seconds: 60 });
    const status = async () => (await lab.curl(4, lab.origin + location, { headers: english })).body;
    await until(async () => (await status()).includes("This session is over"), {
      what: "the quota ended it",
      ms: 60_000,
      every: 1000,
    });
    expect((await lab.curl(4, "http://example.test/")).status).toBe(307);
    expect((await lab.curl(5, "http://example.test/")).body).toBe("the internet");
    const back = await lab.curl(4, "http://captive.apple.com/hotspot-detect.html");
    const again = await lab.curl(4, back.location, { headers: english });
    const secondPass = /name="pass" value="([^"]+)"/.exec(again.body)?.[1] ?? "";
    const refused = await lab.curl(4, `${lab.origin}/enter?lang=en`, { data: { pass: secondPass }, headers });
    expect(refused.status).toBe(409);
    expect(refused.body).toContain("00:00");
  });
});
