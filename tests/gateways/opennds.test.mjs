import { afterAll, beforeAll, describe, test } from "vitest";

import { bundle } from "../../tools/lib/bundle.mjs";
import { hasOpennds, openLab } from "./opennds.mjs";

const english = { "accept-language": "en", accept: "text/html" };
const passIn = (page) => /name="pass" value="([^"]+)"/.exec(page.body)?.[1] ?? "";

/** What a phone does: asks for a page, is sent to the portal, opens it. */
async function arrive(lab, phone) {
  const blocked = await lab.curl(phone, "http://captive.apple.com/hotspot-detect.html");
  return { blocked, page: await lab.curl(phone, blocked.location, { headers: english }) };
}
const tap = (lab, phone, pass) =>
  lab.curl(phone, `${lab.origin}/enter?lang=en`, { data: { pass }, headers: { ...english, origin: lab.origin } });

describe.skipIf(!hasOpennds).for([1, 2])("a real openNDS gateway at level %i", (level) => {
  let lab;
  beforeAll(async () => {
    await bundle("development");
    lab = await openLab({ level });
  }, 240_000);
  afterAll(() => lab?.close());

  test("lets a phone in after one tap, and only that phone", async ({ expect }) => {
    const { blocked, page } = await arrive(lab, 0);
    expect(blocked.status).toBe(307);
    expect(page.status).toBe(200);
    expect(page.headers.has("set-cookie")).toBe(false);
    const entered = await tap(lab, 0, passIn(page));
    expect(entered.status).toBe(303);
    const granted = await lab.curl(0, entered.location);
    expect(granted.status).toBe(307);
    expect(granted.location).toMatch(new RegExp(`^${lab.origin}/s/`));
    expect((await lab.curl(0, "http://example.test/")).body).toBe("the internet");
    expect((await lab.curl(0, granted.location, { headers: english })).body).toContain("You are online");
    expect((await lab.curl(1, "http://example.test/")).status).toBe(307);
    expect((await lab.clients())[0]).toMatchObject({ state: "Authenticated" });
    // Opened again, the gateway says that the phone is in, and the portal shows it its session.
    const again = await lab.curl(0, entered.location);
    const shown = await lab.curl(0, again.location, { headers: english });
    expect(shown.location).toBe(granted.location);
  });

  test("refuses a redirect that somebody edited, and a grant that was used before a deauth", async ({ expect }) => {
    const { blocked, page } = await arrive(lab, 1);
    const fas = new URL(blocked.location).searchParams.get("fas") ?? "";
    const edited = blocked.location
      .replace(encodeURIComponent(fas.slice(0, 40)), encodeURIComponent(`A${fas.slice(1, 39)}A`))
      .replace(fas.slice(0, 40), `A${fas.slice(1, 39)}A`);
    expect(edited).not.toBe(blocked.location);
    expect([400, 404]).toContain((await lab.curl(1, edited, { headers: english })).status);
    const entered = await tap(lab, 1, passIn(page));
    await lab.curl(1, entered.location);
    expect((await lab.curl(1, "http://example.test/")).body).toBe("the internet");
    await lab.ndsctl("deauth", "02:11:22:33:44:02");
    expect((await lab.curl(1, "http://example.test/")).status).toBe(307);
    const replayed = await lab.curl(1, entered.location);
    expect(replayed.location).toContain("fas=");
    expect((await lab.curl(1, "http://example.test/")).status).toBe(307);
  });

  test("restarted while somebody logs in, it sends them here again, and the second tap works", async ({ expect }) => {
    const { page } = await arrive(lab, 1);
    await lab.restart();
    const stale = await tap(lab, 1, passIn(page));
    await lab.curl(1, stale.location);
    const { page: fresh } = await arrive(lab, 1);
    const entered = await tap(lab, 1, passIn(fresh));
    await lab.curl(1, entered.location);
    expect((await lab.curl(1, "http://example.test/")).body).toBe("the internet");
    expect(lab.complaints).toEqual([]);
  });
});
