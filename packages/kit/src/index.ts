export type { Lang } from "@ven/contracts";
export { isLang, languages } from "@ven/contracts";
export { type AppOptions, createApp, type Refusal } from "./app";
export { base64url, hmac, randomToken, seal, sha256, timingSafeEqual, unseal, uuidv7 } from "./bytes";
export { type Clock, clock, setClock } from "./clock";
export {
  audit,
  type AuditEntry,
  commit,
  commitOnce,
  type CommittedAnswer,
  enqueue,
  isUniqueViolation,
  type OnceOptions,
  type StoredAnswer,
} from "./commit";
export { type CursorPage, decodeCursor, encodeCursor, page } from "./cursor";
export { withDeadline } from "./deadline";
export type { Asked, BaseEnv, Variables } from "./environment";
export { fill } from "./fill";
export { html, type Page } from "./html";
export { acceptedLanguage, defineMessages, languageOf } from "./i18n";
export { canonical, checkKey, idempotencyKey, requestHash } from "./idempotency";
export { fixedWindow, limitCalls, type Window } from "./limits";
export {
  addDays,
  instantOf,
  localDate,
  localMidnight,
  localTime,
  minuteOf,
  type WallClock,
  wallClock,
  weekdayOf,
} from "./local-time";
export { causeOf, log } from "./log";
export { describe } from "./operation";
export { loadOwnFiles } from "./own-files";
export { Problem, problem, type ProblemCode, problemCodes, statusOf, titleOf } from "./problem";
export { callObject, failureOf } from "./retry";
export { clientAddress, setHeaders } from "./security";
export { type Cached, forgetCached, staleWhileError } from "./stale";
export { validate } from "./validate";
