import type { EmergencyLang } from "./phrases";

/** How a meaning is said in each language; written as in `Phrases`, parted by `|`. */
export type Meaning = Record<EmergencyLang, string>;

export const meaning = (vi: string, en: string, fr: string, zh: string, ko: string, ja: string): Meaning => ({
  vi,
  en,
  fr,
  zh,
  ko,
  ja,
});
