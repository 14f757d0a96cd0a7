import { addDays, weekdayOf } from "@ven/kit/local-time";
import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { writeXlsx } from "../../src/exchange/write-xlsx";
import { ask, openSchool, staff, type TestSchool, violations } from "../school";
import { upload } from "./files";

const head = "Lớp;Thứ;Tiết;Môn;GV;Phòng;Nhóm";
const file = (...lines: string[]) => [head, ...lines].join("\n");
const query = "kind=timetable&from=2027-01-04";
const apply = (headers: HeadersInit, run: { id: string; version: number }, more: object = {}) =>
  ask(headers, "POST", `/api/exchange/imports/${run.id}/apply`, { version: run.version, ...more });

interface Row {
  date: string;
  resource: string;
  first: number;
  last: number;
  person: string;
  classes: string;
  label: string;
  cell: string;
}
const bookingsOf = async (school: string, where = "source = 'timetable' AND live") =>
  (
    await env.DB.prepare(
      `SELECT date, resource, first_period AS first, last_period AS last, person, classes, label, cell FROM room_booking WHERE school = ? AND ${where} ORDER BY date, first_period`,
    )
      .bind(school)
      .all<Row & Record<string, unknown>>()
  ).results;
const cellsOf = async (school: string) =>
  (
    await env.DB.prepare(
      `SELECT c.key, c.first_period AS first, c.last_period AS last FROM room_timetable_cell AS c JOIN room_timetable AS t ON t.id = c.timetable
       WHERE t.school = ? AND t.status = 'live' AND t.effective_to >= '2027-01-04' ORDER BY c.key`,
    )
      .bind(school)
      .all()
  ).results;

/** The Mondays that a school teaches from 4 January on, and what is closed or made up. */
const term = { from: "2027-01-04", to: "2027-03-07", closed: ["2027-02-08"], makeup: { "2027-01-16": 1 } };
const mondays = (days: typeof term) => {
  const all: string[] = [];
  for (let date = days.from; date <= days.to; date = addDays(date, 1))
    if (days.makeup["2027-01-16"] && date === "2027-01-16") all.push(date);
    else if (weekdayOf(date) === 1 && !days.closed.includes(date)) all.push(date);
  return all;
};

async function imported(school: TestSchool, text: string, from = query) {
  const manager = await staff(school.id, "ha", "room-manager");
  const drafted = await upload(manager, school.id, from, text);
  if (drafted.body.status === "draft") {
    const { status } = await apply(manager, drafted.body);
    if (status !== 200) throw new Error(`apply: ${status}`);
  }
  return drafted;
}

