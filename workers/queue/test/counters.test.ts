import { runInDurableObject } from "cloudflare:test";
import { describe, test } from "vitest";

import { act, newKey, openHospital, send, staff, take } from "./hospital";

describe("a nurse", () => {
  test("calls in order, and calling again settles the one before", async ({ expect }) => {
    const { service, counter, code } = await openHospital();
    const first = (await take(service)).body;
    await take(service);
    const nurse = await staff(code);
    const called = await act(nurse, counter, "call-next");
    expect(called).toMatchObject({ status: 200, body: { label: "A001", state: "called", counter, version: 2 } });
    expect(called.body).not.toHaveProperty("token");
    const started = await act(nurse, counter, "start", { ticket: called.body.id, version: 2 });
    expect(started.body).toMatchObject({ state: "serving", version: 3 });
    expect((await act(nurse, counter, "call-next")).body).toMatchObject({ label: "A002", state: "called" });
    expect(await (await send(`/api/tickets/${first.token}`)).json()).toMatchObject({ state: "served" });
    expect((await act(nurse, counter, "call-next")).status).toBe(204);
  });

  test("gets the same ticket when the call is sent twice", async ({ expect }) => {
    const { service, counter, code } = await openHospital();
    await Promise.all(Array.from({ length: 5 }, () => take(service)));
    const nurse = await staff(code);
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 10 }, () => act(nurse, counter, "call-next", {}, key)));
    expect(new Set(answers.map(({ body }) => body.label))).toEqual(new Set(["A001"]));
  });

  test("at eight counters calling 200 times: 120 waiting are called once each, the rest is 204", async ({ expect }) => {
    const { service, counter, second, code } = await openHospital();
    await Promise.all(Array.from({ length: 120 }, () => take(service)));
    const nurse = await staff(code);
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => act(nurse, index % 2 ? counter : second, "call-next")),
    );
    const labels = answers.filter(({ status }) => status === 200).map(({ body }) => body.label);
    expect(new Set(labels).size).toBe(120);
    expect(labels).toHaveLength(120);
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(80);
  });

  test("recalls, undoes, parks and brings back; a stale version is refused with what is true", async ({ expect }) => {
    const { service, counter, code } = await openHospital();
    const { token } = (await take(service)).body;
    const nurse = await staff(code);
    const { body: called } = await act(nurse, counter, "call-next");
    const of = (version: number) => ({ ticket: called.id, version });
    expect((await act(nurse, counter, "recall", of(2))).body).toMatchObject({ calls: 2, version: 3 });
    const stale = await act(nurse, counter, "finish", of(2));
    expect(stale).toMatchObject({
      status: 409,
      body: { code: "stale-version", current: { state: "called", version: 3 } },
    });
    expect((await act(nurse, counter, "no-show", of(3))).body).toMatchObject({ code: "too-soon" });
    expect((await act(nurse, counter, "undo", of(3))).body).toMatchObject({ state: "waiting", counter: null });
    expect((await act(nurse, counter, "call-next")).body).toMatchObject({ label: "A001" });
    expect((await act(nurse, counter, "park", of(5))).body).toMatchObject({ state: "parked" });
    expect((await act(nurse, counter, "call-next")).status).toBe(204);
    expect((await act(nurse, counter, "resume", of(6))).body).toMatchObject({ state: "waiting" });
    const byHand = await act(nurse, counter, "call", { ...of(7), reason: "đứng ở cửa" });
    expect(byHand.body).toMatchObject({ state: "called" });
    expect((await act(nurse, counter, "start", of(8))).body).toMatchObject({ state: "serving" });
    expect((await act(nurse, counter, "finish", of(9))).body).toMatchObject({ state: "served" });
    expect((await act(nurse, counter, "finish", of(10))).body).toMatchObject({
      code: "wrong-state",
      current: { state: "served" },
    });
    expect(await (await send(`/api/tickets/${token}`)).json()).toMatchObject({ state: "served" });
  });

  test("sends a patient on, and the phone's page follows", async ({ expect }) => {
    const { service, other, counter, code } = await openHospital();
    const { token } = (await take(service)).body;
    const nurse = await staff(code);
    const { body: called } = await act(nurse, counter, "call-next");
    const moved = await act(nurse, counter, "transfer", { ticket: called.id, version: 2, service: other });
    expect(moved.status).toBe(200);
    const seen = await (await send(`/api/tickets/${token}`)).json();
    expect(seen).toMatchObject({
      label: "B001",
      state: "waiting",
      journey: [
        { label: "A001", state: "transferred" },
        { label: "B001", state: "waiting" },
      ],
    });
  });

  test("sees the desk: what it holds and who waits", async ({ expect }) => {
    const { service, counter, code } = await openHospital();
    await take(service);
    await take(service, { body: { class: "priority", reason: "pregnant" } });
    const nurse = await staff(code);
    await act(nurse, counter, "call-next");
    const desk = await (await send(`/api/counters/${counter}`, { headers: nurse })).json();
    expect(desk).toMatchObject({
      current: { label: "A001" },
      waiting: [{ label: "A002", claimed: true, class: "normal" }],
      waitingTotal: 1,
    });
    expect(JSON.stringify(desk)).not.toContain("token");
  });
});

