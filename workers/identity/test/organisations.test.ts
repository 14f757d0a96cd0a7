import { clock } from "@ven/kit";
import { env } from "cloudflare:workers";
import { beforeEach, describe, test } from "vitest";

import { openMessage } from "../src/message";
import { browser, count, desk, lastCode, seedPeople, wait } from "./person";
import { staff } from "./staff";

const admin = "admin.baichay";
const nurse = "sample-counter.baichay";
const house = "/organisations/baichay";
const minute = 60_000;
const day = 86_400_000;

beforeEach(async () => {
  await seedPeople();
  // One administrator in the hospital and none above, so that the last one is the last.
  const others = "role = 'administrator' AND subject NOT IN ('sample-admin.baichay', 'sample-admin.dakhoa')";
  await env.DB.prepare(`DELETE FROM id_role WHERE ${others}`).run();
});

const rolesOf = async (subject: string) =>
  (
    await env.DB.prepare(
      "SELECT role, organisation FROM id_role WHERE subject = ? AND (valid_to IS NULL OR valid_to > ?) ORDER BY role",
    )
      .bind(subject, clock.now())
      .all<{ role: string; organisation: string }>()
  ).results.map(({ role, organisation }) => `${role}@${organisation}`);
const audited = async (action: string) =>
  env.DB.prepare("SELECT actor, object, organisation, detail FROM id_audit WHERE action = ? ORDER BY at DESC, id DESC")
    .bind(action)
    .first<{ actor: string; object: string; organisation: string; detail: string }>();
/** The newest message of a kind: to whom, and the link in it. */
async function newest(topic: string) {
  const row = await env.DB.prepare("SELECT id, payload FROM id_outbox WHERE topic = ? ORDER BY at DESC, id DESC")
    .bind(topic)
    .first<{ id: string; payload: string }>();
  if (!row) throw new Error(`no message ${topic}`);
  const { keys } = await desk();
  const message = await openMessage(row.id, row.payload, keys.secrets);
  return { ...message, link: new URL(/https:\S+/.exec(message.text)?.[0] ?? "").pathname };
}

