import type { Meanings } from "./meanings/meaning";

export type EmergencyLang = "vi" | "en" | "zh" | "ko" | "ja" | "fr";
export type Card = "fire" | "rescue" | "ambulance" | "police";

/**
 * What people say when they need help, one language.
 * Patterns: a space parts words; `..` stands for up to four words between; `*` for any ending; `?`, `(a|b)` as in regular expressions.
 * In Vietnamese a word also matches typed without accents, unless `=` stands before it.
 */
export interface Phrases {
  /** Said every day without danger (`fireworks`, `Bãi Cháy`); taken out before anything else is looked at. */
  harmless: string[];
  cards: Record<Card, string[]>;
  /** A cry that counts only when nothing else is said: `help`. */
  alone: string[];
  meanings: Meanings;
}
