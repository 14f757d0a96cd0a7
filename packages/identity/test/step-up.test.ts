import { createApp } from "@ven/kit";
import type { MiddlewareHandler } from "hono";
import { describe, test } from "vitest";

import { anonymous, type IdentityEnv, type IdentityVariables, isSteppedUp, principalFrom, requireStepUp } from "../src";
import { testClaims } from "../src/testing";

const now = Date.UTC(2026, 10, 22, 2, 0);
const minute = 60_000;
const person = (changed: object = {}, stale = false) =>
  principalFrom({ ...testClaims({ issuer: "https://id.test", service: "queue", now }), aal: 2, ...changed }, { stale });
const at = (ago: number) => ({ auth_time: (now - ago) / 1000 });

function ask(
  principal = anonymous,
  { identityAway = false, method = "POST", headers = {} as Record<string, string> } = {},
) {
  const app = createApp<IdentityEnv>({
    service: "queue",
    errorPage: ({ stepUp = "" }) => ({ html: `way:${stepUp}`, styleHash: [] }),
  });
  const asked: MiddlewareHandler<{ Bindings: IdentityEnv; Variables: IdentityVariables }> = async (c, next) => {
    c.set("principal", principal);
    c.set("identityAway", identityAway);
    c.set("now", now);
    return next();
  };
  const routes = app.use(asked).all("/posters/:area", requireStepUp<IdentityEnv>(), (c) => c.text("done"));
  const env: IdentityEnv = {
    SELF_ORIGIN: "https://queue.test",
    IDENTITY_ORIGIN: "https://id.test",
    // Nothing here may need the database.
    DB: {} as D1Database,
  };
  const init = { method, headers: { ...(method === "POST" && { origin: "https://queue.test" }), ...headers } };
  return routes.request("/posters/baichay2?x=1", init, env);
}

describe("a sensitive act is for somebody who", () => {
  test("showed a passkey within five minutes", async ({ expect }) => {
    expect((await ask(person())).status).toBe(200);
    expect((await ask(person(at(5 * minute)))).status).toBe(200);
    expect((await ask(person(at(5 * minute + 1000)))).status).toBe(403);
    expect((await ask(person({ aal: 1 }))).status).toBe(403);
  });

  test("is signed in, while identity can be reached", async ({ expect }) => {
    expect((await ask()).status).toBe(401);
    expect((await ask(person(), { identityAway: true })).status).toBe(503);
    expect((await ask(person({}, true))).status).toBe(503);
  });

  test("proved it in their own way, where they are no staff", ({ expect }) => {
    for (const kind of ["guest", "citizen"] as const) {
      expect(isSteppedUp(person({ kind, aal: 1 }), now)).toBe(true);
      expect(isSteppedUp(person({ kind, aal: 1, ...at(6 * minute) }), now)).toBe(false);
    }
    expect(isSteppedUp(person({ aal: 1 }), now)).toBe(false);
    expect(isSteppedUp(anonymous, now)).toBe(false);
    expect(isSteppedUp(person(at(10 * minute)), now, 15 * minute)).toBe(true);
  });
});

describe("somebody who must prove it first", () => {
  const tired = person(at(6 * minute));

  test("goes there at once from a page, and comes back to it", async ({ expect }) => {
    const answer = await ask(tired, { method: "GET", headers: { accept: "text/html" } });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/auth/step-up?return_to=%2Fposters%2Fbaichay2%3Fx%3D1");
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  test("is told the way back to the page that the form was on", async ({ expect }) => {
    const referer = "https://queue.test/supervise/baichay?tab=2";
    const page = await ask(tired, { headers: { accept: "text/html", referer } });
    expect(page.status).toBe(403);
    expect(await page.text()).toBe("way:/auth/step-up?return_to=%2Fsupervise%2Fbaichay%3Ftab%3D2");
    const api = await ask(tired, { headers: { referer } });
    expect(await api.json()).toMatchObject({
      code: "step-up-needed",
      stepUp: "/auth/step-up?return_to=%2Fsupervise%2Fbaichay%3Ftab%3D2",
    });
  });

  test("never to another site, whatever the browser says where it came from", async ({ expect }) => {
    for (const referer of [
      "https://evil.example/x",
      "https://queue.test.evil.example/",
      "//evil.example",
      "https://queue.test//evil.example",
      "",
    ])
      expect(await (await ask(tired, { headers: { referer } })).json()).toMatchObject({
        stepUp: "/auth/step-up?return_to=%2F",
      });
  });
});
