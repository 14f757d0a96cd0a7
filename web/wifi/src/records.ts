export { blocksPage, disasterPage, plansPage } from "./office-rules";
export { errorPage } from "./office-shell";
export { vouchersPage, voucherSlips } from "./office-vouchers";
