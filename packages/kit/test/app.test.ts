import { env } from "cloudflare:workers";
import { describe as suite, test } from "vitest";
import * as z from "zod/mini";

import { createApp, describe, type Lang, languages, Problem, problem, problemCodes, titleOf, validate } from "../src";
import { addTexts } from "../src/i18n";
import { openApi } from "../src/openapi";
import fr from "../src/texts/fr";
import ja from "../src/texts/ja";
import ko from "../src/texts/ko";
import zh from "../src/texts/zh";

const app = createApp<{ SELF_ORIGIN: string; DB?: D1Database }>({
  service: "kit",
  errorPage: ({ code, title }) => ({ html: `<h1>${title}</h1><p>${code}</p>`, styleHash: "sha256-none" }),
})
  .get("/open", (c) => c.json({ lang: c.var.lang, requestId: c.var.requestId }))
  .post(
    "/api/things/:id",
    describe({ summary: "Make a thing", returns: { 201: z.object({ made: z.string() }) }, security: "bearer" }),
    validate("json", z.object({ name: z.string().check(z.minLength(2)), tags: z.optional(z.array(z.string())) })),
    (c) => c.json({ made: c.req.valid("json").name }, 201),
  )
  .post("/plain", (c) => c.text("done"))
  .get("/broken", () => {
    throw new Error("secret 0912345678 in a message", { cause: new Error("cause") });
  })
  .get("/overloaded", () => {
    throw new Error("D1_ERROR: D1 DB is overloaded. Requests queued for too long.");
  })
  .get("/thrown-elsewhere", () => {
    throw Object.assign(new Error("x"), { name: "Problem", code: "conflict", extra: { current: 3 } });
  })
  .get("/later", () => problem("unavailable", undefined, { retryAfter: 7 }));

const ask = (path: string, init?: RequestInit) => app.fetch(new Request(`https://kit.test${path}`, init), env);
const post = (path: string, headers: HeadersInit, body = "{}") => ask(path, { method: "POST", headers, body });
const json = { "content-type": "application/json" };

suite("an integrator who is refused", () => {
  test("gets problem+json with a pointer to each field, in their language", async ({ expect }) => {
    addTexts("fr", fr);
    const answer = await post(
      "/api/things/1",
      { ...json, "accept-language": "fr-FR, en;q=0.5" },
      '{"name":"x","tags":[1]}',
    );
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    const body = await answer.json<Record<string, unknown>>();
    expect(body).toMatchObject({
      type: "/problems/validation-failed",
      title: "Certains champs ne sont pas valides",
      status: 400,
      instance: "/api/things/1",
      errors: [{ pointer: "/name" }, { pointer: "/tags/0" }],
    });
    expect(body.requestId).toBe(answer.headers.get("x-request-id"));
  });

  test("is told about broken JSON, a missing path and a body that is too large", async ({ expect }) => {
    expect((await post("/api/things/1", json, "{")).status).toBe(400);
    expect(await (await ask("/api/nothing")).json()).toMatchObject({ code: "not-found" });
    const large = await post("/api/things/1", json, JSON.stringify({ name: "x".repeat(70_000) }));
    expect(large.status).toBe(413);
  });

  test("never reads our own errors", async ({ expect }) => {
    const answer = await ask("/broken");
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toMatch(/secret|0912345678/);
  });

  test("is asked to come back when a store is away or overloaded", async ({ expect }) => {
    const later = await ask("/later");
    expect([later.status, later.headers.get("retry-after")]).toEqual([503, "7"]);
    expect((await ask("/overloaded")).status).toBe(503);
  });

  test("gets the problem that another worker threw", async ({ expect }) => {
    const answer = await ask("/thrown-elsewhere");
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ code: "conflict", current: 3 });
  });

  test("in a browser reads a page, under /api/ still a document", async ({ expect }) => {
    const page = await ask("/nothing", { headers: { accept: "text/html" } });
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(page.headers.get("content-security-policy")).toContain("'sha256-none'");
    const api = await ask("/api/nothing", { headers: { accept: "text/html" } });
    expect(api.headers.get("content-type")).toBe("application/problem+json");
  });

  test("finds every refusal named in six languages", ({ expect }) => {
    for (const [lang, texts] of Object.entries({ zh, ko, ja, fr })) addTexts(lang as Lang, texts);
    const english = problemCodes.map((code) => titleOf(code, "en"));
    for (const code of problemCodes)
      for (const lang of languages.filter((one) => one !== "en")) {
        expect(titleOf(code, lang).length, `${code} ${lang}`).toBeGreaterThan(2);
        expect(english, `${code} ${lang}`).not.toContain(titleOf(code, lang));
      }
    expect(new Problem("unavailable").retryAfter).toBeGreaterThan(0);
  });
});

