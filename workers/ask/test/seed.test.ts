import { languages } from "@ven/contracts";
import type { Reply } from "@ven/contracts/ask";
import { test } from "vitest";

import canned from "../sample/canned.json";
import { call } from "./people";

test("a developer lays the sample down twice and asks across languages", async ({ expect }) => {
  expect((await call("POST", "/dev/seed")).status).toBe(200);
  expect((await call("POST", "/dev/seed")).status).toBe(200);
  const { status, body } = await call<Reply>("POST", "/api/ask", { json: { q: "下龙湾门票多少钱？", lang: "zh" } });
  expect(status).toBe(200);
  expect(body).toMatchObject({ band: "answer", lang: "zh", answer: { topic: "ha-long-ticket", lang: "zh" } });
  const typed = await call<Reply>("POST", "/api/ask", {
    json: { q: "ve tham quan vinh ha long bao nhieu tien", lang: "vi" },
  });
  expect(typed.body).toMatchObject({ band: "answer", answer: { topic: "ha-long-ticket", lang: "vi" } });
});

test("somebody at the desk has what is said often in each of the visitors' languages", ({ expect }) => {
  expect(canned.length).toBeGreaterThanOrEqual(20);
  expect(new Set(canned.map(({ id }) => id)).size).toBe(canned.length);
  const scripts: Partial<Record<string, RegExp>> = {
    zh: /\p{Script=Han}/u,
    ko: /\p{Script=Hangul}/u,
    ja: /\p{Script=Hiragana}/u,
  };
  const wrong = canned.flatMap(({ id, texts }) =>
    languages.flatMap((lang) => {
      const text = texts[lang];
      const isWritten = text.length >= 15 && text.length <= 600 && (scripts[lang]?.test(text) ?? true);
      // Whoever is told to call somebody is told the same number in every language.
      const sameNumbers = JSON.stringify(text.match(/\d{3}/g)) === JSON.stringify(texts.vi.match(/\d{3}/g));
      return isWritten && sameNumbers ? [] : [`${id} ${lang}`];
    }),
  );
  expect(wrong).toEqual([]);
});
