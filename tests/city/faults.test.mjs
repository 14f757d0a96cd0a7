import { afterAll, afterEach, beforeAll, describe, test } from "vitest";

import { inFlight } from "../../tools/lib/in-flight.mjs";
import { openCity } from "./city.mjs";
import { ascending, countBy, newKey, pause, until, upTo } from "./people.mjs";

let city;
beforeAll(async () => {
  city = await openCity();
});
afterEach(async ({ expect }) => {
  await city.faults({});
  // A store that is away is nobody's mistake: nothing may be logged as one.
  expect(city.complaints).toEqual([]);
});
afterAll(() => city?.close());

const html = { accept: "text/html", "accept-language": "en" };

/** Tries as a client does that was told to come again: the same request with the same key, until it is answered. */
async function insist(expect, send) {
  for (let tries = 1; ; tries++) {
    const answer = await send();
    if (answer.status < 500) return { ...answer, tries };
    expect(answer).toMatchObject({ status: 503, body: { code: "unavailable" } });
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    if (tries === 20) throw new Error("twenty tries were not enough");
    await pause(5);
  }
}

describe("on twenty bad days, on which calls to the hospital's object fail before and after they were done", () => {
  const hospitals = [
    { code: "baichay", service: "baichay.xetnghiem", rooms: ["baichay.p201", "baichay.p202"] },
    { code: "dakhoa", service: "dakhoa.xetnghiem", rooms: ["dakhoa.x1", "dakhoa.x2", "dakhoa.x3"] },
    { code: "sannhi", service: "sannhi.xetnghiem", rooms: ["sannhi.x1", "sannhi.x2"] },
  ];
  const day = (seed) => ({
    object: { seed, before: 0.1, after: 0.1, overloaded: 0.05, slow: 0.1, slowMs: 40 },
    d1: { seed, before: 0.2, after: 0.2, overloaded: 0.1, slow: 0.1, slowMs: 40 },
  });

  test(
    "two hundred patients get one number each for their key, and twenty calls call one each",
    { timeout: 300_000 },
    async ({ expect, annotate }) => {
      const total = {};
      for (const seed of upTo(20)) {
        const { code, service, rooms } = hospitals[seed % 3];
        const nurse = city.staff(`counter.${code}`);
        const before = await city.facility(code);
        const waitedBefore = before.services.find(({ id }) => id === service).waiting;
        const heldBefore = before.counters.filter(({ id, holds }) => rooms.includes(id) && holds).length;
        await city.faults(day(seed));
        const keys = Array.from({ length: 200 }, newKey);
        const taken = await inFlight(200, 200, (index) =>
          insist(expect, () => city.take(service, { key: keys[index] })),
        );
        const callKeys = Array.from({ length: 20 }, newKey);
        const call = (index) => city.act(nurse, rooms[index % rooms.length], "call-next", { key: callKeys[index] });
        const called = await inFlight(20, 20, (index) => insist(expect, () => call(index)));
        const { pages } = await city.struck();
        for (const [name, times] of Object.entries(pages)) total[name] = (total[name] ?? 0) + times;
        await city.faults({});

        expect([seed, countBy(taken, ({ status }) => status)]).toEqual([seed, { 201: 200 }]);
        expect([seed, countBy(called, ({ status }) => status)]).toEqual([seed, { 200: 20 }]);
        const numbers = ascending(taken.map(({ body }) => body.number));
        expect(numbers).toEqual(upTo(200).map((step) => numbers[0] - 1 + step));
        expect(new Set(called.map(({ body }) => body.label)).size).toBe(20);
        // One event for each number and for each call, and one for each person whom the next call settled: no more.
        const after = await city.facility(code);
        const held = after.counters.filter(({ id, holds }) => rooms.includes(id) && holds).length;
        const opened = before.seq === 0 ? 1 : 0;
        expect(after.seq - before.seq).toBe(opened + 200 + 20 + (20 - (held - heldBefore)));
        expect(after.services.find(({ id }) => id === service).waiting).toBe(waitedBefore + 180);
        // The same keys again, on a good day: the same answers.
        const again = await inFlight(200, 50, (index) => city.take(service, { key: keys[index] }));
        expect(again.map(({ body }) => body)).toEqual(taken.map(({ body }) => body));
        const calledAgain = await inFlight(20, 10, call);
        expect(calledAgain.map(({ body }) => body.label)).toEqual(called.map(({ body }) => body.label));
        expect(await city.facility(code)).toMatchObject({ seq: after.seq });
      }
      for (const fault of ["before", "after", "overloaded", "slow"])
        expect([fault, total[fault] > 100]).toEqual([fault, true]);
      await annotate(`faults that struck: ${JSON.stringify(total)}`);
    },
  );

  test("a supervisor who insists changes the posters once for each key", async ({ expect }) => {
    const supervisor = city.staff("supervisor.baichay");
    const rows = (await city.database()).prepare("SELECT count(*) AS count FROM queue_audit WHERE object = 'baichay'");
    const version = (await city.database()).prepare("SELECT version FROM queue_facility WHERE id = 'baichay'");
    const [auditBefore, versionBefore] = [await rows.first("count"), await version.first("version")];
    const set = (key, joinMode) =>
      city.send("/api/facilities/baichay/join-mode", {
        method: "POST",
        headers: { ...supervisor, "idempotency-key": key },
        json: { joinMode },
      });
    for (const seed of upTo(20)) {
      await city.faults(day(seed));
      const mode = seed % 2 ? "rotating" : "poster";
      const key = newKey();
      const { status } = await insist(expect, () => set(key, mode));
      expect(status).toBe(200);
      await city.faults({});
      expect((await set(key, mode)).status).toBe(200);
      expect(await city.facility("baichay")).toMatchObject({ joinMode: mode });
    }
    expect(await rows.first("count")).toBe(auditBefore + 20);
    expect(await version.first("version")).toBe(versionBefore + 20);
  });

  test("and the city's history has every event of the three hospitals once", async ({ expect }) => {
    const database = await city.database();
    for (const { code, service } of hospitals) {
      expect((await city.take(service)).status).toBe(201);
      const { seq } = await city.facility(code);
      const handedOver = database.prepare("SELECT seq FROM queue_projection WHERE facility = ?").bind(code);
      await until(async () => (await handedOver.first("seq")) === seq, { ms: 45_000, what: `${code} is handed over` });
      const chunks = database.prepare("SELECT events FROM queue_event WHERE facility = ? ORDER BY from_seq").bind(code);
      const events = (await chunks.all()).results.flatMap(({ events: chunk }) => JSON.parse(chunk));
      expect(events.map((event) => event.seq)).toEqual(upTo(seq));
    }
  });
});

