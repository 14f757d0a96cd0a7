import { clock } from "@ven/kit";
import { env } from "cloudflare:workers";
import { beforeEach, describe, test } from "vitest";

import { registerFirstPasskey } from "../src/passkeys/first-passkey";
import { authenticator, openCeremony, register, stepUp, tap } from "./authenticator";
import { browser, count, desk, seedPeople, wait } from "./person";

const nurse = "0900000001";
const subject = "sample-counter.baichay";
const minute = 60_000;

beforeEach(async () => {
  await seedPeople();
});

/** A nurse with a passkey, signed in with it. */
async function nurseWithPasskey() {
  const someone = browser();
  await someone.signIn(nurse);
  const device = await authenticator();
  const answer = await register(someone, device);
  if (answer.status !== 303) throw new Error(`not registered: ${answer.status}`);
  return { someone, device };
}

const sessions = async () =>
  (
    await env.DB.prepare(
      "SELECT aal, amr, idle_ms AS idleMs, end_reason AS ended FROM id_session ORDER BY auth_time, id",
    ).all()
  ).results;
const alive = async () =>
  env.DB.prepare(
    "SELECT aal, amr, auth_time AS authTime, idle_ms AS idleMs FROM id_session WHERE ended_at IS NULL",
  ).first();

describe("a nurse makes her first passkey", () => {
  test("and is signed in with it, at level 2, from then on", async ({ expect }) => {
    const someone = browser();
    await someone.signIn(nurse);
    const { options } = await openCeremony(someone, "/passkeys/register");
    expect(options).toMatchObject({
      rp: { id: "id.test" },
      user: { name: "Nguyễn Thị An (mẫu)" },
      attestation: "none",
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
    const device = await authenticator();
    const answer = await register(someone, device);
    expect(answer.headers.get("location")).toBe("/account?said=registered");
    expect(await alive()).toMatchObject({ aal: 2, amr: '["hwk","user"]', idleMs: 60 * minute });
    const account = await (await someone.fetch("/account?said=registered&lang=en")).text();
    expect(account).toContain("The passkey is saved");
    expect(account).toContain("Chrome · Android");
    const other = browser("Mozilla/5.0 (Windows NT 10.0) Firefox/140.0");
    expect((await tap(other, device, "/account")).headers.get("location")).toBe("/account");
    expect((await other.fetch("/account")).status).toBe(200);
  });

  test("[ASVS 6.3.3] after which a code no longer lets her in, and only the right code tells so", async ({
    expect,
  }) => {
    await nurseWithPasskey();
    wait(61_000);
    const thief = browser();
    const refused = await thief.signIn(nurse);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain("/sign-in/passkey");
    expect(thief.cookies.size).toBe(0);
    wait(61_000);
    const challenge = await thief.askForCode(nurse);
    const wrong = await (await thief.post("/sign-in/code", { challenge, code: "999999" })).text();
    expect(wrong).not.toContain("/sign-in/passkey");
    expect(wrong).toContain("lần thử");
  });

  test("through an invitation's admission, once", async ({ expect }) => {
    const path = await registerFirstPasskey(await desk(), { subject });
    const [invited, late] = [browser(), browser()];
    const device = await authenticator();
    const answer = await register(invited, device, path);
    expect(answer.headers.get("location")).toBe("/account");
    expect((await invited.fetch("/account")).status).toBe(200);
    expect((await late.fetch(path)).status).toBe(403);
    const { results } = await env.DB.prepare("SELECT action FROM id_audit WHERE actor = ?").bind(subject).all();
    expect(results.map(({ action }) => action)).toContain("passkey-first");
  });

  test("for 15 minutes after she was let in, and nobody with a made-up link", async ({ expect }) => {
    const path = await registerFirstPasskey(await desk(), { subject });
    wait(15 * minute);
    for (const link of [path, `${path}x`, "/passkeys/register?a=", "/passkeys/register?a=AAAA"])
      expect((await browser().fetch(link)).status).toBe(403);
  });

  test("and nobody who is not of the staff does", async ({ expect }) => {
    const guest = browser();
    await guest.signIn("0912345678");
    expect((await guest.fetch("/passkeys/register")).headers.get("location")).toContain("/sign-in/passkey");
    const [row] = (await env.DB.prepare("SELECT id FROM id_subject WHERE kind = 'guest'").all<{ id: string }>())
      .results;
    const path = await registerFirstPasskey(await desk(), { subject: row?.id ?? "" });
    expect((await guest.fetch(path)).status).toBe(403);
  });

  test("of forty tabs at once one", async ({ expect }) => {
    const path = await registerFirstPasskey(await desk(), { subject });
    const tabs = await Promise.all(
      Array.from({ length: 40 }, async () => ({ tab: browser(), device: await authenticator() })),
    );
    const answers = await Promise.all(tabs.map(({ tab, device }) => register(tab, device, path)));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(await count("id_passkey")).toBe(1);
    expect(await count("id_session")).toBe(1);
  });
});

describe("a passkey is refused", () => {
  test.for([
    ["without user verification", { flags: 0x01 }],
    ["without anybody there", { flags: 0x04 }],
    ["made for another site", { rpId: "evil.example" }],
    ["answered on another site", { origin: "https://evil.example" }],
    ["answered on a service's host", { origin: "https://queue.test" }],
    ["for another challenge", { challenge: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }],
    ["of the wrong ceremony", { type: "webauthn.create" }],
    ["of somebody else's account", { userHandle: "c29tZWJvZHk" }],
  ] as const)("%s", async ([, changed], { expect }) => {
    const { device } = await nurseWithPasskey();
    const someone = browser();
    const answer = await tap(someone, device, "/account", changed);
    expect(answer.status).toBe(400);
    expect(someone.cookies.size).toBe(0);
    expect(await count("id_passkey WHERE suspended_at IS NULL")).toBe(1);
  });

  test.for([
    ["without user verification", { flags: 0x41 }],
    ["made for another site", { rpId: "evil.example" }],
    ["made on another site", { origin: "https://evil.example" }],
    ["for another challenge", { challenge: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }],
    ["of the wrong ceremony", { type: "webauthn.get" }],
  ] as const)("when it is made %s", async ([, changed], { expect }) => {
    const someone = browser();
    await someone.signIn(nurse);
    const answer = await register(someone, await authenticator(), "/passkeys/register", changed);
    expect(answer.status).toBe(400);
    expect(await count("id_passkey")).toBe(0);
  });

  test("with a signature of another key, or when nobody knows it: the answers are the same", async ({ expect }) => {
    const { device } = await nurseWithPasskey();
    const stranger = await authenticator();
    const pair = (await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
      "sign",
      "verify",
    ])) as CryptoKeyPair;
    const seen = [];
    for (const answer of [
      await tap(browser(), device, "/account", { signWith: pair.privateKey }),
      await tap(browser(), stranger, "/account"),
    ])
      seen.push([answer.status, (await answer.text()).replaceAll(/value="[^"]{60,}"|data-options="[^"]*"/g, "…")]);
    expect(seen[0]).toEqual(seen[1]);
  });

  test("the second time its answer is sent, of forty at once too", async ({ expect }) => {
    const { device } = await nurseWithPasskey();
    const { options, handle } = await openCeremony(browser(), "/sign-in/passkey");
    const credential = await device.get(options);
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => browser().post("/sign-in/passkey", { handle, credential })),
    );
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect((await browser().post("/sign-in/passkey", { handle, credential })).status).not.toBe(303);
    expect(await count("id_session WHERE ended_at IS NULL")).toBeLessThanOrEqual(2);
  });

  test("after five minutes, and with the handle of another page", async ({ expect }) => {
    const { device, someone } = await nurseWithPasskey();
    const page = await openCeremony(browser(), "/sign-in/passkey");
    const other = await openCeremony(someone, "/step-up?continue=%2Faccount");
    const crossed = await browser().post("/sign-in/passkey", {
      handle: other.handle,
      credential: await device.get(other.options),
    });
    expect(crossed.headers.get("location")).toBe("/sign-in/passkey");
    wait(5 * minute);
    const late = await browser().post("/sign-in/passkey", {
      handle: page.handle,
      credential: await device.get(page.options),
    });
    expect(late.headers.get("location")).toBe("/sign-in/passkey");
  });

  test("when it was copied: it is stopped, and what was begun with it ends", async ({ expect }) => {
    const { someone, device } = await nurseWithPasskey();
    await tap(browser(), device);
    const answer = await tap(browser(), device, "/account", { counter: 1 });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("sao chép");
    expect(await count("id_session WHERE ended_at IS NULL")).toBe(0);
    expect((await tap(browser(), device)).status).toBe(400);
    wait(11_000);
    expect((await someone.fetch("/account")).status).toBe(303);
  });

  test("but nobody stops one who only knows its name", async ({ expect }) => {
    const { device } = await nurseWithPasskey();
    await tap(browser(), device);
    const pair = (await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
      "sign",
      "verify",
    ])) as CryptoKeyPair;
    await tap(browser(), device, "/account", { counter: 1, signWith: pair.privateKey });
    expect(await count("id_passkey WHERE suspended_at IS NULL")).toBe(1);
  });

  test("what is no answer at all leads to a page and never to a 500", async ({ expect }) => {
    const { handle } = await openCeremony(browser(), "/sign-in/passkey");
    for (const credential of ["", "{}", "null", "[]", '{"id":"x"}', "x".repeat(20_000)])
      expect((await browser().post("/sign-in/passkey", { handle, credential })).status).toBe(400);
    expect((await browser().post("/sign-in/passkey", { handle: "x", credential: "{}" })).status).toBe(303);
  });
});

