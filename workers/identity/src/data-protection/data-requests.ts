import { addWorkingDays } from "@ven/city/working-calendar";
import { localDate, Problem, uuidv7 } from "@ven/kit";

import type { Desk } from "../desk";
import type { Authority } from "../organisations/authority";
import { happeningOf } from "../organisations/people";
import {
  addRequest,
  closeRequest,
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

/** Somebody was told that the request has come in and what will be done. */
export async function answerRequest(desk: Desk, authority: Authority, id: string) {
  const happening = happeningOf(desk, authority, "data-request-answered", id);
  if (!(await noteAnswered(desk.db, stepOf(desk, authority, id), happening))) throw new Problem("not-found");
}

/** Ten working days more, counted from the first day; once. */
export async function extend(desk: Desk, authority: Authority, id: string, timezone: string) {
  const request = await readRequest(desk.db, { id, organisation: authority.organisation });
  if (!request) throw new Problem("not-found");
  const doBy = addWorkingDays(localDate(request.receivedAt, timezone), days.extended);
  const happening = happeningOf(desk, authority, "data-request-extended", id, { doBy });
  if (!(await extendRequest(desk.db, stepOf(desk, authority, id), doBy, happening))) throw new Problem("conflict");
}

export async function close(desk: Desk, authority: Authority, id: string, outcome: Outcome) {
  const happening = happeningOf(desk, authority, "data-request-closed", id, { outcome });
  if (!(await closeRequest(desk.db, stepOf(desk, authority, id), outcome, happening))) throw new Problem("not-found");
}
