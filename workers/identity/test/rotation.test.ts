import { setClock } from "@ven/kit";
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { nextStep, type TimedRing } from "../../../tools/lib/key-rings.mjs";
import { deskOf } from "../src/desk";
import { readInbox } from "../src/development/inbox";
import { routes } from "../src/routes";
import { newSubjectKey, openSubjectKey } from "../src/vault";
import { readSubjectKey } from "../src/vault-key-repository";
import { citizenIndex, citizenIndexes, openCitizen, sealCitizen } from "../src/vneid/citizen";
import { addCitizen, findCitizen } from "../src/vneid/citizen-repository";
import { count, origin } from "./person";

interface Holding {
  active: string;
  names: string[];
  rows?: Record<string, number>;
}
type Kind = "signing" | "peppers" | "masterKeys" | "secrets";
const secretOf = {
  signing: "SIGNING_KEYS",
  peppers: "PEPPERS",
  masterKeys: "MASTER_KEYS",
  secrets: "SECRETS",
} as const;
const operatorKey = "operator-key-of-thirty-two-characters-or-more";

/** A deployment whose secrets an operator changes while people come and go. */
function deployment() {
  const running = { ...env, OPERATOR_KEY: operatorKey };
  let now = Date.UTC(2026, 10, 23, 1);
  const later = (ms: number) => {
    now += ms;
    setClock({ now: () => now });
  };
  later(0);
  const send = async (path: string, init: RequestInit = {}) =>
    routes.fetch(
      new Request(new URL(path, origin), { redirect: "manual", ...init }),
      running,
      createExecutionContext(),
    );
  const form = (path: string, fields: Record<string, string>) =>
    send(path, { method: "POST", body: new URLSearchParams(fields), headers: { origin, accept: "text/html" } });
  return {
    running,
    later,
    now: () => now,
    send,
    async ask(what: string, body?: object) {
      const headers = { authorization: `Bearer ${operatorKey}`, "content-type": "application/json" };
      const answer = await send(
        `/operator/${what}`,
        body ? { method: "POST", headers, body: JSON.stringify(body) } : { headers },
      );
      if (!answer.ok) throw new Error(`${what}: ${answer.status}`);
      return answer.json<
        Record<Exclude<Kind, "signing">, Holding> & { signing: Holding; moved: number; next?: string }
      >();
    },
    /** Signs somebody in; gives what their browser keeps. */
    async signIn(contact: string) {
      const asked = await form("/sign-in", { contact });
      const challenge = new URL(asked.headers.get("location") ?? "", origin).searchParams.get("c") ?? "";
      const desk = await deskOf(running, { now, requestId: null });
      const code = (await readInbox(desk)).find(({ to }) => to === contact)?.code ?? "";
      const signedIn = await form("/sign-in/code", { challenge, code });
      const cookies = new Map<string, string>();
      keep(cookies, signedIn);
      return { status: signedIn.status, cookies };
    },
    /** Somebody looks at their account, with what their browser was given before. */
    async account(cookies: Map<string, string>) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const answer = await send("/account", { headers: { cookie, accept: "text/html" } });
      keep(cookies, answer);
      return answer;
    },
  };
}

function keep(cookies: Map<string, string>, answer: Response) {
  for (const line of answer.headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    cookies.set(name, value);
  }
}

let made = 0;
async function newKey(kind: Kind) {
  const name = `${kind === "signing" ? "local-r" : "r"}${++made}`;
  if (kind !== "signing") {
    const bytes = crypto.getRandomValues(new Uint8Array(32));
    return {
      name,
      key: btoa(String.fromCharCode(...bytes))
        .replaceAll("+", "-")
        .replaceAll("/", "_")
        .replaceAll("=", ""),
    };
  }
  const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  if (!("privateKey" in pair)) throw new Error("Ed25519 keys come in pairs");
  const jwk = await crypto.subtle.exportKey("jwk", pair.privateKey);
  if (!("x" in jwk)) throw new Error("not a JWK");
  return { name, key: { kty: "OKP", crv: "Ed25519", x: jwk.x, d: jwk.d, kid: name } };
}

