/** Pages of the desk and the province, which a script of its own serves. */
export { type InboxPage, inboxPage } from "./office/inbox-page";
export { type ReportPage, reportPage } from "./office/report-page";
export { type DeskSetupPage, deskSetupPage } from "./office/setup-page";
export { type DeskThreadPage, deskThreadPage } from "./office/thread-page";
export { errorPage } from "./office/shell";
