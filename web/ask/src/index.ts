export { type AskPage, askPage } from "./ask-page";
export type { DeskTimes, Shown } from "./parts";
export { errorPage, type Frame } from "./shell";
export { type ThreadPage, threadPage } from "./thread-page";
export { type EmergencyCard, emergencyPage } from "./emergency-page";
export { type TopicPage, topicPage } from "./topic-page";
