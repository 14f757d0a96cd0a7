import { base64url, sha256 } from "@ven/kit";
import { env } from "cloudflare:workers";
import { beforeEach, describe, test } from "vitest";

import { pump } from "../../src/live/pump";
import { encrypt, isPushService, vapidOf } from "../../src/live/web-push";
import { newPhone } from "./phone";

const base = "https://ask.test";
const { LIVE: live } = env;
const bindings = {
  DB: env.DB,
  ASK_KEY: env.ASK_KEY,
  VAPID_KEY: String(Reflect.get(env, "VAPID_KEY")),
  SELF_ORIGIN: base,
  PUSH_HOSTS: String(Reflect.get(env, "PUSH_HOSTS")),
};
const inbox = async () =>
  (await (await fetch("https://push.test/inbox")).json()) as {
    url: string;
    headers: Record<string, string>;
    body: string;
  }[];

let many = 0;
/** A conversation that waits for a person. */
async function openThread() {
  many++;
  const token = `quang-ninh-${String(many).padStart(22, "A")}`;
  const id = `thread-${many}`;
  await env.DB.batch([
    env.DB.prepare(
      "INSERT INTO ask_thread (id, token, organisation, state, lang, urgent, asked_at, handed_at, version) VALUES (?, ?, 'qn-dulich', 'open', 'ko', 0, 1, 1, 1)",
    ).bind(id, await sha256(token)),
    env.DB.prepare(
      "INSERT INTO ask_message (thread, seq, at, author, lang, text) VALUES (?, 1, 1, 'asker', 'ko', '표')",
    ).bind(id),
  ]);
  return { id, token };
}

/** A person answers, in whichever script that is. */
async function answer(id: string) {
  const [, row] = await env.DB.batch<{ version: number }>([
    env.DB.prepare(
      "INSERT INTO ask_message (thread, seq, at, author, actor, lang, text) SELECT ?1, max(seq) + 1, unixepoch() * 1000, 'person', 'p-1', 'ko', '답' FROM ask_message WHERE thread = ?1",
    ).bind(id),
    env.DB.prepare(
      "UPDATE ask_thread SET version = version + 1, state = 'answered', claimed_by = 'p-1' WHERE id = ? RETURNING version",
    ).bind(id),
  ]);
  return row?.results[0]?.version ?? 0;
}

const subscribe = (token: string, body: unknown, method = "POST") =>
  live.fetch(`${base}/api/threads/${token}/push?lang=ko`, {
    method,
    headers: { "content-type": "application/json", origin: base },
    body: JSON.stringify(body),
  });
const wishes = async (id: string) =>
  (await env.DB.prepare("SELECT sealed, due_at AS dueAt FROM ask_push WHERE thread = ?").bind(id).all()).results;

beforeEach(async () => {
  await env.DB.prepare("DELETE FROM ask_push").run();
  await inbox();
});

describe("a tourist whose page is open", () => {
  test("is told the moment that a person answers", async ({ expect }) => {
    const { id, token } = await openThread();
    const { webSocket } = await live.fetch(`${base}/api/threads/${token}/live`, {
      headers: { upgrade: "websocket", origin: base },
    });
    if (!webSocket) throw new Error("no socket");
    const heard: string[] = [];
    const told = new Promise<void>((resolve) => {
      webSocket.addEventListener("message", ({ data }) => {
        heard.push(String(data));
        if (heard.length === 2) resolve();
      });
    });
    webSocket.accept();
    const version = await answer(id);
    await live.moved({ id, version, state: "answered" });
    await told;
    expect(heard.map((one) => JSON.parse(one) as unknown)).toEqual([
      { type: "hello", seq: 1 },
      { seq: 2, state: "answered" },
    ]);
    webSocket.close(1000);
  });

  test("gets no socket for a link that leads nowhere, and none for another site", async ({ expect }) => {
    const { token } = await openThread();
    const at = (path: string, origin: string) =>
      live.fetch(`${base}/api/threads/${path}/live`, { headers: { upgrade: "websocket", origin } });
    expect((await at("quang-ninh-AAAAAAAAAAAAAAAAAAAAzz", base)).status).toBe(404);
    expect((await at(token, "https://evil.example")).status).toBe(403);
    expect((await live.fetch(`${base}/api/threads/${token}/live`)).status).toBe(400);
  });
});

