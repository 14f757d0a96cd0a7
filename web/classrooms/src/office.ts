/** Pages of the office, which a script of its own serves: the pages that everybody opens stay small. */
export { managePage, type Managed } from "./manage";
export { officeWords } from "./words/office";
export { roomWords } from "./words/rooms";
