import { bearer, type TestPerson } from "@ven/identity/testing";
import { forgetCached } from "@ven/kit";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, test } from "vitest";

import { ask, forget, open, opennds, passIn, seed } from "./phone";

async function signed(person: Partial<TestPerson>) {
  const { d, x, kid } = JSON.parse(env.TEST_KEY);
  const key = await crypto.subtle.importKey("jwk", { kty: "OKP", crv: "Ed25519", d, x }, "Ed25519", false, ["sign"]);
  return bearer({ issuer: "https://id.test", service: "wifi", now: Date.now(), ...person }, { kid, key });
}

async function offer(...ways: string[]) {
  await env.DB.prepare("UPDATE wifi_group SET ways = ? WHERE id = 'quang-ninh'").bind(JSON.stringify(ways)).run();
  forgetCached();
}

const enter = async (person: Partial<TestPerson>) => {
  const pass = passIn((await open(1)).html);
  return ask(`/account?pass=${pass}`, { headers: await signed(person) });
};

beforeAll(async () => {
  await seed();
  await opennds(1);
});
beforeEach(forget);

describe("where VNeID is a way in", () => {
  beforeAll(() => offer("tap", "vneid"));

  test("it is offered beside the tap, and leads to the sign-in that comes back here", async ({ expect }) => {
    const { html } = await open(1);
    const link = /href="([^"]*acr_values=vneid[^"]*)"/.exec(html)?.[1]?.replaceAll("&amp;", "&") ?? "";
    expect(html).toContain("Sign in with VNeID");
    expect(html).not.toContain("Staff or resident account");
    const { status, location } = await ask(link);
    expect(status).toBe(303);
    expect(new URL(location).searchParams.get("acr_values")).toBe("vneid");
  });

  test("a citizen gets in, and staff or a guest by their account do not", async ({ expect }) => {
    const citizen = await enter({ kind: "citizen", subject: "lan" });
    expect(citizen.status).toBe(303);
    expect(citizen.location).toContain("/opennds_auth/");
    for (const kind of ["staff", "guest"] as const) {
      await forget();
      expect((await enter({ kind })).status, kind).toBe(409);
    }
  });
});

test("where it is not, a citizen's account is an account like others", async ({ expect }) => {
  await offer("tap", "account");
  expect((await open(1)).html).not.toContain("VNeID");
  expect((await enter({ kind: "citizen", subject: "lan" })).status).toBe(303);
  await offer("tap", "code", "voucher", "account");
});
