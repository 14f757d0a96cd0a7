// What services do by themselves: beside the request, on their crons. Apart from index.ts, so that pages do not carry it.
export { auditAnswers } from "./audit-answers";
export { digestAudit, sealableUntil, sealAudit, sealing } from "./audit-seal";
export { type Purge, purge, purgedAtOnce, purging } from "./purge";
export { type Job, scheduled, type Tick } from "./scheduled";
export { following, type SubjectAnswer, type SubjectHandlers } from "./subject-events";
