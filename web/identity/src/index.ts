export { type AccountPage, accountPage, type AccountSaid } from "./account-page";
export { type CodePage, codePage } from "./code-page";
export { messages } from "./messages";
export { errorPage, type Frame } from "./shell";
export { type SignInPage, signInPage } from "./sign-in-page";
export { mergeLinkPage, type MergePage, mergePage } from "./merge-page";
export {
  admissionOverPage,
  type OnePasskeyPage,
  onePasskeyPage,
  passkeyNeededPage,
  type PasskeyProblem,
  type PasskeySignInPage,
  passkeySignInPage,
  type RegisterPage,
  registerPage,
  type StepUpPage,
  stepUpPage,
} from "./passkey-page";
export { peopleMessages } from "./people-messages";
export { type RecoveryPage, recoveryLinkPage, recoveryPage } from "./recovery-page";
