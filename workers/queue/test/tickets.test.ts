import { setClock } from "@ven/kit";
import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { newKey, openHospital, origin, send, staff, act, take } from "./hospital";

describe("a patient takes a number", () => {
  test("numbers go up within a service and start at 1 in each", async ({ expect }) => {
    const { service, other } = await openHospital();
    expect((await take(service)).body).toMatchObject({ number: 1, label: "A001", state: "waiting", position: 0 });
    expect((await take(service)).body).toMatchObject({ number: 2, label: "A002", position: 1 });
    expect((await take(other)).body).toMatchObject({ number: 1, label: "B001", position: 0 });
  });

  test("400 at once get exactly 1 to 400", async ({ expect }) => {
    const { service } = await openHospital();
    const answers = await Promise.all(Array.from({ length: 400 }, () => take(service)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const numbers = answers.map(({ body }) => Number(body.number)).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 400 }, (_, index) => index + 1));
  });

  test("a double tap with one key is one ticket with one answer", async ({ expect }) => {
    const { service, code } = await openHospital();
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 20 }, () => take(service, { key })));
    expect(answers.map(({ body }) => body)).toEqual(answers.map(() => answers[0]!.body));
    expect(await (await send(`/api/facilities/${code}`)).json()).toMatchObject({ waiting: 1 });
  });

  test("the same key for something else is refused and nothing is stored", async ({ expect }) => {
    const { service, code } = await openHospital();
    const key = newKey();
    await take(service, { key });
    const again = await take(service, { key, body: { class: "priority" } });
    expect(again).toMatchObject({ status: 422, body: { code: "key-reused" } });
    expect(await (await send(`/api/facilities/${code}`)).json()).toMatchObject({ waiting: 1 });
  });

  test("without a key, with a bad class or with broken JSON it is told what is wrong", async ({ expect }) => {
    const { service } = await openHospital();
    const path = `/api/services/${service}/tickets`;
    const missing = await send(path, { method: "POST", json: {} });
    expect(missing.status).toBe(400);
    expect(missing.headers.get("content-type")).toBe("application/problem+json");
    expect(await missing.json()).toMatchObject({ code: "idempotency-key-missing" });
    expect((await take(service, { body: { class: "vip" } })).body).toMatchObject({
      status: 400,
      code: "validation-failed",
      errors: [{ pointer: "/class" }],
    });
    const broken = await send(path, {
      method: "POST",
      headers: { "idempotency-key": newKey(), "content-type": "application/json" },
      body: "{",
    });
    expect(broken.status).toBe(400);
    expect(await broken.json()).toMatchObject({ code: "validation-failed" });
  });

  test("an unknown service is not found, whoever made it up", async ({ expect }) => {
    const { code } = await openHospital();
    expect((await take(`${code}.nothing`)).status).toBe(404);
    expect((await take("nohospital.noi")).status).toBe(404);
    expect((await take("..%2f")).status).toBe(400);
  });

  test("a closed service says when it opens and stores nothing", async ({ expect }) => {
    const { service, code } = await openHospital({ noi: { windows: [{ weekday: 1, from: "00:00", to: "00:01" }] } });
    const refused = await take(service);
    expect(refused).toMatchObject({ status: 409, body: { code: "service-closed", opens: { time: "00:00" } } });
    expect(await (await send(`/api/facilities/${code}`)).json()).toMatchObject({ waiting: 0, seq: 0 });
  });

  test("the hundredth is the last where the limit is a hundred, however many ask", async ({ expect }) => {
    const { service } = await openHospital({ noi: { dailyLimit: 100 } });
    const answers = await Promise.all(Array.from({ length: 300 }, () => take(service)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(100);
    expect(answers.filter(({ body }) => body.code === "daily-limit")).toHaveLength(200);
  });

  test("phones without a cookie share a budget", async ({ expect }) => {
    const { service } = await openHospital({ noi: { anonymousDaily: 3 } });
    const answers = await Promise.all([take(service), take(service), take(service), take(service)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 201, 201, 429]);
  });
});

describe("a ticket's holder", () => {
  test("sees the place and the range, and gives the number back", async ({ expect }) => {
    const { service } = await openHospital();
    await take(service);
    const { body } = await take(service);
    const seen = await (await send(`/api/tickets/${body.token}`)).json<Record<string, unknown>>();
    expect(seen).toMatchObject({ label: "A002", state: "waiting", position: 1, service: { id: service } });
    expect(seen.estimate).toMatchObject({ lowMinutes: expect.any(Number), highMinutes: expect.any(Number) });
    const given = await send(`/api/tickets/${body.token}/cancel`, { method: "POST" });
    expect(await given.json()).toMatchObject({ state: "cancelled", position: null });
    const again = await send(`/api/tickets/${body.token}/cancel`, { method: "POST" });
    expect(again.status).toBe(409);
    expect(await again.json()).toMatchObject({ code: "wrong-state", current: { state: "cancelled" } });
  });

  test("never learns another's token, id or device", async ({ expect }) => {
    const { service, code } = await openHospital();
    const mine = (await take(service)).body;
    const theirs = (await take(service)).body;
    const pages = await Promise.all(
      [`/api/tickets/${mine.token}`, `/api/facilities/${code}`, `/api/facilities/${code}/board`].map(async (path) =>
        (await send(path)).text(),
      ),
    );
    for (const page of pages) {
      expect(page).not.toContain(theirs.token);
      expect(page).not.toContain(theirs.id);
    }
  });

  test("a guessed token is not found", async ({ expect }) => {
    const { code } = await openHospital();
    expect((await send(`/api/tickets/${code}-${"A".repeat(22)}`)).status).toBe(404);
    expect((await send(`/api/tickets/${code}-short`)).status).toBe(400);
  });
});

