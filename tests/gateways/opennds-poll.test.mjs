import { afterAll, beforeAll, describe, test } from "vitest";

import { bundle } from "../../tools/lib/bundle.mjs";
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
    await lab.until(all, "all twelve are in", 90_000, 4000);
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
    const status = async () => (await lab.curl(0, lab.origin + links[0], { headers: english })).body;
    await lab.until(async () => (await status()).includes("You are online"), "the portal heard of it");
  });

  test("tells the portal when a session is over", async ({ expect }) => {
    expect((await lab.clients())[3].state).toBe("Authenticated");
    await lab.ndsctl("deauth", phoneMac(3));
    expect((await lab.curl(3, "http://example.test/")).status).toBe(307);
    const status = async () => (await lab.curl(3, lab.origin + links[3], { headers: english })).body;
    await lab.until(async () => (await status()).includes("This session is over"), "the portal heard of it");
    expect(lab.complaints).toEqual([]);
  });
});
