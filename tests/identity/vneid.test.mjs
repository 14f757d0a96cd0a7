import { afterAll, beforeAll, describe, test } from "vitest";

import { openCity } from "../city/city.mjs";
import { clientSecret, openVneid } from "./vneid-provider.mjs";

describe("a citizen comes from a real provider of OpenID Connect", () => {
  let vneid, city, id;

  beforeAll(async () => {
    vneid = await openVneid();
    const variables = {
      "ven-identity": { VNEID: JSON.stringify(vneid.configuration), VNEID_CLIENT_SECRET: clientSecret },
    };
    city = await openCity({ variables });
    id = city.originOf("id");
    vneid.allow(`${id}/sign-in/vneid/callback`);
  });

  afterAll(async () => {
    await city?.close();
    await vneid?.close();
  });

  /** Follows every redirect from the button until a page answers, with the cookies of each host apart. */
  async function signIn({ until = () => false } = {}) {
    const jars = new Map();
    const go = async (address) => {
      const { host } = new URL(address);
      const jar = jars.get(host) ?? jars.set(host, new Map()).get(host);
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
      const get = host.startsWith("127.") ? fetch : city.fetch;
      const answer = await get(address, { redirect: "manual", headers: { accept: "text/html", cookie } });
      for (const line of answer.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
        if (value === "" || line.includes("Max-Age=0")) jar.delete(name);
        else jar.set(name, value);
      }
      return answer;
    };
    let address = `${id}/sign-in/vneid?continue=%2Faccount`;
    for (let hops = 0; hops < 12; hops++) {
      const answer = await go(address);
      const location = answer.headers.get("location");
      if (!location || until(location)) return { status: answer.status, text: await answer.text(), location, go };
      address = new URL(location, address).href;
    }
    throw new Error("it goes round in circles");
  }

  test("and is signed in under their own name", async ({ expect }) => {
    const { status, text } = await signIn();
    expect(status).toBe(200);
    expect(text).toContain("Trần Thị Lan");
    expect(text).not.toContain("022190000123");
  });

  test("but not with an organisation's account", async ({ expect }) => {
    vneid.signInAs("company");
    const { status, text } = await signIn();
    expect(status).toBe(400);
    expect(text).toContain("tài khoản tổ chức");
    vneid.signInAs("lan");
  });

  test("and not twice with one code", async ({ expect }) => {
    const { location, go } = await signIn({ until: (to) => to.includes("/sign-in/vneid/callback?") });
    expect((await go(location)).status).toBe(303);
    expect((await go(location)).status).toBe(403);
  });

  test("has a page within three seconds when the provider is slow or gone, and nobody else waits", async ({
    expect,
  }) => {
    vneid.answerAfter(10_000);
    const { location, go } = await signIn({ until: (to) => to.includes("/sign-in/vneid/callback?") });
    const started = Date.now();
    const slow = await go(location);
    expect(Date.now() - started).toBeLessThan(3_500);
    expect([slow.status, await slow.text()]).toEqual([503, expect.stringContaining("VNeID chưa trả lời")]);
    vneid.answerAfter(0);
    expect((await signIn()).status).toBe(200);
    const late = await signIn({ until: (to) => to.includes("/sign-in/vneid/callback?") });
    await vneid.close();
    const gone = Date.now();
    expect((await late.go(late.location)).status).toBe(503);
    expect((await city.fetch(`${id}/sign-in`)).status).toBe(200);
    expect(Date.now() - gone).toBeLessThan(3_500);
  });
});