describe("a tourist who has put the phone away", () => {
  test("is told once that there is an answer, in the page's language, and nobody else can read it", async ({
    expect,
  }) => {
    const { id, token } = await openThread();
    const phone = await newPhone("https://push.test/201/mine");
    expect((await subscribe(token, phone.subscription)).status).toBe(204);
    expect((await subscribe(token, phone.subscription)).status).toBe(204);
    const kept = await wishes(id);
    expect(kept).toHaveLength(1);
    // What the database holds says neither where nor what.
    expect(JSON.stringify(kept)).not.toContain("push.test");
    expect(JSON.stringify(kept)).not.toContain(token);
    await answer(id);
    expect(
      (await Promise.all([pump(bindings, id), pump(bindings, id), pump(bindings, null)])).map(({ sent }) => sent),
    ).toEqual(expect.arrayContaining([1, 0, 0]));
    const got = await inbox();
    expect(got).toHaveLength(1);
    const [{ headers, body } = { headers: {} as Record<string, string>, body: "" }] = got;
    expect(JSON.parse(await phone.read(body))).toMatchObject({
      title: "답변이 도착했습니다",
      link: `/t/${token}`,
      lang: "ko",
    });
    expect(headers).toMatchObject({ "content-encoding": "aes128gcm", ttl: "86400" });
    const stranger = await newPhone("https://push.test/201/other");
    await expect(stranger.read(body)).rejects.toThrow();
    expect((await pump(bindings, null)).sent).toBe(0);
  });

  test("is told by a sender whom the push service can recognise", async ({ expect }) => {
    const { id, token } = await openThread();
    const phone = await newPhone("https://push.test/201/signed");
    await subscribe(token, phone.subscription);
    await answer(id);
    await pump(bindings, id);
    const [got] = await inbox();
    const [, jwt = "", key = ""] = /^vapid t=([^,]+), k=(.+)$/.exec(got?.headers["authorization"] ?? "") ?? [];
    const [head = "", claims = "", signature = ""] = jwt.split(".");
    const imported = await crypto.subtle.importKey(
      "raw",
      base64url.decode(key),
      { name: "ECDSA", namedCurve: "P-256" },
      false,
      ["verify"],
    );
    const good = await crypto.subtle.verify(
      { name: "ECDSA", hash: "SHA-256" },
      imported,
      base64url.decode(signature),
      new TextEncoder().encode(`${head}.${claims}`),
    );
    expect(good).toBe(true);
    const said = JSON.parse(new TextDecoder().decode(base64url.decode(claims))) as { aud: string; exp: number };
    expect(said).toMatchObject({ aud: "https://push.test", sub: base });
    expect(said.exp * 1000 - Date.now()).toBeLessThanOrEqual(24 * 3_600_000);
    const offered = await live.fetch(`${base}/api/threads/${token}/push`);
    expect(await offered.json()).toEqual({ key });
  });

  test.for([404, 410, 403])("is forgotten when the push service says %i", async (status, { expect }) => {
    const { id, token } = await openThread();
    await subscribe(token, (await newPhone(`https://push.test/${status}/x`)).subscription);
    await answer(id);
    expect((await pump(bindings, id)).gone).toBe(1);
    expect(await wishes(id)).toEqual([]);
  });

  test("is told later when the push service has trouble, and never without end", async ({ expect }) => {
    const { id, token } = await openThread();
    await subscribe(token, (await newPhone("https://push.test/503/x")).subscription);
    await answer(id);
    const outcomes: string[] = [];
    for (let round = 0; round < 8; round++) {
      const { later, gone } = await pump(bindings, id);
      outcomes.push(later ? "later" : gone ? "gone" : "nothing");
      // The minutes until the next try have passed.
      await env.DB.prepare("UPDATE ask_push SET due_at = 1 WHERE due_at IS NOT NULL").run();
    }
    expect(outcomes).toEqual(["later", "later", "later", "later", "later", "gone", "nothing", "nothing"]);
  });

  test("is forgotten when the conversation ends", async ({ expect }) => {
    const { id, token } = await openThread();
    await subscribe(token, (await newPhone("https://push.test/201/x")).subscription);
    await env.DB.prepare("UPDATE ask_thread SET version = version + 1, state = 'closed' WHERE id = ?").bind(id).run();
    expect(await wishes(id)).toEqual([]);
    expect((await subscribe(token, (await newPhone("https://push.test/201/x")).subscription)).status).toBe(409);
  });

  test("hears of an answer though the conversation was ended right after it", async ({ expect }) => {
    const { id, token } = await openThread();
    await subscribe(token, (await newPhone("https://push.test/201/x")).subscription);
    await answer(id);
    await env.DB.prepare("UPDATE ask_thread SET version = version + 1, state = 'closed' WHERE id = ?").bind(id).run();
    expect((await pump(bindings, id)).sent).toBe(1);
    expect(await wishes(id)).toEqual([]);
  });

  test("may change their mind", async ({ expect }) => {
    const { id, token } = await openThread();
    const { subscription } = await newPhone("https://push.test/201/x");
    await subscribe(token, subscription);
    expect((await subscribe(token, { endpoint: subscription.endpoint }, "DELETE")).status).toBe(204);
    expect(await wishes(id)).toEqual([]);
  });
});

describe("somebody who means ill", () => {
  test("cannot make us knock anywhere but at the browsers' services", async ({ expect }) => {
    const { token } = await openThread();
    for (const endpoint of [
      "https://evil.example/x",
      "http://push.test/x",
      "https://push.test:8443/x",
      "https://user@push.test/x",
      "https://127.0.0.1/x",
      "not an address",
    ])
      expect((await subscribe(token, (await newPhone(endpoint)).subscription)).status).toBe(400);
    expect(isPushService("https://web.push.example/x", bindings.PUSH_HOSTS)).toBe(true);
    expect(isPushService("https://push.example.evil.example/x", bindings.PUSH_HOSTS)).toBe(false);
    expect(isPushService("http://127.0.0.1:9000/x", "http://127.0.0.1:9000")).toBe(true);
  });

  test("cannot fill a conversation with addresses", async ({ expect }) => {
    const { token } = await openThread();
    const answers: number[] = [];
    for (let n = 0; n < 7; n++)
      answers.push((await subscribe(token, (await newPhone(`https://push.test/201/${n}`)).subscription)).status);
    expect(answers).toEqual([204, 204, 204, 204, 204, 429, 429]);
  });

  test("gains nothing from a subscription whose keys are no keys", async ({ expect }) => {
    const { token } = await openThread();
    const keys = { p256dh: "A".repeat(87), auth: "B".repeat(22) };
    expect(
      (await subscribe(token, { endpoint: "https://push.test/201/x", keys: { ...keys, auth: "no" } })).status,
    ).toBe(400);
    await expect(encrypt({ p256dh: "A".repeat(87), auth: keys.auth }, "x")).rejects.toThrow();
    expect((await vapidOf(bindings.VAPID_KEY)).publicKey).toHaveLength(87);
  });
});
