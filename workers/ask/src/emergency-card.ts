import cards from "../data/emergencies.json";
import type { Emergency, EmergencyLang } from "./emergency";

/** All that is said in an emergency, from the code itself: it needs no store. */
export function emergencyCard({ card, number, lang }: Pick<Emergency, "card" | "number" | "lang">) {
  const texts = textsOf(number, lang);
  return { card, number, lang, ...(texts && { texts }) };
}

/** The card behind a number, in a language; undefined for a number that is none of ours. */
export function textsOf(number: string, lang: string) {
  const entries = cards.find((one) => one.number === number)?.entries;
  if (!entries) return undefined;
  const { title, call, free, say, show } = entries[isCardLang(lang) ? lang : "en"];
  return { title, call, free, say, show };
}

const langs: ReadonlySet<string> = new Set<EmergencyLang>(["vi", "en", "zh", "ko", "ja", "fr"]);
const isCardLang = (lang: string): lang is EmergencyLang => langs.has(lang);
