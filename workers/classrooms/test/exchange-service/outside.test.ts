import { env, exports } from "cloudflare:workers";
import ICAL from "ical.js";
import { describe, test } from "vitest";

import { deliverHooks } from "../../src/exchange/deliver-hooks";
import { hookRepository } from "../../src/exchange/hook-repository";
import { readXlsx } from "../../src/exchange/read-xlsx";
import { verifyDelivery } from "../../src/exchange/webhook";
import { ask, openSchool, origin, staff, type TestSchool } from "../school";
import { upload } from "./files";

const show = (path: string, headers: Record<string, string> = {}) => exports.default.fetch(origin + path, { headers });
const dayMs = 86_400_000;
const near = new Date(Date.now() + 3 * dayMs).toISOString().slice(0, 10);
const around = {
  from: new Date(Date.now() - 20 * dayMs).toISOString().slice(0, 10),
  to: new Date(Date.now() + 60 * dayMs).toISOString().slice(0, 10),
};

let made = 0;
/** A booking of somebody in a room in a period of a day, as the service writes it. */
async function booked(
  school: TestSchool,
  change: { date?: string; room?: string; person?: string; period?: number; unit?: number; status?: string } = {},
) {
  const { date = near, room = "b", person = "ha", period = 1, unit = 0, status = "confirmed" } = change;
  const id = `0192f000-0000-7000-8000-${String(++made).padStart(12, "0")}`;
  await env.DB.prepare(
    `INSERT INTO room_booking (id, school, resource, unit, date, bell, first_period, last_period, start_at, end_at, person, classes, subject, title, label, source, status, created_by, created_at, placed, version)
     SELECT ?1, ?2, ?2 || '.' || ?3, ?4, day.date, ?2 || '.bell', ?5, ?5, day.midnight + p.starts * 60000, day.midnight + p.ends * 60000, ?2 || '.' || ?6,
       json_array(json_object('class', ?2 || '.10a1', 'part', 0)), 'Toán', 'Bài ' || ?5, '10A1 · Toán · ' || ?6, 'manual', ?8, ?6, 1760000000000, 1, 1
     FROM room_calendar_day AS day, room_bell_period AS p WHERE day.school = ?2 AND day.date = ?7 AND p.schedule = ?2 || '.bell' AND p.period = ?5`,
  )
    .bind(id, school.id, room, unit, period, person, date, status)
    .run();
  return id;
}
const workday = (() => {
  for (let n = 3; ; n++) {
    const date = new Date(Date.now() + n * dayMs);
    if (date.getUTCDay() !== 0) return date.toISOString().slice(0, 10);
  }
})();