suite("another site", () => {
  test.for([
    ["its origin", { origin: "https://evil.test" }, 403],
    ["no origin at all (null)", { origin: "null" }, 403],
    ["a subdomain of ours", { origin: "https://a.kit.test" }, 403],
    ["our origin over http", { origin: "http://kit.test" }, 403],
    ["only a cross-site fetch header", { "sec-fetch-site": "cross-site" }, 403],
    ["only a same-site fetch header", { "sec-fetch-site": "same-site" }, 403],
    ["a cookie and neither header", { cookie: "kit_at=x" }, 403],
    ["our own origin", { origin: "https://kit.test", cookie: "kit_at=x" }, 200],
    ["our own fetch header", { "sec-fetch-site": "same-origin" }, 200],
    ["a bearer token from a script", { authorization: "Bearer x" }, 200],
    ["nothing, as curl does", {}, 200],
  ] as const)("that posts with %s gets %o", async ([, headers, status], { expect }) => {
    expect((await post("/plain", headers)).status).toBe(status);
  });

  test("may read what is open", async ({ expect }) => {
    expect((await ask("/open", { headers: { origin: "https://evil.test" } })).status).toBe(200);
  });
});

suite("every answer", () => {
  test("carries the security headers and no permission for inline script", async ({ expect }) => {
    for (const path of ["/open", "/nothing", "/broken", "/healthz"]) {
      const { headers } = await ask(path);
      expect(headers.get("x-content-type-options"), path).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("same-origin");
      expect(headers.get("strict-transport-security")).toBe("max-age=31536000");
      const policy = headers.get("content-security-policy")!;
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*/);
    }
  });

  test("is in the language that was asked for, kept, or accepted", async ({ expect }) => {
    const langOf = async (path: string, headers: HeadersInit = {}) =>
      (await (await ask(path, { headers })).json<{ lang: string }>()).lang;
    expect(await langOf("/open")).toBe("vi");
    expect(await langOf("/open", { "accept-language": "de, ja;q=0.9, en;q=0.8" })).toBe("ja");
    expect(await langOf("/open", { cookie: "lang=ko", "accept-language": "fr" })).toBe("ko");
    expect(await langOf("/open?lang=zh", { cookie: "lang=ko" })).toBe("zh");
    expect(await langOf("/open?lang=xx", { "accept-language": "*;q=0, ;;;q=" })).toBe("vi");
    expect((await ask("/open?lang=en")).headers.get("set-cookie")).toContain("lang=en");
  });

  test("of the health page says what runs and whom it depends on", async ({ expect }) => {
    expect(await (await ask("/healthz")).json()).toMatchObject({
      service: "kit",
      status: "degraded",
      dependencies: { city: "down" },
    });
    const alone = await app.fetch(new Request("https://kit.test/healthz"), { SELF_ORIGIN: "https://kit.test" });
    expect(await alone.json()).toMatchObject({ status: "ok", dependencies: {} });
  });
});

test("an integrator reads the API from the schemas that the routes enforce", ({ expect }) => {
  const { paths, openapi } = openApi(app, { title: "Kit", version: "1" });
  expect(openapi).toBe("3.1.0");
  expect(paths["/api/things/{id}"]!.post).toMatchObject({
    summary: "Make a thing",
    security: [{ bearer: [] }],
    parameters: [{ in: "path", name: "id", required: true }],
    requestBody: { content: { "application/json": { schema: { required: ["name"] } } } },
    responses: { 201: { content: {} }, default: { content: { "application/problem+json": {} } } },
  });
});
