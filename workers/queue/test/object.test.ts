import { localDate, localMidnight, setClock } from "@ven/kit";
import { noFaults } from "@ven/kit/development-faults";
import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, test } from "vitest";

import { act, newKey, openHospital, send, staff, take } from "./hospital";

const timezone = "Asia/Ho_Chi_Minh";
const hour = 3_600_000;

afterEach(async () => {
  setClock(null);
  await send("/dev/faults", { method: "PUT", json: { d1: noFaults, object: noFaults } });
});

const facilityOf = async (code: string) => (await send(`/api/facilities/${code}`)).json<Record<string, any>>();

describe("after the object was restarted", () => {
  test("tickets, numbers, keys and the event sequence go on", async ({ expect }) => {
    const { service, counter, code, object } = await openHospital();
    const key = newKey();
    const first = await take(service, { key });
    await take(service);
    await act(await staff(code), counter, "call-next");
    const before = await facilityOf(code);
    const board = await (await send(`/api/facilities/${code}/board`)).json<Record<string, any>>();
    await evictDurableObject(object());
    expect(await facilityOf(code)).toEqual({ ...before, at: expect.any(Number) });
    expect(await (await send(`/api/facilities/${code}/board`)).json()).toEqual({ ...board, at: expect.any(Number) });
    expect((await take(service, { key })).body).toEqual(first.body);
    expect((await take(service)).body).toMatchObject({ number: 3, position: 1 });
    expect((await facilityOf(code)).seq).toBe(before.seq + 1);
  });
});

describe("at midnight in Hạ Long", () => {
  test("numbers start again and yesterday's are expired", async ({ expect }) => {
    const { service, counter, code } = await openHospital();
    const midnight = localMidnight(localDate(Date.now() + 24 * hour, timezone), timezone);
    setClock({ now: () => midnight - 60_000 });
    const yesterday = (await take(service)).body;
    await take(service);
    expect((await act(await staff(code), counter, "call-next")).status).toBe(200);
    setClock({ now: () => midnight + 1 });
    expect((await take(service)).body).toMatchObject({ number: 1, label: "A001" });
    expect(await facilityOf(code)).toMatchObject({ waiting: 1 });
    expect(await (await send(`/api/tickets/${yesterday.token}`)).json()).toMatchObject({ state: "called" });
  });

  test("yesterday's waiting are expired by the alarm although nobody comes", async ({ expect }) => {
    const { service, object } = await openHospital();
    const midnight = localMidnight(localDate(Date.now() + 24 * hour, timezone), timezone);
    setClock({ now: () => midnight - 60_000 });
    const { token } = (await take(service)).body;
    setClock({ now: () => midnight + 2000 });
    await runDurableObjectAlarm(object());
    expect(await (await send(`/api/tickets/${token}`)).json()).toMatchObject({ state: "expired" });
  });

  test("07:00, which is midnight in Greenwich, changes nothing", async ({ expect }) => {
    const { service } = await openHospital();
    const morning = localMidnight(localDate(Date.now() + 24 * hour, timezone), timezone) + 6.5 * hour;
    setClock({ now: () => morning });
    const { token } = (await take(service)).body;
    setClock({ now: () => morning + hour });
    expect((await take(service)).body).toMatchObject({ number: 2, position: 1 });
    expect(await (await send(`/api/tickets/${token}`)).json()).toMatchObject({ state: "waiting" });
  });
});

