import { clock } from "@ven/kit";
import { env, exports } from "cloudflare:workers";
import { beforeEach, describe, test } from "vitest";

import { openMessage } from "../src/message";
import { browser, count, desk, lastCode, origin, seedPeople } from "./person";
import { staff } from "./staff";

const decision = "QD 123/UBND";
const lan = {
  organisation: "baichay",
  role: "data-protection-officer",
  name: "Lan",
  contact: "0912000888",
  decision,
} as const;

beforeEach(seedPeople);

async function linkOfInvitation() {
  const row = await env.DB.prepare("SELECT id, payload FROM id_outbox WHERE topic = 'invitation'").first<{
    id: string;
    payload: string;
  }>();
  if (!row) throw new Error("no invitation");
  const { keys } = await desk();
  const { text, to } = await openMessage(row.id, row.payload, keys.secrets);
  return { to, path: new URL(/https:\S+/.exec(text)?.[0] ?? "").pathname };
}
const audited = (action: string) =>
  env.DB.prepare("SELECT actor, object, organisation, detail FROM id_audit WHERE action = ?")
    .bind(action)
    .first<{ actor: string; object: string; organisation: string; detail: string }>();

/** Takes an invitation as far as the passkey: proves the contact and accepts. */
async function take(path: string) {
  const hers = browser();
  const asked = await hers.post(`${path}/code`);
  const challenge = new URL(asked.headers.get("location") ?? "", origin).searchParams.get("c") ?? "";
  await hers.post("/sign-in/code", { challenge, code: await lastCode("0912000888") });
  return hers.post(`${path}/take`);
}

describe("the operators' console", () => {
  test("[ASVS 8.2.1] is the only client: another service and an unnamed binding are refused everything", async ({
    expect,
  }) => {
    for (const admin of [env.AS_QUEUE_AT_ADMIN, env.AS_NOBODY_AT_ADMIN]) {
      const acts = [
        () => admin.keysInUse(),
        () => admin.rewrapKeys({ after: "" }),
        () => admin.reindex({ after: "" }),
        () => admin.sealAudit(),
        () => admin.verifyAudit({ service: "identity" }),
        () => admin.replayErasures({}),
        () => admin.purge(),
        () => admin.clocks(),
        () => admin.officers({ organisation: "baichay" }),
        () => admin.appoint(lan),
        () =>
          admin.dismiss({ organisation: "baichay", role: "administrator", subject: "sample-admin.baichay", decision }),
      ];
      for (const act of acts) expect(await act().catch((err: unknown) => err)).toMatchObject({ code: "not-allowed" });
    }
    expect(await count("id_invitation")).toBe(0);
  });

  test("sees how many keys are in use, seals and verifies the audit, and purges", async ({ expect }) => {
    expect(await env.AS_CONSOLE.keysInUse()).toMatchObject({ masterKeys: { active: "m1" } });
    expect(await env.AS_CONSOLE.sealAudit()).toMatchObject({ sealed: expect.any(Number) });
    expect(await env.AS_CONSOLE.verifyAudit({ service: "identity" })).toMatchObject({ problems: [] });
    expect(await env.AS_CONSOLE.verifyAudit({ service: "x" }).catch((err: unknown) => err)).toMatchObject({
      code: "not-found",
    });
    expect(await env.AS_CONSOLE.rewrapKeys({ after: "" })).toMatchObject({ moved: 0 });
    expect(await env.AS_CONSOLE.purge()).toEqual(expect.any(Object));
  });

  test("sees the law's nearest deadlines, and nothing of whom they are about", async ({ expect }) => {
    expect(await env.AS_CONSOLE.clocks()).toEqual({
      requests: { open: 0, answerBy: null, doBy: null },
      breaches: { open: 0, notifyBy: null },
    });
    await env.DB.batch([
      env.DB.prepare(
        `INSERT INTO id_data_request (id, organisation, subject, kind, via, received_at, answer_by, do_by)
         VALUES ('r', 'baichay', 'p', 'object', 'page', 1, '2026-11-24', '2026-12-04')`,
      ),
      env.DB.prepare(
        `INSERT INTO id_breach (id, organisation, summary, discovered_at, notify_by, recorded_at, recorded_by)
         VALUES ('b', 'baichay', 'a lost paper list', 5, 259200005, 5, 'p')`,
      ),
    ]);
    expect(await env.AS_CONSOLE.clocks()).toEqual({
      requests: { open: 1, answerBy: "2026-11-24", doBy: "2026-12-04" },
      breaches: { open: 1, notifyBy: 259200005 },
    });
  });
});

