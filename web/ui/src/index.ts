export type { Assets, Audience } from "./assets";
export * from "./components";
export { errorPage, frameOf, type RefusedRequest } from "./error-page";
export { messages } from "./messages";
export { type Frame, homeOf, type PageOptions, type Refresh, refreshOf, renderPage } from "./page";
export {
  Footer,
  inLanguage,
  LanguageSwitch,
  type Link,
  Masthead,
  type MastheadProps,
  otherLanguage,
  SkipLink,
} from "./shell";
