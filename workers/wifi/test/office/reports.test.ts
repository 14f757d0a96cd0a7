import { addDays, localDate, localMidnight, weekdayOf } from "@ven/kit";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { beforeAll, beforeEach, describe, test } from "vitest";

import { makeReport } from "../../src/make-report";
import { least, withoutSmallCells } from "../../src/small-cells";
import { ask, forget, opennds, seed } from "../phone";
import { at, layOrganisations, staff } from "./operator";

const cell = fc.record({ people: fc.integer({ min: 0, max: 40 }), each: fc.integer({ min: 1, max: 4 }) });
const cells = fc
  .array(cell, { minLength: 1, maxLength: 12 })
  .map((list) => list.map(({ people, each }, index) => ({ key: `k${index}`, value: people * each, people })));

describe("a figure about few people", () => {
  test("is never shown, and cannot be worked out from the total and the others", ({ expect }) => {
    fc.assert(
      fc.property(cells, (list) => {
        const shown = withoutSmallCells(list);
        const hidden = list.filter((_, index) => shown[index]?.value === null);
        for (const [index, { people, value }] of list.entries())
          if (people > 0 && people < least) expect(shown[index]?.value).toBeNull();
          else if (shown[index]?.value !== null) expect(shown[index]?.value).toBe(value);
        if (hidden.length === 0) return;
        const all = list.filter(({ value }) => value > 0);
        const together = hidden.reduce((sum, { people }) => sum + people, 0);
        // Either two rows with enough people together to hide any of the small ones, or everything is left out.
        expect(hidden.length === all.length || (hidden.length >= 2 && together >= 2 * least)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("nothing is left out where nothing is small, and of fewer than ten people there is no report at all", ({
    expect,
  }) => {
    const count = (key: string, n: number) => ({ key, sessions: n, people: n, devices: n });
    const by = { day: [count("0", 40)], site: [count("a", 20), count("b", 20)], lang: [], way: [count("tap", 40)] };
    expect(makeReport({ total: count("", 40), by }).by.site).toEqual([
      { key: "a", sessions: 20, devices: 20 },
      { key: "b", sessions: 20, devices: 20 },
    ]);
    const few = makeReport({ total: count("", 9), by: { ...by, way: [count("tap", 9)] } });
    expect([few.sessions, few.by.way[0]?.sessions]).toEqual([null, null]);
  });
});

describe("an analyst", () => {
  beforeAll(async () => {
    await layOrganisations();
    await seed();
    await opennds(1);
  });
  beforeEach(forget);

  const zone = "Asia/Ho_Chi_Minh";
  const today = localDate(Date.now(), zone);
  const lastMonday = addDays(today, -6 - weekdayOf(today));

  async function visits(site: string, people: number, { day = 0, lang = "vi", counting = "yes" } = {}) {
    const when = localMidnight(addDays(lastMonday, day), zone) + 36_000_000;
    const rows = Array.from({ length: people }, (_, index) => `${site}-${day}-${lang}-${index}`);
    const json = JSON.stringify(rows);
    await env.DB.batch([
      env.DB.prepare(
        `INSERT INTO wifi_holder (id, "group", counting, created_at, seen_at) SELECT value, 'quang-ninh', ?, ?, ? FROM json_each(?)`,
      ).bind(counting, when, when, json),
      env.DB.prepare(
        `INSERT INTO wifi_grant (id, "group", site, gateway, holder, client, way, arrival, granted_at, ends_at, taken_at, arrived_at, lang, version)
         SELECT value, 'quang-ninh', ?1, ?1 || '-1', value, value, 'tap', value, ?2, ?2 + 3600000, ?2 + 1500, ?2 - 9000, ?3, 1 FROM json_each(?4)`,
      ).bind(site, when, lang, json),
    ]);
  }

  test("reads a week by day, site, language and way in; small rows are left out, and it stays as it was made", async ({
    expect,
  }) => {
    await visits("qn-001", 30);
    await visits("qn-002", 25, { day: 1, lang: "en" });
    await visits("qn-003", 4, { day: 2, lang: "ko", counting: "no" });
    const headers = await staff("analyst");
    const csv = await ask(`${at}/reports/${lastMonday}/report.csv`, { headers });
    const rows = csv.html
      .trim()
      .split("\r\n")
      .map((line) => line.split(","));
    const row = (by: string, key: string) =>
      rows.find(([, dimension, name]) => dimension === by && name === key)?.slice(3);
    expect(row("all", "")).toEqual(["59", "55"]);
    // Four people are not shown; and one more row with them, so that 59 less the others is not four.
    expect(row("site", "qn-003")?.[0]).toBe("");
    expect(row("site", "qn-002")?.[0]).toBe("");
    expect(row("site", "qn-001")?.[0]).toBe("30");
    expect(row("lang", "ko")?.[0]).toBe("");
    expect(row("way", "tap")).toEqual(["59", "55"]);

    // Somebody has themselves forgotten: the report is not made again, or the difference would be them.
    await env.DB.prepare("DELETE FROM wifi_holder WHERE id = 'qn-001-0-vi-0'").run();
    expect((await ask(`${at}/reports/${lastMonday}/report.csv`, { headers })).html).toBe(csv.html);
    const page = await ask(`${at}/reports?week=${lastMonday}`, { headers });
    expect(page.html).toContain("<rect");
    expect(page.html).toContain("Hạ Long International Cruise Port");
  });

  test("is shown no week that is not over, and no part of one", async ({ expect }) => {
    const headers = await staff("analyst");
    for (const week of [addDays(lastMonday, 7), addDays(lastMonday, 1), "2020-01-06"])
      expect((await ask(`${at}/reports?week=${week}`, { headers })).status, week).toBe(404);
    expect((await ask(at, { headers })).status).toBe(404);
    expect((await ask("/hotspots", { headers })).location).toBe(`${at}/reports`);
  });

  test("an operator sees how long it takes to get online, of ten times and more", async ({ expect }) => {
    const site = async (id: string) => (await ask(`${at}/sites/${id}`, { headers: await staff("wifi-operator") })).html;
    const recent = async (id: string, people: number) => {
      const json = JSON.stringify(Array.from({ length: people }, (_, index) => `${id}-now-${index}`));
      const when = Date.now() - 3_600_000;
      await env.DB.batch([
        env.DB.prepare(
          `INSERT INTO wifi_holder (id, "group", counting, created_at, seen_at) SELECT value, 'quang-ninh', 'no', ?1, ?1 FROM json_each(?2)`,
        ).bind(when, json),
        env.DB.prepare(
          `INSERT INTO wifi_grant (id, "group", site, gateway, holder, way, arrival, granted_at, ends_at, taken_at, arrived_at, version)
           SELECT value, 'quang-ninh', ?1, ?1 || '-1', value, 'tap', value, ?2, ?2 + 3600000, ?2 + 1000 * (key + 1), ?2 - 5000, 1 FROM json_each(?3)`,
        ).bind(id, when, json),
      ]);
    };
    // qn-001 and qn-002 poll (levels 4 and 3).
    await recent("qn-002", 20);
    const html = await site("qn-002");
    expect(html).toContain("median 10 s, 95 % within 19 s (20 times)");
    expect(html).toContain("median 15 s, 95 % within 24 s (20 times)");
    await recent("qn-001", 9);
    expect(await site("qn-001")).toContain("fewer than 10 times");
  });
});