describe("a teacher with a calendar on their phone", () => {
  const feedOf = async (headers: Record<string, string>, school: string, feed: object) => {
    const { status, body } = await ask(headers, "POST", `/api/records/schools/${school}/feeds`, feed);
    return { status, body: { url: String(body.url), id: String(body.id) } };
  };

  test("subscribes to their own lessons, at the times that the bells ring, and hears when nothing is new", async ({
    expect,
  }) => {
    const school = await openSchool(around);
    const teacher = await staff(school.id);
    const id = await booked(school, { date: workday, period: 2 });
    await booked(school, { date: workday, period: 3, person: "lan" });
    const { status, body } = await feedOf(teacher, school.id, {
      kind: "person",
      object: school.of("ha"),
      privacy: "full",
    });
    expect(status).toBe(201);
    const path = body.url.slice(origin.length);
    const feed = await show(path);
    expect(feed.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    const text = await feed.text();
    const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
    // Period 2 begins at 08:40 in Vietnam: 420 + 2 × 50 minutes after midnight, seven hours ahead of UTC.
    expect(events.map((one) => [one.uid, one.startDate.toString(), one.summary, one.location, one.sequence])).toEqual([
      [`${id}@classrooms.test`, `${workday}T01:40:00Z`, "10A1 · Toán · ha", "Phòng b", 0],
    ]);
    const etag = feed.headers.get("etag") ?? "";
    expect((await show(path, { "if-none-match": etag })).status).toBe(304);
    await env.DB.prepare("UPDATE room_booking SET version = 4 WHERE id = ?").bind(id).run();
    const changed = await show(path, { "if-none-match": etag });
    expect(changed.status).toBe(200);
    expect(await changed.text()).toContain("SEQUENCE:3");
  });

  test("takes an address back, and it opens nothing any more", async ({ expect }) => {
    const school = await openSchool(around);
    const teacher = await staff(school.id);
    const { body } = await feedOf(teacher, school.id, { kind: "room", object: school.of("a"), privacy: "busy" });
    const other = await staff(school.id, "lan");
    expect((await ask(other, "DELETE", `/api/records/feeds/${body.id}`)).status).toBe(404);
    expect((await ask(teacher, "GET", "/api/records/feeds")).body).toMatchObject({
      items: [{ id: body.id, object: school.of("a") }],
    });
    expect((await ask(teacher, "DELETE", `/api/records/feeds/${body.id}`)).status).toBe(204);
    expect((await show(body.url.slice(origin.length))).status).toBe(404);
    // Only a hash of the address was ever kept.
    const { results } = await env.DB.prepare("SELECT * FROM room_feed WHERE school = ?").bind(school.id).all();
    expect(JSON.stringify(results)).not.toContain(body.url.slice(-26, -4));
  });

  test("shares a room's busy times without saying who or what", async ({ expect }) => {
    const school = await openSchool(around);
    const teacher = await staff(school.id);
    await booked(school, { date: workday, room: "a", unit: 1, period: 4 });
    for (const [kind, object] of [
      ["room", school.of("a")],
      ["class", school.of("10a1")],
    ] as const) {
      const { body } = await feedOf(teacher, school.id, { kind, object, privacy: "busy" });
      const text = await (await show(body.url.slice(origin.length))).text();
      expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(1);
      expect(text).not.toMatch(/Toán|10A1|\bha\b|Bài/);
    }
  });

  test("makes no calendar of a colleague, of another school, or of what is not there", async ({ expect }) => {
    const [school, other] = [await openSchool(around), await openSchool(around)];
    const teacher = await staff(school.id);
    const manager = await staff(school.id, "minh", "room-manager");
    const status = async (who: Record<string, string>, at: string, feed: object) =>
      (await feedOf(who, at, { privacy: "full", ...feed })).status;
    expect(await status(teacher, school.id, { kind: "person", object: school.of("lan") })).toBe(404);
    expect(await status(teacher, school.id, { kind: "school", object: school.id })).toBe(404);
    expect(await status(manager, school.id, { kind: "person", object: school.of("lan") })).toBe(201);
    expect(await status(manager, school.id, { kind: "school", object: school.id })).toBe(201);
    expect(await status(manager, school.id, { kind: "room", object: other.of("a") })).toBe(404);
    expect(await status(manager, other.id, { kind: "room", object: other.of("a") })).toBe(404);
    expect((await show(`/feeds/${"a".repeat(22)}.ics`)).status).toBe(404);
  });
});

describe("a deputy head who inspects the records", () => {
  test("reads, prints and takes away the register of a room, and nothing runs in a spreadsheet", async ({ expect }) => {
    const school = await openSchool(around);
    const manager = await staff(school.id, "minh", "room-manager");
    const id = await booked(school, { date: workday, period: 1 });
    await env.DB.batch([
      env.DB.prepare("UPDATE room_booking SET title = '=1+1' WHERE id = ?").bind(id),
      ...(["in", "out"] as const).map((direction) =>
        env.DB.prepare(
          "INSERT INTO room_handover (id, school, booking, direction, condition, note, signed_by, at) VALUES (?, ?, ?, ?, 'good', NULL, 'ha', 1)",
        ).bind(`${id}-${direction}`, school.id, id, direction),
      ),
    ]);
    const query = `from=${around.from}&to=${around.to}&resource=${school.of("b")}`;
    const page = await (
      await show(`/records/${school.id}/register?${query}`, { ...manager, accept: "text/html" })
    ).text();
    expect(page).toContain("Sổ theo dõi sử dụng phòng học bộ môn");
    expect(page).toContain("Cô ha");
    const csv = await (await show(`/records/${school.id}/register.csv?${query}`, manager)).text();
    expect(csv.split("\r\n")[1]).toBe(
      `1,${workday.split("-").reverse().join("/")},${csv.split("\r\n")[1]!.split(",")[2]},1,10a1,Toán,'=1+1,Cô ha,Tốt,Tốt,Đã ký`,
    );
    const xlsx = await show(`/records/${school.id}/register.xlsx?${query}`, manager);
    expect(xlsx.headers.get("content-disposition")).toContain(".xlsx");
    const [sheet] = await readXlsx(new Uint8Array(await xlsx.arrayBuffer()));
    expect(sheet!.rows.at(-1)).toContain("=1+1");
    expect(
      (
        await show(`/records/${school.id}/borrowing?from=${around.from}&to=${around.to}`, {
          ...manager,
          accept: "text/html",
        })
      ).status,
    ).toBe(200);
    expect((await show(`/records/${school.id}/register?from=2020-01-01&to=2026-01-01`, manager)).status).toBe(400);
    expect((await show(`/records/${school.id}/register`, await staff(school.id))).status).toBe(404);
  });

  test("takes the list of rooms away, and importing it changes nothing", async ({ expect }) => {
    const school = await openSchool(around);
    const manager = await staff(school.id, "minh", "room-manager");
    const csv = await (await show(`/records/${school.id}/rooms.csv`, manager)).text();
    expect((await upload(manager, school.id, "kind=rooms", csv)).body.summary).toMatchObject({
      added: 0,
      changed: 0,
      same: 5,
      faultCount: 0,
    });
    const people = await (await show(`/records/${school.id}/people.csv`, manager)).text();
    expect((await upload(manager, school.id, "kind=people", people)).body.summary).toMatchObject({
      added: 0,
      changed: 0,
      same: 3,
    });
  });

  test("gets every booking once, page by page", async ({ expect }) => {
    const school = await openSchool(around);
    const manager = await staff(school.id, "minh", "room-manager");
    const ids = [
      await booked(school, { date: workday, period: 1 }),
      await booked(school, { date: workday, period: 2, person: "lan", room: "d" }),
    ];
    const { body } = await ask(
      manager,
      "GET",
      `/api/records/schools/${school.id}/bookings?from=${around.from}&to=${around.to}`,
    );
    expect(body).toMatchObject({ items: ids.map((id) => ({ id })), next: null });
  });

  test("sees how much rooms are used beside their target", async ({ expect }) => {
    const school = await openSchool(around);
    const manager = await staff(school.id, "minh", "room-manager");
    await env.DB.batch([
      env.DB.prepare(
        "INSERT OR IGNORE INTO id_organisation (id, kind, name, name_en, sample, valid_from) VALUES (?1, 'school', ?1, ?1, 1, 0)",
      ).bind(school.id),
      env.DB.prepare(
        "INSERT INTO room_usage_weekly (starts_on, school, rooms, open, booked, used) VALUES ('2026-11-16', ?, 4, 200, 130, 100)",
      ).bind(school.id),
    ]);
    const page = await (
      await show("/records/usage?from=2026-11-16&to=2026-11-22", { ...manager, accept: "text/html" })
    ).text();
    expect(page).toContain("65 %");
    expect(page).toContain("<svg");
    expect(page).toContain("Đạt");
    const csv = await (await show("/records/usage.csv?from=2026-11-16&to=2026-11-22", manager)).text();
    expect(csv).toContain(`${school.id},`);
    expect(csv).toContain(",4,65,50,60");
  });
});

describe("a manager who imports a calendar into a room", () => {
  test("books what is free, once, and leaves what others have", async ({ expect }) => {
    const school = await openSchool(around);
    const manager = await staff(school.id, "minh", "room-manager");
    await booked(school, { date: workday, period: 1, room: "b" });
    const at = (time: string) => `${workday.replaceAll("-", "")}T${time}`;
    const ics = [
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      ...["074500", "190000"].flatMap((time, index) => [
        "BEGIN:VEVENT",
        `UID:e${index}`,
        `DTSTART;TZID=Asia/Ho_Chi_Minh:${at(time)}`,
        "DURATION:PT1H",
        `SUMMARY:Họp ${index}`,
        ...(index ? ["RRULE:FREQ=WEEKLY;COUNT=3"] : []),
        "END:VEVENT",
      ]),
      "END:VCALENDAR",
      "",
    ].join("\r\n");
    const query = `kind=calendar&resource=${school.of("b")}`;
    const drafted = await upload(manager, school.id, query, ics);
    expect(drafted.body.summary).toMatchObject({
      added: 3,
      conflictCount: 1,
      conflicts: [{ date: workday, booking: "10A1 · Toán · ha" }],
    });
    expect((await ask(manager, "POST", `/api/exchange/imports/${drafted.body.id}/apply`, { version: 1 })).status).toBe(
      200,
    );
    expect((await upload(manager, school.id, query, ics)).body).toMatchObject({
      status: "done",
      summary: { added: 0, same: 3 },
    });
    expect((await upload(manager, school.id, "kind=calendar", ics)).body).toMatchObject({ fault: "room-missing" });
  });
});

describe("a system that a school has told of what happens", () => {
  test("gets signed posts in order, later again when it is away, and nothing of other schools", async ({ expect }) => {
    const [school, other] = [await openSchool(around), await openSchool(around)];
    const manager = await staff(school.id, "minh", "room-manager");
    const url = "https://hooks.school.example/ven";
    const bad = await ask(manager, "POST", `/api/records/schools/${school.id}/hooks`, { url: "https://10.0.0.1/" });
    expect(bad.status).toBe(400);
    const made = await ask(manager, "POST", `/api/records/schools/${school.id}/hooks`, { url });
    const hook = { id: String(made.body.id), secret: String(made.body.secret) };
    await upload(manager, school.id, "kind=rooms", "Mã phòng,Tên phòng\nH1,Phòng H");
    await upload(
      await staff(other.id, "minh", "room-manager"),
      other.id,
      "kind=rooms",
      "Mã phòng,Tên phòng\nH1,Phòng H",
    );
    const got: { headers: Headers; body: string }[] = [];
    let away = true;
    const deliver = (now: number) =>
      deliverHooks({
        hooks: hookRepository(env.DB),
        key: env.CLASSROOMS_KEY,
        now,
        send: (to, { headers, body }) => {
          if (to !== url || away) return Promise.reject(new Error("away"));
          got.push({ headers: new Headers(headers), body: typeof body === "string" ? body : "" });
          return Promise.resolve(new Response());
        },
      });
    const minute = 60_000;
    const now = Date.now() + minute;
    await deliver(now);
    away = false;
    await deliver(now + 30_000);
    expect(got).toEqual([]);
    await deliver(now + minute + 1);
    await deliver(now + 5 * minute);
    const bodies = got.map(({ body }) => JSON.parse(body) as { type: string; school: string });
    expect(bodies.map(({ type }) => type).toSorted((a, b) => a.localeCompare(b))).toEqual(["hook-add", "import-draft"]);
    expect(bodies.every((one) => one.school === school.id)).toBe(true);
    for (const { headers, body } of got) {
      expect(await verifyDelivery(hook.secret, headers.get("ven-signature") ?? "", body, now + minute)).toBe(true);
      expect(body).not.toContain(`minh.${school.id}`);
    }
    // What waits and what is kept says nothing to who reads the tables.
    const kept = await env.DB.prepare(
      "SELECT group_concat(payload) AS payload, (SELECT secret FROM room_hook WHERE id = ?) AS secret FROM room_outbox",
    )
      .bind(hook.id)
      .first();
    expect(JSON.stringify(kept)).not.toMatch(new RegExp(`import-draft|${hook.secret}`));
    expect((await ask(manager, "DELETE", `/api/records/schools/${school.id}/hooks/${hook.id}`)).status).toBe(204);
    expect((await ask(manager, "GET", `/api/records/schools/${school.id}/hooks`)).body).toMatchObject({
      items: [{ stopped: true }],
    });
  });
});
