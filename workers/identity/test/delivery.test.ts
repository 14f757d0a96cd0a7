import { clock, hmac } from "@ven/kit";
import { env, exports } from "cloudflare:workers";
import { beforeEach, describe, inject, test } from "vitest";

import type { Routes } from "../src/delivery/configuration";
import { type Office, pump, takeReport } from "../src/delivery/pump";
import { readZaloReport } from "../src/delivery/zalo";
import { sendCode } from "../src/send-code";
import { count, desk, origin, wait } from "./person";

const servers = inject("providers");
const zaloAccount = {
  appId: "app",
  appSecret: "app-secret",
  oaSecret: "oa-secret",
  refreshToken: "first-refresh",
  templates: { "one-time-code": "4711" },
  origin: servers,
  tokenOrigin: servers,
};
const nowhere = "http://127.0.0.1:9";
const both: Routes = { phone: ["zalo", "esms"], email: ["email"] };
const smsOnly: Routes = { phone: ["esms"], email: [] };

function office(
  routes: Routes,
  { esmsAt = servers, zaloAt = servers, mail }: { esmsAt?: string; zaloAt?: string; mail?: SendEmail } = {},
): Office {
  return {
    routes,
    accounts: {
      esms: { apiKey: "key", secretKey: "secret", brandname: "VEN", origin: esmsAt },
      zalo: { ...zaloAccount, origin: zaloAt },
      email: { from: "ven@vidu.example" },
    },
    mail,
    selfOrigin: origin,
  };
}

const behave = (mode: Record<string, string>) =>
  fetch(`${servers}/control`, { method: "PUT", body: JSON.stringify(mode) });
const seen = async () =>
  (await (await fetch(`${servers}/control`)).json()) as {
    seen: { provider: string; body: Record<string, unknown> }[];
    tokens: number;
  };
const names = async () => (await seen()).seen.map(({ provider }) => provider);

async function ask(value = "+84912345678", payer?: string) {
  const channel = value.includes("@") ? ("email" as const) : ("phone" as const);
  await sendCode(await desk(), {
    contact: { channel, value },
    next: "/account",
    lang: "vi",
    selfOrigin: origin,
    timezone: "Asia/Ho_Chi_Minh",
    perDay: 8,
    service: payer,
  });
}
const run = async (how: Office) => pump(await desk(), how);
const delivery = () =>
  env.DB.prepare("SELECT message, provider, step, state, tries, reason FROM id_delivery").first<
    Record<string, string | number>
  >();
const payload = () => env.DB.prepare("SELECT payload FROM id_outbox").first<string>("payload");

beforeEach(async () => {
  await behave({});
});