describe("another site", () => {
  test("cannot take, cancel or call in a visitor's name", async ({ expect }) => {
    const { service, counter, code } = await openHospital();
    const { body } = await take(service);
    const evil = { origin: "https://evil.test", cookie: "queue_device=x" };
    const taken = await take(service, { headers: evil });
    expect(taken).toMatchObject({ status: 403, body: { code: "cross-site" } });
    const cancelled = await send(`/api/tickets/${body.token}/cancel`, { method: "POST", headers: evil });
    expect(cancelled.status).toBe(403);
    const nurse = await staff(code);
    expect((await act({ ...nurse, ...evil }, counter, "call-next")).status).toBe(403);
    const sameSite = { origin, cookie: "queue_device=x" };
    expect((await take(service, { headers: sameSite })).status).toBe(201);
    const fetched = await take(service, { headers: { "sec-fetch-site": "cross-site" } });
    expect(fetched.status).toBe(403);
  });
});

describe("a device", () => {
  const join = async (code: string, cookie: string, fields: Record<string, string>) =>
    send(`/j/${code}`, {
      method: "POST",
      headers: { origin, "content-type": "application/x-www-form-urlencoded", ...(cookie && { cookie }) },
      body: new URLSearchParams(fields).toString(),
    });

  test("takes a number by form, and a second form leads to an explanation", async ({ expect }) => {
    const { code, service } = await openHospital();
    const page = await send(`/j/${code}`, { headers: { accept: "text/html" } });
    expect(page.status).toBe(200);
    const cookie = page.headers.get("set-cookie")!.split(";")[0]!;
    expect(page.headers.get("set-cookie")).toContain("__Host-queue_device");
    const key = newKey();
    const first = await join(code, cookie, { service, class: "normal", key });
    expect(first.status).toBe(303);
    const again = await join(code, cookie, { service, class: "normal", key });
    expect(again.headers.get("location")).toBe(first.headers.get("location"));
    const other = await join(code, cookie, { service, class: "normal", key: newKey() });
    expect(other.status).toBe(409);
    expect(await other.text()).toContain(first.headers.get("location"));
  });

  test("is worth nothing when somebody makes it up", async ({ expect }) => {
    const { code, service } = await openHospital({ noi: { anonymousDaily: 1 } });
    const forged = "__Host-queue_device=abcdefghijklmnopqrstuv.AAAAAAAAAAAAAAAAAAAAAA";
    expect((await join(code, forged, { service, key: newKey() })).status).toBe(303);
    expect((await join(code, forged, { service, key: newKey() })).status).toBe(429);
  });
});

describe("a screen with a rotating code", () => {
  test("a phone needs a fresh scan; an old one is told so and nothing is stored", async ({ expect }) => {
    const { code, service } = await openHospital({ facility: { joinMode: "rotating" } });
    expect(await take(service)).toMatchObject({ status: 403, body: { code: "join-code-needed" } });
    const { isFreshCode, joinPass, rotatingCode } = await import("../src/join-code");
    const now = Date.now();
    const scanned = await rotatingCode(env.QUEUE_KEY, code, now);
    expect(await isFreshCode(env.QUEUE_KEY, code, scanned, now + 30_000)).toBe(true);
    expect(await isFreshCode(env.QUEUE_KEY, code, scanned, now + 60_000)).toBe(false);
    expect(await isFreshCode(env.QUEUE_KEY, `${code}1`, scanned, now)).toBe(false);
    const old = await rotatingCode(env.QUEUE_KEY, code, now - 120_000);
    expect((await send(`/j/${code}?k=${old}`)).status).toBe(403);
    const pass = await joinPass(env.QUEUE_KEY, code, now);
    expect((await take(service, { body: { pass } })).status).toBe(201);
    const expired = await joinPass(env.QUEUE_KEY, code, now - 11 * 60_000);
    expect(await take(service, { body: { pass: expired } })).toMatchObject({
      status: 403,
      body: { code: "expired-code" },
    });
    expect(await take(service, { body: { pass: `${now + 1e12}.x` } })).toMatchObject({ status: 403 });
    expect(await (await send(`/api/facilities/${code}`)).json()).toMatchObject({ waiting: 1 });
  });
});

describe("an integrator", () => {
  test("reads the hospitals page by page", async ({ expect }) => {
    await openHospital();
    await openHospital();
    // Whoever asked before may have left a list in this isolate that is a minute old.
    setClock({ now: () => Date.now() + 3_600_000 });
    const read = async (query: string) =>
      (await send(`/api/facilities${query}`)).json<{ items: { id: string }[]; next: string | null }>();
    const all = await read("");
    const seen: string[] = [];
    for (let next: string | null = ""; next !== null;) {
      const one: Awaited<ReturnType<typeof read>> = await read(`?limit=2${next && `&cursor=${next}`}`);
      seen.push(...one.items.map(({ id }) => id));
      next = one.next;
    }
    setClock(null);
    expect(seen).toEqual(all.items.map(({ id }) => id));
    expect((await send("/api/facilities?limit=0")).status).toBe(400);
    expect((await send("/api/facilities?cursor=x")).status).toBe(400);
  });

  test("whose client hammers one ticket is asked to wait", async ({ expect }) => {
    const { service } = await openHospital();
    const { body } = await take(service);
    const statuses = new Set<number>();
    for (let call = 0; call < 40; call++)
      statuses.add((await send(`/api/tickets/${body.token}/back`, { method: "POST" })).status);
    expect(statuses).toEqual(new Set([409, 429]));
  });
});