describe("the history in D1", () => {
  const events = async (code: string) => {
    const { results } = await env.DB.prepare("SELECT events FROM queue_event WHERE facility = ? ORDER BY from_seq")
      .bind(code)
      .all<{ events: string }>();
    return results.flatMap(({ events: chunk }) => JSON.parse(chunk) as Record<string, unknown>[]);
  };

  test("has every event once, with who did it and without token or device", async ({ expect }) => {
    const { service, counter, code, object } = await openHospital();
    const { body } = await take(service);
    const nurse = await staff(code);
    const { body: called } = await act(nurse, counter, "call-next");
    await act(nurse, counter, "start", { ticket: called.id, version: 2 });
    await act(nurse, counter, "finish", { ticket: called.id, version: 3 });
    await runDurableObjectAlarm(object());
    const kept = await events(code);
    expect(kept.map(({ seq }) => seq)).toEqual(kept.map((_, index) => index + 1));
    expect(kept.at(-1)).toMatchObject({ type: "served", actor: `counter.${code}` });
    expect(JSON.stringify(kept)).not.toContain(body.token);
    const row = await env.DB.prepare("SELECT * FROM queue_ticket WHERE facility = ?").bind(code).first();
    expect(row).toMatchObject({ number: 1, state: "served", counter, class: "normal" });
  });

  test("is complete and without doubles when D1 loses answers and breaks off", async ({ expect }) => {
    const { service, code, object } = await openHospital();
    for (let round = 0; round < 6; round++) {
      await take(service);
      await send("/dev/faults", { method: "PUT", json: { d1: { seed: round + 1, before: 0.3, after: 0.6 } } });
      await runDurableObjectAlarm(object());
    }
    await send("/dev/faults", { method: "PUT", json: { d1: noFaults } });
    await runDurableObjectAlarm(object());
    const kept = await events(code);
    expect(kept.map(({ seq }) => seq)).toEqual(kept.map((_, index) => index + 1));
    expect(kept.filter(({ type }) => type === "issued")).toHaveLength(6);
  });
});

describe("with D1 away", () => {
  test("the hospital goes on issuing and calling; the list of hospitals is old and says so", async ({ expect }) => {
    const { service, counter, code } = await openHospital();
    await take(service);
    await send("/api/facilities");
    const later = Date.now() + 120_000;
    setClock({ now: () => later });
    await send("/dev/faults", { method: "PUT", json: { d1: { down: true, slowMs: 50 } } });
    expect((await take(service)).status).toBe(201);
    expect((await act(await staff(code), counter, "call-next")).status).toBe(200);
    const list = await send("/api/facilities");
    expect(list.status).toBe(200);
    expect(list.headers.get("warning")).toContain("110");
    const started = performance.now();
    const refused = await send(`/api/facilities/${code}/join-mode`, {
      method: "POST",
      headers: { ...(await staff(code, "supervisor")), "idempotency-key": newKey() },
      json: { joinMode: "rotating" },
    });
    expect(refused.status).toBe(503);
    expect(refused.headers.get("retry-after")).toBeTruthy();
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe("what a ticket costs", () => {
  const cost = async (code: string) =>
    (await send(`/dev/facilities/${code}/cost`)).json<{ read: number; written: number }>();

  /** The least of five: the alarm hands rows to D1 whenever it likes, which only ever adds to what is counted. */
  const costOf = async (code: string, work: () => Promise<unknown>) => {
    const least = { read: Number.POSITIVE_INFINITY, written: Number.POSITIVE_INFINITY };
    for (let round = 0; round < 5; round++) {
      const before = await cost(code);
      await work();
      const after = await cost(code);
      least.read = Math.min(least.read, after.read - before.read);
      least.written = Math.min(least.written, after.written - before.written);
    }
    return least;
  };

  test("at most 6 rows written, and as many read with 10 as with 2,000 tickets behind it", async ({ expect }) => {
    const { service, counter, code } = await openHospital();
    const nurse = await staff(code);
    const measure = async () => ({
      take: await costOf(code, () => take(service)),
      call: await costOf(code, () => act(nurse, counter, "call-next")),
      look: await costOf(code, () => send(`/api/facilities/${code}/board`)),
    });
    await Promise.all(Array.from({ length: 10 }, () => take(service)));
    await act(nurse, counter, "call-next");
    const few = await measure();
    for (let block = 0; block < 10; block++) await Promise.all(Array.from({ length: 200 }, () => take(service)));
    const many = await measure();
    expect(many).toEqual(few);
    expect(few.take.written).toBeLessThanOrEqual(6);
    expect(few.look).toEqual({ read: 0, written: 0 });
  });
});
