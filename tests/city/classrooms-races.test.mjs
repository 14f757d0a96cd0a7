import { afterAll, beforeAll, describe, test } from "vitest";

import { openCity } from "./city.mjs";
import { newKey } from "./people.mjs";

const school = "thpt-hongai";
const rounds = 20;
// A Sunday of the sample's first term; the races are in its second.
const at = Date.parse("2026-11-22T03:00:00Z");
let city;
let host;
let teachers;
let manager;

beforeAll(async () => {
  city = await openCity({ at, connections: 64 });
  host = city.originOf("classrooms");
  teachers = ["teacher", "teacher2"].map((who) => city.staff(`${who}.${school}`, { service: "classrooms" }));
  manager = city.staff(`manager.${school}`, { service: "classrooms" });
}, 120_000);
afterAll(() => city?.close());

const send = (headers, path, json, key = newKey()) =>
  city.send(host + path, { method: "POST", headers: { ...headers, "idempotency-key": key }, json });
const look = (headers, path) => city.send(host + path, { headers });
const room = (code) => `${school}.${code}`;
/** The manager books for colleagues, so that two hundred people are not two hundred sign-ins. */
const bookFor = (item, headers = manager) => send(headers, `/api/schools/${school}/bookings`, { items: [item] });
const colleagues = ["an", "binh", "chi", "dung", "giang", "khanh"].map((code) => `${school}.${code}`);
const statuses = (answers) =>
  answers.reduce((counts, { status }) => ({ ...counts, [status]: (counts[status] ?? 0) + 1 }), {});
/** Teaching dates far enough from the sample's own lessons; each round takes another. */
const dates = Array.from({ length: 60 }, (_, index) => new Date(Date.parse("2027-02-22") + index * 86_400_000))
  .filter((day) => day.getUTCDay() !== 0)
  .map((day) => day.toISOString().slice(0, 10))
  .slice(0, rounds);
/** The same race on twenty days, one after the other. */
const everyDay = async (race) => {
  for (const date of dates) await race(date);
};

/** Nothing is left over: every slot and claim belongs to a live booking that is there, and every live one has both. */
async function orphans() {
  const database = await city.database();
  const queries = [
    "SELECT count(*) AS n FROM room_slot AS s LEFT JOIN room_booking AS b ON b.id = s.booking WHERE b.id IS NULL OR NOT b.live OR b.resource <> s.resource OR b.date <> s.date",
    "SELECT count(*) AS n FROM room_claim AS c LEFT JOIN room_booking AS b ON b.id = c.booking WHERE b.id IS NULL OR NOT b.live OR b.start_at <> c.start_at",
    "SELECT count(*) AS n FROM room_booking AS b WHERE b.live AND b.bell IS NOT NULL AND NOT EXISTS (SELECT 1 FROM room_slot WHERE booking = b.id)",
    "SELECT count(*) AS n FROM room_claim AS a JOIN room_claim AS b ON a.holder = b.holder AND a.start_at < b.start_at AND a.end_at > b.start_at",
    "SELECT count(*) AS n FROM room_waitlist AS w LEFT JOIN room_booking AS b ON b.id = w.booking WHERE w.status = 'promoted' AND b.id IS NULL",
  ];
  const found = await database.batch(queries.map((sql) => database.prepare(sql)));
  return found.map(({ results }) => results[0].n);
}
const none = [0, 0, 0, 0, 0];

describe("two hundred people who want one room at one time", () => {
  test("one gets it, 199 are told which rule and who has it, and nothing is left over", async ({ expect }) => {
    await everyDay(async (date) => {
      const answers = await Promise.all(
        Array.from({ length: 200 }, (_, index) =>
          bookFor({ resource: room("a202"), date, first: 6, person: colleagues[index % 6] }),
        ),
      );
      expect(statuses(answers), date).toEqual({ 201: 1, 409: 199 });
      for (const { status, body } of answers)
        if (status === 409) expect(["slot-taken", "person-busy"]).toContain(body.rule);
      const database = await city.database();
      const { n } = await database
        .prepare("SELECT count(*) AS n FROM room_slot WHERE resource = ? AND date = ? AND period = 6")
        .bind(room("a202"), date)
        .first();
      expect(n).toBe(1);
    });
    expect(await orphans()).toEqual(none);
  }, 120_000);
});

describe("people who want sets of periods that overlap", () => {
  test("get whole sets or nothing", async ({ expect }) => {
    await everyDay(async (date) => {
      const sets = [
        [1, 3],
        [2, 4],
        [3, 5],
        [1, 1],
        [5, 5],
        [2, 2],
      ];
      const answers = await Promise.all(
        sets.map(([first, last], index) =>
          bookFor({ resource: room("a203"), date, first, last, person: colleagues[index] }),
        ),
      );
      const won = answers.filter(({ status }) => status === 201).flatMap(({ body }) => body.items);
      expect(Object.keys(statuses(answers)).every((status) => status === "201" || status === "409")).toBe(true);
      const taken = won.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i));
      expect(new Set(taken).size).toBe(taken.length);
      const database = await city.database();
      const { n } = await database
        .prepare("SELECT count(*) AS n FROM room_slot WHERE resource = ? AND date = ?")
        .bind(room("a203"), date)
        .first();
      expect(n).toBe(taken.length);
    });
  });
});