describe("somebody else", () => {
  test("from another hospital finds nothing, with the same answer as for a counter that does not exist", async ({
    expect,
  }) => {
    const here = await openHospital();
    const there = await openHospital();
    await take(here.service);
    const stranger = await staff(there.code);
    const foreign = await act(stranger, here.counter, "call-next");
    const nothing = await act(stranger, `${here.code}.nothing`, "call-next");
    expect(foreign.status).toBe(404);
    const plain = (body: Record<string, unknown>) => ({ ...body, requestId: "", instance: "" });
    expect(plain(foreign.body)).toEqual(plain(nothing.body));
    expect((await send(`/api/counters/${here.counter}`, { headers: stranger })).status).toBe(404);
    const closing = await send(`/api/services/${here.service}/opening`, {
      method: "POST",
      headers: await staff(there.code, "supervisor"),
      json: { opening: "closed" },
    });
    expect(closing.status).toBe(404);
  });

  test("without a token, with a forged or an expired one is not signed in", async ({ expect }) => {
    const { counter, code } = await openHospital();
    expect((await act({}, counter, "call-next")).status).toBe(401);
    expect((await act({ authorization: "Bearer x.y.z" }, counter, "call-next")).status).toBe(401);
    const { authorization } = await staff(code);
    const [head, body, signature = ""] = authorization.split(".");
    const forged = `${head}.${body}.${signature.slice(0, -4)}AAAA`;
    expect((await act({ authorization: forged }, counter, "call-next")).status).toBe(401);
  });

  test("with a counter role only cannot close a service", async ({ expect }) => {
    const { service, code } = await openHospital();
    const refused = await send(`/api/services/${service}/opening`, {
      method: "POST",
      headers: await staff(code, "counter"),
      json: { opening: "closed" },
    });
    expect(refused.status).toBe(404);
  });
});

describe("a supervisor", () => {
  test("closes a service for today and opens it again", async ({ expect }) => {
    const { service, code } = await openHospital();
    const headers = await staff(code, "supervisor");
    const set = (opening: string) =>
      send(`/api/services/${service}/opening`, { method: "POST", headers, json: { opening } });
    expect((await set("closed")).status).toBe(200);
    expect((await take(service)).body).toMatchObject({ code: "service-closed" });
    expect((await set("windows")).status).toBe(200);
    expect((await take(service)).status).toBe(201);
  });

  test("shows a passkey first, and comes back to the page on which the switch is", async ({ expect }) => {
    const { code } = await openHospital();
    const headers = {
      ...(await staff(code, "supervisor", 1)),
      origin: "https://queue.test",
      referer: `https://queue.test/supervise/${code}`,
    };
    const json = { ...headers, "idempotency-key": newKey() };
    const refused = await send(`/api/facilities/${code}/join-mode`, {
      method: "POST",
      headers: json,
      json: { joinMode: "rotating" },
    });
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({
      code: "step-up-needed",
      stepUp: `/auth/step-up?return_to=${encodeURIComponent(`/supervise/${code}`)}`,
    });
    const page = await send(`/supervise/${code}/join-mode`, {
      method: "POST",
      headers: { ...headers, accept: "text/html", "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ joinMode: "rotating", key: newKey() }).toString(),
    });
    expect(page.status).toBe(403);
    expect(await page.text()).toContain(`/auth/step-up?return_to=`);
    // Another house's poster stays one that is not there.
    const other = { ...(await staff("elsewhere", "supervisor", 2)), "idempotency-key": newKey() };
    const foreign = { method: "POST", headers: other, json: { joinMode: "rotating" } };
    expect((await send(`/api/facilities/${code}/join-mode`, foreign)).status).toBe(404);
  });

  test("switches to rotating codes once, with an audit row, also when it is sent twice", async ({ expect }) => {
    const { service, code, object } = await openHospital();
    const headers = { ...(await staff(code, "supervisor")), "idempotency-key": newKey() };
    const set = () =>
      send(`/api/facilities/${code}/join-mode`, { method: "POST", headers, json: { joinMode: "rotating" } });
    const [one, two] = await Promise.all([set(), set()]);
    expect([one.status, two.status]).toEqual([200, 200]);
    expect((await take(service)).body).toMatchObject({ code: "join-code-needed" });
    await runInDurableObject(object(), async (_, state) => {
      expect(
        state.storage.sql.exec("SELECT data ->> 'version' AS version FROM head WHERE key = 'config'").one(),
      ).toEqual({
        version: 2,
      });
    });
  });
});