describe("a deputy head with next term's timetable", () => {
  test("sees the difference, applies it, and every teaching day has its lessons, the makeup day too", async ({
    expect,
  }) => {
    const school = await openSchool(term);
    const drafted = await imported(
      school,
      file("10A1;2;1-2;Toán;ha;b;", "10A2;3;6;Văn;lan;;", "10A2;4;7;Tin;minh;d;1"),
    );
    expect(drafted.body.summary).toMatchObject({ added: 3, removed: 0, conflictCount: 0, faultCount: 0 });
    const lessons = await bookingsOf(school.id, "live AND resource LIKE '%.b'");
    expect(lessons.map(({ date }) => date)).toEqual(mondays(term));
    expect(lessons[0]).toEqual({
      date: "2027-01-04",
      resource: school.of("b"),
      first: 1,
      last: 2,
      person: school.of("ha"),
      classes: JSON.stringify([{ class: school.of("10a1"), part: 0 }]),
      label: "10a1 · Toán · ha",
      cell: `${school.of("10a1")}.0.1.1`,
    });
    expect(await cellsOf(school.id)).toHaveLength(3);
    // Half of a class takes half of its time.
    const half = await env.DB.prepare("SELECT count(*) AS n FROM room_claim WHERE holder = ?")
      .bind(`c:${school.of("10a2")}:2`)
      .first("n");
    expect(half).toBe(0);
  });

  test("imports it again, and nothing changes", async ({ expect }) => {
    const school = await openSchool(term);
    const text = file("10A1;2;1-2;Toán;ha;b;", "10A2;3;6;Văn;lan;d;");
    await imported(school, text);
    const before = await bookingsOf(school.id);
    const again = await imported(school, text);
    expect(again.body).toMatchObject({
      status: "done",
      total: 0,
      summary: { added: 0, changed: 0, removed: 0, moved: 0, same: 2 },
    });
    const later = await imported(school, text, "kind=timetable&from=2027-02-03");
    expect(later.body).toMatchObject({ status: "done", summary: { same: 2 } });
    expect(await bookingsOf(school.id)).toEqual(before);
  });

  test("changes it from a week on; what was before stays as it was", async ({ expect }) => {
    const school = await openSchool(term);
    await imported(school, file("10A1;2;1-2;Toán;ha;b;", "10A2;3;1;Văn;lan;d;", "10A1;4;3;Anh;minh;b;"));
    const next = await imported(
      school,
      file("10A1;5;1-2;Toán;ha;b;", "10A2;3;1;Văn;minh;d;", "10A2;6;1;Sử;lan;d;"),
      "kind=timetable&from=2027-02-03",
    );
    expect(next.body.summary).toMatchObject({
      added: 1,
      removed: 1,
      moved: 1,
      changed: 1,
      same: 0,
      from: "2027-02-01",
    });
    const rows = await bookingsOf(school.id);
    const on = (label: string) => rows.filter((row) => row.label === label).map(({ date }) => date);
    expect(
      on("10a1 · Toán · ha").every(
        (date) => weekdayOf(date) === (date < "2027-02-01" ? 1 : 4) || date === "2027-01-16",
      ),
    ).toBe(true);
    expect(on("10a2 · Văn · lan").at(-1)).toBe("2027-01-26");
    expect(on("10a2 · Văn · minh")[0]).toBe("2027-02-02");
    expect(on("10a1 · Anh · minh").at(-1)).toBe("2027-01-27");
    const versions = await env.DB.prepare(
      "SELECT number, effective_from AS f, effective_to AS t, status FROM room_timetable WHERE school = ? ORDER BY number",
    )
      .bind(school.id)
      .all();
    expect(versions.results).toEqual([
      { number: 1, f: "2027-01-04", t: "2027-01-31", status: "live" },
      { number: 2, f: "2027-02-01", t: "2027-03-06", status: "live" },
    ]);
    // An older week can no longer be changed behind the newer one's back.
    const manager = await staff(school.id, "ha", "room-manager");
    expect((await upload(manager, school.id, query, file("10A1;2;1;Toán;ha;b;"))).body).toMatchObject({
      fault: "later-timetable",
    });
    // The same week can: the newer import takes its place.
    const corrected = await imported(
      school,
      file("10A1;5;1-2;Toán;ha;b;", "10A2;3;1;Văn;minh;d;"),
      "kind=timetable&from=2027-02-03",
    );
    expect(corrected.body.summary).toMatchObject({ removed: 1, same: 2 });
    expect((await bookingsOf(school.id)).some(({ label }) => label.includes("Sử"))).toBe(false);
  });

  test("never takes a room from somebody who booked it by hand, and is told where", async ({ expect }) => {
    const school = await openSchool(term);
    await env.DB.prepare(
      `INSERT INTO room_booking (id, school, resource, unit, date, bell, first_period, last_period, start_at, end_at, person, classes, label, source, status, created_by, created_at, placed, version)
       SELECT '0192f000-0000-7000-9000-000000000001', ?1, ?1 || '.b', 1, day.date, ?1 || '.bell', 2, 2, day.midnight + p.starts * 60000, day.midnight + p.ends * 60000, ?1 || '.lan', '[]', 'Câu lạc bộ', 'manual', 'confirmed', 'lan', 1, 1, 1
       FROM room_calendar_day AS day, room_bell_period AS p WHERE day.school = ?1 AND day.date = '2027-01-11' AND p.schedule = ?1 || '.bell' AND p.period = 2`,
    )
      .bind(school.id)
      .run();
    const drafted = await imported(school, file("10A1;2;1-2;Toán;ha;b;"));
    expect(drafted.body.summary.conflicts).toEqual([
      { date: "2027-01-11", lesson: "10a1 · Toán · ha", booking: "Câu lạc bộ" },
    ]);
    expect((await bookingsOf(school.id)).map(({ date }) => date)).toEqual(
      mondays(term).filter((date) => date !== "2027-01-11"),
    );
    expect(await bookingsOf(school.id, "source = 'manual' AND live")).toHaveLength(1);
  });

  test("names a teacher nobody knows, and gets a row error instead of a guess", async ({ expect }) => {
    const school = await openSchool(term);
    const { body } = await imported(school, file("10A1;2;1;Toán;Hương;b;", "10A1;2;2;Toán;ha;b;", "10A2;2;2;Lí;ha;d;"));
    expect(body.summary.faults).toEqual([
      { line: 2, code: "unknown-teacher", value: "Hương" },
      { line: 4, code: "teacher-twice", value: "3" },
    ]);
    expect(await cellsOf(school.id)).toHaveLength(1);
  });

  test("teaches two classes together in one room with one booking", async ({ expect }) => {
    const school = await openSchool(term);
    await imported(school, file("10A1;2;1;GDQP;ha;b;", "10A2;2;1;GDQP;ha;b;"));
    const rows = await bookingsOf(school.id);
    expect(rows).toHaveLength(mondays(term).length);
    expect(JSON.parse(rows[0]!.classes)).toHaveLength(2);
    // When one of them leaves, the other stays.
    await imported(school, file("10A1;2;1;GDQP;ha;b;"), "kind=timetable&from=2027-02-03");
    const after = await bookingsOf(school.id);
    expect(after).toHaveLength(rows.length);
    expect(JSON.parse(after.at(-1)!.classes)).toEqual([{ class: school.of("10a1"), part: 0 }]);
  });

  test("has a second teacher's time taken too, shows them the lesson, and lets go of it with the lesson", async ({
    expect,
  }) => {
    const school = await openSchool(term);
    const { body } = await imported(school, file('10A1;2;1;Tin;"ha, lan";b;', "10A2;2;1;Văn;lan;d;"));
    expect(body.summary.faults).toEqual([{ line: 3, code: "teacher-twice", value: "2" }]);
    const rows = await bookingsOf(school.id);
    expect(rows.map(({ label }) => label)).toEqual(mondays(term).map(() => "10a1 · Tin · ha, lan"));
    const claims = () =>
      env.DB.prepare("SELECT count(*) AS n FROM room_claim WHERE holder = ?").bind(`p:${school.id}.lan`).first("n");
    expect(await claims()).toBe(rows.length);
    await expect(
      env.DB.prepare(
        `INSERT INTO room_booking (id, school, resource, unit, date, start_at, end_at, person, classes, label, source, status, created_by, created_at, placed, version)
         SELECT '0192f000-0000-7000-9000-00000000' || hex(randomblob(2)), school, ?1 || '.d', 0, date, start_at, end_at, ?1 || '.lan', '[]', 'Họp', 'manual', 'confirmed', 'x', 1, 1, 1
         FROM room_booking WHERE school = ?1 LIMIT 1`,
      )
        .bind(school.id)
        .run(),
    ).rejects.toThrow(/person-busy|room_claim/);
    expect(await violations(school.id)).toEqual([]);
    await imported(school, file("10A1;2;1;Tin;ha;b;"));
    expect(await claims()).toBe(0);
    // What was changed says when, so that calendars take it over.
    const changed = await env.DB.prepare(
      "SELECT count(*) AS n FROM room_booking WHERE school = ? AND (changed_at IS NULL) <> (version = 1)",
    )
      .bind(school.id)
      .first("n");
    expect(changed).toBe(0);
  });

  test("has odd and even weeks apart, and groups that the file brings, which whole classes exclude", async ({
    expect,
  }) => {
    const school = await openSchool(term);
    const text =
      "Lớp;Thứ;Tiết;Môn;GV;Phòng;Nhóm;Tuần\n10A1;2;1;Lí;ha;b;;lẻ\n10A1;3;1;Tin;ha;b;1;\n10A1;3;1;Anh;lan;d;2;\n";
    const unnumbered = await upload(await staff(school.id, "minh", "room-manager"), school.id, query, text);
    expect(unnumbered.body.summary.faults).toEqual([{ line: 2, code: "weeks-unnumbered", value: "1" }]);
    await env.DB.prepare(
      `INSERT INTO room_week (school, starts_on, number) SELECT school, date, row_number() OVER (ORDER BY date)
       FROM room_calendar_day WHERE school = ? AND strftime('%w', date) = '1'`,
    )
      .bind(school.id)
      .run();
    const { body } = await imported(school, text);
    expect(body.summary).toMatchObject({ added: 3, faultCount: 0 });
    const all = await bookingsOf(school.id);
    // Numbers count Mondays that are closed too: 4 January is the first, the makeup Saturday is in the second week.
    expect(all.filter(({ label }) => label.includes("Lí")).map(({ date }) => date)).toEqual([
      "2027-01-04",
      "2027-01-18",
      "2027-02-01",
      "2027-02-15",
      "2027-03-01",
    ]);
    const tuesdays = all.filter(({ label }) => label.includes("Tin")).map(({ date }) => date);
    expect(tuesdays.length).toBeGreaterThan(3);
    expect(all.filter(({ label }) => label.includes("Anh")).map(({ date }) => date)).toEqual(tuesdays);
    const parts = await env.DB.prepare("SELECT parts FROM room_class WHERE id = ?")
      .bind(school.of("10a1"))
      .first("parts");
    expect(parts).toBe(2);
    expect(await violations(school.id)).toEqual([]);
    expect((await imported(school, text)).body.summary).toMatchObject({ added: 0, changed: 0, moved: 0, removed: 0 });
  });

  test("uploads a matrix from Excel", async ({ expect }) => {
    const school = await openSchool(term);
    const manager = await staff(school.id, "ha", "room-manager");
    const bytes = await writeXlsx({
      name: "TKB",
      title: ["TRƯỜNG", "Áp dụng từ 04/01/2027"],
      head: ["Thứ", "Tiết", "10A1", "10A2"],
      rows: [
        ["2", 1, "Toán - ha - b", ""],
        ["", 2, "Toán - ha - b", "Văn - lan"],
        ["3", 1, "", "Tin - minh (d)"],
      ],
    });
    const drafted = await upload(manager, school.id, query, new Uint8Array(bytes));
    expect(drafted.body.summary).toMatchObject({ added: 3, faultCount: 0 });
    const xls = await upload(manager, school.id, query, Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]));
    expect(xls.body).toMatchObject({ fault: "file-kind" });
    expect((await upload(manager, school.id, "kind=timetable", new Uint8Array(bytes))).body).toMatchObject({
      fault: "from-missing",
    });
    expect(
      (await upload(manager, school.id, "kind=timetable&from=2030-01-07", new Uint8Array(bytes))).body,
    ).toMatchObject({ fault: "no-school-year" });
  });
});