describe("fifty people who want one of three trolleys", () => {
  test("three get one each", async ({ expect }) => {
    await everyDay(async (date) => {
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          bookFor({ resource: room("tablets"), date, first: 7, person: colleagues[index % 6] }),
        ),
      );
      expect(statuses(answers)).toEqual({ 201: 3, 409: 47 });
      const units = answers.filter(({ status }) => status === 201).map(({ body }) => body.items[0].unit);
      expect(units.toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
    });
  });
});

describe("a booking that waits for a manager", () => {
  const asked = async (date) => (await bookFor({ resource: room("c201"), date, first: 8 }, teachers[0])).body.items[0];

  test("is approved by one of two", async ({ expect }) => {
    await everyDay(async (date) => {
      const { id, version } = await asked(date);
      const both = await Promise.all([1, 2].map(() => send(manager, `/api/bookings/${id}/approve`, { version })));
      expect(statuses(both)).toEqual({ 200: 1, 409: 1 });
      await send(manager, `/api/bookings/${id}/cancel`, { version: version + 1 });
    });
  });

  test("is approved or given up, never both", async ({ expect }) => {
    await everyDay(async (date) => {
      const { id, version } = await asked(date);
      const [approved, cancelled] = await Promise.all([
        send(manager, `/api/bookings/${id}/approve`, { version }),
        send(teachers[0], `/api/bookings/${id}/cancel`, { version }),
      ]);
      expect([approved.status, cancelled.status].toSorted((a, b) => a - b)).toEqual([200, 409]);
      const { body } = await look(manager, `/api/bookings/${id}`);
      expect(body.status).toBe(approved.status === 200 ? "confirmed" : "cancelled");
      if (approved.status === 200) await send(manager, `/api/bookings/${id}/cancel`, { version: body.version });
    });
    expect(await orphans()).toEqual(none);
  });
});

describe("two teachers", () => {
  test("swap, or one gives up: whichever comes first, both are somewhere once", async ({ expect }) => {
    await everyDay(async (date) => {
      const mine = (await bookFor({ resource: room("b201"), date, first: 6 }, teachers[0])).body.items[0];
      const theirs = (await bookFor({ resource: room("b202"), date, first: 9 }, teachers[1])).body.items[0];
      const swap = (await send(teachers[0], `/api/bookings/${mine.id}/swap`, { theirs: theirs.id })).body;
      const [accepted, cancelled] = await Promise.all([
        send(teachers[1], `/api/swaps/${swap.id}/accept`),
        send(teachers[0], `/api/bookings/${mine.id}/cancel`, { version: mine.version }),
      ]);
      expect([accepted.status, cancelled.status].toSorted((a, b) => a - b)).toEqual([200, 409]);
      const [one, other] = (
        await Promise.all([mine, theirs].map(({ id }) => look(manager, `/api/bookings/${id}`)))
      ).map(({ body }) => body);
      if (accepted.status === 200) expect([one.resource, other.resource]).toEqual([theirs.resource, mine.resource]);
      else expect([one.status, other.resource]).toEqual(["cancelled", theirs.resource]);
      for (const { id, version, status } of [one, other])
        if (status === "confirmed") await send(manager, `/api/bookings/${id}/cancel`, { version });
    });
    expect(await orphans()).toEqual(none);
  });

  test("move to each other's room at once: nobody loses the old place for nothing", async ({ expect }) => {
    await everyDay(async (date) => {
      const [a, b] = await Promise.all(
        ["b201", "b202"].map((code, index) => bookFor({ resource: room(code), date, first: 10 }, teachers[index])),
      ).then((both) => both.map(({ body }) => body.items[0]));
      const moves = await Promise.all([
        send(teachers[0], `/api/bookings/${a.id}/move`, { version: a.version, resource: b.resource }),
        send(teachers[1], `/api/bookings/${b.id}/move`, { version: b.version, resource: a.resource }),
      ]);
      expect(statuses(moves)).toEqual({ 409: 2 });
      const after = await Promise.all([a, b].map(({ id }) => look(manager, `/api/bookings/${id}`)));
      expect(after.map(({ body }) => body.resource)).toEqual([a.resource, b.resource]);
      for (const { body } of after) await send(manager, `/api/bookings/${body.id}/cancel`, { version: body.version });
    });
    expect(await orphans()).toEqual(none);
  });

  test("of whom one waits and another books: one of them has the room, and who waits keeps the place", async ({
    expect,
  }) => {
    await everyDay(async (date) => {
      const place = { resource: room("c101"), date, first: 9 };
      const there = (await bookFor({ ...place, person: colleagues[0] })).body.items[0];
      expect((await send(teachers[0], `/api/schools/${school}/waitlist`, place)).status).toBe(201);
      const [cancelled, booked] = await Promise.all([
        send(manager, `/api/bookings/${there.id}/cancel`, { version: there.version }),
        bookFor(place, teachers[1]),
      ]);
      expect(cancelled.status).toBe(200);
      expect([201, 409]).toContain(booked.status);
      const database = await city.database();
      const has = await database
        .prepare(
          "SELECT b.id, b.person, b.version FROM room_slot AS s JOIN room_booking AS b ON b.id = s.booking WHERE s.resource = ? AND s.date = ? AND s.period = 9",
        )
        .bind(place.resource, date)
        .first();
      const waits = await database
        .prepare("SELECT id, status FROM room_waitlist WHERE resource = ? AND date = ?")
        .bind(place.resource, date)
        .first();
      expect([has?.person, waits.status]).toEqual(
        booked.status === 201 ? [`${school}.teacher2`, "waiting"] : [`${school}.teacher`, "promoted"],
      );
    });
    expect(await orphans()).toEqual(none);
  });
});

