import { localFetch } from "../lib/http.mjs";
import { localTokens } from "../lib/local-token.mjs";
import { cpuOf } from "./measure.mjs";
import { countRow } from "./table.mjs";

/** CPU of one of `times` turns of `act`, of all the city's processes, ms. */
async function cpuEach(pids, times, act) {
  const before = cpuOf(pids);
  for (let n = 0; n < times; n++) await act(n);
  return (cpuOf(pids) - before) / 1e6 / times;
}

const school = "thpt-hongai";
const teacher = { id: `teacher.${school}`, role: "teacher", organisation: school };
const department = { id: "department.gddt", role: "room-manager", organisation: "qn-so-gddt" };

/** Pages, and of each other kind acts, over which the CPU of one is measured. */
const pages = 30;
const acts = 8;

/**
 * What rooms cost over a province's year: 551 rooms × 10 periods × some 200 days, about a quarter filled, which is
 * 300,000 bookings. Counts and bytes, so the same on every machine; and twenty people who want one slot, at our door and
 * at a naive one that looks first and writes then.
 *
 * @returns {Promise<import("./table.mjs").Row[]>}
 */
export async function classroomRows({ city }) {
  const fetch = localFetch({ connections: 32 });
  try {
    const database = await city.mf.getD1Database("DB", "ven-classrooms");
    const made = await fillYear(database);
    const origin = city.originOf("classrooms");
    const headersOf = (person) => ({
      authorization: `Bearer ${localTokens({ person, service: "classrooms", issuer: city.originOf("id"), minutes: 15 })()}`,
    });
    const rows = await rowsOf({ city, fetch, database, made, origin, headersOf });
    return [...rows, ...(await importRows({ fetch, database, origin, headersOf, pids: city.pids() }))];
  } finally {
    await fetch.close();
  }
}

/** One statement a school: each room has a person of its own, so that nobody is in two places. */
async function fillYear(database) {
  const { results } = await database.prepare("SELECT id FROM room_school ORDER BY id").all();
  await database
    .prepare(
      `INSERT INTO room_person (id, school, code, name, short_name, folded, status)
       SELECT r.school || '.bench-' || r.code, r.school, 'bench-' || r.code, 'Bench ' || r.code, r.code, r.code, 'active'
       FROM room_resource AS r WHERE r.kind = 'room' ON CONFLICT DO NOTHING`,
    )
    .run();
  const year = database.prepare(
    `INSERT INTO room_booking (id, school, resource, unit, date, bell, first_period, last_period, start_at, end_at, person,
       classes, subject, label, source, status, created_by, created_at, placed, version)
     SELECT lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-a' ||
         substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))),
       ?1, r.id, 0, d.date, b.id, p.period, p.period, d.midnight + p.starts * 60000, d.midnight + p.ends * 60000,
       ?1 || '.bench-' || r.code, '[]', 'Toán', '10A1 · Toán · ' || r.code, 'timetable', 'confirmed', 'bench', 0, 1, 1
     FROM room_calendar_day AS d
       JOIN room_bell_schedule AS b ON b.id = (SELECT id FROM room_bell_schedule WHERE school = ?1 AND valid_from <= d.date
         AND valid_to >= d.date ORDER BY valid_from DESC LIMIT 1)
       JOIN room_bell_period AS p ON p.schedule = b.id
       JOIN room_resource AS r ON r.school = ?1 AND r.kind = 'room'
     WHERE d.school = ?1 AND d.kind <> 'closed'
       AND (p.period * 7 + unixepoch(d.date) / 86400 * 3 + unicode(substr(r.code, 4)) + unicode(r.code) * 5) % 11 < 3
       AND NOT EXISTS (SELECT 1 FROM room_slot WHERE resource = r.id AND date = d.date AND period = p.period)`,
  );
  for (const { id } of results) await year.bind(id).run();
  const { n } = await database.prepare("SELECT count(*) AS n FROM room_booking").first();
  return n;
}

