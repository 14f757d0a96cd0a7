import { createHmac } from "node:crypto";
import { request } from "node:http";

import { titles } from "@ven/kit/problem-titles";
import { afterAll, beforeAll, describe, test } from "vitest";

import { ownKey } from "../../tools/lib/development-keys.mjs";
import { inFlight } from "../../tools/lib/in-flight.mjs";
import { openCity } from "./city.mjs";
import { countBy, newKey } from "./people.mjs";

let city;
beforeAll(async () => {
  city = await openCity();
  await city.take("baichay.noi");
  await city.take("dakhoa.noi");
});
afterAll(() => city?.close());

/** Everything that a request could have changed: each hospital's log, and what the database keeps of the queue. */
async function stored() {
  const database = await city.database();
  const rows = await database
    .prepare(
      `SELECT (SELECT count(*) FROM queue_audit) AS audit, (SELECT count(*) FROM queue_idempotency) AS keys,
         (SELECT sum(version) FROM queue_facility) AS versions, (SELECT count(*) FROM id_session) AS sessions,
         (SELECT count(*) FROM id_challenge) AS challenges`,
    )
    .first();
  const facilities = await Promise.all(["baichay", "dakhoa", "sannhi"].map((code) => city.facility(code)));
  return { rows, facilities: facilities.map(({ seq, waiting, joinMode }) => ({ seq, waiting, joinMode })) };
}

/** Asks in Vietnamese and in English; both must be refused in those words, with an id to quote, and leave nothing. */
async function refusedInBoth(expect, send, { status, code }) {
  const before = await stored();
  for (const lang of ["vi", "en"]) {
    const answer = await send({ "accept-language": lang });
    expect(answer).toMatchObject({
      status,
      body: {
        type: `/problems/${code}`,
        code,
        status,
        title: titles(lang)[code],
        requestId: answer.headers.get("x-request-id"),
      },
    });
    expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.body.requestId).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  }
  expect(titles("vi")[code]).not.toBe(titles("en")[code]);
  expect(await stored()).toEqual(before);
}

const taking = (service, { key = newKey(), json = {}, body, type = "application/json", ...more } = {}) =>
  city.send(`/api/services/${service}/tickets`, {
    method: "POST",
    headers: { "content-type": type, ...(key && { "idempotency-key": key }), ...more.headers },
    body: body ?? JSON.stringify(json),
  });

describe("a patient whose request cannot be", () => {
  const refused =
    (options, service = "baichay.noi") =>
    (headers) =>
      taking(service, { ...options, headers: { ...headers, ...options?.headers } });

  test.for([
    ["is broken off in the middle", refused({ body: '{"class":' }), { status: 400, code: "validation-failed" }],
    [
      "names a class that there is not",
      refused({ json: { class: "vip" } }),
      { status: 400, code: "validation-failed" },
    ],
    ["has no key", refused({ key: null }), { status: 400, code: "idempotency-key-missing" }],
    ["has a key that is too short", refused({ key: "1234567" }), { status: 400, code: "idempotency-key-missing" }],
    ["is as long as a book", refused({ json: { reason: "x".repeat(70_000) } }), { status: 413, code: "too-large" }],
    [
      "asks for an emergency number",
      refused({ json: { class: "emergency" } }),
      { status: 400, code: "validation-failed" },
    ],
    ["names an unknown service", refused({}, "baichay.khongco"), { status: 404, code: "not-found" }],
    ["names an unknown hospital", refused({}, "khongco.noi"), { status: 404, code: "not-found" }],
    ["names no service at all", refused({}, "B%C3%A0i"), { status: 400, code: "validation-failed" }],
  ])("because it %s is told so, and nothing is stored", async ([, send, problem], { expect }) => {
    await refusedInBoth(expect, send, problem);
    // A wrong request is nobody's mistake here.
    expect(city.complaints).toEqual([]);
  });

  test("learns which field was wrong", async ({ expect }) => {
    const { body } = await taking("baichay.noi", { json: { class: "vip" } });
    expect(body.errors).toEqual([{ pointer: "/class", detail: expect.any(String) }]);
  });

  test("because the service is closed learns when it opens", async ({ expect }) => {
    const supervisor = city.staff("supervisor.baichay");
    const set = (opening) =>
      city.send("/api/services/baichay.mat/opening", { method: "POST", headers: supervisor, json: { opening } });
    expect((await set("closed")).status).toBe(200);
    await refusedInBoth(expect, refused({}, "baichay.mat"), { status: 409, code: "service-closed" });
    expect((await taking("baichay.mat")).body.opens).toMatchObject({ time: "00:00" });
    expect((await set("windows")).status).toBe(200);
    expect((await taking("baichay.mat")).status).toBe(201);
  });

  test("because the ticket is not theirs to guess finds nothing", async ({ expect }) => {
    const path = `/api/tickets/baichay-${"A".repeat(22)}`;
    await refusedInBoth(expect, (headers) => city.send(path, { headers }), { status: 404, code: "not-found" });
    const cancel = (headers) => city.send(`${path}/cancel`, { method: "POST", headers });
    await refusedInBoth(expect, cancel, { status: 404, code: "not-found" });
    expect((await city.send(path.replace("/api/tickets", "/t"), { headers: { accept: "text/html" } })).status).toBe(
      404,
    );
  });
});

