/** Pages of the desk, the editors and the province, which a script of their own serves. */
export { type DeskThreadPage, deskThreadPage, type InboxPage, inboxPage } from "./office/desk-pages";
export { type EditorPage, editorPage } from "./office/editor-page";
export { errorPage } from "./shell";