describe("while an operator rotates every key", () => {
  test("people sign in, come back as themselves and stay signed in", { timeout: 60_000 }, async ({ expect }) => {
    const city = deployment();
    const people = Array.from({ length: 12 }, (_, index) => `person${index}@vidu.example`);
    for (const contact of people) expect((await city.signIn(contact)).status).toBe(303);
    const subjects = await count("id_subject");
    const { cookies } = await city.signIn("stays@vidu.example");
    // A citizen is found by an index of their own, and came before everything was rotated.
    const deskNow = () => deskOf(city.running, { now: city.now(), requestId: null });
    const lan = { issuer: "https://vneid.test", sub: "lan", name: "Lan", document: "022190000123", birth: "19900131" };
    const first = await deskNow();
    const { subjectKey, sealedKey } = await newSubjectKey("citizen-lan", first.keys.masterKeys);
    await addCitizen(first.vault, {
      subject: "citizen-lan",
      sealedKey,
      index: await citizenIndex(lan, first.keys.peppers),
      sealed: await sealCitizen("citizen-lan", subjectKey, lan),
      now: city.now(),
    });
    const isFound = async () => {
      const { vault, keys } = await deskNow();
      return (await findCitizen(vault, await citizenIndexes(lan, keys.peppers)))?.subject;
    };
    let visits = 0;
    for (const kind of ["signing", "peppers", "masterKeys", "secrets"] as const) {
      for (let steps = 0; ; steps++) {
        if (steps > 30) throw new Error(`the rotation of ${kind} does not end`);
        const made = await newKey(kind);
        const ring = JSON.parse(city.running[secretOf[kind]]) as TimedRing;
        const inUse = await city.ask("keys");
        const next = nextStep(kind, ring, {
          now: city.now(),
          rows: inUse[kind]?.rows,
          newKey: () => made,
        });
        city.running[secretOf[kind]] = JSON.stringify(next.ring);
        if (next.step === "done") break;
        if (next.step === "move") {
          // One batch at a time, with sign-ins in between; broken off and begun anew once.
          const move = kind === "peppers" ? "reindex" : "rewrap";
          await city.ask(move, { after: "" });
          for (let after: string | undefined = ""; after !== undefined;)
            ({ next: after } = await city.ask(move, { after }));
        }
        city.later(kind === "secrets" && next.step === "wait" ? 10 * 3_600_000 : 5 * 60_000 + 1000);
        // Somebody who was here before is the same person, with the keys of before, between and after.
        expect(await isFound()).toBe("citizen-lan");
        const back = people[visits++ % people.length]!;
        expect(await city.signIn(back)).toMatchObject({ status: 303 });
        if (kind !== "secrets") {
          expect(await count("id_subject")).toBe(subjects + 1);
          expect((await city.account(cookies)).status).toBe(200);
        }
      }
    }
    expect(await openCitizen(await deskNow(), "citizen-lan")).toEqual(lan);
    const { masterKeys, peppers } = await city.ask("keys");
    for (const { active, names, rows = {} } of [masterKeys, peppers]) {
      expect(names).toEqual([active]);
      expect(Object.keys(rows)).toEqual([active]);
    }
  });

  test("a contact that was proved again meanwhile is not lost", async ({ expect }) => {
    const city = deployment();
    await city.signIn("twice@vidu.example");
    const row = await env.VAULT.prepare("SELECT * FROM id_vault_contact").first<Record<string, string>>();
    const { name, key } = await newKey("peppers");
    const ring = JSON.parse(city.running.PEPPERS) as { keys: object };
    city.running.PEPPERS = JSON.stringify({ active: name, keys: { ...ring.keys, [name]: key } });
    await city.ask("reindex", { after: "" });
    // The old row comes back beside the new one, as a late statement would leave it.
    await env.VAULT.prepare("INSERT INTO id_vault_contact VALUES (?, ?, ?, ?, ?, ?, ?)")
      .bind(...Object.values(row ?? {}))
      .run();
    await city.ask("reindex", { after: "" });
    expect(await count("id_vault_contact", env.VAULT)).toBe(1);
    city.later(61_000);
    await city.signIn("twice@vidu.example");
    expect(await count("id_subject")).toBe(1);
  });

  test("the key of a person stays the same, only wrapped anew", async ({ expect }) => {
    const city = deployment();
    await city.signIn("wrapped@vidu.example");
    const subject = (await env.DB.prepare("SELECT id FROM id_subject").first<string>("id")) ?? "";
    const open = async () => {
      const { vault, keys } = await deskOf(city.running, { now: city.now(), requestId: null });
      const row = await readSubjectKey(vault, subject);
      return row && openSubjectKey(subject, row, keys.masterKeys);
    };
    const before = await open();
    const { name, key } = await newKey("masterKeys");
    const ring = JSON.parse(city.running.MASTER_KEYS) as { keys: object };
    city.running.MASTER_KEYS = JSON.stringify({ active: name, keys: { ...ring.keys, [name]: key } });
    expect(await city.ask("rewrap", { after: "" })).toMatchObject({ moved: 1 });
    city.running.MASTER_KEYS = JSON.stringify({ active: name, keys: { [name]: key } });
    expect(await open()).toBe(before);
  });
});

describe("the operator's door", () => {
  const paths = ["keys", "rewrap", "reindex", "seal-audit", "verify-audit", "replay-erasures", "purge"];
  test.for(paths)("is no door without the key: /operator/%s", async (path, { expect }) => {
    const city = deployment();
    const method = path === "keys" ? "GET" : "POST";
    for (const authorization of ["", "Bearer ", "Bearer wrong", `Basic ${operatorKey}`]) {
      const answer = await city.send(`/operator/${path}`, { method, headers: { authorization } });
      expect(answer.status).toBe(404);
    }
    const none = { ...city.running, OPERATOR_KEY: undefined };
    const request = new Request(`${origin}/operator/${path}`, {
      method,
      headers: { authorization: "Bearer undefined" },
    });
    expect((await routes.fetch(request, none, createExecutionContext())).status).toBe(404);
  });

  test("shows no key and nobody's data", async ({ expect }) => {
    const city = deployment();
    await city.signIn("secret@vidu.example");
    const said = JSON.stringify(await city.ask("keys"));
    for (const ring of [city.running.PEPPERS, city.running.MASTER_KEYS, city.running.SECRETS])
      for (const key of Object.values((JSON.parse(ring) as { keys: Record<string, string> }).keys))
        expect(said).not.toContain(key);
    expect(said).not.toContain("secret@");
  });
});
