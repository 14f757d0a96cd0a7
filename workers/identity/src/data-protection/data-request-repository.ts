import type { Db } from "@ven/db";
import { withDeadline } from "@ven/kit";

import { applyChange, auditIfChanged, type Happening, sendIfChanged } from "../change-repository";
import { deadline } from "../deadline";

export type RequestKind = "access" | "rectify" | "erase" | "object" | "restrict";
export type Outcome = "done" | "refused" | "withdrawn";

export interface DataRequest {
  id: string;
  organisation: string;
  subject: string | null;
  kind: RequestKind;
  via: "page" | "letter";
  reference: string | null;
  receivedAt: number;
  /** Local dates: the last day on which it is in time. */
  answerBy: string;
  doBy: string;
  answeredAt: number | null;
  extendedAt: number | null;
  doneAt: number | null;
  outcome: Outcome | null;
  /** Why, as the person reads it; only where somebody closed it by hand. */
  reason: string | null;
  toldAt: number | null;
}

const columns = `id, organisation, subject, kind, via, reference, received_at AS receivedAt, answer_by AS answerBy,
  do_by AS doBy, answered_at AS answeredAt, extended_at AS extendedAt, done_at AS doneAt, outcome, reason, told_at AS toldAt`;

/** Open requests first, by the day they are due; then what was closed lately. */
export async function listRequests(db: Db, organisation: string) {
  const query = db.$client
    .prepare(
      `SELECT ${columns} FROM id_data_request WHERE organisation = ?
       ORDER BY done_at IS NOT NULL, CASE WHEN done_at IS NULL THEN do_by END, done_at DESC LIMIT 200`,
    )
    .bind(organisation);
  return (await withDeadline(query.all<DataRequest>(), deadline)).results;
}

/** What one person asked, the newest first. */
export async function requestsOf(db: Db, subject: string) {
  const query = db.$client
    .prepare(`SELECT ${columns} FROM id_data_request WHERE subject = ? ORDER BY received_at DESC LIMIT 20`)
    .bind(subject);
  return (await withDeadline(query.all<DataRequest>(), deadline)).results;
}

export type NewRequest = Pick<
  DataRequest,
  "id" | "organisation" | "subject" | "kind" | "via" | "reference" | "receivedAt" | "answerBy" | "doBy"
> & { doneAt: number | null };

/** `doneAt` where it was done at once, such as an erasure; it then counts as answered too. */
export const addRequest = (db: Db, request: NewRequest, happening: Happening) =>
  applyChange(db, [
    db.$client
      .prepare(
        `INSERT INTO id_data_request (id, organisation, subject, kind, via, reference, received_at, answer_by, do_by, answered_at, done_at, outcome)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?10, ?10, CASE WHEN ?10 IS NULL THEN NULL ELSE 'done' END)`,
      )
      .bind(
        request.id,
        request.organisation,
        request.subject,
        request.kind,
        request.via,
        request.reference,
        request.receivedAt,
        request.answerBy,
        request.doBy,
        request.doneAt,
      ),
    auditIfChanged(db, happening),
  ]);

interface Step {
  id: string;
  organisation: string;
  now: number;
}

const open = "id = ? AND organisation = ? AND done_at IS NULL";

/** A message on its way to the person, where there is one to be told. */
type News = Parameters<typeof sendIfChanged>[1] | undefined;
const sending = (db: Db, news: News) => (news ? [sendIfChanged(db, news)] : []);

export const noteAnswered = (db: Db, { id, organisation, now }: Step, news: News, happening: Happening) =>
  applyChange(db, [
    db.$client
      .prepare(`UPDATE id_data_request SET answered_at = ? WHERE ${open} AND answered_at IS NULL`)
      .bind(now, id, organisation),
    auditIfChanged(db, happening),
    ...sending(db, news),
  ]);

export const extendRequest = (db: Db, { id, organisation, now }: Step, doBy: string, happening: Happening) =>
  applyChange(db, [
    db.$client
      .prepare(`UPDATE id_data_request SET extended_at = ?, do_by = ? WHERE ${open} AND extended_at IS NULL`)
      .bind(now, doBy, id, organisation),
    auditIfChanged(db, happening),
  ]);

export const closeRequest = (db: Db, { id, organisation, now }: Step, outcome: Outcome, happening: Happening) =>
  applyChange(db, [
    db.$client
      .prepare(
        `UPDATE id_data_request SET done_at = ?, outcome = ?, answered_at = coalesce(answered_at, ?) WHERE ${open}`,
      )
      .bind(now, outcome, now, id, organisation),
    auditIfChanged(db, happening),
  ]);

export interface Closing {
  outcome: Outcome;
  reason: string;
  closedBy: string;
}

/** Closes a request by hand, once and for good, and tells the person in the same batch. */
export const closeByHand = (
  db: Db,
  { id, organisation, now }: Step,
  { outcome, reason, closedBy }: Closing,
  news: News,
  happening: Happening,
) =>
  applyChange(db, [
    db.$client
      .prepare(
        `UPDATE id_data_request SET done_at = ?1, outcome = ?2, reason = ?3, closed_by = ?4, told_at = ?1,
           answered_at = coalesce(answered_at, ?1) WHERE id = ?5 AND organisation = ?6 AND done_at IS NULL`,
      )
      .bind(now, outcome, reason, closedBy, id, organisation),
    auditIfChanged(db, happening),
    ...sending(db, news),
  ]);

export async function readRequest(db: Db, { id, organisation }: { id: string; organisation: string }) {
  const query = db.$client
    .prepare(`SELECT ${columns} FROM id_data_request WHERE id = ? AND organisation = ?`)
    .bind(id, organisation);
  return (await withDeadline(query.first<DataRequest>(), deadline)) ?? undefined;
}
