import { grantsPermission, type Permission, type Role } from "@ven/identity";
import { clock } from "@ven/kit";
import { env } from "cloudflare:workers";
import { beforeEach, describe, test } from "vitest";

import { routes } from "../src/routes";
import { browser, seedPeople } from "./person";
import { keyOf, matrix, type Row, type Tenant } from "./routes-matrix";
import { type As, staff } from "./staff";

/** The tree of this test: each organisation and what it lies under. */
const organisations: Record<string, string[]> = {
  baichay: ["baichay", "qn-so-y-te", "quang-ninh"],
  dakhoa: ["dakhoa", "qn-so-y-te", "quang-ninh"],
  "qn-so-y-te": ["qn-so-y-te", "quang-ninh"],
  "quang-ninh": ["quang-ninh"],
  hue: ["hue"],
};
const nowhere = "no-such-place";

const as = (roles: Record<string, Role[]>, more: As = {}): As => ({ roles, ...more });
const actors: Record<string, As | undefined> = {
  nobody: undefined,
  "a guest": as({}, { kind: "guest" }),
  "a citizen": as({}, { kind: "citizen" }),
  "a nurse of Bãi Cháy": as({ baichay: ["counter"] }),
  "a supervisor of Bãi Cháy": as({ baichay: ["supervisor"] }),
  "the administrator of Bãi Cháy": as({ baichay: ["administrator"] }),
  "the administrator of Đa khoa": as({ dakhoa: ["administrator"] }),
  "the administrator of the department": as({ "qn-so-y-te": ["administrator"] }),
  "the officer of Quảng Ninh": as({ "quang-ninh": ["data-protection-officer"] }),
  "the province administrator": as({ "quang-ninh": ["province-administrator"] }),
  "the administrator of Huế": as({ hue: ["administrator"] }),
  "the officer of Huế": as({ hue: ["data-protection-officer"] }),
};

const isTenant = (row: Row): row is Tenant => "path" in row && row.who.includes(".");
const may = (actor: As | undefined, permission: Permission, organisation: string) =>
  Object.entries(actor?.roles ?? {}).some(
    ([held, roles]) =>
      (organisations[organisation] ?? []).includes(held) && roles.some((role) => grantsPermission(role, permission)),
  );

/** Every route that the service answers, as the router has them. */
const served = [
  ...new Set(routes.routes.filter(({ method }) => method !== "ALL").map(({ method, path }) => `${method} ${path}`)),
];

/** One of each thing in every organisation. */
beforeEach(async () => {
  await seedPeople();
  const now = clock.now();
  await env.DB.batch(
    Object.keys(organisations).flatMap((one) => [
      env.DB.prepare("INSERT INTO id_subject VALUES (?, 'staff', 0, NULL)").bind(`p-${one}`),
      env.DB.prepare("INSERT INTO id_staff_profile VALUES (?, ?, ?, 1, 0)").bind(`p-${one}`, `Người ${one}`, one),
      env.DB.prepare("INSERT INTO id_role VALUES (?, ?, 'counter', 0, NULL, 'x')").bind(`p-${one}`, one),
      env.DB.prepare(
        "INSERT INTO id_invitation VALUES (?, ?, 'counter', NULL, 'Ai', ?, ?, 'x', ?, ?, NULL, NULL, NULL)",
      ).bind(`i-${one}`, one, `hash-${one}`, now, now, now + 1000),
      env.DB.prepare(
        `INSERT INTO id_api_key (id, organisation, name, permissions, secret_hash, created_at, created_by, expires_at)
         VALUES (?, ?, 'HIS', '["queue.desk"]', 'h', 1, 'x', ?)`,
      ).bind(keyOf(one), one, now + 1000),
      env.DB.prepare(
        "INSERT INTO id_data_request (id, organisation, kind, via, reference, received_at, answer_by, do_by) VALUES (?, ?, 'access', 'page', '1', 1, '1970-01-03', '1970-01-10')",
      ).bind(`r-${one}`, one),
      env.DB.prepare(
        "INSERT INTO id_breach VALUES (?, ?, 'Máy tính bị mất', 1, 259200001, 1, 'x', NULL, NULL, NULL)",
      ).bind(`b-${one}`, one),
    ]),
  );
});

/** What is at stake: everything that a request without the right could have changed. */
async function stored() {
  const tables = [
    "id_role",
    "id_invitation",
    "id_api_key",
    "id_data_request",
    "id_breach",
    "id_break_glass",
    "id_recovery",
    "id_subject",
  ];
  const rows = await env.DB.batch(tables.map((table) => env.DB.prepare(`SELECT * FROM ${table} ORDER BY 1, 2, 3`)));
  return JSON.stringify(rows.map(({ results }) => results));
}

const plain = (text: string) =>
  text.replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, "<id>").replaceAll(/"instance":"[^"]*"/g, "");

async function ask(
  actor: As | undefined,
  name: string,
  method: string,
  path: string,
  form: Record<string, string> = {},
) {
  const json = { accept: "application/json" };
  if (actor === undefined) {
    const someone = browser();
    return method === "GET" ? someone.fetch(path, { headers: json }) : someone.post(path, form, json);
  }
  const someone = await staff(`x-${name.replaceAll(/\P{L}/gu, "")}`, actor);
  return method === "GET" ? someone.fetch(path, { headers: json }) : someone.post(path, form, json);
}