describe("an administrator", () => {
  test("sees who works in the hospital, and nobody's phone", async ({ expect }) => {
    const page = await (await staff(admin)).get(house);
    expect(page.status).toBe(200);
    expect(page.headers.get("cache-control")).toBe("no-store");
    const text = await page.text();
    expect(text).toContain("Nguyễn Thị An");
    expect(text).not.toContain("Hoàng Thị Én");
    expect(text).not.toMatch(/0900000|vidu\.example/);
  });

  test("gives a role, lets it end on another day, and ends it", async ({ expect }) => {
    const me = await staff(admin);
    const given = await me.post(`${house}/people/${nurse}/roles`, { role: "supervisor", from: "", until: "" });
    expect(given.status).toBe(303);
    expect(await rolesOf(nurse)).toEqual(["counter@baichay", "supervisor@baichay"]);
    expect(await audited("role-given")).toMatchObject({
      actor: `sample-${admin}`,
      object: nurse,
      organisation: "baichay",
    });
    const again = await me.post(`${house}/people/${nurse}/roles`, { role: "supervisor", from: "", until: "" });
    expect(again.status).toBe(409);
    const until = new Date(clock.now() + 30 * day).toISOString().slice(0, 10);
    expect((await me.post(`${house}/people/${nurse}/roles/supervisor/change`, { until })).status).toBe(303);
    expect((await me.post(`${house}/people/${nurse}/roles/supervisor/end`)).status).toBe(303);
    expect(await rolesOf(nurse)).toEqual(["counter@baichay"]);
    expect((await me.post(`${house}/people/${nurse}/roles/supervisor/end`)).status).toBe(404);
  });

  test("[ASVS 8.3.2] a role that is taken ends the tokens that carry it within 10 s", async ({ expect }) => {
    const hers = await staff("supervisor.baichay", { roles: { baichay: ["administrator"] } });
    expect((await hers.get(house)).status).toBe(200);
    const me = await staff(admin);
    expect((await me.post(`${house}/people/sample-supervisor.baichay/roles/supervisor/end`)).status).toBe(303);
    wait(11_000);
    expect((await hers.get(house)).status).toBe(401);
  });

  test("never gives a role that allows more than they may do themself, nor one to themself", async ({ expect }) => {
    const me = await staff(admin);
    for (const role of ["data-protection-officer", "province-administrator", "disclosure-officer", "emperor"])
      expect((await me.post(`${house}/people/${nurse}/roles`, { role, from: "", until: "" })).status, role).toBe(403);
    const own = await me.post(`${house}/people/sample-${admin}/roles`, { role: "supervisor", from: "", until: "" });
    expect(own.status).toBe(403);
    expect(await rolesOf(nurse)).toEqual(["counter@baichay"]);
  });

  test("cannot take away the last administrator, not even themself", async ({ expect }) => {
    const me = await staff(admin);
    const end = `${house}/people/sample-${admin}/roles/administrator/end`;
    expect((await me.post(end)).status).toBe(409);
    await me.post(`${house}/people/${nurse}/roles`, { role: "administrator", from: "", until: "" });
    // Somebody else administers the hospital now, but this is still one's own last.
    expect((await me.post(end)).status).toBe(409);
    const other = await staff("counter.baichay", { roles: { baichay: ["administrator"] } });
    wait(11_000);
    const fresh = await staff("counter.baichay", { roles: { baichay: ["administrator"] } });
    expect((await other.post(end)).status).toBe(401);
    expect((await fresh.post(end)).status).toBe(303);
    expect(await rolesOf(`sample-${admin}`)).toEqual([]);
  });

  test("two who end each other at once leave one", async ({ expect }) => {
    const me = await staff(admin);
    await me.post(`${house}/people/${nurse}/roles`, { role: "administrator", from: "", until: "" });
    wait(11_000);
    const [one, two] = [await staff(admin), await staff("counter.baichay", { roles: { baichay: ["administrator"] } })];
    const answers = await Promise.all([
      one.post(`${house}/people/${nurse}/roles/administrator/end`),
      two.post(`${house}/people/sample-${admin}/roles/administrator/end`),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 409]);
  });

  test("[ASVS 7.4.2] closes the account of somebody who leaves: every session and role ends", async ({ expect }) => {
    const hers = browser();
    await hers.signIn("0900000001");
    const me = await staff(admin);
    expect((await me.post(`${house}/people/${nurse}/leave`)).status).toBe(303);
    expect(await rolesOf(nurse)).toEqual([]);
    expect(await count(`id_session WHERE subject = '${nurse}' AND ended_at IS NULL`)).toBe(0);
    wait(11_000);
    expect((await hers.fetch("/account")).status).toBe(303);
    wait(2 * minute);
    const back = await browser().signIn("0900000001");
    expect(back.status).not.toBe(303);
  });

  test("[ASVS 6.8.4] needs a passkey shown lately for what changes rights, not for looking", async ({ expect }) => {
    const acts = [`${house}/people/${nurse}/roles`, `${house}/invitations`, `${house}/keys`];
    const form = {
      role: "supervisor",
      name: "Ai đó",
      contact: "0900000999",
      days: "9",
      permission: "queue.desk",
      from: "",
      until: "",
    };
    for (const as of [{ steppedUp: false }, { authTime: clock.now() - 16 * minute }]) {
      const me = await staff(admin, as);
      expect((await me.get(house)).status).toBe(200);
      for (const act of acts) {
        const answer = await me.post(act, form);
        expect(answer.status, act).toBe(403);
        expect(await answer.text()).toContain("/auth/step-up?return_to=");
      }
    }
    expect(await count("id_invitation")).toBe(0);
    expect(await count("id_api_key")).toBe(0);
  });

  test("is asked for the passkey before typing, while there is time left to type", async ({ expect }) => {
    const forms = { [house]: "invite", [`${house}/people/${nurse}`]: "roles", [`${house}/keys`]: "name" };
    const ways = { ...forms, "/recovery/baichay": "subject" };
    for (const [page, form] of Object.entries(ways))
      for (const [minutes, isAsked] of [
        [1, false],
        [11, true],
      ] as const) {
        const me = await staff(admin, { authTime: clock.now() - minutes * minute });
        const way = `/step-up?continue=${encodeURIComponent(`${page}#${form}`)}`;
        expect((await (await me.get(page)).text()).includes(`href="${way}"`), `${page}, ${minutes} min`).toBe(isAsked);
      }
  });
});

