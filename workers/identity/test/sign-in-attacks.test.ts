import { env } from "cloudflare:workers";
import { beforeEach, describe, test } from "vitest";

import { authenticator, openCeremony, register, tap } from "./authenticator";
import { browser, count, lastCode, seedPeople, wait } from "./person";

const nurse = "0900000001";
const phone = "0912345678";

beforeEach(async () => {
  await seedPeople();
});

/** Seventeen ways to write an address that is not on this host. */
const elsewhere = [
  "//evil.example",
  "///evil.example",
  "////evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "\\/evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/%09/evil.example",
  "/%2F/evil.example",
  "/%2f%2fevil.example",
  "/%5Cevil.example",
  "/%252Fevil.example",
  "/.//evil.example",
  "/%2e%2e//evil.example",
  "https://evil.example",
  "javascript:alert(1)",
];

async function nurseWithPasskey() {
  const someone = browser();
  await someone.signIn(nurse);
  const device = await authenticator();
  await register(someone, device);
  return { someone, device };
}

describe("nobody is led to another host", () => {
  test.for(elsewhere)("by %j", async (next, { expect }) => {
    const wanted = encodeURIComponent(next);
    const { someone, device } = await nurseWithPasskey();
    expect((await tap(browser(), device, next)).headers.get("location")).toBe("/account");
    const stepped = await someone.fetch(`/auth/step-up?return_to=${wanted}`);
    expect(stepped.headers.get("location")).toBe("/step-up?continue=%2Faccount");
    expect((await browser().fetch(`/step-up?continue=${wanted}`)).headers.get("location")).toBe(
      "/sign-in?continue=%2Faccount",
    );
    for (const path of ["/sign-in", "/sign-in/passkey", "/step-up"])
      expect(await (await someone.fetch(`${path}?continue=${wanted}`)).text()).not.toContain("evil.example");
    const { options, handle } = await openCeremony(someone, `/step-up?continue=${wanted}`);
    const answer = await someone.post("/step-up", { handle, credential: await device.get(options) });
    expect(answer.headers.get("location")).toBe("/account");
  });
});

describe("another site cannot", () => {
  test.for([
    "/sign-in/passkey",
    "/passkeys/register",
    "/step-up",
    "/step-up/code",
    "/account/passkeys/x",
    "/account/passkeys/x/remove",
    "/account/sessions/end-others",
    "/account/shared-desk",
    "/account/merge",
    "/sign-out/everywhere",
    "/recovery/baichay",
    "/recovery/baichay/x/approve",
    "/recovery/baichay/x/withdraw",
  ])("post to %s", async (path, { expect }) => {
    const { someone } = await nurseWithPasskey();
    for (const headers of [{ origin: "https://evil.example" }, { origin: "null" }, { origin: "https://queue.test" }])
      expect((await someone.post(path, { shared: "yes", answer: "yes" }, headers)).status).toBe(403);
    expect((await someone.fetch("/account")).status).toBe(200);
  });

  test("frame the pages on which a passkey answers, or send their forms elsewhere", async ({ expect }) => {
    const { someone } = await nurseWithPasskey();
    for (const path of ["/sign-in/passkey", "/passkeys/register", "/step-up"]) {
      const answer = await someone.fetch(path);
      const policy = answer.headers.get("content-security-policy") ?? "";
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("form-action 'self' https://queue.test");
      expect(answer.headers.get("cache-control")).toBe("no-store");
    }
  });
});

describe("whoever planted a session in a browser", () => {
  test("does not find the victim in it: signing in by code begins another and ends theirs", async ({ expect }) => {
    const attacker = browser();
    await attacker.signIn(phone);
    const victim = browser();
    for (const [name, value] of attacker.cookies) victim.cookies.set(name, value);
    await victim.signIn(nurse);
    for (const [name, value] of victim.cookies) expect(value).not.toBe(attacker.cookies.get(name));
    wait(11_000);
    expect((await attacker.fetch("/account")).status).toBe(303);
    expect(await (await victim.fetch("/account")).text()).toContain("Nguyễn Thị An (mẫu)");
  });

  test("nor by passkey", async ({ expect }) => {
    const { device } = await nurseWithPasskey();
    const attacker = browser();
    await attacker.signIn(phone);
    const victim = browser();
    for (const [name, value] of attacker.cookies) victim.cookies.set(name, value);
    await tap(victim, device);
    wait(11_000);
    expect((await attacker.fetch("/account")).status).toBe(303);
    const { results } = await env.DB.prepare("SELECT end_reason AS why FROM id_session WHERE kind = 'guest'").all();
    expect(results).toEqual([{ why: "replaced" }]);
  });

  test("nor with cookies that were made up", async ({ expect }) => {
    const victim = browser();
    victim.cookies.set("__Host-identity_rt", `known.0-${"A".repeat(43)}`);
    victim.cookies.set("__Host-identity_desk", "A".repeat(80));
    await victim.signIn(phone);
    expect(victim.cookies.get("__Host-identity_rt")).not.toContain("known");
    expect(await count("id_session WHERE id = 'known'")).toBe(0);
    expect((await victim.fetch("/sign-in")).status).toBe(200);
  });
});

describe("a person who fears that somebody else is signed in", () => {
  test("ends all other sessions, or all of them, at once", async ({ expect }) => {
    const [here, there] = [browser(), browser()];
    await there.signIn(nurse);
    wait(61_000);
    await here.signIn(nurse);
    expect((await here.post("/account/sessions/end-others")).headers.get("location")).toBe("/account?said=othersEnded");
    wait(11_000);
    expect((await there.fetch("/account")).status).toBe(303);
    expect((await here.fetch("/account")).status).toBe(200);
    const answer = await here.post("/sign-out/everywhere");
    expect(answer.headers.get("location")).toBe("/sign-in?signed-out=everywhere");
    expect(answer.headers.get("clear-site-data")).toBe('"storage"');
    expect(here.cookies.size).toBe(0);
    expect(await count("id_session WHERE ended_at IS NULL")).toBe(0);
    expect(await (await here.fetch("/sign-in?signed-out=everywhere")).text()).toContain("khỏi mọi thiết bị");
  });
});

describe("nobody learns from the time of an answer who is known", () => {
  test("asking for a code, and typing a wrong one, cost a nurse and a stranger the same", async ({ expect }) => {
    const spent: Record<string, number[]> = { nurse: [], stranger: [] };
    for (let i = 0; i < 12; i++)
      for (const [who, contact] of [
        ["nurse", nurse],
        ["stranger", `09333330${String(i).padStart(2, "0")}`],
      ] as const) {
        wait(who === "nurse" ? 24 * 3_600_000 : 1);
        const someone = browser();
        const started = performance.now();
        const challenge = await someone.askForCode(contact);
        await someone.post("/sign-in/code", { challenge, code: "000000" });
        spent[who]?.push(performance.now() - started);
        expect(await lastCode(contact)).not.toBe("");
      }
    const median = (times: number[] = []) => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
    // The same statements run for both; a class of time is all that a busy machine can tell.
    const [one, other] = [median(spent["nurse"]), median(spent["stranger"])];
    expect(Math.max(one, other) / Math.max(1, Math.min(one, other))).toBeLessThan(3);
  });
});