/** What a screen shows at `now`, and the pass that a scan is exchanged for: made here once more, from the description. */
const mac = (key, text) => createHmac("sha256", key).update(text).digest("base64url").slice(0, 22);
function rotatingCode(key, code, now) {
  const window = Math.floor(now / 30_000);
  return `${window}.${mac(key, `screen:${code}.${window}`)}`;
}
function joinPass(key, facility, now) {
  const expires = now + 600_000;
  return `${expires}.${mac(key, `pass:${facility}.${expires}`)}`;
}

describe("a patient before a screen whose code changes", () => {
  const key = ownKey("QUEUE_KEY");
  const scan = (code, headers) => city.send(`/j/sannhi?k=${code}`, { headers });
  const setMode = (joinMode) =>
    city.send("/api/facilities/sannhi/join-mode", {
      method: "POST",
      headers: { ...city.staff("supervisor.sannhi"), "idempotency-key": newKey() },
      json: { joinMode },
    });
  beforeAll(async () => {
    await setMode("rotating");
  });
  afterAll(() => setMode("poster"));

  test("gets a number for a fresh scan, also when the screen has just changed", async ({ expect }) => {
    for (const age of [0, 30_000]) {
      const page = await scan(rotatingCode(key, "sannhi", city.clock() - age), { accept: "text/html" });
      expect(page.status).toBe(200);
      const [, pass] = /name="pass"[^>]*value="([^"]+)"/.exec(page.text);
      const cookie = page.headers.get("set-cookie").split(";")[0];
      const form = { service: age ? "sannhi.nhi" : "sannhi.thai", class: "normal", key: newKey(), pass };
      const answer = await city.send("/j/sannhi", {
        method: "POST",
        headers: { origin: city.queue, cookie, "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams(form).toString(),
      });
      expect(answer.status).toBe(303);
      expect(answer.headers.get("location")).toMatch(/^\/t\/sannhi-[\w-]{22}$/);
    }
  });

  test("is sent back to the screen with an old, a foreign or an invented code, and nothing is stored", async ({
    expect,
  }) => {
    const now = city.clock();
    const codes = [
      rotatingCode(key, "sannhi", now - 90_000),
      rotatingCode(key, "baichay", now),
      rotatingCode("another key", "sannhi", now),
      `${Math.floor(now / 30_000)}.${"A".repeat(22)}`,
      "",
    ];
    for (const code of codes)
      await refusedInBoth(expect, (headers) => scan(code, headers), { status: 403, code: "expired-code" });
    const page = await scan(codes[0], { accept: "text/html", "accept-language": "en" });
    expect(page.status).toBe(403);
    expect(page.text).toContain(titles("en")["expired-code"]);
  });

  test("needs a pass that is ten minutes old at most and of this hospital", async ({ expect }) => {
    const now = city.clock();
    const withPass = (pass) => (headers) => taking("sannhi.nhi", { json: { pass }, headers });
    const without = (headers) => taking("sannhi.nhi", { headers });
    await refusedInBoth(expect, without, { status: 403, code: "join-code-needed" });
    for (const pass of [joinPass(key, "sannhi", now - 601_000), joinPass(key, "baichay", now), "1.x"])
      await refusedInBoth(expect, withPass(pass), { status: 403, code: "expired-code" });
    expect((await withPass(joinPass(key, "sannhi", now))({})).status).toBe(201);
  });
});

