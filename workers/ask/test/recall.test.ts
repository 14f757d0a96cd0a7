import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";

import { decide } from "../src/band";
import { calibrate } from "../src/calibrate";
import { concepts } from "../src/development/seed";
import { topics } from "../src/development/topics";
import { findTopics, forgetIndex } from "../src/find";
import { liveEntryOf, rowOf, topicOf } from "../src/import-entries";
import { publishEntries } from "../src/publish";
import { emptySlot, lexiconRow, swapTo, writeLexicon } from "../src/search-repository";
import { fold } from "../src/search/fold";
import asked from "./fixtures/asked.json";

const now = Date.UTC(2026, 10, 22);

/** A base of the sample topics in some languages, with the lexicon that the service ships. */
async function publish(langs: readonly string[], version: number) {
  const entries = topics.flatMap(({ id: topic, entries: texts }) =>
    Object.entries(texts).flatMap(([lang, text]) => {
      const entry = { ...text, topic, lang };
      return langs.includes(lang)
        ? [liveEntryOf(topicOf(entry, { organisation: "x", today: "" }), rowOf(entry, "live"), now)]
        : [];
    }),
  );
  await env.SEARCH.batch([
    emptySlot(env.SEARCH, "a"),
    writeLexicon(env.SEARCH, version, lexiconRow(concepts)),
    swapTo(env.SEARCH, "a", { now, lexicon: version }),
  ]);
  forgetIndex();
  await publishEntries(env.SEARCH, entries);
  await calibrate(env.SEARCH, "a", now);
}

/** Every third question: all of them are what `tools/ask-evaluate.mjs` is for. */
async function outcomes(lang: string, change = (text: string) => text) {
  const questions = asked.filter((one) => one.lang === lang).filter((_, at) => at % 3 === 0);
  expect(questions.length).toBeGreaterThanOrEqual(50);
  const found: { place: number; answered: boolean }[] = [];
  for (const { q, topic } of questions) {
    const answer = await findTopics(env.SEARCH, { text: change(q), session: lang, now });
    const place = answer.ranked.findIndex((one) => one.topic === topic);
    found.push({ place, answered: decide(answer).band === "answer" });
  }
  const share = (is: (one: (typeof found)[number]) => boolean) => found.filter(is).length / found.length;
  return { first: share(({ place }) => place === 0), five: share(({ place }) => place >= 0 && place < 5), found };
}

// The questions are by somebody who had seen no more of a topic than its Vietnamese title and answer. The goals are the
// field's; what is reached stands in docs/performance.md.
describe("what tourists ask in their own words", () => {
  test("is found at the first place, and mostly answered", async () => {
    await publish(["vi", "en", "zh", "ko", "ja", "fr"], 901);
    const goals = { vi: 0.88, en: 0.85, zh: 0.78, ko: 0.85, ja: 0.85, fr: 0.65 };
    const all = [];
    for (const [lang, goal] of Object.entries(goals)) {
      const { first, found } = await outcomes(lang);
      expect({ lang, reaches: first >= goal }, `${first}`).toEqual({ lang, reaches: true });
      all.push(...found);
    }
    expect((await outcomes("vi", (text) => text.split(" ").map(fold).join(" "))).first).toBeGreaterThanOrEqual(0.85);
    // A parent speaks of a child, not of a sanctuary in another province.
    const jellyfish = await findTopics(env.SEARCH, { text: "a jellyfish stung my son", session: "en", now });
    expect([jellyfish.outside, jellyfish.ranked[0]?.topic]).toEqual([false, "jellyfish-sting"]);
    const answered = all.filter((one) => one.answered);
    expect(answered.length / all.length).toBeGreaterThanOrEqual(0.5);
    expect(answered.filter(({ place }) => place === 0).length / answered.length).toBeGreaterThanOrEqual(0.94);
  }, 120_000);

  test("is among the first five where everything is written in Vietnamese", async () => {
    await publish(["vi"], 902);
    const goals = { en: 0.8, zh: 0.75, ko: 0.75, ja: 0.75, fr: 0.75 };
    for (const [lang, goal] of Object.entries(goals)) {
      const { five } = await outcomes(lang);
      expect({ lang, reaches: five >= goal }, `${five}`).toEqual({ lang, reaches: true });
    }
  }, 120_000);
});
