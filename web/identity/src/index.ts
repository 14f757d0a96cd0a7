export { type AccountPage, accountPage } from "./account-page";
export { type CodePage, codePage } from "./code-page";
export { messages } from "./messages";
export { errorPage, type Frame } from "./shell";
export { type SignInPage, signInPage } from "./sign-in-page";
