/** Pages of the desk, the editors and the province, which scripts of their own serve. */
export { type InboxPage, inboxPage } from "./office/inbox-page";
export { type DeskSetupPage, deskSetupPage } from "./office/setup-page";
export { type DeskThreadPage, deskThreadPage } from "./office/thread-page";
export { type EntriesPage, entriesPage } from "./office/entries-page";
export { type EntryPage, entryPage, type Facts } from "./office/entry-page";
export { type StalePage, stalePage } from "./office/stale-page";
export { errorPage } from "./shell";
export { type ConceptPage, conceptPage, type LexiconPage, lexiconPage, thresholdsPage } from "./office/lexicon-pages";
export { type ReportPage, reportPage } from "./office/report-page";
