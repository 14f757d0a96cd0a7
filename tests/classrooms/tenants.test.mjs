import { randomInt } from "node:crypto";

import { afterAll, beforeAll, describe, test } from "vitest";

import { openCity } from "../city/city.mjs";
import { newKey } from "../city/people.mjs";

const at = Date.parse("2026-11-22T03:00:00Z");
const documents = ["", "-exchange", "-records", "-office", "-door", "-settings"];
/** No word of the service: whoever reads it in an answer sees what the other school wrote. */
const marker = "qxvz";
let city;
let host;
let database;
let operations;
let schools;

beforeAll(async () => {
  city = await openCity({ at, connections: 16 });
  host = city.originOf("classrooms");
  database = await city.database();
  const read = await Promise.all(documents.map((name) => city.send(`${host}/openapi${name}.json`)));
  operations = read.flatMap(({ body }) =>
    Object.entries(body.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ path, method, ...operation })),
    ),
  );
  schools = (await rows("SELECT id FROM room_school ORDER BY id")).map(({ id }) => id);
}, 120_000);
afterAll(() => city?.close());

const rows = async (sql, ...values) =>
  (
    await database
      .prepare(sql)
      .bind(...values)
      .all()
  ).results;
const send = (headers, method, path, { json, form, key = newKey() } = {}) =>
  city.send(host + path, {
    method,
    redirect: "manual",
    headers: { ...headers, origin: host, ...(method !== "GET" && { "idempotency-key": key }) },
    ...(json && { json }),
    ...(form && { body: new URLSearchParams(form) }),
  });
const pick = (list) => list[randomInt(list.length)];
const bearer = (school, role) =>
  city.staff(role, {
    service: "classrooms",
    person: { id: `${role}.${school}`, role, organisation: school },
  });

/** A school with one of everything that can be named, each with the marker in its words. */
async function plant(school) {
  const manager = bearer(school, "room-manager");
  const must = async (what, work) => {
    const { status, body, text } = await work;
    if (status >= 300) throw new Error(`${what} in ${school}: ${status} ${text}`);
    return body;
  };
  const post = (path, json) => must(path, send(manager, "POST", path, { json }));
  await database
    .prepare(
      `INSERT INTO room_person (id, school, subject, code, name, short_name, folded, status)
       SELECT ?1 || '.' || value, ?1, 'sample-' || value || '.' || ?1, value, ?2 || ' ' || value, value, value, 'active'
       FROM json_each('["teacher","zed"]') WHERE true ON CONFLICT DO NOTHING`,
    )
    .bind(school, marker)
    .run();
  const [room, other] = (
    await rows(
      "SELECT id FROM room_resource WHERE school = ? AND kind = 'room' AND approval = 'none' ORDER BY id",
      school,
    )
  ).map(({ id }) => id);
  const date = "2026-12-15";
  const book = async (resource, first, person) =>
    (
      await post(`/api/schools/${school}/bookings`, {
        items: [{ resource, date, first, title: marker, person: `${school}.${person}` }],
      })
    ).items[0];
  const booking = await book(room, 7, "an");
  const second = await book(other, 8, "zed");
  const series = await post(`/api/schools/${school}/series`, {
    resource: room, weekday: 3, first: 9, startsOn: "2026-12-02", endsOn: "2026-12-23", policy: "skip", person: `${school}.binh`,
  }); // prettier-ignore
  const quota = await post(`/api/schools/${school}/quotas`, { who: "person", per: "week", most: 900 });
  const fault = await post(`/api/rooms/${room}/faults`, { what: marker });
  const closure = await post("/api/closures", {
    schools: [school],
    from: "2027-05-10",
    to: "2027-05-10",
    reason: marker,
  });
  const run = await must(
    "import",
    city.send(`${host}/api/exchange/schools/${school}/imports?kind=people`, {
      method: "POST",
      headers: manager,
      body: `Mã giáo viên,Họ và tên\n${marker},${marker}\n`,
    }),
  );
  const feed = await post(`/api/records/schools/${school}/feeds`, { kind: "room", object: room, privacy: "full" });
  const hook = await post(`/api/records/schools/${school}/hooks`, { url: "https://hooks.example.com/in" });
  const waiting = crypto.randomUUID();
  const swap = crypto.randomUUID();
  await database.batch([
    database
      .prepare(
        `INSERT INTO room_waitlist (id, school, resource, date, first_period, last_period, person, classes, label, status, created_by, created_at)
         VALUES (?, ?, ?, ?, 7, 7, ?, '[]', ?, 'waiting', 'x', 1)`,
      )
      .bind(waiting, school, room, date, `${school}.chi`, marker),
    database
      .prepare(
        "INSERT INTO room_swap (id, school, mine, theirs, asked_by, asked_of, status, note, created_at) VALUES (?, ?, ?, ?, ?, ?, 'asked', ?, 1)",
      )
      .bind(swap, school, booking.id, second.id, `${school}.an`, `${school}.zed`, marker),
  ]);
  const door = (await rows("SELECT door FROM room_resource WHERE id = ?", room))[0].door;
  return {
    school, room, resource: room, date, from: date, to: date, startsOn: date, endsOn: date, first: 7, last: 7, weekday: 2, door,
    booking: booking.id, mine: booking.id, theirs: second.id, version: booking.version, series: series.series ?? series.id,
    quota: quota.id, fault: fault.id, act: closure.act, import: run.id, feed: feed.id, hook: hook.id, waiting, swap,
    person: `${school}.an`, class: `${school}.10a1`, object: room, target: `room:${room}`, key: run.id, schools: [school], resources: [room],
    subject: "Toán", title: "Mượn", reason: "Mượn", what: "Mượn", url: "https://hooks.example.com/in", file: `${"a".repeat(22)}.ics`,
  }; // prettier-ignore
}

