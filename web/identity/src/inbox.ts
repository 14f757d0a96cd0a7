export { type InboxPage, inboxPage } from "./inbox-page";
