import type { Db } from "@ven/db";
import { idSubjectEvent, idSubjectEventDone, idVaultExport } from "@ven/db/identity";
import { withDeadline } from "@ven/kit";
import { and, desc, eq, inArray, sql } from "drizzle-orm";

import { deadline } from "./deadline";

export interface NewSubjectEvent {
  kind: "merge" | "export" | "erase" | "object";
  subject: string;
  /** Who a merged guest became; only for `merge`. */
  target?: string;
  detail?: Record<string, unknown>;
  now: number;
  requestId: string | null;
}

/** The statement that tells every service; goes into the batch of the change that it is about. Returns the event's seq. */
export const eventStatement = (db: Db, { kind, subject, target, detail, now, requestId }: NewSubjectEvent) =>
  db
    .insert(idSubjectEvent)
    .values({ at: now, kind, subject, target, detail, requestId })
    .returning({ seq: idSubjectEvent.seq });

/** The same, only when the statement before it in the batch changed a row. */
export const eventIfChanged = (db: Db, { kind, subject, target, detail, now, requestId }: NewSubjectEvent) =>
  db
    .insert(idSubjectEvent)
    .select(
      sql`SELECT NULL, ${now}, ${kind}, ${subject}, ${target ?? null}, ${detail ? JSON.stringify(detail) : null}, ${requestId}
        WHERE changes() >= 1`,
    )
    .returning({ seq: idSubjectEvent.seq });

/** Appends one event alone. */
export async function addEvent(db: Db, event: NewSubjectEvent) {
  const [row] = await withDeadline(eventStatement(db, event), deadline);
  if (!row) throw new Error("an event without a number");
  return row.seq;
}

export interface Acknowledgement {
  seq: number;
  service: string;
  outcome: "done" | "nothing" | "kept";
  records: number;
  now: number;
}

/** Notes what a service has done; once more is no error. False when an earlier event is not done: a trigger refuses. */
export async function addAcknowledgement(db: Db, { now, ...done }: Acknowledgement) {
  const insert = db.insert(idSubjectEventDone).select(
    sql`SELECT ${done.seq}, ${done.service}, ${now}, ${done.outcome}, ${done.records}
        WHERE NOT EXISTS (SELECT 1 FROM id_subject_event_done WHERE service = ${done.service} AND seq >= ${done.seq})`,
  );
  try {
    await withDeadline(insert, deadline);
    return true;
  } catch (err) {
    if (isTooEarly(err)) return false;
    throw err;
  }
}

function isTooEarly(err: unknown) {
  for (let e = err; e instanceof Error; e = e.cause) if (e.message.includes("an earlier subject event")) return true;
  return false;
}

export async function readEvent(db: Db, seq: number) {
  const [event] = await withDeadline(
    db.select().from(idSubjectEvent).where(eq(idSubjectEvent.seq, seq)).limit(1),
    deadline,
  );
  return event;
}

/** What was asked for somebody, the newest first, and which service has done its part. */
export async function readEvents(db: Db, subject: string, limit: number) {
  const events = await withDeadline(
    db
      .select()
      .from(idSubjectEvent)
      .where(eq(idSubjectEvent.subject, subject))
      .orderBy(desc(idSubjectEvent.seq))
      .limit(limit),
    deadline,
  );
  const seqs = events.map(({ seq }) => seq);
  const done = seqs.length
    ? await withDeadline(db.select().from(idSubjectEventDone).where(inArray(idSubjectEventDone.seq, seqs)), deadline)
    : [];
  return events.map((event) => ({ ...event, done: done.filter(({ seq }) => seq === event.seq) }));
}

/** Keeps what a service handed in, sealed; what it handed in before is replaced. */
export async function putExportPart(
  vault: Db,
  part: { seq: number; service: string; subject: string; sealed: string; at: number },
) {
  const { sealed, at } = part;
  await withDeadline(
    vault
      .insert(idVaultExport)
      .values(part)
      .onConflictDoUpdate({ target: [idVaultExport.seq, idVaultExport.service], set: { sealed, at } }),
    deadline,
  );
}

export const readExportParts = (vault: Db, subject: string, seq: number) =>
  withDeadline(
    vault
      .select({ service: idVaultExport.service, sealed: idVaultExport.sealed })
      .from(idVaultExport)
      .where(and(eq(idVaultExport.subject, subject), eq(idVaultExport.seq, seq)))
      .orderBy(idVaultExport.service),
    deadline,
  );
