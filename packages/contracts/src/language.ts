/** The languages of the city, in the order in which they are offered. Vietnamese is the source. */
export const languages = ["vi", "en", "zh", "ko", "ja", "fr"] as const;
export type Lang = (typeof languages)[number];

export function isLang(value: unknown): value is Lang {
  return languages.some((lang) => lang === value);
}