describe("somebody from another hospital", () => {
  const anything = { ticket: "0190f000-0000-7000-8000-000000000000", version: 1, reason: "vì", class: "normal" };
  const acts = "call-next recall start finish no-show undo call park resume reinstate transfer reclassify".split(" ");
  const known = ({ requestId: _requestId, instance: _instance, ...rest }) => rest;

  test.for([...acts.map((act) => ["POST", act]), ["GET", ""]])(
    "who tries %s %s finds what is found at a counter that does not exist",
    async ([method, act], { expect }) => {
      const before = await stored();
      const nurse = city.staff("counter.dakhoa");
      const at = (counter) =>
        city.send(`/api/counters/${counter}${act && `/${act}`}`, {
          method,
          headers: { ...nurse, "idempotency-key": newKey() },
          ...(method === "POST" && { json: { ...anything, service: "baichay.noi" } }),
        });
      const [foreign, nothing] = [await at("baichay.p105"), await at("baichay.khongco")];
      expect([foreign.status, nothing.status]).toEqual([404, 404]);
      expect(known(foreign.body)).toEqual(known(nothing.body));
      expect(await stored()).toEqual(before);
    },
  );

  test("cannot open, close or change how people join, nor can a nurse of the house", async ({ expect }) => {
    const before = await stored();
    for (const who of ["supervisor.dakhoa", "admin.dakhoa", "counter.baichay"]) {
      const send = (path, json) =>
        city.send(path, { method: "POST", headers: { ...city.staff(who), "idempotency-key": newKey() }, json });
      const closing = await send("/api/services/baichay.noi/opening", { opening: "closed" });
      const nothing = await send("/api/services/baichay.khongco/opening", { opening: "closed" });
      expect([who, closing.status, nothing.status]).toEqual([who, 404, 404]);
      expect(known(closing.body)).toEqual(known(nothing.body));
      expect((await send("/api/facilities/baichay/join-mode", { joinMode: "rotating" })).status).toBe(404);
    }
    for (const path of ["/desk/baichay.p105", "/supervise/baichay", "/screen/baichay"])
      expect([path, (await city.send(path, { headers: city.staff("supervisor.dakhoa") })).status]).toEqual([path, 404]);
    expect(await stored()).toEqual(before);
  });
});

describe("somebody with a token that is not right", () => {
  const minutes = (count) => count * 60;
  const now = () => Math.floor(city.clock() / 1000);
  const parts = (options) => city.staff("counter.baichay", options).authorization.split(".");
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const bearer = (...three) => three.join(".");

  test.for([
    ["no token at all", () => undefined],
    ["a word", () => "Bearer secret"],
    ["another scheme", () => "Basic Y291bnRlcjpiYWljaGF5"],
    ["a signature that was changed", () => parts().join(".").replace(/.{6}$/, "AAAAAA")],
    ["the signature of another token", () => bearer(...parts().slice(0, 2), parts()[2])],
    [
      "more roles than were signed",
      () => {
        const [head, body, signature] = parts();
        const claims = JSON.parse(Buffer.from(body, "base64url").toString());
        return bearer(head, encode({ ...claims, roles: { baichay: ["administrator"] } }), signature);
      },
    ],
    ["no algorithm", () => bearer(...parts({ header: { alg: "none" } }).slice(0, 2), "")],
    ["no algorithm, and a signature", () => parts({ header: { alg: "none" } }).join(".")],
    ["another algorithm", () => parts({ header: { alg: "HS256" } }).join(".")],
    ["a key of its own", () => parts({ header: { jwk: { kty: "OKP", crv: "Ed25519", x: "AAAA" } } }).join(".")],
    ["a key that nobody knows", () => parts({ header: { kid: "local-00000000" } }).join(".")],
    ["another type", () => parts({ header: { typ: "JWT" } }).join(".")],
    ["its time over", () => parts({ claims: { iat: now() - minutes(6), exp: now() - minutes(1) } }).join(".")],
    ["its time not yet come", () => parts({ claims: { iat: now() + minutes(1), exp: now() + minutes(6) } }).join(".")],
    ["a whole day to live", () => parts({ claims: { exp: now() + minutes(1440) } }).join(".")],
    ["another service's name on it", () => parts({ service: "ask" }).join(".")],
    ["another issuer", () => parts({ issuer: "http://id.evil.test" }).join(".")],
  ])("(%s) is not signed in, and calls nobody", async ([, authorization], { expect }) => {
    const calling = (headers) => {
      const token = authorization();
      return city.act({ ...headers, ...(token && { authorization: token }) }, "baichay.p105", "call-next");
    };
    await refusedInBoth(expect, calling, { status: 401, code: "not-signed-in" });
    expect((await calling({})).headers.get("www-authenticate")).toContain("Bearer");
  });
});