describe("whose is it", () => {
  test("every route of identity says so, and nothing else does", ({ expect }) => {
    expect(served.filter((route) => !(route in matrix))).toEqual([]);
    expect(Object.keys(matrix).filter((route) => !served.includes(route))).toEqual([]);
  });

  test.for(Object.entries(matrix).filter((entry): entry is [string, Tenant] => isTenant(entry[1])))(
    "[ASVS 8.2.1] [ASVS 8.2.2] [ASVS 8.4.1] %s is for those who hold the permission there or above, a 404 for all others",
    async ([route, row], { expect }) => {
      const [method = ""] = route.split(" ");
      const before = await stored();
      const wrong: string[] = [];
      for (const [name, actor] of Object.entries(actors)) {
        const random = actor && plain(await (await ask(actor, name, method, row.path(nowhere), row.form)).text());
        for (const organisation of Object.keys(organisations)) {
          if (may(actor, row.who, organisation)) continue;
          const answer = await ask(actor, name, method, row.path(organisation), row.form);
          const body = plain(await answer.text());
          const fits = actor ? answer.status === 404 && body === random : answer.status === 401;
          if (!fits) wrong.push(`${name} at ${organisation}: ${answer.status} ${body.slice(0, 80)}`);
        }
      }
      expect(wrong).toEqual([]);
      expect(await stored()).toBe(before);

      // Those who may are let in as far as the fresh passkey that acts need; looking needs none.
      const refused: string[] = [];
      for (const [name, actor] of Object.entries(actors))
        for (const organisation of Object.keys(organisations)) {
          if (!may(actor, row.who, organisation)) continue;
          const tired = actor && { ...actor, steppedUp: false };
          const answer = await ask(tired, name, method, row.path(organisation), row.form);
          const fits = row.freely ? answer.status < 400 : answer.status === 403;
          if (!fits) refused.push(`${name} at ${organisation}: ${answer.status}`);
        }
      expect(refused).toEqual([]);
    },
  );

  test("[ASVS 8.2.2] a thing of another organisation is not found under one's own", async ({ expect }) => {
    const wrong: string[] = [];
    const before = await stored();
    for (const [route, row] of Object.entries(matrix)) {
      if (!isTenant(row) || !/:(invitation|person|key|request|breach|recovery)/.test(route)) continue;
      const role: Role = row.who === "identity.subjects" ? "data-protection-officer" : "administrator";
      const [method = ""] = route.split(" ");
      const theirs = row.path("dakhoa").replace(/^\/(organisations|recovery)\/dakhoa/, "/$1/baichay");
      const { status } = await ask(as({ baichay: [role] }), "own", method, theirs, row.form);
      if (status !== 404) wrong.push(`${route}: ${status}`);
    }
    expect(wrong).toEqual([]);
    expect(await stored()).toBe(before);
  });

  test("[ASVS 8.2.2] what is one's own is nobody else's", async ({ expect }) => {
    const owner = browser();
    await owner.signIn("0912345678");
    await owner.post("/privacy/copies");
    const mine = await env.DB.prepare("SELECT id, subject FROM id_session").first<{ id: string; subject: string }>();
    const copy = (await env.DB.prepare("SELECT seq FROM id_subject_event").first<number>("seq")) ?? 0;
    await env.DB.prepare(
      "INSERT INTO id_passkey (id, subject, public_key, counter, transports, synced, name, created_at) VALUES (?, ?, ?, 0, '[]', 0, 'x', 1)",
    )
      .bind("a".repeat(22), mine?.subject ?? "", "k".repeat(60))
      .run();
    const foreign = { session: mine?.id ?? "", passkey: "a".repeat(22), copy };
    const wrong: string[] = [];
    for (const [route, row] of Object.entries(matrix)) {
      if (row.who !== "self" || row.path === undefined) continue;
      const [method = ""] = route.split(" ");
      for (const [name, actor] of Object.entries(actors)) {
        const { status } = await ask(actor, name, method, row.path(foreign), { name: "của tôi" });
        const fits = actor ? status === 404 : status === 401 || status === 303;
        if (!fits) wrong.push(`${route}, ${name}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await env.DB.prepare("SELECT ended_at FROM id_session").first("ended_at")).toBeNull();
    expect(await env.DB.prepare("SELECT count(*) AS n FROM id_passkey").first("n")).toBe(1);
  });

  test("a guessed secret in an address opens nothing, for anybody", async ({ expect }) => {
    const wrong: string[] = [];
    for (const [route, row] of Object.entries(matrix)) {
      if (row.who !== "holder") continue;
      const [method = ""] = route.split(" ");
      for (const [name, actor] of Object.entries(actors)) {
        const { status } = await ask(actor, name, method, row.path);
        if (status < 400 && status !== 303) wrong.push(`${route}, ${name}: ${status}`);
        if (status >= 500) wrong.push(`${route}, ${name}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