describe("an import that is cut off in the middle", () => {
  const lessons = (count: number, subject: string) =>
    file(
      ...Array.from(
        { length: count },
        (_, index) =>
          `10A${(index % 2) + 1};${2 + (Math.floor(index / 20) % 6)};${1 + (Math.floor(index / 2) % 10)};${subject} ${index};;;`,
      ),
      `10A1;7;10;${subject};ha;b;`,
    );

  test("shows nothing, goes on where it stopped, and is seen whole at the end", async ({ expect }) => {
    const school = await openSchool(term);
    const manager = await staff(school.id, "ha", "room-manager");
    await imported(school, file("10A1;2;1;Cũ;ha;b;"));
    const before = { cells: await cellsOf(school.id), bookings: await bookingsOf(school.id) };
    const { body } = await upload(manager, school.id, "kind=timetable&from=2027-01-11", lessons(100, "Mới"));
    expect(body.total).toBeGreaterThan(90);
    // The worker dies after the version was begun, before any cell: as if the first request ended there.
    await env.DB.batch([
      env.DB.prepare("UPDATE room_import SET status = 'applying', version = version + 1 WHERE id = ?").bind(body.id),
      env.DB.prepare(
        `INSERT INTO room_timetable (id, school, number, effective_from, effective_to, source, fingerprint, status, applied, created_by, created_at)
         SELECT payload ->> 'timetable', school, 99, payload ->> 'from', payload ->> 'to', 'csv', id, 'applying', 0, 'x', 1 FROM room_import WHERE id = ?`,
      ).bind(body.id),
    ]);
    expect({ cells: await cellsOf(school.id), bookings: await bookingsOf(school.id) }).toEqual(before);
    const stuck = (await ask(manager, "GET", `/api/exchange/imports/${body.id}`)).body as typeof body;
    expect(stuck).toMatchObject({ status: "applying", done: 0 });
    const finished = await apply(manager, stuck);
    expect(finished).toMatchObject({ status: 200, body: { status: "done", done: body.total } });
    expect(await cellsOf(school.id)).toHaveLength(body.total + before.cells.length);
    const now = await bookingsOf(school.id);
    expect(now.filter(({ label }) => label.includes("Cũ")).map(({ date }) => date)).toEqual(["2027-01-04"]);
    expect(now.some(({ label }) => label.includes("Mới"))).toBe(true);
  });

  test("stops when another timetable came in between, and changes nothing", async ({ expect }) => {
    const school = await openSchool(term);
    const manager = await staff(school.id, "ha", "room-manager");
    const mine = await upload(manager, school.id, query, file("10A1;2;1;Toán;ha;b;"));
    await imported(school, file("10A1;3;1;Văn;lan;d;"));
    const before = await bookingsOf(school.id);
    expect(await apply(manager, mine.body)).toMatchObject({ status: 409, body: { code: "stale-version" } });
    expect(await bookingsOf(school.id)).toEqual(before);
  });
});