/** Asks for a live socket as a browser would; gives the status that comes instead of one, or 101. */
function upgrade(origin) {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(city.queue);
    const headers = {
      host: `${hostname}:${port}`,
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
      ...(origin !== undefined && { origin }),
    };
    const asking = request({ host: "127.0.0.1", port, path: "/api/facilities/baichay/live", headers });
    asking.on("upgrade", (_, socket) => {
      socket.destroy();
      resolve(101);
    });
    asking.on("response", (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asking.on("error", reject);
    asking.end();
  });
}

describe("another site", () => {
  const foreign = () => [
    { origin: "https://evil.test" },
    { origin: "null" },
    { origin: city.originOf("id") },
    { origin: city.queue.replace("http:", "https:") },
    { origin: `${city.queue}.evil.test` },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { cookie: "queue_device=whoever" },
  ];

  test("cannot make a visitor's browser take, give back or call a number, by form or by script", async ({ expect }) => {
    const { body: ticket } = await city.take("baichay.nhi");
    const nurse = city.staff("counter.baichay");
    for (const from of foreign()) {
      const cookies = { cookie: "queue_device=whoever; queue_at=whatever", ...from };
      const form = new URLSearchParams({ service: "baichay.noi", class: "normal", key: newKey() }).toString();
      const sends = [
        (headers) => taking("baichay.noi", { headers: { ...headers, ...cookies } }),
        // A form can send text/plain across sites without asking first.
        (headers) => taking("baichay.noi", { type: "text/plain", headers: { ...headers, ...cookies } }),
        ...["/j/baichay", `/t/${ticket.token}/cancel`, "/desk/baichay.p105/call-next"].map((path) => (headers) => {
          const type = { "content-type": "application/x-www-form-urlencoded" };
          return city.send(path, { method: "POST", headers: { ...headers, ...cookies, ...type }, body: form });
        }),
        (headers) =>
          city.send(`/api/tickets/${ticket.token}/cancel`, { method: "POST", headers: { ...headers, ...cookies } }),
      ];
      for (const send of sends) await refusedInBoth(expect, send, { status: 403, code: "cross-site" });
      if (!from.cookie) {
        const calling = (headers) => city.act({ ...headers, ...nurse, ...from }, "baichay.p105", "call-next");
        await refusedInBoth(expect, calling, { status: 403, code: "cross-site" });
      }
    }
    expect((await city.ticket(ticket.token)).body).toMatchObject({ state: "waiting" });
  });

  test("cannot sign a visitor in or out, or have a code sent to somebody", async ({ expect }) => {
    const id = city.originOf("id");
    const type = { "content-type": "application/x-www-form-urlencoded" };
    const body = new URLSearchParams({ contact: "0900000001" }).toString();
    for (const path of ["/sign-in", "/sign-out"]) {
      const send = (headers) =>
        city.send(id + path, { method: "POST", headers: { ...headers, ...type, origin: city.queue }, body });
      await refusedInBoth(expect, send, { status: 403, code: "cross-site" });
    }
    const inbox = await city.send(`${id}/dev/inbox`, { headers: { accept: "application/json" } });
    expect(inbox.body).toEqual({ messages: [] });
  });

  test("cannot listen to a hall in a visitor's browser; the city's own page and a board without a browser can", async ({
    expect,
  }) => {
    for (const origin of ["https://evil.test", "null", city.originOf("id")])
      expect([origin, await upgrade(origin)]).toEqual([origin, 403]);
    expect(await upgrade(city.queue)).toBe(101);
    expect(await upgrade()).toBe(101);
  });

  test("that sends a hundred visitors at once stores nothing and breaks nothing", async ({ expect }) => {
    const before = await stored();
    const tried = await inFlight(100, 50, () => taking("baichay.noi", { headers: { origin: "https://evil.test" } }));
    expect(countBy(tried, ({ status }) => status)).toEqual({ 403: 100 });
    expect(await stored()).toEqual(before);
    expect(city.complaints).toEqual([]);
  });
});
