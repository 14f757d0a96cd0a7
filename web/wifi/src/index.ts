export { codePage, type CodeEntry, handOverPage, type Portal, portalPage, sayPage } from "./portal";
export { span } from "./say";
export { errorPage, type Frame } from "./shell";
export { type Status, statusPage, venuePage } from "./status";
export { portalWords } from "./words/portal";
