import { clock, setClock } from "@ven/kit";
import { purge } from "@ven/kit/house";
import { classroomsPurges } from "@ven/kit/purges";
import { env } from "cloudflare:workers";
import { afterEach, test } from "vitest";

import { ask, bookOne, openSchool, staff, violations } from "./school";

afterEach(() => setClock(null));
const at = (now: number) => setClock({ now: () => now });
const count = (sql: string, school: string) => env.DB.prepare(sql).bind(school).first<number>("n");

test("two years after a lesson nothing says who held it, and what is younger stays", async ({ expect }) => {
  // The database has a clock of its own, so the lesson is really three years old.
  at(Date.parse("2023-11-20T02:00:00Z"));
  const school = await openSchool({ from: "2023-11-01", to: "2024-05-31" });
  const ha = await staff(school.id);
  const date = "2023-11-23";
  expect((await bookOne(ha, school, { date, classes: [{ class: school.of("10a1"), part: 0 }] })).status).toBe(201);
  expect((await bookOne(ha, school, { resource: school.of("a"), date, first: 3, last: 4 })).status).toBe(201);
  const given = (await bookOne(ha, school, { date, first: 5 })).body.items[0];
  expect((await ask(ha, "POST", `/api/bookings/${given.id}/cancel`, { version: 1 })).status).toBe(200);

  const young = await openSchool();
  at(Date.parse("2026-11-22T02:00:00Z"));
  await bookOne(await staff(young.id), young, {});
  await purge(() => env.DB, classroomsPurges, clock.now());

  expect(await count("SELECT count(*) AS n FROM room_booking WHERE school = ?", school.id)).toBe(0);
  expect(await count("SELECT count(*) AS n FROM room_slot WHERE resource LIKE ? || '.%'", school.id)).toBe(0);
  expect(await count("SELECT count(*) AS n FROM room_claim WHERE holder LIKE '%:' || ? || '.%'", school.id)).toBe(0);
  expect(await count("SELECT count(*) AS n FROM room_booking WHERE school = ?", young.id)).toBe(1);
  expect(await violations(young.id)).toEqual([]);
  // Somebody who is still at the school keeps their name there; who left and has nothing any more does not.
  await env.DB.prepare("UPDATE room_person SET status = 'left' WHERE id = ?").bind(school.of("ha")).run();
  expect(await purge(() => env.DB, classroomsPurges, clock.now())).toEqual({ room_person: 1 });
});

test("a lesson that still counts cannot be deleted at all", async ({ expect }) => {
  at(Date.parse("2026-11-22T02:00:00Z"));
  const school = await openSchool();
  const { id } = (await bookOne(await staff(school.id), school, {})).body.items[0];
  await expect(env.DB.prepare("DELETE FROM room_booking WHERE id = ?").bind(id).run()).rejects.toThrow("never deleted");
});
