import { addWorkingDays } from "@ven/city/working-calendar";
import { localDate, Problem, uuidv7 } from "@ven/kit";

import type { Desk } from "../desk";
import { noticeTo } from "../notify";
import { type Authority, requireStepUp } from "../organisations/authority";
import { happeningOf } from "../organisations/people";
import {
  addRequest,
  closeByHand,
  type DataRequest,
  extendRequest,
  listRequests,
  noteAnswered,
  type Outcome,
  readRequest,
  type RequestKind,
} from "./data-request-repository";

/** Decree 356/2025: answered in 2 working days, done in 10, or in 20 where the reason was told. */
const days = { answer: 2, done: 10, extended: 20 };

/** The legal clock of a request that came in at an instant; dates of the city's calendar. */
export function clockOf(receivedAt: number, timezone: string) {
  const day = localDate(receivedAt, timezone);
  return { answerBy: addWorkingDays(day, days.answer), doBy: addWorkingDays(day, days.done) };
}

/** How a request stands on a local date. */
export function standingOf({ doneAt, answeredAt, answerBy, doBy }: DataRequest, today: string) {
  if (doneAt !== null) return "closed" as const;
  if (doBy < today || (answeredAt === null && answerBy < today)) return "late" as const;
  if (doBy === today || (answeredAt === null && answerBy === today)) return "today" as const;
  return "in-time" as const;
}

export interface Received {
  kind: RequestKind;
  via: "page" | "letter";
  organisation: string;
  subject: string | null;
  reference: string | null;
  timezone: string;
  /** It was done while it was asked. */
  isDone?: boolean;
}

/** Starts the clock of a request. `actor` is who wrote it down: the person, or an officer with a letter. */
export async function receiveRequest({ db, now, requestId }: Desk, actor: string, received: Received) {
  const { timezone, isDone = false, ...facts } = received;
  const id = uuidv7(now);
  const request = { id, ...facts, receivedAt: now, ...clockOf(now, timezone), doneAt: isDone ? now : null };
  const { organisation, kind } = received;
  const detail = { kind, via: received.via };
  await addRequest(db, request, {
    at: now,
    actor,
    action: "data-request",
    object: id,
    organisation,
    detail,
    requestId,
  });
  return id;
}

export const showRequests = ({ db }: Desk, { organisation }: Authority) => listRequests(db, organisation);

const stepOf = (desk: Desk, { organisation }: Authority, id: string) => ({ id, organisation, now: desk.now });

/** What the person is told, and where to read it. Nothing of what was asked: others may see the phone. */
const newsOf = (desk: Desk, { subject }: Pick<DataRequest, "subject">, text: string) =>
  subject === null ? undefined : noticeTo(desk, subject, `${text}: ${desk.issuer}/privacy`);

/** One request of this organisation; another one's is not found. */
export async function showRequest({ db }: Desk, { organisation }: Authority, id: string) {
  const request = await readRequest(db, { id, organisation });
  if (!request) throw new Problem("not-found");
  return request;
}

/** The person is told that the request has come in; whoever wrote a letter has been answered by letter. */
export async function answerRequest(desk: Desk, authority: Authority, id: string) {
  const request = await showRequest(desk, authority, id);
  const news = await newsOf(desk, request, "Ven: da nhan yeu cau cua ban. Your request has come in");
  const happening = happeningOf(desk, authority, "data-request-answered", id);
  if (!(await noteAnswered(desk.db, stepOf(desk, authority, id), news, happening))) throw new Problem("not-found");
}

/** Ten working days more, counted from the first day; once. */
export async function extend(desk: Desk, authority: Authority, id: string, timezone: string) {
  const request = await readRequest(desk.db, { id, organisation: authority.organisation });
  if (!request) throw new Problem("not-found");
  const doBy = addWorkingDays(localDate(request.receivedAt, timezone), days.extended);
  const happening = happeningOf(desk, authority, "data-request-extended", id, { doBy });
  if (!(await extendRequest(desk.db, stepOf(desk, authority, id), doBy, happening))) throw new Problem("conflict");
}

/** A reason is a sentence: whoever reads it should understand the decision. */
export const shortestReason = 10;

/**
 * Closes a request by hand: the outcome and the reason that the person reads, once. What a service must do first cannot
 * be called done before it has; `pending` are those that have not.
 */
export async function close(
  desk: Desk,
  authority: Authority,
  id: string,
  { outcome, reason, pending }: { outcome: Outcome; reason: string; pending: readonly string[] },
) {
  requireStepUp(authority.principal, desk.now, `/organisations/${authority.organisation}/requests/${id}`);
  const request = await showRequest(desk, authority, id);
  const told = reason.trim();
  if (told.length < shortestReason) throw new Problem("reason-needed");
  if (outcome === "done" && pending.length > 0) throw new Problem("conflict");
  const news = await newsOf(desk, request, "Ven: yeu cau cua ban da duoc tra loi. Your request is answered");
  // The reason stays with the request: an audit row must not tell what somebody asked.
  const happening = happeningOf(desk, authority, "data-request-closed", id, { outcome });
  const closing = { outcome, reason: told, closedBy: authority.principal.subject };
  if (!(await closeByHand(desk.db, stepOf(desk, authority, id), closing, news, happening)))
    throw new Problem("conflict");
}
