import { afterAll, beforeAll, describe, test } from "vitest";

import { foreignEntries, foreignQuestion } from "../../tools/ask/foreign.mjs";
import { openCity } from "./city.mjs";

const count = 1_200;
let city;
let host;
let editor;

beforeAll(async () => {
  city = await openCity({ isEmpty: true });
  host = city.originOf("ask");
  editor = city.staff("editor.dulich", { service: "ask", minutes: 15 });
}, 300_000);
afterAll(() => city?.close());

const bring = (json) => city.send(`${host}/api/admin/entries`, { method: "POST", headers: editor, json });
const search = async ({ q, lang }) =>
  (await city.send(`${host}/api/search?lang=${lang}&limit=5&q=${encodeURIComponent(q)}`)).body.results;

describe("another city's 1,200 entries, brought into an empty base", () => {
  test("come in with one request, and each can be found the moment it returns", async ({ expect }) => {
    expect(await search(foreignQuestion(1))).toEqual([]);
    const { status, body } = await bring({ entries: foreignEntries(count) });
    expect({ status, ...body, ms: 0 }).toEqual({
      status: 200,
      topics: count,
      entries: count,
      searchable: count,
      ms: 0,
    });
    // A time, so with slack: it takes some two seconds where thirty are allowed.
    expect(body.ms).toBeLessThan(30_000);
    const missed = [];
    for (let n = 0; n < count; n += 37) {
      const [first] = await search(foreignQuestion(n));
      if (first?.topic !== `foreign-${n}` || first.title === "") missed.push({ ...foreignQuestion(n), first });
    }
    expect(missed).toEqual([]);
  });

  test("answer a visitor, with the import as the source", async ({ expect }) => {
    const { status, body } = await city.send(`${host}/api/ask`, { method: "POST", json: foreignQuestion(10) });
    expect({ status, band: body.band, topic: body.answer?.topic }).toEqual({
      status: 200,
      band: "answer",
      topic: "foreign-10",
    });
    expect(body.sources).toEqual([
      { title: expect.stringMatching(/^Import \d{4}-\d\d-\d\d$/), date: expect.anything() },
    ]);
    const page = await city.send(`${host}/t/${body.thread}?lang=en`, { headers: { accept: "text/html" } });
    expect(page.status).toBe(200);
  });

  test("go out as they came, give way to others, and are then found no more", async ({ expect }) => {
    const again = await bring({ entries: foreignEntries(3), replace: true });
    expect(again.body).toMatchObject({ entries: 3, searchable: 3 });
    expect((await search(foreignQuestion(1)))[0]).toMatchObject({ topic: "foreign-1" });
    expect((await search(foreignQuestion(9))).map(({ topic }) => topic)).not.toContain("foreign-9");
  });
});
