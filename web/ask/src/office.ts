/** Pages of the editors, which a script of their own serves. */
export { type EntriesPage, entriesPage } from "./office/entries-page";
export { type EntryPage, entryPage, type Facts } from "./office/entry-page";
export { exchangePage } from "./office/exchange-page";
export { type ConceptPage, conceptPage, type LexiconPage, lexiconPage, thresholdsPage } from "./office/lexicon-pages";
export { type StalePage, stalePage } from "./office/stale-page";
export { errorPage } from "./office/shell";
