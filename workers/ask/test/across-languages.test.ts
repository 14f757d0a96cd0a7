import type { SearchResults } from "@ven/contracts/ask";
import { expect, test } from "vitest";

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