describe("a nurse looks after her passkeys", () => {
  test("adds a second one after a tap of the first, names it, and removes it", async ({ expect }) => {
    const { someone, device } = await nurseWithPasskey();
    wait(6 * minute);
    expect((await someone.fetch("/passkeys/register")).headers.get("location")).toContain("/auth/step-up");
    expect((await stepUp(someone, device)).headers.get("location")).toBe("/account");
    const second = await authenticator();
    const { options } = await openCeremony(someone, "/passkeys/register");
    expect(options.excludeCredentials).toMatchObject([{ id: device.id }]);
    expect((await register(someone, second)).status).toBe(303);
    const named = await someone.post(`/account/passkeys/${second.id}`, { name: "Điện thoại dự phòng" });
    expect(named.headers.get("location")).toBe("/account?said=saved");
    expect(await (await someone.fetch("/account")).text()).toContain("Điện thoại dự phòng");
    expect((await someone.post(`/account/passkeys/${second.id}/remove`)).headers.get("location")).toBe(
      "/account?said=removed",
    );
    expect((await tap(browser(), second)).status).toBe(400);
  });

  test("but never removes the last, and the database does not either", async ({ expect }) => {
    const { someone, device } = await nurseWithPasskey();
    const answer = await someone.post(`/account/passkeys/${device.id}/remove`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("khoá duy nhất");
    await expect(env.DB.prepare("DELETE FROM id_passkey").run()).rejects.toThrow("the last passkey of staff stays");
  });

  test("and nobody else's: it is not found, like one that does not exist", async ({ expect }) => {
    const { device } = await nurseWithPasskey();
    const other = browser();
    await other.signIn("0900000005");
    const seen = [];
    for (const id of [device.id, "nothing-like-it-here"])
      for (const path of ["", "/remove"])
        seen.push((await other.post(`/account/passkeys/${id}${path}`, { name: "mine" })).status);
    expect(seen).toEqual([404, 404, 404, 404]);
    expect((await other.fetch(`/account/passkeys/${device.id}`)).status).toBe(404);
  });

  test("gives a name of 1 to 60 characters", async ({ expect }) => {
    const { someone, device } = await nurseWithPasskey();
    for (const name of ["", "   ", "x".repeat(61)])
      expect((await someone.post(`/account/passkeys/${device.id}`, { name })).status).toBe(400);
  });

  test("[ASVS 7.5.1] needs a fresh tap to remove one, and is told the way", async ({ expect }) => {
    const { someone, device } = await nurseWithPasskey();
    const second = await authenticator();
    await register(someone, second);
    wait(6 * minute);
    const refused = await someone.post(`/account/passkeys/${second.id}/remove`);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain(`/auth/step-up?return_to=%2Faccount%2Fpasskeys%2F${second.id}`);
    await stepUp(someone, device);
    expect((await someone.post(`/account/passkeys/${second.id}/remove`)).status).toBe(303);
  });
});

describe("proving to be there", () => {
  test("renews the time, the token and the handle of the session", async ({ expect }) => {
    const { someone, device } = await nurseWithPasskey();
    const before = new Map(someone.cookies);
    wait(30 * minute);
    await stepUp(someone, device);
    expect(await alive()).toMatchObject({ authTime: clock.now() });
    for (const [name, value] of someone.cookies) expect(value).not.toBe(before.get(name));
    wait(21_000);
    const thief = browser();
    thief.cookies.set("__Host-identity_rt", before.get("__Host-identity_rt") ?? "");
    expect((await thief.fetch("/account")).status).toBe(303);
  });

  test("takes the passkey of the person who is signed in, not of a colleague", async ({ expect }) => {
    const { someone } = await nurseWithPasskey();
    const colleague = browser();
    await colleague.signIn("0900000002");
    const theirs = await authenticator();
    await register(colleague, theirs);
    expect((await stepUp(someone, theirs, { userHandle: null })).status).toBe(400);
  });

  test("offers a guest a code to their own phone, and staff without a passkey to make one", async ({ expect }) => {
    const guest = browser();
    await guest.signIn("0912345678");
    expect(await (await guest.fetch("/step-up")).text()).toContain("•••• 678");
    wait(61_000);
    const sent = await guest.post("/step-up/code", { continue: "/account" });
    expect(sent.headers.get("location")).toContain("/sign-in/code?c=");
    const fresh = browser();
    await fresh.signIn("0900000003");
    expect(await (await fresh.fetch("/step-up")).text()).toContain("/passkeys/register");
  });
});

describe("at a shared computer", () => {
  test("the next nurse taps her passkey: the page stays, the person changes", async ({ expect }) => {
    const { someone: computer, device: first } = await nurseWithPasskey();
    const other = browser();
    await other.signIn("0900000002");
    const second = await authenticator();
    await register(other, second);

    await computer.post("/account/shared-desk", { shared: "yes" });
    expect(await count("id_session WHERE idle_ms = 900000 AND ended_at IS NULL")).toBe(1);
    const next = "/authorize?client_id=queue";
    expect((await computer.fetch(`/sign-in?continue=${encodeURIComponent(next)}`)).headers.get("location")).toContain(
      "/sign-in/passkey?continue=%2Fauthorize",
    );
    expect((await tap(computer, second, next)).headers.get("location")).toBe(next);
    const account = await (await computer.fetch("/account?lang=en")).text();
    expect(account).toContain("Trần Văn Bình (mẫu)");
    expect(await count("id_session WHERE end_reason = 'replaced' AND subject = 'sample-counter.baichay'")).toBe(2);
    wait(15 * minute);
    expect((await computer.fetch("/account")).status).toBe(303);
    expect((await tap(computer, first)).status).toBe(303);
    await computer.post("/account/shared-desk", { shared: "no" });
    expect((await computer.fetch("/sign-in")).status).toBe(200);
  });
});

test("nobody sees from the audit more than that it happened", async ({ expect }) => {
  await nurseWithPasskey();
  expect(await sessions()).toHaveLength(2);
  const { results } = await env.DB.prepare("SELECT action, detail FROM id_audit WHERE actor = ?").bind(subject).all();
  expect(results.every(({ detail }) => detail === null)).toBe(true);
});