async function rowsOf({ city, fetch, database, made, origin, headersOf }) {
  const pids = city.pids();
  const ask = async (person, path, { json, accept } = {}) => {
    const answer = await fetch(origin + path, {
      method: json ? "POST" : "GET",
      headers: {
        ...headersOf(person),
        ...(accept && { accept }),
        ...(json && { "content-type": "application/json", "idempotency-key": crypto.randomUUID() }),
      },
      body: json && JSON.stringify(json),
    });
    const text = await answer.text();
    if (answer.status >= 500) throw new Error(`${path} answers ${answer.status} ${text}`);
    return { status: answer.status, text, bytes: Buffer.byteLength(text) };
  };
  const cost = async (person, path, options) => {
    const before = cpuOf(pids);
    const answer = await ask(person, path, options);
    const cpu = (cpuOf(pids) - before) / 1e6;
    const spent = await (await fetch(`${origin}/dev/cost`)).json();
    return { ...answer, ...spent, cpu };
  };
  const slots = async (from, to) =>
    (
      await database
        .prepare(
          `SELECT count(*) AS n FROM room_resource AS r JOIN room_slot AS s ON s.resource = r.id
           WHERE r.school = ? AND r.kind = 'room' AND s.date BETWEEN ? AND ?`,
        )
        .bind(school, from, to)
        .first()
    ).n;
  const first = (
    await database
      .prepare(
        `SELECT date FROM room_calendar_day AS d WHERE school = ? AND kind = 'teach' AND runs_as = 1 AND date > date('now', '+8 days')
           ORDER BY date LIMIT 1`,
      )
      .bind(school)
      .first()
  ).date;
  const later = (days) => new Date(Date.parse(first) + days * 86_400_000).toISOString().slice(0, 10);
  const page = `/s/${school}/rooms?view=all&date=${first}`;
  // The first view of an isolate reads the school's frame, which is then kept for 30 s.
  await ask(teacher, page, { accept: "text/html" });
  const week = await cost(teacher, page, { accept: "text/html" });
  const html = Buffer.byteLength(week.text.replace(/<style>.*?<\/style>/s, ""));
  const shown = await slots(first, later(5));
  const cpuOfPage = await cpuEach(pids, pages, () => ask(teacher, page, { accept: "text/html" }));
  const item = (date, period, resource = `${school}.b202`) => ({ resource, date, first: period });
  const free = async (date) => {
    const { results } = await database
      .prepare("SELECT period FROM room_slot WHERE resource = ? AND date = ?")
      .bind(`${school}.b202`, date)
      .all();
    const taken = new Set(results.map(({ period }) => period));
    return [6, 7, 8, 9, 10].find((period) => !taken.has(period));
  };
  const book = async (date) =>
    cost(teacher, `/api/schools/${school}/bookings`, { json: { items: [item(date, await free(date))] } });
  const booking = await book(first);
  const { results: dates } = await database
    .prepare(
      "SELECT date FROM room_calendar_day WHERE school = ? AND kind = 'teach' AND runs_as = 1 AND date > ? ORDER BY date LIMIT ?",
    )
    .bind(school, later(7), acts)
    .all();
  const wishes = [];
  for (const { date } of dates) wishes.push(item(date, await free(date)));
  const person = `${school}.bench-b202`;
  const cpuOfBooking = await cpuEach(pids, wishes.length, async (n) => {
    const answer = await ask(department, `/api/schools/${school}/bookings`, {
      json: { items: [{ ...wishes[n], person }] },
    });
    if (answer.status !== 201) throw new Error(`a booking: ${answer.status} ${answer.text}`);
  });
  const series = await cost(teacher, `/api/schools/${school}/series`, {
    json: { resource: `${school}.hall`, weekday: 2, first: 9, startsOn: first, endsOn: later(252), policy: "skip" },
  });
  // The hourly job counts the week's use; the report reads what it laid down.
  await city.runCrons();
  const today = new Date().toISOString().slice(0, 10);
  const report = `/api/usage?from=${today}&to=${today}`;
  const usage = await cost(department, report);
  const cpuOfUsage = await cpuEach(pids, acts, () => ask(department, report));
  const reported = JSON.parse(usage.text).items.length;
  const naive = await naiveRace(database);
  const date = later(7);
  const period = await free(date);
  const race = await Promise.all(
    Array.from({ length: 20 }, () =>
      ask(department, `/api/schools/${school}/bookings`, {
        json: { items: [{ ...item(date, period), person }] },
      }),
    ),
  );
  const won = race.filter(({ status }) => status === 201).length;
  const peers = "LibreBooking 1,687, MRBS 45, classroombookings 37 (domain notes)";
  return [
    countRow("rooms: bookings in the year", made, { unit: "bookings" }),
    countRow("rooms: week page of 12 rooms, statements", week.statements, { unit: "SQL", atMost: 3, note: peers }),
    countRow(`rooms: week page, rows read for ${shown} slots`, week.read, { unit: "rows", atMost: 2 * shown + 50 }),
    countRow("rooms: week page, HTML without style", html, {
      unit: "B",
      atMost: 45_000,
      note: "MRBS edit form 107 kB (domain notes)",
    }),
    countRow("rooms: week page, CPU of all processes", cpuOfPage, {
      unit: "ms",
      note: "classroombookings, one day: 710 ms (domain notes)",
    }),
    countRow("rooms: a booking, trips", booking.trips, { unit: "trips", atMost: 1 }),
    countRow("rooms: a booking, rows written", booking.written, { unit: "rows", atMost: 12 }),
    countRow("rooms: a booking, rows read", booking.read, { unit: "rows" }),
    countRow("rooms: a booking, answer", booking.bytes, { unit: "B" }),
    countRow("rooms: a booking, CPU of all processes", cpuOfBooking, { unit: "ms" }),
    countRow("rooms: a weekly series to the year's end, statements", series.statements, {
      unit: "SQL",
      atMost: 7,
      note: "peers 103, 257, 1,018 for 36 weeks (domain notes)",
    }),
    countRow("rooms: a weekly series to the year's end, answer", series.bytes, { unit: "B" }),
    countRow("rooms: a weekly series to the year's end, CPU of all processes", series.cpu, { unit: "ms" }),
    countRow(`rooms: use of a week in ${reported} schools, rows read`, usage.read, { unit: "rows", atMost: 1000 }),
    countRow(`rooms: use of a week in ${reported} schools, statements`, usage.statements, { unit: "SQL", atMost: 1 }),
    countRow(`rooms: use of a week in ${reported} schools, answer`, usage.bytes, { unit: "B" }),
    countRow(`rooms: use of a week in ${reported} schools, CPU of all processes`, cpuOfUsage, { unit: "ms" }),
    countRow("rooms: 20 want one slot, got it", won, {
      unit: "bookings",
      atMost: 1,
      note: `SELECT then INSERT: ${naive} bookings`,
    }),
  ];
}

