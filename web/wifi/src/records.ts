export { secureNetworkPage } from "./office-secure";
export { serversPage } from "./office-servers";
export { blocksPage, disasterPage, plansPage } from "./office-rules";
export { errorPage } from "./office-shell";
export { vouchersPage, voucherSlips } from "./office-vouchers";
export { importPage, type ImportView } from "./office-import";
export { disclosurePage, disclosuresPage } from "./office-disclosure";
export { reportPage } from "./office-report";
