import { setClock } from "@ven/kit";
import { addDays } from "@ven/kit/local-time";
import { env, exports } from "cloudflare:workers";
import { afterAll, beforeAll, describe, test } from "vitest";

import { ask, bookOne, openSchool, origin, staff, type TestSchool } from "./school";

beforeAll(() => setClock({ now: () => Date.parse("2026-11-22T02:00:00Z") }));
afterAll(() => setClock(null));

const cost = async () =>
  (await exports.default.fetch(`${origin}/dev/cost`)).json<{
    trips: number;
    statements: number;
    read: number;
    written: number;
  }>();

/** Twelve rooms whose week is half full, as the sample's schools have them. */
async function twelveRooms(school: TestSchool) {
  const rooms = Array.from({ length: 12 }, (_, index) => `x${String(index + 1).padStart(2, "0")}`);
  await env.DB.batch(
    rooms.flatMap((code) => [
      env.DB.prepare(
        `INSERT INTO room_resource (id, school, code, name, folded, kind, units, capacity, features, approval, status, door, sample, version)
         VALUES (?1, ?2, ?3, 'Phòng học thông minh ' || ?3, ?3, 'room', 1, 45, '["board"]', 'none', 'active', ?4, 1, 1)`,
      ).bind(school.of(code), school.id, code, `cost${school.id.replaceAll("-", "")}${code}`),
      env.DB.prepare(
        `INSERT INTO room_person (id, school, code, name, short_name, folded, status) VALUES (?1, ?2, ?3, 'Cô ' || ?3, ?3, ?3, 'active')`,
      ).bind(school.of(`p${code}`), school.id, `p${code}`),
    ]),
  );
  // Winter bells over those of the year, as in the sample.
  await env.DB.batch([
    env.DB.prepare(
      "INSERT INTO room_bell_schedule SELECT ?1 || '.winter', ?1, 'Mùa đông', 'Winter', '2026-11-02', '2027-02-27', 127",
    ).bind(school.id),
    env.DB.prepare(
      "INSERT INTO room_bell_period SELECT ?1 || '.winter', period, session, starts + 5, ends + 5 FROM room_bell_period WHERE schedule = ?1 || '.bell'",
    ).bind(school.id),
  ]);
  await env.DB.prepare(
    `INSERT INTO room_booking (id, school, resource, unit, date, bell, first_period, last_period, start_at, end_at, person, classes, subject, label, source, status, created_by, created_at, placed, version)
     SELECT r.code || d.date || n.value || ?1, ?1, r.id, 0, d.date, p.schedule, n.value, n.value, d.midnight + p.starts * 60000, d.midnight + p.ends * 60000,
       ?1 || '.p' || r.code, '[]', 'Toán', '10A' || n.value || ' · Tin học · Hương', 'timetable', 'confirmed', 'x', 0, 1, 1
     FROM room_resource AS r, room_calendar_day AS d, room_number AS n JOIN room_bell_period AS p ON p.schedule = ?1 || '.winter' AND p.period = n.value
     WHERE r.school = ?1 AND r.code LIKE 'x%' AND d.school = ?1 AND d.date BETWEEN '2026-11-23' AND '2026-11-28' AND (n.value + length(r.code) + unixepoch(d.date) / 86400) % 2 = 0`,
  )
    .bind(school.id)
    .run();
  // The first twelve are shown; equipment stays in the list.
  await env.DB.prepare("DELETE FROM room_resource WHERE school = ? AND code IN ('a', 'b', 'c', 'd')")
    .bind(school.id)
    .run();
}

describe("what the database is asked", () => {
  test("for the week of twelve rooms at half fill: at most 3 statements, 2 rows a slot and 50, and 45 kB", async ({
    expect,
  }) => {
    const school = await openSchool();
    await twelveRooms(school);
    const ha = await staff(school.id);
    const look = async () => {
      const answer = await exports.default.fetch(`${origin}/s/${school.id}/rooms?view=all&date=2026-11-23`, {
        headers: { ...ha, accept: "text/html" },
      });
      return answer.text();
    };
    await look();
    const text = await look();
    const { statements, read } = await cost();
    const slots = text.match(/Tin học/g)!.length;
    expect(slots).toBe(360);
    expect(statements).toBeLessThanOrEqual(3);
    expect(read).toBeLessThanOrEqual(2 * slots + 50);
    const bytes = (of: string) => new TextEncoder().encode(of);
    expect(bytes(text.replace(/<style>.*?<\/style>/s, "")).length).toBeLessThanOrEqual(45_000);
    const squeezed = new Blob([bytes(text)]).stream().pipeThrough(new CompressionStream("gzip"));
    expect((await new Response(squeezed).arrayBuffer()).byteLength).toBeLessThanOrEqual(13_000);
  });

  test("for a booking: one trip and at most 12 rows written, however many are there", async ({ expect }) => {
    const school = await openSchool();
    const ha = await staff(school.id);
    const classes = [{ class: school.of("10a1"), part: 0 }];
    await bookOne(ha, school, { classes, subject: "Toán" });
    const costs = [];
    for (const first of [2, 3]) {
      await bookOne(ha, school, { first, classes, subject: "Toán" });
      costs.push(await cost());
    }
    expect(costs[0]).toMatchObject({ trips: 1, statements: 3 });
    expect(costs[0]!.written).toBeLessThanOrEqual(12);
    expect(costs[1]!.read).toBe(costs[0]!.read);
  });

  test("for a series of 36 weeks: one batch of at most 6 statements", async ({ expect }) => {
    const from = "2026-11-23";
    const school = await openSchool({ from, to: addDays(from, 7 * 36) });
    const ha = await staff(school.id);
    const series = {
      resource: school.of("b"),
      weekday: 1,
      first: 3,
      startsOn: from,
      endsOn: addDays(from, 7 * 35),
      policy: "skip",
    };
    await ask(ha, "POST", `/api/schools/${school.id}/series/preview`, series);
    const booked = await ask(ha, "POST", `/api/schools/${school.id}/series`, series);
    expect(booked.body.booked).toHaveLength(36);
    const { trips, statements } = await cost();
    // One look at who is busy, one batch.
    expect(trips).toBe(2);
    expect(statements).toBeLessThanOrEqual(1 + 6);
  });
});
