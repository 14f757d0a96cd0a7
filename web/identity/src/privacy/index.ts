export {
  columnsPage,
  copyPage,
  erasedPage,
  erasePage,
  type PrivacyPage,
  privacyPage,
  type ShownNotice,
  type ShownRequest,
} from "./privacy-page";
export { privacyWords } from "./words";