/** A body that a schema takes, with what is known by its name and the least that is asked of the rest. */
function sample(schema, name, known) {
  if (schema.type === "object") {
    const entries = Object.entries(schema.properties ?? {}).filter(
      ([key]) => schema.required?.includes(key) || known[key] !== undefined,
    );
    return Object.fromEntries(
      entries.map(([key, one]) => [key, key === "act" && one.enum ? one.enum[0] : sample(one, key, known)]),
    );
  }
  if (schema.enum) return schema.enum[0];
  if (schema.type === "array") {
    if (Array.isArray(known[name])) return known[name];
    return schema.minItems || name === "classes" ? [sample(schema.items, name, known)] : [];
  }
  if (known[name] !== undefined && !Array.isArray(known[name])) return known[name];
  if (schema.anyOf) return sample(schema.anyOf[0], name, known);
  if (schema.type === "integer" || schema.type === "number") return Math.max(1, schema.minimum ?? 1);
  if (schema.type === "boolean") return false;
  return "x".repeat(Math.max(2, schema.minLength ?? 2));
}

/** Asks an operation with names of some school in its address and of some school in its body. */
function request({ path, method, parameters = [], requestBody }, headers, inPath, inBody) {
  // What has no name in its address would only say again what it was asked.
  const named = new Set(path.includes("{") ? ["resource", "room", "rooms", "class"] : []);
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(inPath[name] ?? inPath.booking));
  const query = new URLSearchParams(
    parameters
      .filter(({ in: place, required, name }) => place === "query" && (required || named.has(name)))
      .map(({ name, schema }) => [name, name === "rooms" ? inBody.room : String(sample(schema ?? {}, name, inBody))]),
  );
  const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const body = content && sample(content.schema, "", inBody);
  return send(headers, method.toUpperCase(), filled + (query.size ? `?${query}` : ""), {
    ...(body && (type.includes("json") ? { json: body } : { form: flat(body) })),
  });
}
const flat = (body) =>
  Object.entries(body).flatMap(([key, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => [key, String(one)]),
  );

/** Everything that a school keeps, to be the same before and after. */
const kept = async (school) =>
  JSON.stringify(
    await Promise.all(
      ["booking", "series", "waitlist", "swap", "quota", "fault", "closure", "import", "feed", "hook", "resource", "person", "class", "term", "calendar_day", "notice", "timetable"].map(
        (table) => rows(`SELECT * FROM room_${table} WHERE school = ? ORDER BY 1, 2`, school),
      ), // prettier-ignore
    ),
  );

describe("a school", () => {
  test("sees and changes nothing of another, whatever it names, on any path of the documents", async ({ expect }) => {
    expect(operations.length).toBeGreaterThan(70);
    for (let round = 0; round < 2; round++) {
      const mine = pick(schools.slice(0, 23));
      const theirs = pick(schools.slice(23));
      const [a, b] = [await plant(mine), await plant(theirs)];
      const before = await kept(theirs);
      const wrong = [];
      for (const role of ["room-manager", "administrator", "teacher"])
        for (const operation of operations) {
          const headers = bearer(mine, role);
          const { path, method } = operation;
          const where = `${role} of ${mine}: ${method} ${path} of ${theirs}`;
          const isPublic =
            path === "/feeds/{file}" ||
            ((path.startsWith("/d/") || path.startsWith("/api/doors/")) && method === "get");
          const theirNames = [await request(operation, headers, b, b), await request(operation, headers, b, a)];
          for (const { status, text } of theirNames) {
            if (status >= 500) wrong.push(`${where}: ${status} ${text.slice(0, 200)}`);
            if (status < 400 && path.includes("{") && !isPublic) wrong.push(`${where}: ${status}`);
          }
          // Their names said in one's own school, and what one's own school shows anyway.
          if (method !== "delete") {
            const { status, text } = await request(operation, headers, a, b);
            if (status >= 500) wrong.push(`${where}, in ours: ${status} ${text.slice(0, 200)}`);
          }
          if (method === "get") {
            const { text } = await request(operation, headers, a, a);
            if (text.includes(`${theirs}.`) || text.includes(`"${theirs}"`)) wrong.push(`${where} is told`);
          }
        }
      expect(wrong).toEqual([]);
      expect(await kept(theirs)).toBe(before);
      // And nothing of ours leads to theirs: the imports repeat words of the file, but no ids.
      expect((await kept(mine)).includes(`"${theirs}.`)).toBe(false);
    }
  });
});

describe("somebody who makes up what they ask for", () => {
  test("gets a room only on a day of the school, in one of its periods, ahead of now and free", async ({ expect }) => {
    const school = pick(schools.slice(0, 12));
    const stranger = pick(schools.slice(12));
    const a = await plant(school);
    const headers = bearer(school, "teacher");
    const days = await rows("SELECT * FROM room_calendar_day WHERE school = ?", school);
    const dayOf = new Map(days.map((day) => [day.date, day]));
    const bells = await rows(
      "SELECT b.*, p.period, p.starts FROM room_bell_schedule AS b JOIN room_bell_period AS p ON p.schedule = b.id WHERE b.school = ?",
      school,
    );
    const advance = (await rows("SELECT max_advance_days AS n FROM room_school WHERE id = ?", school))[0].n;
    const rooms = (
      await rows("SELECT id FROM room_resource WHERE school IN (?, ?) AND kind = 'room'", school, stranger)
    ).map(({ id }) => id);
    /** Whether a lesson can be at all, by the rows of the calendar and the bells. */
    const can = ({ resource, date, first }) => {
      const day = dayOf.get(date);
      if (!day || day.kind === "closed" || !resource.startsWith(`${school}.`)) return false;
      const ringing = bells
        .filter((bell) => bell.valid_from <= date && date <= bell.valid_to && bell.weekdays & (1 << (day.runs_as - 1)))
        .toSorted((one, other) => other.valid_from.localeCompare(one.valid_from));
      const period = ringing.find((bell) => bell.id === ringing[0].id && bell.period === first);
      return (
        Boolean(period) && day.midnight + period.starts * 60_000 > at && day.midnight < at + (advance + 1) * 86_400_000
      );
    };
    const anyDate = () =>
      pick([
        ...Array.from({ length: 3 }, () => new Date(at + (randomInt(60) - 20) * 86_400_000).toISOString().slice(0, 10)),
        pick(days).date, days.find(({ kind }) => kind === "closed").date, "2026-11-21", "2026-11-22", "2027-02-05", "2030-01-07", "1970-01-01", "2026-12-06",
      ]); // prettier-ignore
    const ask = () => ({
      resource: pick([a.room, pick(rooms)]),
      date: anyDate(),
      first: pick([1, 5, 6, 10, 11, 15, randomInt(1, 16)]),
    });
    const wrong = [];
    let made = 0;
    const mine = [];
    for (let n = 0; n < 150; n++) {
      const wish = ask();
      const moved = mine.length ? pick(mine) : undefined;
      const [path, json] = pick([
        [`/api/schools/${school}/bookings`, { items: [wish] }],
        [`/api/schools/${school}/bookings`, { items: [{ ...wish, last: wish.first }] }],
        moved ? [`/api/bookings/${moved.id}/move`, { ...wish, version: moved.version }] : [`/api/schools/${school}/bookings`, { items: [wish] }],
        [`/api/series/${a.series}/dates`, { date: wish.date }],
      ]); // prettier-ignore
      const { status, body, text } = await send(headers, "POST", path, { json });
      if (status >= 500) wrong.push(`${path} ${JSON.stringify(json)}: ${status} ${text.slice(0, 200)}`);
      if (status >= 300) continue;
      made++;
      const one = body.items?.[0] ?? body;
      if (path.includes("/series/")) wrong.push(`a date came into somebody else's series: ${wish.date}`);
      else if (!can(wish)) wrong.push(`${path} took ${JSON.stringify(wish)}`);
      else if (moved && path.includes("/move")) moved.version = one.version;
      else mine.push({ id: one.id, version: one.version });
    }
    expect(wrong).toEqual([]);
    expect(made).toBeGreaterThan(5);
    const outside = await rows(
      `SELECT b.id FROM room_booking AS b LEFT JOIN room_calendar_day AS d ON d.school = b.school AND d.date = b.date
       WHERE b.school = ? AND b.live AND b.bell IS NOT NULL AND (d.date IS NULL OR d.kind = 'closed')`,
      school,
    );
    expect(outside).toEqual([]);
  });
});
