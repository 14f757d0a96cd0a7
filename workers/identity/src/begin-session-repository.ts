import type { Db } from "@ven/db";
import { idHandle, idSession, idSubject } from "@ven/db/identity";
import { lifetimes } from "@ven/identity/lifetimes";
import { and, eq, isNull, sql } from "drizzle-orm";

import { aliveExists, auditChanged, changed, rolesOf, sessionWithId } from "./session-repository";

export interface SessionStart {
  id: string;
  subject: string;
  aal: 1 | 2;
  ial: number;
  amr: string[];
  device: string;
  /** Idle life, ms, where it is shorter than the kind's own: at a shared desk. */
  idleMs: number | undefined;
  handle: { audience: string; secretHash: string };
  /** The session that this browser had before: it ends. */
  replaces: string | undefined;
  /** What the audit calls it. */
  action: string;
  now: number;
  requestId: string | null;
}

/**
 * Six statements for the end of a batch: a session with its first handle and its audit row, if the statement before them
 * changed one row and the subject may sign in; then the session and the subject's roles, read back.
 */
export function beginSession(db: Db, start: SessionStart) {
  const { id, subject, aal, ial, amr, device, idleMs = null, handle, replaces = "", action, now, requestId } = start;
  const lives = JSON.stringify(lifetimes);
  const life = (what: string) => sql`json_extract(${lives}, '$.' || ${idSubject.kind} || ${`.${what}`})`;
  return [
    db.insert(idSession).select(sql`
      SELECT ${id}, ${idSubject.id}, ${idSubject.kind}, ${aal}, ${ial}, ${JSON.stringify(amr)}, ${now}, ${now},
        coalesce(${idleMs}, ${life("idle")}), ${now} + ${life("absolute")}, NULL, NULL, ${device}
      FROM ${idSubject}
      WHERE ${idSubject.id} = ${subject} AND ${idSubject.kind} <> 'service' AND ${idSubject.disabledAt} IS NULL AND ${changed}`),
    db.insert(idHandle).select(sql`SELECT ${id}, ${handle.audience}, 0, ${handle.secretHash}, ${now} WHERE ${changed}`),
    auditChanged(db, now, action, id, requestId),
    db
      .update(idSession)
      .set({ endedAt: now, endReason: "replaced" })
      .where(and(eq(idSession.id, replaces), isNull(idSession.endedAt), aliveExists(id, now))),
    sessionWithId(db, id),
    rolesOf(db, id, now),
  ] as const;
}
