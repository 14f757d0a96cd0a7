import { env, exports } from "cloudflare:workers";
import { test } from "vitest";

import { origin } from "./school";

const seed = () => exports.default.fetch(`${origin}/dev/seed`, { method: "POST" });
const count = (sql: string) => env.DB.prepare(sql).first<number>("n");

test("a developer finds 46 schools with 551 rooms and lessons of this week, and nothing doubled the second time", async ({
  expect,
}) => {
  expect((await seed()).status).toBe(200);
  expect(await count("SELECT count(*) AS n FROM room_school WHERE sample = 1 AND target_per_mille = 500")).toBe(46);
  expect(
    await count(
      "SELECT count(*) AS n FROM room_resource WHERE kind = 'room' AND school IN (SELECT id FROM room_school WHERE target_per_mille = 500)",
    ),
  ).toBe(551);
  const lessons = await count("SELECT count(*) AS n FROM room_booking WHERE source = 'timetable'");
  expect(lessons).toBeGreaterThan(200);
  expect(await (await seed()).json()).toMatchObject({ there: true });
  expect(await count("SELECT count(*) AS n FROM room_booking WHERE source = 'timetable'")).toBe(lessons);
});
