import { setClock } from "@ven/kit";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, test } from "vitest";

import { credentialOf } from "../../src/enter";
import { ringOf } from "../../src/seals";
import { forget, open, opennds, passIn, post, seed } from "../phone";
import { type Attributes, rest as radius } from "./radius-server";

beforeAll(async () => {
  await seed();
  await opennds(1);
});
beforeEach(forget);
afterEach(() => setClock(null));

/** Somebody who was let in; the name by which their gateway asks. */
async function guest(phone: number) {
  await post("/enter", { pass: passIn((await open(phone)).html) });
  const id = await env.DB.prepare("SELECT id FROM wifi_grant ORDER BY id DESC LIMIT 1").first<string>("id");
  return { name: id ?? "", mac: `02-11-22-33-45-${phone.toString(16).padStart(2, "0")}` };
}

describe("a gateway's RADIUS server", () => {
  test("learns the password and the limits of a guest, with nothing that it would run", async ({ expect }) => {
    const { name, mac } = await guest(70);
    const { status, body } = await radius("authorize", { "User-Name": name, "Calling-Station-Id": mac });
    expect(status).toBe(200);
    const { password } = await credentialOf(ringOf(env.WIFI_KEY), name);
    expect(body["control:Cleartext-Password"].value).toEqual([password]);
    expect(Number(body["reply:Session-Timeout"].value[0])).toBeGreaterThan(3590);
    expect(body["reply:Mikrotik-Rate-Limit"].value).toEqual(["4000k/8000k"]);
    expect(body["reply:WISPr-Bandwidth-Max-Down"].value).toEqual(["8000000"]);
    for (const one of Object.values<{ do_xlat: boolean }>(body)) expect(one.do_xlat).toBe(false);
    expect((await radius("authenticate", { "User-Name": name, "User-Password": password })).status).toBe(204);
    expect((await radius("authenticate", { "User-Name": name, "User-Password": "x" })).status).toBe(401);
    expect((await radius("post-auth", { "User-Name": name })).status).toBe(204);
  });

  test("lets a known phone in by its address alone", async ({ expect }) => {
    const { mac } = await guest(71);
    const { status, body } = await radius("authorize", { "User-Name": mac, "Calling-Station-Id": mac });
    expect([status, body["control:Auth-Type"].value]).toEqual([200, ["Accept"]]);
  });

  test("is refused a stranger, another phone, a name whose time is over, and a wrong key", async ({ expect }) => {
    const { name, mac } = await guest(72);
    expect((await radius("authorize", { "User-Name": "%{Packet-Src-IP-Address}" })).status).toBe(401);
    expect((await radius("authorize", { "User-Name": name, "Calling-Station-Id": "02-11-22-33-45-FF" })).status).toBe(
      401,
    );
    expect(
      (await radius("authorize", { "User-Name": name, "Calling-Station-Id": mac }, { "x-portal-key": "another-key" }))
        .status,
    ).toBe(401);
    const later = Date.now() + 3_700_000;
    setClock({ now: () => later });
    expect((await radius("authorize", { "User-Name": name, "Calling-Station-Id": mac })).status).toBe(401);
  });

  test("counts a session once: duplicates, wrong order and more than 4 GiB", async ({ expect }) => {
    const { name } = await guest(73);
    const counted = (more: Attributes) =>
      radius("accounting", { "User-Name": name, "Acct-Session-Id": "8a1b0001", ...more });
    const read = () =>
      env.DB.prepare(
        "SELECT seconds, up_bytes AS up, down_bytes AS down, stopped_at IS NOT NULL AS stopped FROM wifi_session",
      ).all();
    await counted({ "Acct-Status-Type": "Start" });
    const second = {
      "Acct-Status-Type": "Interim-Update",
      "Acct-Session-Time": 120,
      "Acct-Input-Octets": 500,
      "Acct-Output-Octets": 7,
      "Acct-Output-Gigawords": 1,
    };
    await counted(second);
    await counted({ ...second, "Acct-Session-Time": 60, "Acct-Input-Octets": 100, "Acct-Output-Gigawords": 0 });
    expect((await counted(second)).status).toBe(204);
    expect((await read()).results).toEqual([{ seconds: 120, up: 500, down: 4_294_967_303, stopped: 0 }]);
    const stop = {
      ...second,
      "Acct-Status-Type": "Stop",
      "Acct-Session-Time": 180,
      "Acct-Terminate-Cause": "User-Request",
    };
    await counted(stop);
    await counted(stop);
    await counted(second);
    expect((await read()).results).toEqual([{ seconds: 180, up: 500, down: 4_294_967_303, stopped: 1 }]);
    expect(await env.DB.prepare("SELECT end_reason FROM wifi_grant WHERE id = ?").bind(name).first("end_reason")).toBe(
      "User-Request",
    );
    // Class comes back as bytes; what is about nobody is taken and forgotten.
    expect(
      (await radius("accounting", { "Acct-Status-Type": "Start", "Acct-Session-Id": "x", Class: "0x00" })).status,
    ).toBe(204);
  });
});
