export { type SecureOffer, secureOfferPage, type SecureSetup, secureSetupPage } from "./secure";
export { errorPage, type Frame } from "./shell";
export { portalWords } from "./words/portal";
