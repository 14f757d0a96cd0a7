export { Health } from "./health";
export { isLang, type Lang, languages } from "./language";
export { FieldError, ProblemDocument } from "./problem";