describe("a hospital's object that has too much to do", () => {
  test("is asked once by each request and never again, and nothing is stored", async ({ expect }) => {
    const { seq } = await city.facility("sannhi");
    await city.faults({ object: { overloaded: 1 } });
    const answers = await inFlight(60, 30, () => city.take("sannhi.thai"));
    expect(countBy(answers, ({ status, body }) => `${status} ${body.code}`)).toEqual({ "503 unavailable": 60 });
    for (const { headers } of answers) expect(Number(headers.get("retry-after"))).toBeGreaterThanOrEqual(10);
    expect((await city.struck()).pages).toMatchObject({ calls: 60, overloaded: 60 });
    await city.faults({});
    expect(await city.facility("sannhi")).toMatchObject({ seq });
  });

  test("that lost its connection is asked three times where a key makes that safe, and once where none does", async ({
    expect,
  }) => {
    const nurse = city.staff("counter.sannhi");
    await city.take("sannhi.thai");
    const { body: called } = await city.act(nurse, "sannhi.p201", "call-next");
    const start = () =>
      city.act(nurse, "sannhi.p201", "start", { json: { ticket: called.id, version: called.version } });
    await city.faults({ object: { before: 1 } });
    expect((await city.take("sannhi.thai")).status).toBe(503);
    expect((await city.struck()).pages.before).toBe(3);
    await city.faults({ object: { before: 1 } });
    expect((await start()).status).toBe(503);
    expect((await city.struck()).pages.before).toBe(1);
    // Done, and the answer lost: the nurse who tries again learns what has become of it.
    await city.faults({ object: { after: 1 } });
    expect((await start()).status).toBe(503);
    expect((await city.struck()).pages.after).toBe(1);
    await city.faults({});
    expect(await start()).toMatchObject({
      status: 409,
      body: { code: "stale-version", current: { state: "serving", version: called.version + 1 } },
    });
  });
});

