import { afterAll, beforeAll, describe, test } from "vitest";

import { inFlight } from "../../tools/lib/in-flight.mjs";
import { openCity } from "./city.mjs";
import { ascending, countBy, newKey, upTo } from "./people.mjs";

let city;
beforeAll(async () => {
  city = await openCity();
});
afterAll(() => city?.close());

const waitingIn = async (service) => {
  const { services } = await city.facility(service.split(".")[0]);
  return services.find(({ id }) => id === service).waiting;
};

describe("a thousand patients", () => {
  test.for([
    { width: 50, services: ["baichay.nhi", "baichay.xetnghiem"] },
    { width: 200, services: ["dakhoa.nhi", "dakhoa.xetnghiem"] },
  ])(
    "who come to two doors, $width at a time, each get a number of their own",
    async ({ width, services }, { expect }) => {
      const answers = await inFlight(1000, width, (index) => city.take(services[index % 2]));
      expect(countBy(answers, ({ status }) => status)).toEqual({ 201: 1000 });
      for (const service of services) {
        const theirs = answers.filter(({ body }) => body.service === service);
        expect(ascending(theirs.map(({ body }) => body.number))).toEqual(upTo(500));
        expect(await waitingIn(service)).toBe(500);
      }
      expect(new Set(answers.map(({ body }) => body.token)).size).toBe(1000);
      // One event opens the day and one issues each ticket: nothing happened twice, and nothing without a trace.
      expect(await city.facility(services[0].split(".")[0])).toMatchObject({ seq: 1001, waiting: 1000 });
    },
  );
});

describe("a hundred patients on a bad network", () => {
  test("who send each request twenty times get one number each, and one answer", async ({ expect }) => {
    const keys = Array.from({ length: 100 }, newKey);
    const answers = await inFlight(2000, 100, async (index) => {
      const key = keys[(index * 7) % 100];
      return { key, ...(await city.take("sannhi.nhi", { key })) };
    });
    expect(countBy(answers, ({ status }) => status)).toEqual({ 201: 2000 });
    for (const key of keys) {
      const same = answers.filter((answer) => answer.key === key);
      expect(same).toHaveLength(20);
      expect(new Set(same.map(({ text }) => text)).size).toBe(1);
    }
    expect(ascending([...new Set(answers.map(({ body }) => body.number))])).toEqual(upTo(100));
    expect(await city.facility("sannhi")).toMatchObject({ seq: 101, waiting: 100 });
  });

  test("who ask for something else with an old key are told so, and get nothing", async ({ expect }) => {
    const key = newKey();
    const before = (await city.take("sannhi.thai", { key })).body;
    const { seq } = await city.facility("sannhi");
    const other = await city.take("sannhi.thai", { key, json: { class: "priority", reason: "pregnant" } });
    expect(other).toMatchObject({ status: 422, body: { code: "key-reused" } });
    expect(await city.facility("sannhi")).toMatchObject({ seq });
    expect((await city.take("sannhi.thai", { key })).body).toEqual(before);
  });
});

describe("nurses in eight rooms", () => {
  const service = "baichay.noi";
  const rooms = ["p103", "p104", "p105", "p109", "p151", "p152", "p153", "p154"].map((slug) => `baichay.${slug}`);

  beforeAll(async () => {
    // Four rooms more than the sample has for one service.
    const database = await city.database();
    const row = database.prepare(
      "INSERT INTO queue_counter (id, facility, name, name_en, speech, services, place) VALUES (?, 'baichay', ?, ?, NULL, ?, 90)",
    );
    await database.batch(
      rooms
        .slice(4)
        .map((id) => row.bind(id, `Phòng ${id.slice(-3)}`, `Room ${id.slice(-3)}`, JSON.stringify([service]))),
    );
    await city.send("/dev/seed", { method: "POST" });
  });

  test("who call two hundred times each reach five hundred waiting people once each, and never an error", async ({
    expect,
  }) => {
    const taken = await inFlight(500, 50, () => city.take(service));
    expect(countBy(taken, ({ status }) => status)).toEqual({ 201: 500 });
    const nurses = ["counter.baichay", "counter2.baichay"].map((id) => city.staff(id));
    const calls = await inFlight(1600, 48, async (index) => {
      const began = performance.now();
      const answer = await city.act(nurses[index % 2], rooms[index % 8], "call-next");
      return { ...answer, room: rooms[index % 8], began, ended: performance.now() };
    });
    expect(countBy(calls, ({ status }) => status)).toEqual({ 200: 500, 204: 1100 });
    const called = calls.filter(({ status }) => status === 200);
    expect(ascending(called.map(({ body }) => body.number))).toEqual(upTo(500));
    for (const { body, room } of called) expect(body).toMatchObject({ service, state: "called", counter: room });
    // Whoever was told that nobody waits was told the truth: no call that began later found somebody.
    const firstEmpty = Math.min(...calls.filter(({ status }) => status === 204).map(({ ended }) => ended));
    expect(called.filter(({ began }) => began > firstEmpty)).toEqual([]);
    expect(await waitingIn(service)).toBe(0);
    // Nobody came to the rooms, and each next call settled the one before, also the last: 500 no-shows, none lost.
    const states = await inFlight(500, 50, async (index) => (await city.ticket(taken[index].body.token)).body.state);
    expect(countBy(states, (state) => state)).toEqual({ no_show: 500 });
  });
});

describe("three hundred patients", () => {
  test("who ask at once where a hundred are seen a day get a hundred numbers, not one more", async ({ expect }) => {
    const answers = await inFlight(300, 300, () => city.take("baichay.noisoi"));
    expect(countBy(answers, ({ status, body }) => `${status} ${body.code ?? ""}`.trim())).toEqual({
      201: 100,
      "409 daily-limit": 200,
    });
    const numbers = answers.filter(({ status }) => status === 201).map(({ body }) => body.number);
    expect(ascending(numbers)).toEqual(upTo(100));
    const { services } = await city.facility("baichay");
    expect(services.find(({ id }) => id === "baichay.noisoi")).toMatchObject({
      dailyLimit: 100,
      left: 0,
      waiting: 100,
    });
  });
});
