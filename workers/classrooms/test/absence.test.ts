import { setClock } from "@ven/kit";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterAll, beforeAll, test } from "vitest";

import { releaseMissed } from "../src/release-missed";
import { asksOwner, mostAbsences, type SeriesStanding } from "../src/rules/absence";
import { ask, openSchool, page, staff, violations } from "./school";

const start = Date.parse("2026-11-22T02:00:00Z");
beforeAll(() => setClock({ now: () => start }));
afterAll(() => setClock(null));

test("an owner is asked at the third absence since they last answered, once, and never for a series that is over", ({
  expect,
}) => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("miss", "come", "keep", "end"), { maxLength: 40 }), (happened) => {
      const series: SeriesStanding = { status: "live", missed: 0 };
      let asked = 0;
      let since = 0;
      for (const what of happened) {
        if (what === "miss" && series.status !== "ended") {
          series.missed += 1;
          since += 1;
        }
        if (what === "end") series.status = "ended";
        if (what === "keep" && series.status === "asked")
          Object.assign(series, { status: "live", missed: (since = 0) });
        if (!asksOwner(series)) continue;
        expect([series.status, since]).toEqual(["live", mostAbsences]);
        series.status = "asked";
        asked += 1;
      }
      expect(asked).toBeLessThanOrEqual(happened.filter((what) => what === "miss").length / mostAbsences);
    }),
  );
});

test("a teacher who did not come three times is asked, keeps it, is asked again and gives it back", async ({
  expect,
}) => {
  const school = await openSchool();
  const series = {
    resource: school.of("b"),
    weekday: 1,
    first: 1,
    startsOn: "2026-11-23",
    endsOn: "2027-01-25",
    policy: "skip",
  };
  const made = (await ask(await staff(school.id), "POST", `/api/schools/${school.id}/series`, series)).body;
  const starts = new Map<string, number>();
  for (const { id } of made.booked)
    starts.set(id, (await ask(await staff(school.id), "GET", `/api/bookings/${id}`)).body.startAt);
  const miss = async (index: number) => {
    const now = starts.get(made.booked[index].id)! + 16 * 60_000;
    setClock({ now: () => now });
    return releaseMissed(env.DB, now);
  };
  const path = `/s/${school.id}/series/${made.id}`;
  const me = async () => (await page(await staff(school.id), `/s/${school.id}/me`)).text;
  for (const index of [0, 1]) await miss(index);
  expect(await me()).not.toContain(path);
  await miss(2);
  expect(await me()).toContain(path);
  expect((await page(await staff(school.id, "lan"), path)).status).toBe(404);
  const asked = (await page(await staff(school.id), path)).text;
  const version = /name="version" value="(\d+)"/.exec(asked)![1]!;
  expect(asked).toContain("3 lần không ai nhận phòng");
  const kept = await page(await staff(school.id), `${path}/answer`, { answer: "keep", version });
  expect(kept.text).not.toContain("3 lần");
  expect(await page(await staff(school.id), `${path}/answer`, { answer: "give-back", version })).toMatchObject({
    status: 409,
  });
  for (const index of [3, 4, 5]) await miss(index);
  const again = /name="version" value="(\d+)"/.exec((await page(await staff(school.id), path)).text)![1]!;
  const ended = await page(await staff(school.id), `${path}/answer`, { answer: "give-back", version: again });
  expect(ended.status).toBe(200);
  const { results } = await env.DB.prepare(
    "SELECT status, count(*) AS n FROM room_booking WHERE series = ? GROUP BY status ORDER BY status",
  )
    .bind(made.id)
    .all();
  expect(results).toEqual([
    { status: "cancelled", n: 4 },
    { status: "no_show", n: 6 },
  ]);
  expect(await violations(school.id)).toEqual([]);
  setClock({ now: () => start });
});

test("a teacher books a date again that the series had left out", async ({ expect }) => {
  const school = await openSchool();
  const lan = await staff(school.id, "lan");
  const taken = await ask(lan, "POST", `/api/schools/${school.id}/bookings`, {
    items: [{ resource: school.of("b"), date: "2026-11-30", first: 1 }],
  });
  const series = {
    resource: school.of("b"),
    weekday: 1,
    first: 1,
    startsOn: "2026-11-23",
    endsOn: "2026-12-07",
    policy: "skip",
  };
  const ha = await staff(school.id);
  const { id } = (await ask(ha, "POST", `/api/schools/${school.id}/series`, series)).body;
  const path = `/s/${school.id}/series/${id}`;
  const form = { date: "2026-11-30", key: "again-0001" };
  expect(await page(ha, `${path}/dates`, form)).toMatchObject({ status: 409, text: expect.stringContaining("lan") });
  await ask(lan, "POST", `/api/bookings/${taken.body.items[0].id}/cancel`, { version: 1 });
  expect((await page(ha, `${path}/dates`, { ...form, key: "again-0002" })).text).toContain("Đã xong");
  expect((await page(ha, path)).text).not.toContain("Đặt lại");
});
