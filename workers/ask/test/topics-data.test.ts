import { describe, expect, test } from "vitest";

import lexicon from "../data/lexicon.json";
import { topics } from "../src/development/topics";

const languages = ["vi", "en", "zh", "ko", "ja", "fr"];
const placed = topics.flatMap(({ id, area, map }) => (map ? [{ id, area, map }] : []));
const entries = topics.flatMap(({ id, entries: all }) =>
  Object.entries(all).map(([lang, entry]) => ({ id, lang, ...entry, text: JSON.stringify(entry) })),
);

/** South-west and north-east corner of each province, its waters included. */
const bounds: Record<string, [number, number, number, number]> = {
  "quang-ninh": [20.6, 106.4, 21.7, 108.2],
  hue: [15.95, 107, 16.8, 108.25],
};
const date = /^\d{4}-\d{2}-\d{2}$/;
const han = /\p{Script=Han}/u;
const kana = /\p{Script=Hiragana}|\p{Script=Katakana}/u;
const hangul = /\p{Script=Hangul}/u;
const vietnamese = /[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/iu;

describe("somebody who reads a sample topic", () => {
  test("finds at least 150, each once", () => {
    expect(topics.length).toBeGreaterThanOrEqual(150);
    expect(new Set(topics.map(({ id }) => id)).size).toBe(topics.length);
    for (const { id } of topics) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  test("reads it in six languages, with three ways to ask and no template left", () => {
    for (const topic of topics) expect(Object.keys(topic.entries).toSorted()).toEqual(languages.toSorted());
    for (const { id, lang, title, questions, answer } of entries) {
      expect({ id, lang, enough: questions.length >= 3 && new Set(questions).size === questions.length }).toEqual({
        id,
        lang,
        enough: true,
      });
      expect(title.length).toBeGreaterThan(1);
      expect({ id, lang, left: /[{}|]/.test(answer) || answer.length < 15 || answer.length > 700 }).toEqual({
        id,
        lang,
        left: false,
      });
    }
    // A tourist from Viet Nam types without accents.
    for (const topic of topics) expect(topic.entries["vi"]?.questions.some((q) => !vietnamese.test(q))).toBe(true);
  });

  test("sees where it is from and whether the province has yet to confirm it", () => {
    for (const { sources = [], owner = "", validFrom = "", validUntil, confirm, entries: all } of topics) {
      expect(sources.length).toBeGreaterThan(0);
      for (const source of sources) {
        expect(source.title.length).toBeGreaterThan(5);
        expect(source.date).toMatch(date);
        expect(source.url ?? "https://").toMatch(/^https:\/\//);
      }
      expect(owner.length).toBeGreaterThan(3);
      expect(validFrom).toMatch(date);
      expect((validUntil ?? "9999-12-31") > validFrom).toBe(true);
      expect(/(tỉnh|thành phố) xác nhận/.test(all["vi"]?.answer ?? "")).toBe(confirm);
    }
  });

  test("is given no price and no telephone number but the emergency ones", () => {
    const invented = entries.filter(
      ({ text }) => /0\d{2,3}[ .]?\d{3}[ .]?\d{3,4}|\+84|1900|1800 ?\d{4}/.test(text) && !/\(1802/.test(text),
    );
    expect(invented.map(({ id, lang }) => `${id} ${lang}`)).toEqual([]);
  });

  test("is shown a place inside the province", () => {
    expect(placed.length).toBeGreaterThan(50);
    for (const { id, area, map } of placed) {
      const [south, west, north, east] = bounds[area ?? ""] ?? [0, 0, 0, 0];
      const inside = map.lat > south && map.lat < north && map.lon > west && map.lon < east;
      expect({ id, inside }).toEqual({ id, inside: true });
    }
    const places = new Map(lexicon.map(({ id, kind, area }) => [id, { kind, area }]));
    for (const { place, area } of topics.filter((topic) => topic.place !== undefined))
      expect(places.get(place ?? "")).toEqual({ kind: "place", area });
  });

  test("never reads another language's script", () => {
    const wrong: Record<string, RegExp> = {
      vi: /\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}/u,
      en: /\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}/u,
      fr: /\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}/u,
      zh: /\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}/u,
      ko: /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u,
      ja: /\p{Script=Hangul}/u,
    };
    expect(entries.filter(({ lang, text }) => wrong[lang]?.test(text)).map(({ id, lang }) => `${id} ${lang}`)).toEqual(
      [],
    );
    const own: Record<string, RegExp> = { vi: vietnamese, zh: han, ja: kana, ko: hangul };
    for (const { lang, answer } of entries) expect(answer).toMatch(own[lang] ?? /\p{Script=Latin}/u);
  });
});

describe("somebody who edits the lexicon", () => {
  test("finds every id once, with words in six languages", () => {
    expect(new Set(lexicon.map(({ id }) => id)).size).toBe(lexicon.length);
    for (const { terms } of lexicon) {
      const words: Record<string, string[]> = terms;
      for (const lang of languages) expect(words[lang]?.length).toBeGreaterThan(0);
    }
  });
});
