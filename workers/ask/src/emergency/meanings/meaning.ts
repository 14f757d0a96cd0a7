import type { meanings } from "./vi";

/** What can be said; every language says all of it. */
export type MeaningName = keyof typeof meanings;

/** How a language says each meaning; written as in `Phrases`, parted by `|`. */
export type Meanings = Record<MeaningName, string>;
