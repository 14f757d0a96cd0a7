import { afterEach, describe, test } from "vitest";

import { openCity } from "./city.mjs";
import { socketsOf } from "./hall.mjs";
import { newKey, until } from "./people.mjs";

let city;
afterEach(() => city?.close());

const states = (tokens) => Promise.all(tokens.map(async (token) => (await city.ticket(token)).body.state));

describe("at midnight in Hạ Long", () => {
  const midnight = Date.parse("2026-11-25T00:00:00+07:00");

  test("numbers begin again, who still waits is let go, and who is being seen is seen to the end", async ({
    expect,
  }) => {
    city = await openCity({ at: midnight - 14_000 });
    const take = async (service, options) => (await city.take(service, options)).body;

    // At Sản Nhi two wait; then the server restarts, and nobody comes near the hospital any more.
    const alone = [await take("sannhi.nhi"), await take("sannhi.nhi")].map(({ token }) => token);
    await city.goAway();
    await city.comeBack();

    // At Bãi Cháy three wait and one is called; one is in the emergency department, which never closes.
    const key = newKey();
    const [first, second, third] = [
      await take("baichay.noi", { key }),
      await take("baichay.noi"),
      await take("baichay.noi"),
    ];
    expect([first, second, third].map(({ number }) => number)).toEqual([1, 2, 3]);
    const emergency = await take("baichay.capcuu");
    const { body: called } = await city.act(city.staff("counter.baichay"), "baichay.p105", "call-next");
    expect(called).toMatchObject({ label: first.label });

    // At Đa khoa two wait, a board listens, and nobody comes.
    const quiet = [await take("dakhoa.noi"), await take("dakhoa.noi")].map(({ token }) => token);
    const sockets = socketsOf(city);
    const board = sockets.connect(sockets.address("dakhoa"));
    const heard = [];
    board.addEventListener("message", ({ data }) => heard.push(JSON.parse(data)));
    await until(() => heard.length === 1);
    expect(city.clock(), "the evening was too short for this machine").toBeLessThan(midnight - 500);
    expect(await states([second.token, third.token])).toEqual(["waiting", "waiting"]);

    await city.waitUntil(midnight + 20);
    // The first to come does not wait for any alarm.
    expect(await take("baichay.noi")).toMatchObject({ number: 1, label: first.label, position: 0 });
    expect(await states([first.token, second.token, third.token])).toEqual(["called", "expired", "expired"]);
    expect(await take("baichay.noi")).toMatchObject({ number: 2, position: 1 });
    const nurse = city.staff("counter.baichay");
    const of = (version) => ({ json: { ticket: called.id, version } });
    expect((await city.act(nurse, "baichay.p105", "start", of(called.version))).body).toMatchObject({
      state: "serving",
    });
    expect((await city.act(nurse, "baichay.p105", "finish", of(called.version + 1))).body).toMatchObject({
      state: "served",
    });
    // Emergency numbers begin again too, but nobody is let go there: the new one is behind the old one.
    expect(await take("baichay.capcuu")).toMatchObject({ number: 1, position: 1 });
    expect(await states([emergency.token])).toEqual(["waiting"]);
    // A phone that repeats last night's request gets last night's number, not a new one.
    expect(await take("baichay.noi", { key })).toEqual(first);
    expect(await city.facility("baichay")).toMatchObject({ waiting: 4 });

    // Where nobody came, the board hears by itself that the day is over.
    await until(() => heard.some(({ op }) => op === "dayOpened"), { ms: 8000 });
    const night = heard.slice(1);
    expect(night.map(({ op }) => op)).toEqual(["expired", "expired", "dayOpened"]);
    expect(night.map(({ seq }) => seq)).toEqual([1, 2, 3].map((step) => heard[0].seq + step));
    expect(night.at(-1)).toMatchObject({ date: "2026-11-25" });
    expect(await states(quiet)).toEqual(["expired", "expired"]);
    board.close();
    await sockets.close();

    // Where not even a board was on, the alarm closed the day: the city's history has it before anybody asks.
    const history = (await city.database()).prepare(
      "SELECT number, date, state FROM queue_ticket WHERE facility = 'sannhi' ORDER BY number",
    );
    await until(async () => (await history.all()).results.length === 2, { ms: 15_000 });
    expect((await history.all()).results).toEqual([
      { number: 1, date: "2026-11-24", state: "expired" },
      { number: 2, date: "2026-11-24", state: "expired" },
    ]);
    expect(await states(alone)).toEqual(["expired", "expired"]);
    expect(await take("sannhi.nhi")).toMatchObject({ number: 1, position: 0 });
  });
});

describe("at seven in the morning, which is midnight in Greenwich", () => {
  const hour = 3_600_000;
  const minute = 60_000;

  test("nothing happens to who has waited since half past six, whether the server runs or restarts", async ({
    expect,
  }) => {
    const seven = Date.parse("2026-11-25T07:00:00+07:00");
    city = await openCity({ at: seven - hour / 2 });
    const tokens = [];
    const take = async () => {
      const { body } = await city.take("baichay.noi");
      tokens.push(body.token);
      return body.number;
    };
    expect([await take(), await take(), await take()]).toEqual([1, 2, 3]);
    expect((await city.act(city.staff("counter.baichay"), "baichay.p105", "call-next")).body).toMatchObject({
      number: 1,
    });
    const { seq } = await city.facility("baichay");

    await city.goAway();
    await city.comeBack({ laterMs: hour / 2 - (city.clock() - (seven - hour / 2)) - 6000 });
    expect(city.clock()).toBeLessThan(seven);
    expect(await take()).toBe(4);
    await city.waitUntil(seven + 3000);
    expect(await states(tokens)).toEqual(["called", "waiting", "waiting", "waiting"]);
    expect(await take()).toBe(5);

    await city.goAway();
    await city.comeBack({ laterMs: 27 * minute });
    expect(await states(tokens)).toEqual(["called", "waiting", "waiting", "waiting", "waiting"]);
    expect(await take()).toBe(6);
    expect((await city.ticket(tokens[5])).body).toMatchObject({ number: 6, position: 4 });
    // Three numbers more, and not one event beside them.
    expect(await city.facility("baichay")).toMatchObject({ seq: seq + 3, waiting: 5 });
  });
});
