/** Pages of the office, which a script of its own serves: the pages that everybody opens stay small. */
export { managePage, type Managed } from "./manage";
export { closuresPage, type ClosuresShown } from "./office/closures-page";
export { examPage, type ExamShown } from "./office/exam-page";
export { officeWords } from "./words/office";
export { dateText, roomWords } from "./words/rooms";
export { wholeSeriesPage, type WholeSeries } from "./whole-series";