/** Everything that people do with the queue, each by the status that is right while the database is away. */
function everything(token) {
  const nurse = city.staff("counter.baichay");
  const supervisor = city.staff("supervisor.baichay");
  const read = (path, headers) => ({ what: path, right: 200, send: () => city.send(path, { headers }) });
  const page = (path, headers) => read(path, { ...html, ...headers });
  const change = (path, right, json) => ({
    what: path,
    right,
    send: () => {
      const headers = { ...supervisor, "idempotency-key": newKey() };
      return city.send(path, { method: "POST", headers, json });
    },
  });
  return [
    { what: "take", right: 201, send: () => city.take("baichay.noi") },
    { what: "call-next", right: 200, send: () => city.act(nurse, "baichay.p105", "call-next") },
    read("/api/counters/baichay.p105", nurse),
    read("/api/facilities"),
    read("/api/facilities/baichay"),
    read("/api/facilities/baichay/board"),
    read(`/api/tickets/${token}`),
    page(`/t/${token}`),
    page("/"),
    page("/j/baichay"),
    page("/b/baichay"),
    page("/poster/baichay"),
    page("/desk", nurse),
    page("/desk/baichay.p105", nurse),
    page("/supervise/baichay", supervisor),
    page("/screen/baichay", supervisor),
    change("/api/services/baichay.mat/opening", 200, { opening: "windows" }),
    change("/api/facilities/baichay/join-mode", 503, { joinMode: "poster" }),
    read("/healthz"),
  ];
}

/** Does all of it, one after the other; gives what was answered wrongly or too late. */
async function troubles(acts) {
  const found = [];
  for (const { what, right, send } of acts) {
    const { answer, ms } = await timed(send);
    const retryAfter = answer.headers.get("retry-after");
    // A second is the longest that a request may wait for the database; the rest is the machine's.
    if (answer.status !== right || ms > 1500 || (right === 503 && !(Number(retryAfter) > 0)))
      found.push({ what, status: answer.status, ms: Math.round(ms), retryAfter });
  }
  return found;
}

async function timed(send) {
  const began = performance.now();
  const answer = await send();
  return { answer, ms: performance.now() - began };
}

const away = {
  "that refuses every call": { down: true, slowMs: 0 },
  "that takes every call and answers none": { down: true, slowMs: 20_000 },
  "that takes half a minute for everything": { slow: 1, slowMs: 30_000 },
};

