import { setClock } from "@ven/kit";
import { env } from "cloudflare:workers";
import { afterAll, beforeAll, test } from "vitest";

import { recordRoutes } from "../../src/routes/records";
import { openSchool, origin, staff } from "../school";

beforeAll(() => setClock({ now: () => Date.parse("2026-11-22T02:00:00Z") }));
afterAll(() => setClock(null));

const at = (path: string, headers: Record<string, string>) =>
  recordRoutes.fetch(new Request(origin + path, { headers: { ...headers, accept: "text/html" } }), env);

test("a deputy head finds the exam in a room's register, though it is nobody's", async ({ expect }) => {
  const school = await openSchool();
  const manager = await staff(school.id, "minh", "room-manager");
  await env.DB.prepare(
    `INSERT INTO room_booking (id, school, resource, unit, date, bell, first_period, last_period, start_at, end_at, classes, title, label, source, status, created_by, created_at, placed, version)
     SELECT ?1 || '-exam', ?1, ?1 || '.b', 0, d.date, p.schedule, 1, 1, d.midnight + p.starts * 60000, d.midnight + p.ends * 60000, '[]', 'Thi học kì', 'Thi học kì', 'exam', 'confirmed', 'x', 0, 1, 1
     FROM room_calendar_day AS d JOIN room_bell_period AS p ON p.schedule = ?1 || '.bell' AND p.period = 1 WHERE d.school = ?1 AND d.date = '2026-11-23'`,
  )
    .bind(school.id)
    .run();
  const path = `/records/${school.id}/register?from=2026-11-23&to=2026-11-23&resource=${school.of("b")}`;
  expect(await (await at(path, manager)).text()).toContain("Thi học kì");
  expect(await (await at(path.replace(".b", ".d"), manager)).text()).not.toContain("Thi học kì");
});

test("a department sees week by week how much rooms are used, of all schools or of one", async ({ expect }) => {
  const [one, two] = [await openSchool(), await openSchool()];
  const week = (school: string, monday: string, booked: number) =>
    env.DB.prepare(
      "INSERT INTO room_usage_weekly (starts_on, school, rooms, open, booked, used) VALUES (?, ?, 4, 200, ?, 20)",
    ).bind(monday, school, booked);
  await env.DB.batch([
    week(one.id, "2026-11-09", 100),
    week(one.id, "2026-11-16", 150),
    week(two.id, "2026-11-16", 50),
  ]);
  const analyst = await staff(one.id, "minh", "analyst", { [two.id]: ["analyst"] });
  const all = await (await at("/records/usage?from=2026-11-09&to=2026-11-22", analyst)).text();
  // Both schools: 100 of 200, then 200 of 400.
  expect(all.match(/<td class="n">50 %<\/td>/g)?.length).toBeGreaterThanOrEqual(2);
  const single = await (await at(`/records/usage?from=2026-11-09&to=2026-11-22&of=${one.id}`, analyst)).text();
  expect(single).toContain('<th scope="row">16/11/2026</th><td class="n">75 %</td>');
});