describe("somebody who asks for a code by phone", () => {
  test("gets one message by SMS, in eSMS's own format, and its text is dropped once it arrived", async ({ expect }) => {
    await ask();
    await run(office(smsOnly));
    const { seen: sent } = await seen();
    expect(sent).toHaveLength(1);
    const { body } = sent[0]!;
    expect(body).toMatchObject({
      ApiKey: "key",
      SecretKey: "secret",
      Phone: "0912345678",
      Brandname: "VEN",
      SmsType: "2",
      Sandbox: "0",
    });
    expect(body.Content).toMatch(/^[\x20-\x7e\n]+\n\n@id\.test #\d{6}$/);
    const row = await delivery();
    expect(row).toMatchObject({ provider: "esms", state: "accepted", tries: 1 });
    expect(body.RequestId).toBe(row?.message);
    expect(await payload()).not.toBe("");
    const report = new URL(String(body.CallbackUrl));
    report.search = "SMSID=1&SendStatus=5&SendSuccess=1&SendFailed=0&TotalReceiver=1&TypeId=2";
    // It may report as often as it likes.
    for (const _ of [1, 2, 3]) expect((await exports.default.fetch(report.href)).status).toBe(204);
    expect(await delivery()).toMatchObject({ state: "delivered" });
    expect(await payload()).toBe("");
    wait(400_000);
    await run(office(smsOnly));
    expect(await names()).toEqual(["esms"]);
  });

  test("gets it by Zalo where they have it, with a token that is renewed and kept sealed", async ({ expect }) => {
    await ask();
    await run(office(both));
    const { seen: sent, tokens } = await seen();
    expect(sent).toMatchObject([{ provider: "zalo", body: { phone: "84912345678", template_id: "4711" } }]);
    expect(sent[0]!.body.template_data).toEqual({ otp: expect.stringMatching(/^\d{6}$/) });
    expect(tokens).toBe(1);
    const sealed = await env.DB.prepare("SELECT sealed FROM id_provider_token").first<string>("sealed");
    expect(sealed).not.toMatch(/access|refresh/);
    wait(61_000);
    await ask();
    await run(office(both));
    expect((await seen()).tokens).toBe(1);
    // A day later the token has ended, and its successor is fetched with the successor's refresh token.
    wait(26 * 3_600_000);
    await ask();
    await run(office(both));
    expect((await seen()).tokens).toBe(2);
  });

  test("gets it although Zalo has withdrawn the token", async ({ expect }) => {
    await behave({ zalo: "token-expired" });
    await ask();
    await run(office(both));
    expect(await names()).toEqual(["zalo", "zalo"]);
    expect(await delivery()).toMatchObject({ provider: "zalo", state: "accepted" });
  });

  test.for([
    ["refuses", { zalo: "rejected" }, {}],
    ["is busy", { zalo: "busy" }, {}],
    ["is down", {}, { zaloAt: nowhere }],
  ] as const)("gets it by SMS when Zalo %s, once", async ([, mode, where], { expect }) => {
    await behave(mode);
    await ask();
    await run(office(both, where));
    await run(office(both, where));
    expect((await names()).filter((name) => name === "esms")).toHaveLength(1);
    expect(await delivery()).toMatchObject({ provider: "esms", step: 1, state: "accepted" });
    await run(office(both, where));
    expect((await names()).filter((name) => name === "esms")).toHaveLength(1);
  });

  test(
    "gets one message when eSMS answers too late: the same request is sent again and known there",
    { timeout: 20_000 },
    async ({ expect }) => {
      await behave({ esms: "slow" });
      await ask();
      await run(office(smsOnly));
      expect(await delivery()).toMatchObject({ state: "unsure", tries: 1 });
      wait(5_000);
      await run(office(smsOnly));
      expect(await delivery()).toMatchObject({ state: "accepted", tries: 2, reason: "124" });
      const ids = (await seen()).seen.map(({ body }) => body.RequestId);
      expect(new Set(ids).size).toBe(1);
    },
  );

  test("gets no second message by SMS when Zalo answers too late", { timeout: 20_000 }, async ({ expect }) => {
    await behave({ zalo: "slow" });
    await ask();
    await run(office(both));
    expect(await delivery()).toMatchObject({ provider: "zalo", state: "unsure" });
    wait(400_000);
    await run(office(both));
    expect(await names()).toEqual(["zalo"]);
    expect(await payload()).toBe("");
  });

  test("is not written to after five minutes, however long providers were down", async ({ expect }) => {
    await ask();
    const down = office(smsOnly, { esmsAt: nowhere });
    for (let i = 0; i < 8; i++) {
      await run(down);
      wait(31_000);
    }
    expect((await delivery())?.tries).toBeLessThanOrEqual(4);
    wait(300_000);
    await run(office(smsOnly));
    expect(await names()).toEqual([]);
    expect(await delivery()).toMatchObject({ state: "failed" });
    expect(await payload()).toBe("");
  });

  test("gets one message when ten pumps run at once", async ({ expect }) => {
    await ask();
    await Promise.all(Array.from({ length: 10 }, () => run(office(smsOnly))));
    expect(await names()).toEqual(["esms"]);
  });

  test("gets one message although the pump died while it was handing it over", async ({ expect }) => {
    await ask();
    await run(office(smsOnly));
    // As if the isolate had ended before it could write down what eSMS said.
    await env.DB.batch([
      env.DB.prepare("UPDATE id_delivery SET state = 'sending', reference = NULL"),
      env.DB.prepare("UPDATE id_outbox SET next_at = 0"),
    ]);
    await run(office(smsOnly));
    const { seen: sent } = await seen();
    expect(new Set(sent.map(({ body }) => body.RequestId)).size).toBe(1);
    expect(await delivery()).toMatchObject({ state: "accepted", reason: "124" });
  });

  test("gets it from the second provider when the first one reports that it did not arrive", async ({ expect }) => {
    const other: Routes = { phone: ["esms", "zalo"], email: [] };
    await ask();
    await run(office(other));
    const message = String((await delivery())?.message);
    const report = { message, provider: "esms", arrived: false } as const;
    expect(await takeReport(await desk(), office(other), report)).toBe(true);
    expect(await takeReport(await desk(), office(other), report)).toBe(false);
    await run(office(other));
    expect(await names()).toEqual(["esms", "zalo"]);
    expect(await delivery()).toMatchObject({ provider: "zalo", step: 1 });
  });
});

describe("somebody who asks for a code by e-mail", () => {
  test("gets it through the binding, once, and it is dropped at once", async ({ expect }) => {
    const mails: object[] = [];
    const mail: SendEmail = {
      send: (message: object) => {
        mails.push(message);
        return Promise.resolve({ messageId: "m1" });
      },
    };
    await ask("khach@vidu.example");
    await run(office(both, { mail }));
    expect(mails).toMatchObject([{ to: "khach@vidu.example", subject: expect.stringMatching(/^Ven: \d{6}$/) }]);
    expect(await payload()).toBe("");
  });
});

describe("a stranger", () => {
  test("cannot report for anybody", async ({ expect }) => {
    await ask();
    await run(office(smsOnly));
    const message = String((await delivery())?.message);
    const proof = await hmac("guess", `report/esms/${message}`);
    for (const address of [`/reports/esms/${message}/${proof}`, "/reports/esms/x/y"])
      expect((await exports.default.fetch(`${origin}${address}?SendStatus=5&SendSuccess=0`)).status).toBe(404);
    const posted = await exports.default.fetch(`${origin}/reports/zalo`, { method: "POST", body: "{}" });
    expect(posted.status).toBe(404);
    expect(await delivery()).toMatchObject({ state: "accepted" });
  });

  test("cannot speak for Zalo without its secret", async ({ expect }) => {
    const body = JSON.stringify({
      app_id: "app",
      event_name: "user_received_message",
      timestamp: "1",
      message: { tracking_id: "m", msg_id: "z" },
    });
    const sign = async (secret: string) => {
      const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`app${body}1${secret}`));
      return `mac=${[...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
    };
    expect(await readZaloReport(zaloAccount, body, await sign("oa-secret"))).toBe("m");
    expect(await readZaloReport(zaloAccount, body, await sign("other"))).toBeUndefined();
    expect(await readZaloReport(zaloAccount, body.replace('"m"', '"n"'), await sign("oa-secret"))).toBeUndefined();
    expect(await readZaloReport(zaloAccount, "{", undefined)).toBeUndefined();
  });
});

describe("a payer", () => {
  test("cannot send more than its budget of the day, and the others go on", async ({ expect }) => {
    const budgets = '{"wifi":2,"*":100}';
    const limited = async (value: string, payer: string) =>
      sendCode(
        { ...(await desk()), budgets },
        {
          contact: { channel: "phone", value },
          next: "/",
          lang: "vi",
          selfOrigin: origin,
          timezone: "Asia/Ho_Chi_Minh",
          perDay: 8,
          service: payer,
        },
      );
    const asked = await Promise.allSettled(
      Array.from({ length: 6 }, (_, index) => limited(`+8491234567${index}`, "wifi")),
    );
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    expect(asked.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "budget-spent" } });
    await limited("+84912345690", "ask");
    expect(await count("id_outbox")).toBe(3);
    wait(86_400_000);
    await limited("+84912345670", "wifi");
    expect(clock.now()).toBeGreaterThan(0);
  });
});