describe("with a database", () => {
  test.for(Object.entries(away))("%s the hospital goes on, and nobody waits for it", async ([, d1], { expect }) => {
    const { body: ticket } = await city.take("baichay.noi");
    expect(await troubles(everything(ticket.token).filter(({ right }) => right < 300))).toEqual([]);
    const before = await city.facility("baichay");
    await city.faults({ d1 });
    expect(await troubles(everything(ticket.token))).toEqual([]);
    // What only the database can keep is refused within a second.
    const refusals = [];
    for (let tries = 0; tries < 3; tries++)
      refusals.push((await timed(everything(ticket.token).find(({ right }) => right === 503).send)).ms);
    expect(Math.min(...refusals)).toBeLessThan(1000);
    // Twenty patients and four nurses at once notice nothing.
    const taken = await inFlight(20, 20, () => city.take("baichay.noi"));
    expect(countBy(taken, ({ status }) => status)).toEqual({ 201: 20 });
    const nurse = city.staff("counter2.baichay");
    const called = await inFlight(4, 4, (index) => city.act(nurse, `baichay.p10${[3, 4, 5, 9][index]}`, "call-next"));
    expect(new Set(called.map(({ body }) => body.label)).size).toBe(4);
    expect((await city.facility("baichay")).seq).toBeGreaterThan(before.seq + 24);
    expect((await city.struck()).pages.calls).toBeGreaterThan(0);
  });

  test("that is away when the server starts, the slowest first: nobody waits for it", async ({ expect }) => {
    const { body: ticket } = await city.take("baichay.noi");
    await city.goAway();
    await city.comeBack();
    await city.faults({ d1: { down: true, slowMs: 20_000 } });
    expect(await troubles(everything(ticket.token).toReversed())).toEqual([]);
  });

  test("that is away, what was read before is shown with its age, and says so", async ({ expect }) => {
    for (const path of ["/", "/api/facilities", "/j/baichay"]) expect((await city.send(path)).status).toBe(200);
    const fresh = await city.send("/api/facilities");
    expect(fresh.headers.get("warning")).toBeNull();
    const { body: ticket } = await city.take("baichay.nhi");
    // Two minutes later, in a server that has just started and has nothing in memory.
    await city.goAway();
    await city.comeBack({ laterMs: 120_000 });
    await city.faults({ d1: { down: true, slowMs: 20_000 } });
    const list = await timed(() => city.send("/api/facilities"));
    expect(list.answer.status).toBe(200);
    expect(list.answer.headers.get("warning")).toContain("110");
    expect(Number(list.answer.headers.get("age"))).toBeGreaterThanOrEqual(120);
    expect(list.answer.body).toEqual(fresh.body);
    expect(list.ms).toBeLessThan(1500);
    const home = await city.send("/", { headers: html });
    expect(home.text).toContain("Bãi Cháy");
    expect(home.text).toMatch(/\b[23] min/);
    expect((await city.send("/", { headers: { accept: "text/html" } })).text).toMatch(/\b[23] phút/);
    expect((await city.send("/j/baichay", { headers: html })).text).toContain("baichay.noi");
    expect(await troubles(everything(ticket.token))).toEqual([]);
    // The object started from its own copy, without the database: nobody has lost a place.
    expect((await city.ticket(ticket.token)).body).toMatchObject({ number: ticket.number, state: "waiting" });
    expect((await city.take("baichay.nhi")).body).toMatchObject({ number: ticket.number + 1 });
  });
});

describe("in a city that has just begun, with a database that is away", () => {
  let fresh;
  beforeAll(async () => {
    fresh = await openCity();
  });
  afterAll(() => fresh?.close());

  test("a visitor reads in their own words that they should come again, and a patient still gets a number", async ({
    expect,
  }) => {
    await fresh.faults({ d1: { down: true, slowMs: 20_000 } });
    const { answer, ms } = await timed(() => fresh.send("/", { headers: html }));
    expect(answer.status).toBe(503);
    expect(ms).toBeLessThan(1500);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(answer.headers.get("content-type")).toContain("text/html");
    expect(answer.text).toContain('lang="en"');
    expect((await fresh.send("/api/facilities")).body).toMatchObject({ status: 503, code: "unavailable" });
    expect((await fresh.take("sannhi.nhi")).body).toMatchObject({ number: 1 });
    const nurse = fresh.staff("counter.sannhi");
    expect((await fresh.act(nurse, "sannhi.p101", "call-next")).body).toMatchObject({ number: 1, state: "called" });
    await fresh.faults({});
    expect((await fresh.send("/", { headers: html })).status).toBe(200);
  });
});