/** Files as a department and a school of 45 classes bring them; what is asked of the database from upload to the end. */
async function importRows({ fetch, database, origin, headersOf, pids }) {
  const post = async (path, { body, json }) => {
    const answer = await fetch(origin + path, {
      method: "POST",
      headers: { ...headersOf(department), ...(json && { "content-type": "application/json" }) },
      body: json ? JSON.stringify(json) : body,
    });
    const text = await answer.text();
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${text}`);
    return { run: JSON.parse(text), bytes: Buffer.byteLength(text), cost: JSON.parse(answer.headers.get("x-cost")) };
  };
  const bring = async (where, query, body) => {
    const started = performance.now();
    const before = cpuOf(pids);
    const drafted = await post(`/api/exchange/schools/${where}/imports?${query}`, { body });
    const applied = await post(`/api/exchange/imports/${drafted.run.id}/apply`, {
      json: { version: drafted.run.version },
    });
    if (applied.run.status !== "done") throw new Error(`${query}: ${applied.run.status}`);
    const sum = (what) => drafted.cost[what] + applied.cost[what];
    return {
      summary: drafted.run.summary,
      statements: sum("statements"),
      read: sum("read"),
      written: sum("written"),
      ms: performance.now() - started,
      cpu: (cpuOf(pids) - before) / 1e6,
      sent: Buffer.byteLength(body),
      answered: drafted.bytes + applied.bytes,
    };
  };
  const { results: schools } = await database.prepare("SELECT id FROM room_school ORDER BY id").all();
  const list = [
    "Mã trường,Mã phòng,Tên phòng,Số chỗ",
    ...Array.from({ length: 551 }, (_, n) => `${schools[n % schools.length].id},x${n},Phòng thông minh ${n},45`),
  ];
  const rooms = await bring(schools[0].id, "kind=rooms", list.join("\n"));
  const big = schools.at(-1).id;
  await addClasses(database, big);
  const from = (
    await database
      .prepare("SELECT min(starts_on) AS monday FROM room_week WHERE school = ? AND starts_on > date('now', '+8 days')")
      .bind(big)
      .first()
  ).monday;
  const timetable = await bring(big, `kind=timetable&from=${from}`, timetableOf(45));
  const { n: booked } = await database
    .prepare("SELECT count(*) AS n FROM room_booking WHERE school = ? AND cell IS NOT NULL AND live")
    .bind(big)
    .first();
  return [
    countRow("rooms: list of 551 imported, statements", rooms.statements, {
      unit: "SQL",
      atMost: 16,
      note: "LibreBooking 8,302 (domain notes)",
    }),
    countRow("rooms: list of 551 imported, rows written", rooms.written, { unit: "rows", atMost: 4 * 551 + 20 }),
    countRow("rooms: list of 551 imported, upload to the end", rooms.ms, {
      unit: "ms",
      note: "LibreBooking 8,200 ms (domain notes)",
    }),
    ...sizeRows("rooms: list of 551 imported", rooms),
    countRow(`rooms: timetable of 45 classes, ${timetable.summary.added} lessons, statements`, timetable.statements, {
      unit: "SQL",
      atMost: 60,
    }),
    countRow(`rooms: timetable of 45 classes, rows written for ${booked} bookings`, timetable.written, {
      unit: "rows",
      atMost: 12 * booked + 8 * timetable.summary.added,
    }),
    countRow("rooms: timetable of 45 classes, upload to the end", timetable.ms, { unit: "ms" }),
    ...sizeRows("rooms: timetable of 45 classes", timetable),
  ];
}

const sizeRows = (what, { cpu, sent, answered }) => [
  countRow(`${what}, CPU of all processes`, cpu, { unit: "ms" }),
  countRow(`${what}, answers for a file of ${sent} B`, answered, { unit: "B" }),
];

/** A school of 45 classes with 90 teachers. */
const addClasses = (database, id) =>
  database.batch([
    database
      .prepare(
        `INSERT INTO room_class (id, school, code, name, folded, grade, parts, status)
         SELECT ?1 || '.k' || value, ?1, 'k' || value, 'K' || value, 'k' || value, 10, 1, 'active' FROM json_each(?2)`,
      )
      .bind(id, JSON.stringify(Array.from({ length: 45 }, (_, n) => n))),
    database
      .prepare(
        `INSERT INTO room_person (id, school, code, name, short_name, folded, status)
         SELECT ?1 || '.gv' || value, ?1, 'gv' || value, 'Giáo viên ' || value, 'gv' || value, 'gv', 'active' FROM json_each(?2)`,
      )
      .bind(id, JSON.stringify(Array.from({ length: 90 }, (_, n) => n))),
  ]);

/** Thirty lessons a week for each class, those of the first nine in rooms, nobody in two places. */
function timetableOf(classes) {
  const lines = ["Lớp;Thứ;Tiết;Môn;GV;Phòng"];
  const places = ["a101", "a102", "a201", "a202", "a203", "b101", "b102", "b103", "b201"];
  for (let n = 0; n < classes; n++)
    for (const day of [2, 3, 4, 5, 6, 7])
      for (const period of [1, 2, 3, 4, 5])
        lines.push(`K${n};${day};${period};Môn ${(n + period) % 9};gv${n + (period % 2) * 45};${places[n] ?? ""}`);
  return lines.join("\n");
}

/** What everybody writes first: look whether it is free, then write. Twenty at once, no key to stop them. */
async function naiveRace(database) {
  await database.batch([
    database.prepare("DROP TABLE IF EXISTS bench_naive"),
    database.prepare("CREATE TABLE bench_naive (room TEXT, date TEXT, period INTEGER, who INTEGER)"),
  ]);
  await Promise.all(
    Array.from({ length: 20 }, async (_, who) => {
      const taken = await database
        .prepare("SELECT 1 FROM bench_naive WHERE room = 'a' AND date = 'd' AND period = 1")
        .first();
      if (taken === null) await database.prepare("INSERT INTO bench_naive VALUES ('a', 'd', 1, ?)").bind(who).run();
    }),
  );
  const { n } = await database.prepare("SELECT count(*) AS n FROM bench_naive").first();
  await database.prepare("DROP TABLE bench_naive").run();
  return n;
}
