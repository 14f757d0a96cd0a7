import { describe, expect, test } from "vitest";

import { topics } from "../src/development/topics";
import { emergencyOf } from "../src/emergency";
import cries from "./fixtures/cries.json";

const unaccented = (text: string) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D").normalize("NFC");
const all = (lang: keyof typeof cries) => Object.values(cries[lang]).flat();
const missed = (texts: readonly string[]) => texts.filter((text) => !emergencyOf(text));

// Written in three sittings, each before the rules that follow from it; they say nothing about unseen phrases any more.
describe("a cry that nobody wrote a pattern for", () => {
  test.for(["vi", "en", "fr", "zh", "ko", "ja"] as const)("is heard in %s", (lang) => {
    expect(all(lang).length).toBeGreaterThanOrEqual(300);
    expect(missed(all(lang)).length / all(lang).length).toBeLessThanOrEqual(0.03);
  });

  test.for(["vi", "fr"] as const)("is heard in %s without accents", (lang) => {
    expect(missed(all(lang).map(unaccented)).length / all(lang).length).toBeLessThanOrEqual(0.06);
  });

  test("calls the service that its words name, or one that comes as well", () => {
    const phrases = Object.values(cries).flatMap((cards) =>
      Object.entries(cards).flatMap(([card, texts]) => texts.map((text) => ({ card, text }))),
    );
    const other = phrases.filter(({ card, text }) => (emergencyOf(text)?.card ?? card) !== card);
    expect(other.length / phrases.length).toBeLessThanOrEqual(0.05);
  });
});

test("who asks about the topics of the province is not frightened: fewer than one in a hundred", () => {
  const ordinary = topics.filter(({ category }) => category !== "emergencies" && category !== "health");
  expect(ordinary.length).toBeGreaterThanOrEqual(120);
  const asked = ordinary.flatMap(({ entries }) =>
    Object.entries(entries).flatMap(([lang, { title, questions }]) =>
      [title, ...questions].flatMap((text) => (lang === "vi" ? [text, unaccented(text)] : [text])),
    ),
  );
  const frightened = asked.filter((text) => emergencyOf(text));
  expect(frightened.length / asked.length).toBeLessThan(0.01);
});
