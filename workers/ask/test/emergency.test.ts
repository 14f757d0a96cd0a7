import { describe, expect, test } from "vitest";

import cards from "../data/emergencies.json";
import { emergencyOf, numbers } from "../src/emergency";
import emergencies from "./fixtures/emergencies.json";
import harmless from "./fixtures/harmless.json";

const languages = ["vi", "en", "zh", "ko", "ja", "fr"] as const;
const latin = emergencies.filter(({ lang }) => lang === "vi" || lang === "en" || lang === "fr");
const unaccented = (text: string) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D").normalize("NFC");

describe("a person who needs help", () => {
  test("is understood in every phrase we know, in six languages and without accents", () => {
    const missed = emergencies.filter(({ text }) => !emergencyOf(text)).map(({ text }) => text);
    expect(missed).toEqual([]);
    for (const lang of languages)
      expect(emergencies.filter((phrase) => phrase.lang === lang).length).toBeGreaterThanOrEqual(60);
  });

  test("is shown the number that helps", () => {
    const wrong = emergencies.filter(({ text, card }) => emergencyOf(text)?.card !== card).map(({ text }) => text);
    expect(wrong).toEqual([]);
    for (const { text } of emergencies) {
      const found = emergencyOf(text);
      expect(found && numbers[found.card]).toBe(found?.number);
    }
  });

  test("reads the card in the language of the cry", () => {
    const other = emergencies.filter(({ text, lang }) => emergencyOf(text)?.lang !== lang);
    expect(other.length / emergencies.length).toBeLessThan(0.02);
  });

  test("may shout, whisper or forget the punctuation", () => {
    for (const { text } of emergencies) {
      const card = emergencyOf(text)?.card;
      for (const same of [
        text.toUpperCase(),
        `${text} !!!`,
        `  ${text}…`,
        text.replaceAll(/[,.!?！？、。]/g, " "),
        text.normalize("NFD"),
        text.replaceAll(" ", "  "),
      ])
        expect({ same, card: emergencyOf(same)?.card }).toEqual({ same, card });
    }
  });

  test("may leave the accents out", () => {
    const lost = latin.map(({ text }) => unaccented(text)).filter((text) => !emergencyOf(text));
    // "Cháy to rồi" (burning) and "chạy" (leaving) look alike; such a phrase may want its accents.
    expect(lost.length / latin.length).toBeLessThan(0.01);
  });

  test("may say more than the one thing", () => {
    const around: Record<string, [string, string]> = {
      vi: ["Alo xin chào, ", " ở cảng Tuần Châu, số 3"],
      en: ["Hello, hello? ", " near Tuan Chau pier 3"],
      fr: ["Bonjour, ", " près du quai 3 de Tuan Chau"],
      zh: ["你好，", "，在巡洲码头3号"],
      ko: ["여보세요, ", ", 뚜언쩌우 3번"],
      ja: ["もしもし、", "、トゥアンチャウの3番です"],
    };
    const lost = emergencies.filter(({ text, lang }) => {
      const [before, after] = around[lang] ?? ["", ""];
      // A bare cry counts alone only: "help" stands in half of all questions.
      return text.length > 12 && !emergencyOf(before + text + after);
    });
    expect(lost.map(({ text }) => text)).toEqual([]);
  });

  test("is understood with the Vietnamese keyboard off", () => {
    expect(emergencyOf("co nguoi chets dduoois")?.card).toBe("rescue");
    expect(emergencyOf("ban toi bi dot5 quy5")?.card).toBe("ambulance");
    expect(emergencyOf("amublance plz")?.card).toBe("ambulance");
  });

  test("may type nothing but the number", () => {
    expect(emergencyOf("115")).toEqual({ card: "ambulance", number: "115", lang: "vi" });
    expect(emergencyOf("call 113")?.card).toBe("police");
    expect(emergencyOf("bus 115")).toBeUndefined();
  });
});

describe("a person with an everyday question", () => {
  test("is not frightened: at most 1 in 100 sees the card, though the words look like a cry's", () => {
    const frightened = harmless.filter(({ text }) => emergencyOf(text));
    expect(harmless.length).toBeGreaterThanOrEqual(500);
    expect(frightened.length / harmless.length).toBeLessThanOrEqual(0.01);
    const ofSomebodyElse = harmless.filter(({ set }) => set === "independent");
    expect(ofSomebodyElse.length).toBe(180);
    expect(ofSomebodyElse.filter(({ text }) => emergencyOf(text)).length / 180).toBeLessThanOrEqual(0.01);
  });

  test("is answered by the topics, and still heard once it presses or names somebody in need", () => {
    expect(emergencyOf("my phone died where can I charge it")).toBeUndefined();
    expect(emergencyOf("my friend fainted where can I buy water")?.card).toBe("ambulance");
    expect(emergencyOf("can I dive if I had a heart attack ten years ago")).toBeUndefined();
    expect(emergencyOf("I have a heart attack what do I do")?.card).toBe("ambulance");
  });

  test("may paste anything", () => {
    for (const text of [
      "",
      " ",
      "🙂🙂",
      "a".repeat(100_000),
      "\u202eabc",
      "<script>fire</scr",
      "ไฟไหม้",
      "0".repeat(5000),
      "không thấy nước đường ".repeat(500),
      "what number do i call the ".repeat(400),
      "ドアが水が人が".repeat(1500),
    ])
      expect(() => emergencyOf(text)).not.toThrow();
    const start = performance.now();
    emergencyOf("where is the boat and my child is not in it ".repeat(250));
    expect(performance.now() - start).toBeLessThan(250);
  });
});

describe("the emergency card", () => {
  test("says whom to call, that it is free and what to say, in six languages", () => {
    expect(cards.map(({ card }) => card).toSorted()).toEqual(Object.keys(numbers).toSorted());
    for (const { card, number, entries } of cards) {
      expect(Object.entries(numbers)).toContainEqual([card, number]);
      for (const lang of languages) {
        const { title, call, say, show } = entries[lang];
        expect(call).toContain(number);
        for (const text of [title, call, show]) expect(text.length).toBeGreaterThan(3);
        expect(say.length).toBeGreaterThanOrEqual(3);
      }
    }
  });
});
