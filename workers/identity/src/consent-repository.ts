import type { Db } from "@ven/db";
import { idConsent, idNotice, isLastWord } from "@ven/db/identity";
import { uuidv7, withDeadline } from "@ven/kit";
import { and, asc, eq, sql } from "drizzle-orm";

import { deadline } from "./deadline";

export interface NewConsent {
  subject: string;
  service: string;
  purpose: string;
  decision: "given" | "refused";
  notice: { notice: string; version: number; lang: string; hash: string; text: string };
  method: "form" | "paper" | "spoken" | "api";
  now: number;
  requestId: string | null;
}

/**
 * Keeps the notice as it was shown and the decision about it, in one batch. False when this version of the notice was
 * shown before with another text: nobody can say what was agreed to.
 */
export async function addConsent(db: Db, { notice, now, requestId, ...rest }: NewConsent) {
  const id = uuidv7(now);
  const { subject, service, purpose, decision, method } = rest;
  const [, stored] = await withDeadline(
    db.batch([
      db
        .insert(idNotice)
        .values({ ...notice, firstShownAt: now })
        .onConflictDoNothing(),
      db
        .insert(idConsent)
        .select(
          sql`SELECT ${id}, ${now}, ${subject}, ${service}, ${purpose}, ${decision}, notice, version, lang, hash, ${method}, ${requestId}
            FROM id_notice
            WHERE notice = ${notice.notice} AND version = ${notice.version} AND lang = ${notice.lang} AND hash = ${notice.hash}`,
        )
        .returning({ id: idConsent.id }),
    ]),
    deadline,
  );
  return stored.length === 1;
}

/** Takes back what was given last, about the same notice. False when nothing is given. */
export async function addWithdrawal(
  db: Db,
  withdrawal: {
    subject: string;
    service: string;
    purpose: string;
    method: NewConsent["method"];
    now: number;
    requestId: string | null;
  },
) {
  const { subject, service, purpose, method, now, requestId } = withdrawal;
  const stored = await withDeadline(
    db
      .insert(idConsent)
      .select(
        sql`SELECT ${uuidv7(now)}, ${now}, subject, service, purpose, 'withdrawn', notice, version, lang, hash, ${method}, ${requestId}
          FROM ${idConsent}
          WHERE ${idConsent.subject} = ${subject} AND ${idConsent.service} = ${service} AND ${idConsent.purpose} = ${purpose}
            AND ${idConsent.decision} = 'given' AND ${isLastWord}`,
      )
      .returning({ id: idConsent.id }),
    deadline,
  );
  return stored.length === 1;
}

/** Somebody's last word about each purpose; of one service, or of all. */
export const readConsents = (db: Db, subject: string, service?: string) =>
  withDeadline(
    db
      .select({
        service: idConsent.service,
        purpose: idConsent.purpose,
        decision: idConsent.decision,
        at: idConsent.at,
        notice: idConsent.notice,
        version: idConsent.version,
        lang: idConsent.lang,
        hash: idConsent.hash,
        method: idConsent.method,
      })
      .from(idConsent)
      .where(
        and(
          eq(idConsent.subject, subject),
          service === undefined ? undefined : eq(idConsent.service, service),
          isLastWord,
        ),
      )
      .orderBy(asc(idConsent.service), asc(idConsent.purpose)),
    deadline,
  );