describe("a school of 45 classes", () => {
  test("imports its whole week for a term within seconds", async ({ expect, annotate }) => {
    const school = await openSchool({ from: "2027-01-04", to: "2027-05-30" });
    const codes = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);
    await env.DB.batch([
      env.DB.prepare(
        "INSERT INTO room_class (id, school, code, name, folded, grade, size, parts, status) SELECT ?1 || '.' || value, ?1, value, value, value, 10, 40, 1, 'active' FROM json_each(?2)",
      ).bind(school.id, JSON.stringify(codes("lop", 45))),
      env.DB.prepare(
        "INSERT INTO room_person (id, school, code, name, short_name, folded, department, status) SELECT ?1 || '.' || value, ?1, value, value, value, value, 'toan', 'active' FROM json_each(?2)",
      ).bind(school.id, JSON.stringify(codes("gv", 90))),
      env.DB.prepare(
        "INSERT INTO room_resource (id, school, code, name, folded, kind, units, capacity, features, approval, status, door, sample, version) SELECT ?1 || '.' || value, ?1, value, value, value, 'room', 1, 40, '[]', 'none', 'active', replace(?1, '-', '') || value || 'door', 1, 1 FROM json_each(?2)",
      ).bind(school.id, JSON.stringify(codes("r", 12))),
    ]);
    const lines: string[] = [];
    for (let day = 2; day <= 7; day++)
      for (let period = 1; period <= 5; period++)
        for (let n = 0; n < 45; n++)
          lines.push(`lop${n};${day};${period};Môn ${period};gv${n + (period % 2) * 45};${n < 12 ? `r${n}` : ""};`);
    const manager = await staff(school.id, "ha", "room-manager");
    const started = performance.now();
    const drafted = await upload(manager, school.id, query, file(...lines));
    const drawn = performance.now();
    expect(drafted.body.summary).toMatchObject({ added: 1350, faultCount: 0 });
    expect(await apply(manager, drafted.body)).toMatchObject({ status: 200 });
    const done = performance.now();
    const bookings = await env.DB.prepare("SELECT count(*) AS n FROM room_booking WHERE school = ? AND live")
      .bind(school.id)
      .first<number>("n");
    expect(bookings).toBe(12 * 5 * 126);
    await annotate(
      `dry run ${Math.round(drawn - started)} ms, apply ${Math.round(done - drawn)} ms, ${bookings} bookings`,
    );
    expect(done - started).toBeLessThan(25_000);
  });
});
