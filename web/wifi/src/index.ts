export { type CodeEntry, codePage, handOverPage, type Portal, portalPage, sayPage } from "./portal";
export { errorPage, type Frame } from "./shell";
export { type Status, statusPage, venuePage } from "./status";
export { portalWords } from "./words/portal";
