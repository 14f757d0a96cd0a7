export { errorPage, type ExchangeFrame } from "./exchange/frame";
export { exchangeHome, importPage } from "./exchange/import-page";
export { feedsPage, recordPage, usagePage } from "./exchange/record-pages";
