import { setClock } from "@ven/kit";
import { env } from "cloudflare:workers";
import { afterAll, beforeAll, test } from "vitest";

import { foldUsage } from "../src/fold-usage";
import { releaseMissed } from "../src/release-missed";
import { ask, bookOne, openSchool, staff, violations } from "./school";

beforeAll(() => setClock({ now: () => Date.parse("2026-11-22T02:00:00Z") }));
afterAll(() => setClock(null));

test("a room that nobody took is given to who waits, once, and one that is in use never", async ({ expect }) => {
  const school = await openSchool();
  const [ha, lan] = [await staff(school.id), await staff(school.id, "lan")];
  const missed = (await bookOne(ha, school, { first: 1, last: 2 })).body.items[0];
  const used = (await bookOne(lan, school, { resource: school.of("d") })).body.items[0];
  setClock({ now: () => missed.startAt - 60_000 });
  await ask(await staff(school.id, "lan"), "POST", `/api/bookings/${used.id}/check-in`, { version: 1 });
  await releaseMissed(env.DB, missed.startAt + 14 * 60_000);
  expect((await ask(await staff(school.id), "GET", `/api/bookings/${missed.id}`)).body.status).toBe("confirmed");
  for (const _ of [1, 2]) await releaseMissed(env.DB, missed.startAt + 16 * 60_000);
  expect((await ask(await staff(school.id), "GET", `/api/bookings/${missed.id}`)).body).toMatchObject({
    status: "no_show",
    version: 2,
  });
  expect((await ask(await staff(school.id), "GET", `/api/bookings/${used.id}`)).body.status).toBe("checked_in");
  expect(await violations(school.id)).toEqual([]);
  setClock({ now: () => Date.parse("2026-11-22T02:00:00Z") });
});

test("a week's use is the fold of its bookings, however often it is made", async ({ expect }) => {
  const school = await openSchool();
  const ha = await staff(school.id);
  await bookOne(ha, school, { first: 1, last: 3 });
  const { id } = (await bookOne(ha, school, { first: 4 })).body.items[0];
  await ask(ha, "POST", `/api/bookings/${id}/cancel`, { version: 1 });
  const monday = Date.parse("2026-11-23T05:00:00Z");
  for (const _ of [1, 2]) await foldUsage(env.DB, monday);
  const analyst = await staff(school.id, "minh", "analyst");
  const { body } = await ask(analyst, "GET", "/api/usage?from=2026-11-23&to=2026-11-29");
  // Four rooms, six days, ten periods.
  expect(body.items).toMatchObject([{ school: school.id, rooms: 4, open: 240, booked: 3, used: 0 }]);
});
