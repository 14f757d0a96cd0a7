import { env } from "cloudflare:workers";
import { beforeEach, describe, test } from "vitest";

import { type Authenticator, authenticator, register, stepUp, tap } from "./authenticator";
import { browser, count, seedPeople, wait } from "./person";

const hour = 3_600_000;
const house = "/recovery/baichay";
const nurse = "sample-counter.baichay";

beforeEach(async () => {
  await seedPeople();
});

async function withPasskey(phone: string) {
  const someone = browser();
  await someone.signIn(phone);
  const device = await authenticator();
  await register(someone, device);
  return { someone, device };
}
type Person = Awaited<ReturnType<typeof withPasskey>>;

/** A nurse who lost her phone, and two administrators of her hospital. */
async function people() {
  const lost = await withPasskey("0900000001");
  return { lost, first: await withPasskey("0900000004"), second: await withPasskey("0900000101") };
}

const ask = ({ someone }: Person, subject = nurse) => someone.post(house, { subject });
const idOf = async () =>
  (await env.DB.prepare("SELECT id FROM id_recovery ORDER BY id DESC").first<{ id: string }>())?.id ?? "";
const approve = async ({ someone }: Person) => someone.post(`${house}/${await idOf()}/approve`);
const linkIn = (page: string) => /value="https:\/\/id\.test(\/passkeys\/recover\?k=[\w-]{43})"/.exec(page)?.[1] ?? "";

async function follow(link: string, device: Authenticator) {
  const someone = browser();
  const to = (await someone.fetch(link)).headers.get("location") ?? "";
  return { someone, answer: await register(someone, device, to) };
}

describe("a nurse who lost her passkey", () => {
  test("is let in by two administrators, makes a new one, and the lost one is worth nothing", async ({ expect }) => {
    const { lost, first, second } = await people();
    expect((await ask(first)).headers.get("location")).toBe(`${house}?said=opened`);
    expect(await (await second.someone.fetch(`${house}?lang=en`)).text()).toContain("Asked by Phạm Văn Dũng (mẫu)");
    const page = await (await approve(second)).text();
    const link = linkIn(page);
    expect(link).not.toBe("");
    const device = await authenticator();
    // A messenger that opens the link to show it uses nothing up.
    expect((await browser().fetch(link)).status).toBe(303);
    const { someone, answer } = await follow(link, device);
    expect(answer.headers.get("location")).toBe("/account");
    expect(await (await someone.fetch("/account")).text()).toContain("Nguyễn Thị An (mẫu)");
    expect((await tap(browser(), lost.device)).status).toBe(400);
    expect((await tap(browser(), device)).status).toBe(303);
    wait(11_000);
    expect((await lost.someone.fetch("/account")).status).toBe(303);
    expect((await browser().fetch(link)).status).toBe(403);
    const { results } = await env.DB.prepare(
      "SELECT action FROM id_audit WHERE organisation = 'baichay' ORDER BY id",
    ).all();
    expect(results.slice(-2).map(({ action }) => action)).toEqual(["recovery-opened", "recovery-approved"]);
  });

  test("is not let in by one administrator alone, nor by herself", async ({ expect }) => {
    const { first, second, lost } = await people();
    await ask(first);
    expect((await approve(first)).status).toBe(404);
    expect((await approve(lost)).status).toBe(404);
    expect((await ask(first)).status).toBe(409);
    expect((await ask(second, "sample-admin2.baichay")).status).toBe(409);
    await expect(
      env.DB.prepare(
        "UPDATE id_recovery SET second_administrator = first_administrator, approved_at = opened_at, link_hash = 'x'",
      ).run(),
    ).rejects.toThrow("CHECK");
    expect(await count("id_recovery WHERE approved_at IS NOT NULL")).toBe(0);
  });

  test("nor with a link that is used, taken back, an hour old, or made up", async ({ expect }) => {
    const { first, second } = await people();
    await ask(first);
    const link = linkIn(await (await approve(second)).text());
    const admission = (await browser().fetch(link)).headers.get("location") ?? "";
    const devices = await Promise.all(Array.from({ length: 20 }, () => authenticator()));
    const answers = await Promise.all(devices.map((device) => register(browser(), device, admission)));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(await count(`id_passkey WHERE subject = '${nurse}'`)).toBe(1);
    expect((await browser().fetch(link)).status).toBe(403);

    await ask(first);
    await second.someone.post(`${house}/${await idOf()}/withdraw`);
    expect((await approve(second)).status).toBe(404);

    await ask(first);
    const late = linkIn(await (await approve(second)).text());
    wait(hour);
    for (const path of [late, "/passkeys/recover", "/passkeys/recover?k=", `/passkeys/recover?k=${"A".repeat(43)}`])
      expect((await browser().fetch(path)).status).toBe(403);
  });

  test("by administrators who have just shown their own passkey, and of her own hospital", async ({ expect }) => {
    const { first } = await people();
    wait(16 * 60_000);
    const refused = await ask(first);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain("/auth/step-up?return_to=%2Frecovery%2Fbaichay");
    await stepUp(first.someone, first.device);
    expect((await ask(first)).status).toBe(303);
    const other = await withPasskey("0900000008");
    for (const answer of [
      await other.someone.fetch(house),
      await other.someone.fetch("/recovery/nowhere"),
      await approve(other),
    ])
      expect(answer.status).toBe(404);
    expect((await ask(first, "sample-counter.dakhoa")).status).toBe(409);
    expect((await browser().post(house, { subject: nurse })).status).toBe(401);
    expect((await first.someone.post(house, { subject: nurse }, { origin: "https://evil.example" })).status).toBe(403);
  });
});
