export { type AskPage, askPage } from "./ask-page";
export type { DeskTimes, Shown } from "./parts";
export { type EmbedPage, embedPage } from "./embed-page";
export { errorPage, type Frame, pushWorkerPath } from "./shell";
export { type ThreadPage, threadPage } from "./thread-page";
export { type EmergencyCard, emergencyPage } from "./emergency-page";
export { type TopicListPage, topicListPage } from "./topic-list-page";
export { type TopicPage, topicPage } from "./topic-page";