describe("somebody who is invited", () => {
  const contact = "0912 345 678";
  const form = { name: "Mai Thị Xuân (mẫu)", contact, role: "counter", until: "" };

  test("proves the contact, takes the invitation once, and is sent to make a passkey", async ({ expect }) => {
    const me = await staff(admin);
    expect((await me.post(`${house}/invitations`, form)).status).toBe(303);
    const { to, link } = await newest("invitation");
    expect(to).toBe("+84912345678");
    expect(await (await me.get(house)).text()).toContain("•••• 678");

    const hers = browser();
    expect(await (await hers.fetch(link)).text()).toContain("Bệnh viện Bãi Cháy");
    expect((await hers.post(`${link}/take`)).status).toBe(401);
    const asked = await hers.post(`${link}/code`);
    const challenge = new URL(asked.headers.get("location") ?? "", "https://id.test").searchParams.get("c") ?? "";
    const signedIn = await hers.post("/sign-in/code", { challenge, code: await lastCode(contact) });
    expect(signedIn.headers.get("location")).toBe(link);
    const taken = await hers.post(`${link}/take`);
    expect(taken.headers.get("location")).toMatch(/^\/passkeys\/register\?a=/);

    const subject = (await audited("invitation-taken"))?.actor ?? "";
    expect(await rolesOf(subject)).toEqual(["counter@baichay"]);
    expect(await count(`id_subject WHERE id = '${subject}' AND kind = 'staff'`)).toBe(1);
    expect(await count(`id_session WHERE subject = '${subject}' AND ended_at IS NULL`)).toBe(0);
    expect(await count(`id_vault_contact WHERE subject = '${subject}' AND expires_at IS NULL`, env.VAULT)).toBe(1);
    expect(await count("id_vault_invitation", env.VAULT)).toBe(0);
    expect((await browser().fetch(link)).status).toBe(404);
  });

  test("is let in by nobody else's phone", async ({ expect }) => {
    await (await staff(admin)).post(`${house}/invitations`, form);
    const { link } = await newest("invitation");
    const stranger = browser();
    await stranger.signIn("0987654321");
    expect((await stranger.post(`${link}/take`)).status).toBe(404);
    expect(await count("id_invitation WHERE redeemed_at IS NULL")).toBe(1);
  });

  test("is one person, also in forty tabs", async ({ expect }) => {
    await (await staff(admin)).post(`${house}/invitations`, form);
    const { link } = await newest("invitation");
    const hers = browser();
    await hers.signIn(contact);
    const taken = await Promise.all(Array.from({ length: 40 }, () => hers.post(`${link}/take`)));
    expect(taken.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(await count("id_role WHERE granted_by = 'sample-admin.baichay'")).toBe(1);
  });

  test("finds the link worth nothing after 72 h, when it was sent again, or taken back", async ({ expect }) => {
    const me = await staff(admin);
    await me.post(`${house}/invitations`, form);
    const first = (await newest("invitation")).link;
    const id = (await audited("invited"))?.object ?? "";
    expect((await me.post(`${house}/invitations/${id}/send`)).status).toBe(429);
    wait(2 * minute);
    expect((await me.post(`${house}/invitations/${id}/send`)).status).toBe(303);
    const second = (await newest("invitation")).link;
    expect((await browser().fetch(first)).status).toBe(404);
    expect((await browser().fetch(second)).status).toBe(200);
    const start = clock.now();
    wait(72 * 60 * minute);
    expect((await browser().fetch(second)).status).toBe(404);
    wait(start - clock.now());
    expect((await me.post(`${house}/invitations/${id}/withdraw`)).status).toBe(303);
    expect((await browser().fetch(second)).status).toBe(404);
    expect((await me.post(`${house}/invitations/${id}/send`)).status).toBe(404);
    expect(await count("id_vault_invitation", env.VAULT)).toBe(0);
  });

  test("keeps the contact out of the city's database and out of the audit", async ({ expect }) => {
    await (await staff(admin)).post(`${house}/invitations`, form);
    const tables = ["id_invitation", "id_audit", "id_outbox", "id_role"];
    const rows = await Promise.all(tables.map((table) => env.DB.prepare(`SELECT * FROM ${table}`).all()));
    expect(JSON.stringify(rows)).not.toMatch(/912.?345.?678/);
  });
});

describe("when the province breaks the glass of a hospital", () => {
  const province = (as = {}) => staff("p-province", { roles: { "quang-ninh": ["province-administrator"] }, ...as });
  const reason = "Quản trị viên vắng mặt, cần đóng quầy";

  beforeEach(async () => {
    await env.DB.batch([
      env.DB.prepare("INSERT INTO id_subject VALUES ('p-province', 'staff', 0, NULL)"),
      env.DB.prepare("INSERT INTO id_staff_profile VALUES ('p-province', 'Tỉnh (mẫu)', 'quang-ninh', 1, 0)"),
    ]);
  });

  test("it is open for 15 minutes and one session, with a reason, a message and a line in its audit", async ({
    expect,
  }) => {
    const me = await province();
    expect((await me.get(house)).status).toBe(404);
    expect((await me.post(`${house}/break-glass`, { reason: "vội" })).status).toBe(400);
    expect((await me.post(`${house}/break-glass`, { reason })).status).toBe(303);
    expect(await audited("glass-broken")).toMatchObject({ actor: "p-province", organisation: "baichay" });
    const news = await newest("notification");
    expect(news).toMatchObject({ to: "admin.baichay@vidu.example", link: house });
    expect(news.text).not.toContain("Tỉnh (mẫu)");
    expect((await me.post("/organisations/dakhoa/break-glass", { reason })).status).toBe(409);
    expect(await (await (await staff(admin)).get(house)).text()).toContain(reason);
    const row = await env.DB.prepare("SELECT ends_at - opened_at AS lasts, session FROM id_break_glass").first();
    expect(row).toEqual({ lasts: 15 * minute, session: "s-p-province" });
    await expect(env.DB.prepare("UPDATE id_break_glass SET ends_at = ends_at + 1").run()).rejects.toThrow("earlier");
  });

  test("it takes a passkey, the role, and an organisation below", async ({ expect }) => {
    expect((await (await province({ steppedUp: false })).post(`${house}/break-glass`, { reason })).status).toBe(403);
    expect((await (await staff(admin)).post(`${house}/break-glass`, { reason })).status).toBe(404);
    expect((await (await province()).post("/organisations/hue/break-glass", { reason })).status).toBe(404);
    expect(await count("id_break_glass")).toBe(0);
  });
});
