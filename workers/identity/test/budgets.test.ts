import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeEach, describe, test } from "vitest";

import { organisationBudget, payersOf, whoIsSpent } from "../src/delivery/budget";
import { allMayPay } from "../src/delivery/budget-repository";
import { sendCode } from "../src/send-code";
import { count, desk, seedPeople } from "./person";
import { staff } from "./staff";

const budgets = '{ "wifi": 3, "*": 9, "organisation:baichay": 2, "organisation:*": 4 }';

describe("a message is paid for", () => {
  test("by the service, and by the organisation on whose behalf it goes", ({ expect }) => {
    expect(payersOf(budgets, { service: "wifi", organisation: "baichay" })).toEqual([
      { payer: "wifi", limit: 3 },
      { payer: "organisation:baichay", limit: 2 },
    ]);
    expect(payersOf(budgets, { service: "queue", organisation: "dakhoa" })).toEqual([
      { payer: "queue", limit: 9 },
      { payer: "organisation:dakhoa", limit: 4 },
    ]);
    expect([organisationBudget(undefined, "baichay"), organisationBudget('{"*": 1}', "baichay")]).toEqual([500, 500]);
    expect(payersOf(undefined, {})).toEqual([]);
  });

  test("while all of them still may: the rule and the database say the same", async ({ expect }) => {
    const names = ["wifi", "organisation:a", "organisation:b"] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.record({ payer: fc.constantFrom(...names), limit: fc.nat(4) }), {
          selector: (one) => one.payer,
        }),
        fc.dictionary(fc.constantFrom(...names), fc.nat(4)),
        async (payers, used) => {
          const day = "2026-11-22";
          await env.DB.batch([
            env.DB.prepare("DELETE FROM id_delivery_budget"),
            ...Object.entries(used).map(([payer, n]) =>
              env.DB.prepare("INSERT INTO id_delivery_budget VALUES (?, ?, ?)").bind(payer, day, n),
            ),
          ]);
          const may = await env.DB.prepare(`SELECT ${allMayPay} AS may`)
            .bind(JSON.stringify(payers), day)
            .first<number>("may");
          expect(may === 1).toBe(whoIsSpent(payers, new Map(Object.entries(used))) === undefined);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("a hospital", () => {
  beforeEach(seedPeople);
  const spend = async (n: number) => {
    const { today } = await desk();
    await env.DB.prepare("INSERT INTO id_delivery_budget VALUES ('organisation:baichay', ?, ?)").bind(today, n).run();
  };
  const invitation = (contact: string) => ({ name: "Bình", contact, role: "counter", until: "" });

  test("sees what it has sent today, and each invitation counts", async ({ expect }) => {
    const me = await staff("admin.baichay");
    expect(await (await me.get("/organisations/baichay?lang=en")).text()).toContain("Messages today: 0 of 500.");
    expect((await me.post("/organisations/baichay/invitations", invitation("0912000444"))).status).toBe(303);
    expect(await (await me.get("/organisations/baichay?lang=en")).text()).toContain("Messages today: 1 of 500.");
  });

  test("that has spent its budget invites nobody more today, is told so, and loses nothing it typed", async ({
    expect,
  }) => {
    await spend(500);
    const me = await staff("admin.baichay");
    const refused = await me.post("/organisations/baichay/invitations?lang=en", invitation("0912000444"));
    expect(refused.status).toBe(400);
    const page = await refused.text();
    expect(page).toContain("has sent all its messages of today");
    expect(page).toContain('value="0912000444"');
    expect(await count("id_invitation")).toBe(0);
    expect(await count("id_vault_invitation", env.VAULT)).toBe(0);
    expect(await count("id_outbox")).toBe(0);
    // Another house has its own.
    const other = await staff("admin.dakhoa");
    expect((await other.post("/organisations/dakhoa/invitations", invitation("0912000444"))).status).toBe(303);
  });

  test("pays for codes that a service sends on its behalf, 20 at the same time too", async ({ expect }) => {
    await spend(495);
    const request = {
      next: "x",
      lang: "vi",
      selfOrigin: "https://id.test",
      timezone: "Asia/Ho_Chi_Minh",
      perDay: 8,
    } as const;
    const at = await desk();
    const sent = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) =>
        sendCode(at, {
          ...request,
          contact: { channel: "phone", value: `+849120001${String(n).padStart(2, "0")}` },
          service: "wifi",
          organisation: "baichay",
        }),
      ),
    );
    expect(sent.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    expect(sent.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "budget-spent" } });
    expect(await count("id_delivery_budget WHERE payer = 'wifi' AND used = 5")).toBe(1);
  });
});