describe("an officer of data protection", () => {
  test("is appointed by a written decision, proves her phone, and has the desk", async ({ expect }) => {
    const answer = await env.AS_CONSOLE.appoint(lan);
    expect(answer).toEqual({ ok: true, invitation: expect.any(String), sentTo: "•••• 888" });
    expect(await audited("appointed")).toEqual({
      actor: "operator",
      object: answer.ok && answer.invitation,
      organisation: "baichay",
      detail: JSON.stringify({ role: "data-protection-officer", decision }),
    });
    const before = await env.AS_CONSOLE.officers({ organisation: "baichay" });
    expect(new Set(before.map(({ role }) => role))).toEqual(new Set(["administrator"]));
    const { path, to } = await linkOfInvitation();
    expect(to).toBe("+84912000888");
    expect((await take(path)).headers.get("location")).toMatch(/^\/passkeys\/register/);
    const officers = await env.AS_CONSOLE.officers({ organisation: "baichay" });
    const hers = officers.find(({ role }) => role === "data-protection-officer");
    expect(hers).toMatchObject({ name: "Lan", validTo: null });
    expect(
      await env.DB.prepare("SELECT granted_by FROM id_role WHERE subject = ?").bind(hers?.subject).first("granted_by"),
    ).toBe("operator");
  });

  test("is dismissed at once, and the audit says on which decision", async ({ expect }) => {
    await env.AS_CONSOLE.appoint(lan);
    await take((await linkOfInvitation()).path);
    const [hers] = (await env.AS_CONSOLE.officers({ organisation: "baichay" })).filter(({ name }) => name === "Lan");
    const who = {
      organisation: "baichay",
      role: "data-protection-officer",
      subject: hers?.subject ?? "",
      decision,
    } as const;
    expect(await env.AS_CONSOLE.dismiss(who)).toEqual({ ended: true });
    expect(await env.AS_CONSOLE.dismiss(who)).toEqual({ ended: false });
    expect(await audited("dismissed")).toMatchObject({
      actor: "operator",
      object: who.subject,
      organisation: "baichay",
    });
    const revoked = `id_revocation WHERE target = '${who.subject}' AND scope = 'subject'`;
    expect(await count(revoked)).toBeGreaterThan(0);
  });

  test("cannot be made by an administrator, who does not hold what she may do", async ({ expect }) => {
    const me = await staff("admin.baichay");
    const refused = await me.post("/organisations/baichay/people/sample-counter.baichay/roles", {
      role: "data-protection-officer",
      from: "",
      until: "",
    });
    expect(refused.status).toBe(403);
  });

  test("is not appointed to nowhere, to nobody, for yesterday or without a decision", async ({ expect }) => {
    const { AS_CONSOLE: admin } = env;
    expect(await admin.appoint({ ...lan, organisation: "nowhere" })).toEqual({
      ok: false,
      reason: "organisation-unknown",
    });
    expect(await admin.appoint({ ...lan, contact: "12" })).toEqual({ ok: false, reason: "contact-wrong" });
    expect(await admin.appoint({ ...lan, until: clock.now() - 1 })).toEqual({ ok: false, reason: "until-past" });
    expect(await admin.appoint({ ...lan, decision: "" }).catch((err: unknown) => err)).toMatchObject({
      code: "validation-failed",
    });
    expect(await count("id_invitation")).toBe(0);
  });

  test("is appointed by no page: the commands find no door without the operator's key", async ({ expect }) => {
    for (const act of ["appoint", "dismiss", "officers"]) {
      const answer = await exports.default.fetch(`${origin}/operator/${act}`, {
        method: "POST",
        headers: { "content-type": "application/json", origin },
        body: JSON.stringify(lan),
      });
      expect(answer.status).toBe(404);
    }
  });
});
