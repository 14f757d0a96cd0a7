import type { Reply, SearchResults } from "@ven/contracts/ask";
import { expect, test } from "vitest";

import { concepts } from "../src/development/seed";
import { entries } from "./fixtures";
import { call, openCentre, staff } from "./people";

test("somebody asks in English where everything is written in Vietnamese, and finds the place by its name", async () => {
  await openCentre();
  const headers = await staff();
  const concepts = [
    { id: "kissing-rocks", kind: "place", area: "quang-ninh", terms: { vi: ["hòn Trống Mái"], en: ["Kissing Rocks"] } },
    { id: "kayak", kind: "concept", terms: { vi: ["chèo thuyền"], en: ["kayak", "paddle"] } },
  ];
  await call("PUT", "/api/admin/lexicon", { headers, json: { concepts } });
  const rocks = {
    topic: "rocks",
    lang: "vi",
    title: "Hòn Trống Mái",
    answer: "Biểu tượng của vịnh, xem từ trên tàu.",
    sources: [{ title: "s", date: "2026-01-01" }],
  };
  const vietnamese = entries.filter(({ lang }) => lang === "vi");
  await call("POST", "/api/admin/entries", { headers, json: { entries: [...vietnamese, rocks] } });
  const { body } = await call<SearchResults>("GET", "/api/search?q=Where%20are%20the%20Kissing%20Rocks%3F&lang=en");
  expect(body.results[0]?.topic).toBe("rocks");
});

test("a new city takes the whole lexicon that the service ships, in one request", async () => {
  await openCentre();
  const { status, body } = await call("PUT", "/api/admin/lexicon", { headers: await staff(), json: { concepts } });
  expect([status, body]).toEqual([200, { concepts: concepts.length, entries: expect.any(Number) }]);
});

test("who scanned a code at a pier and asks for a toilet is told of the pier's one", async () => {
  await openCentre();
  const headers = await staff();
  const concepts = [
    { id: "tuan-chau", kind: "place", terms: { vi: ["Tuần Châu"], en: ["Tuan Chau"] } },
    { id: "bai-chay", kind: "place", terms: { vi: ["Bãi Cháy"], en: ["Bai Chay"] } },
  ];
  await call("PUT", "/api/admin/lexicon", { headers, json: { concepts } });
  const at = (topic: string, place: string) => ({
    topic,
    lang: "en",
    title: "Public toilets",
    answer: `Public toilets at ${place} are open from 6:00 to 22:00.`,
    sources: [{ title: "s", date: "2026-01-01" }],
  });
  await call("POST", "/api/admin/entries", {
    headers,
    json: { entries: [at("toilets-tc", "Tuan Chau"), at("toilets-bc", "Bai Chay")], replace: true },
  });
  const first = async (q: string, place: string) => {
    const { body } = await call<Reply>("POST", "/api/ask", { json: { q, lang: "en", place } });
    return body.answer?.topic ?? body.suggestions[0]?.topic;
  };
  for (const [place, topic] of [
    ["tuan-chau", "toilets-tc"],
    ["Bến tàu Tuần Châu", "toilets-tc"],
    ["bai-chay", "toilets-bc"],
  ] as const)
    expect(await first("Are public toilets open?", place)).toBe(topic);
  // Who names another place means that one.
  expect(await first("Are public toilets at Bai Chay open?", "tuan-chau")).toBe("toilets-bc");
});
