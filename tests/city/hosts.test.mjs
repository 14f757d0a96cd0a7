import { createHash } from "node:crypto";
import { globSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { titles } from "@ven/kit/problem-titles";
import { afterAll, beforeAll, describe, test } from "vitest";

import { root } from "../../tools/lib/workspace.mjs";
import { openCity } from "./city.mjs";
import { openApiFaults } from "./openapi.mjs";

let city;
let hosts;
beforeAll(async () => {
  city = await openCity();
  hosts = { "front-door": city.origin, queue: city.originOf("queue"), identity: city.originOf("id") };
});
afterAll(() => city?.close());

const html = { accept: "text/html" };
const dist = (service) => path.join(root, "web/dist", service);
const filesOf = (service) =>
  globSync("**/*", { cwd: dist(service), withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "_headers")
    .map((entry) => path.relative(dist(service), path.join(entry.parentPath, entry.name)));

async function bytes(url) {
  const answer = await city.fetch(url);
  return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
}

describe("a visitor of one host", () => {
  test("gets that service's home, and not another's", async ({ expect }) => {
    const titlesSeen = [];
    for (const origin of Object.values(hosts)) {
      const { status, text } = await city.send(`${origin}/`, { headers: { ...html, "accept-language": "en" } });
      expect([origin, [200, 303].includes(status)]).toEqual([origin, true]);
      if (status === 200) titlesSeen.push(/<title>([^<]+)/.exec(text)[1]);
    }
    expect(titlesSeen.length).toBeGreaterThanOrEqual(2);
    expect(new Set(titlesSeen).size).toBe(titlesSeen.length);
  });

  test("gets every file of that service as it was built, and none of another's", async ({ expect }) => {
    for (const [service, origin] of Object.entries(hosts)) {
      const own = filesOf(service);
      expect(own).toContain("favicon.svg");
      for (const file of own) {
        // The front door runs before its files, and lets out only those that a page names.
        if (service === "front-door" && !/^(assets\/|favicon)/.test(file)) continue;
        const { status, body } = await bytes(`${origin}/${file}`);
        expect([service, file, status]).toEqual([service, file, 200]);
        expect(body.equals(readFileSync(path.join(dist(service), file))), `${service} ${file}`).toBe(true);
      }
      const others = Object.keys(hosts)
        .flatMap(filesOf)
        .filter((file) => !own.includes(file));
      for (const file of others) {
        const { status } = await bytes(`${origin}/${file}`);
        expect([service, file, status]).toEqual([service, file, 404]);
      }
      expect((await bytes(`${origin}/_headers`)).status).toBe(404);
    }
  });

  test("may keep a file whose name changes with it for a year, and a page for no longer than it is true", async ({
    expect,
  }) => {
    for (const [service, origin] of Object.entries(hosts)) {
      const [named] = readdirSync(path.join(dist(service), "assets"));
      expect((await bytes(`${origin}/assets/${named}`)).headers.get("cache-control")).toContain("immutable");
    }
    for (const address of ["/j/baichay", "/b/baichay"])
      expect((await city.send(address, { headers: html })).headers.get("cache-control") ?? "").not.toContain("public");
  });
});

describe("a visitor of a host that nobody serves", () => {
  test.for([
    "nothing.localhost",
    "evilqueue.localhost",
    "queue.localhost.evil.test",
    "queue.queue.localhost",
    "127.0.0.1",
  ])("%s is told so in their own words, and reaches no service", async (host, { expect }) => {
    for (const lang of ["vi", "en"]) {
      const ask = (address, headers) =>
        city.send(`http://${host}:${city.port}${address}`, { headers: { "accept-language": lang, ...headers } });
      const problem = await ask("/api/facilities");
      expect(problem).toMatchObject({ status: 404, body: { code: "not-found", title: titles(lang)["not-found"] } });
      expect(problem.headers.get("content-type")).toMatch(/^application\/problem\+json/);
      const page = await ask("/", html);
      expect(page.status).toBe(404);
      expect(page.text).toContain(`<html lang="${lang}"`);
      expect(page.text).toContain(titles(lang)["not-found"]);
    }
    const take = { method: "POST", headers: { "idempotency-key": "12345678" }, json: {} };
    expect((await city.send(`http://${host}:${city.port}/api/services/baichay.noi/tickets`, take)).status).toBe(404);
    expect((await city.send(`http://${host}:${city.port}/dev/seed`, { method: "POST" })).status).toBe(404);
    expect(await city.facility("baichay")).toMatchObject({ seq: 0 });
  });
});

describe("a browser", () => {
  /** Every kind of answer that a host gives: pages, files, documents, redirects, refusals, nothing new. */
  const answers = async () => {
    const { body: ticket } = await city.take("baichay.noi");
    const nurse = city.staff("counter.baichay");
    const [script] = readdirSync(path.join(dist("queue"), "assets")).filter((name) => name.endsWith(".js"));
    const [style] = readdirSync(path.join(dist("identity"), "assets")).filter((name) => name.endsWith(".css"));
    const [font] = readdirSync(path.join(dist("front-door"), "assets")).filter((name) => name.endsWith(".woff2"));
    const form = { "content-type": "application/x-www-form-urlencoded", origin: "https://evil.test" };
    const { queue, identity } = hosts;
    const front = hosts["front-door"];
    return [
      ...["/", "/j/baichay", "/b/baichay", `/t/${ticket.token}`, "/poster/baichay"].map((at) => [
        200,
        queue + at,
        { headers: html },
      ]),
      [200, `${queue}/desk/baichay.p105`, { headers: { ...html, ...nurse } }],
      [200, `${queue}/supervise/baichay`, { headers: { ...html, ...city.staff("supervisor.baichay") } }],
      ...["/poster/baichay.svg", "/api/facilities", "/api/facilities/baichay/board", "/openapi.json"].map((at) => [
        200,
        queue + at,
      ]),
      ...["/favicon.svg", "/healthz", `/assets/${script}`].map((at) => [200, queue + at]),
      [304, `${queue}/api/facilities/baichay/board?since=${(await city.facility("baichay")).seq}`],
      [
        204,
        `${queue}/api/counters/baichay.p106/call-next`,
        { method: "POST", headers: { ...nurse, "idempotency-key": "a-key-of-ours" } },
      ],
      [303, `${queue}/desk`, { headers: html }],
      [303, `${queue}/j?code=baichay`, { headers: html }],
      [400, `${queue}/api/facilities/BAI`],
      [401, `${queue}/api/counters/baichay.p105`],
      [403, `${queue}/j/baichay`, { method: "POST", headers: { ...form, ...html }, body: "" }],
      [404, `${queue}/nowhere`, { headers: html }],
      [404, `${queue}/assets/nothing.js`],
      [404, `${queue}/api/nowhere`],
      [200, `${identity}/sign-in`, { headers: html }],
      ...["/favicon.svg", "/openapi.json", "/.well-known/jwks.json", "/healthz", `/assets/${style}`].map((at) => [
        200,
        identity + at,
      ]),
      [403, `${identity}/sign-in`, { method: "POST", headers: { ...form, ...html }, body: "" }],
      [404, `${identity}/nowhere`, { headers: html }],
      ...["/", "/privacy", "/accessibility"].map((at) => [200, front + at, { headers: html }]),
      ...["/favicon.svg", "/healthz", `/assets/${font}`].map((at) => [200, front + at]),
      [404, `${front}/nowhere`, { headers: html }],
      [404, `http://nothing.localhost:${city.port}/`, { headers: html }],
      [404, `http://nothing.localhost:${city.port}/`],
    ];
  };

  test("is told with every answer not to guess, not to frame and not to run what is not ours", async ({ expect }) => {
    const missing = [];
    for (const [status, url, init] of await answers()) {
      const answer = await city.send(url, init);
      expect([url, answer.status]).toEqual([url, status]);
      const want = (name, holds) => void (holds(answer.headers.get(name) ?? "") || missing.push([status, url, name]));
      want("x-content-type-options", (value) => value === "nosniff");
      want("referrer-policy", (value) => value === "same-origin");
      want("cross-origin-opener-policy", (value) => value === "same-origin");
      want("permissions-policy", (value) => value.includes("geolocation=()"));
      want("content-security-policy", (value) => /default-src 'none'.*frame-ancestors 'none'/.test(value));
      want("content-security-policy", (value) => !/unsafe-|script-src[^;]*[*:]/.test(value));
      // An http host that promised https would lock its visitors out.
      want("strict-transport-security", (value) => value === "");
      want("server", (value) => value === "");
    }
    expect(missing).toEqual([]);
  });

  test("finds that every style in a page is one that the policy names, and no script is in a page", async ({
    expect,
  }) => {
    for (const [, url, init] of (await answers()).filter(([, , more]) => more?.headers?.accept === "text/html")) {
      const { text, headers } = await city.send(url, init);
      for (const [, style] of text.matchAll(/<style[^>]*>([^]*?)<\/style>/g)) {
        const hash = createHash("sha256").update(style).digest("base64");
        expect([url, headers.get("content-security-policy")]).toEqual([
          url,
          expect.stringContaining(`'sha256-${hash}'`),
        ]);
      }
      const inline = [...text.matchAll(/<script([^>]*)>([^]*?)<\/script>/g)].filter(
        ([, attributes, body]) => body.trim() && !/type="(application\/json|text\/template)"/.test(attributes),
      );
      expect([url, inline]).toEqual([url, []]);
      expect([url, /\son[a-z]+="/.test(text), / style="/.test(text)]).toEqual([url, false, false]);
    }
  });
});

describe("an integrator", () => {
  test.for(["queue", "identity"])(
    "finds a document of %s that a client can be generated from",
    async (service, { expect }) => {
      const { status, body } = await city.send(`${hosts[service]}/openapi.json`);
      expect(status).toBe(200);
      expect(openApiFaults(body)).toEqual([]);
      for (const operation of Object.values(body.paths).flatMap(Object.values))
        expect(operation.responses.default.content).toHaveProperty(["application/problem+json"]);
    },
  );

  test("finds the paths they rely on, and what each of them takes", async ({ expect }) => {
    const { paths } = (await city.send("/openapi.json")).body;
    const relied = {
      get: [
        "/api/facilities",
        "/api/facilities/{facility}",
        "/api/tickets/{token}",
        "/api/facilities/{facility}/board",
        "/api/facilities/{facility}/live",
      ],
      post: [
        "/api/services/{service}/tickets",
        "/api/tickets/{token}/cancel",
        ...["call-next", "recall", "start", "finish", "no-show", "undo"].map((act) => `/api/counters/{counter}/${act}`),
      ],
    };
    for (const [method, all] of Object.entries(relied))
      for (const one of all) expect([one, paths[one]?.[method]?.summary]).toEqual([one, expect.any(String)]);
    const key = { in: "header", name: "Idempotency-Key", required: true };
    for (const one of ["/api/services/{service}/tickets", "/api/counters/{counter}/call-next"])
      expect(paths[one].post.parameters).toContainEqual(expect.objectContaining(key));
    expect(paths["/api/counters/{counter}/call-next"].post).toMatchObject({ security: [{ bearer: [] }] });
  });
});

describe("an operator", () => {
  test.for(["queue", "identity", "front-door"])("learns how %s is", async (service, { expect }) => {
    const files = globSync(`migrations/city/*_${service}_*.sql`, { cwd: root }).map((file) => path.basename(file));
    const { status, body, headers } = await city.send(`${hosts[service]}/healthz`);
    expect(status).toBe(200);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(body).toEqual({
      service,
      status: "ok",
      version: expect.any(String),
      migrations: files.toSorted().at(-1) ?? null,
      dependencies: files.length ? { city: "up" } : {},
    });
  });

  test("learns that the database is away while the service goes on", async ({ expect }) => {
    await city.faults({ d1: { down: true, slowMs: 20_000 } });
    const began = performance.now();
    const { status, body } = await city.send("/healthz");
    expect([status, body.status, body.dependencies]).toEqual([200, "degraded", { city: "down" }]);
    expect(performance.now() - began).toBeLessThan(1500);
    await city.faults({});
    expect((await city.send("/healthz")).body).toMatchObject({ status: "ok" });
  });
});
