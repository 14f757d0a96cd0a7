export type { Assets, Audience } from "./assets";
export * from "./components";
export { errorPage } from "./error-page";
export { messages } from "./messages";
export { homeOf, type PageOptions, type Refresh, refreshOf, renderPage } from "./page";
export { Footer, inLanguage, LanguageSwitch, type Link, Masthead, type MastheadProps, SkipLink } from "./shell";
