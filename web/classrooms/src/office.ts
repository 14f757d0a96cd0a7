/** Pages of the office, which the script of the records serves: the pages that everybody opens stay small. */
export { managePage, type Managed } from "./manage";
export { posterPage } from "./poster";
export { officeWords } from "./words/office";