describe("a deputy head who puts a timetable into force while teachers book", () => {
  test("finds each room with one of the two: the import passes over what was taken, and takes all the rest", async ({
    expect,
  }) => {
    const database = await city.database();
    const lessons = (date) =>
      database
        .prepare(
          "SELECT b.date FROM room_booking AS b WHERE b.school = ? AND b.resource = ? AND b.source = 'timetable' AND b.live AND b.date >= ?",
        )
        .bind(school, room("a102"), date)
        .all();
    const won = { import: 0, teacher: 0 };
    await everyDay(async (date) => {
      const weekday = new Date(date).getUTCDay();
      const file = `Lớp;Thứ;Tiết;Môn;GV;Phòng\n12A1;${weekday + 1};9;Tin;khanh;a102\n`;
      const drafted = await city.send(
        `${host}/api/exchange/schools/${school}/imports?kind=timetable&from=${dates[0]}`,
        {
          method: "POST",
          headers: manager,
          body: file,
        },
      );
      expect([drafted.status, drafted.body.summary.faultCount]).toEqual([201, 0]);
      const { id, version } = drafted.body;
      const apply = () => send(manager, `/api/exchange/imports/${id}/apply`, { version });
      const takers = colleagues
        .slice(0, 5)
        .map((person) => () => bookFor({ resource: room("a102"), date, first: 9, person }));
      // Who asks first changes from day to day, so that both orders are met.
      const order = dates.indexOf(date) % 2 ? [apply, ...takers] : [...takers, apply];
      const answers = await Promise.all(order.map((act) => act()));
      const applied = answers.at(dates.indexOf(date) % 2 ? 0 : -1);
      const booked = answers.filter((answer) => answer !== applied);
      expect([applied.status, applied.body.status]).toEqual([200, "done"]);
      const taken = booked.filter(({ status }) => status === 201).length;
      expect(taken).toBeLessThanOrEqual(1);
      expect(booked.filter(({ status }) => status === 409)).toHaveLength(5 - taken);
      won[taken ? "teacher" : "import"]++;
      const { results: slots } = await database
        .prepare(
          "SELECT b.source FROM room_slot AS s JOIN room_booking AS b ON b.id = s.booking WHERE s.resource = ? AND s.date = ? AND s.period = 9",
        )
        .bind(room("a102"), date)
        .all();
      expect(slots.map(({ source }) => source)).toEqual([taken ? "manual" : "timetable"]);
      const { results: days } = await database
        .prepare(
          "SELECT date FROM room_calendar_day WHERE school = ? AND date >= ? AND kind <> 'closed' AND runs_as = ? AND NOT (date = ? AND ?)",
        )
        .bind(school, dates[0], weekday, date, taken)
        .all();
      // The lesson of this day's import and of no other; what earlier days' teachers took stays theirs.
      const kept = (await lessons(dates[0])).results.map((one) => one.date).toSorted();
      const { results: theirs } = await database
        .prepare(
          "SELECT date FROM room_booking WHERE resource = ? AND date >= ? AND source = 'manual' AND live AND first_period = 9",
        )
        .bind(room("a102"), dates[0])
        .all();
      const manual = new Set(theirs.map((one) => one.date));
      expect(kept).toEqual(
        days
          .map((one) => one.date)
          .filter((one) => !manual.has(one))
          .toSorted(),
      );
    });
    expect(won.import + won.teacher).toBe(rounds);
    expect(await orphans()).toEqual(none);
  });
});
