import type { Db } from "@ven/db";
import {
  idHandle,
  idPasskey,
  idPasskeyChallenge,
  idRecovery,
  idSession,
  idStaffProfile,
  idSubject,
} from "@ven/db/identity";
import { isUniqueViolation, withDeadline } from "@ven/kit";
import { and, asc, eq, isNull, lt, ne, type SQL, sql } from "drizzle-orm";

import { beginSession, type SessionStart } from "../begin-session-repository";
import { deadline } from "../deadline";
import {
  aliveExists,
  auditChanged,
  auditOf,
  changed,
  handleRowOf,
  rolesOf,
  sessionWithId,
} from "../session-repository";

export type Passkey = typeof idPasskey.$inferSelect;
export type NewPasskey = Pick<Passkey, "id" | "subject" | "publicKey" | "counter" | "transports" | "synced" | "name">;

/** One person has so many at most. */
export const mostPasskeys = 10;

/** A challenge as its answer uses it up; `hash` is what is kept of it. */
export interface Answered {
  hash: string;
  expiresAt: number;
}

/** Uses a challenge up: a second answer to it makes the whole batch fail. What expired goes at the same time. */
const useUp = (db: Db, { hash, expiresAt }: Answered, now: number) =>
  [
    db.delete(idPasskeyChallenge).where(lt(idPasskeyChallenge.expiresAt, now)),
    db.insert(idPasskeyChallenge).values({ hash, usedAt: now, expiresAt }),
  ] as const;

/** Runs a batch; undefined when its challenge had been answered or its passkey was registered before. */
async function once<T>(batch: Promise<T>): Promise<T | undefined> {
  try {
    return await withDeadline(batch, deadline);
  } catch (err) {
    if (isUniqueViolation(err, "id_passkey")) return undefined;
    throw err;
  }
}

const insertPasskey = (db: Db, passkey: NewPasskey, now: number, guard: SQL) =>
  db.insert(idPasskey).select(sql`
    SELECT ${passkey.id}, ${idSubject.id}, ${passkey.publicKey}, ${passkey.counter}, ${JSON.stringify(passkey.transports)},
      ${Number(passkey.synced)}, ${passkey.name}, ${now}, NULL, NULL
    FROM ${idSubject}
    WHERE ${idSubject.id} = ${passkey.subject} AND ${idSubject.kind} = 'staff' AND ${idSubject.disabledAt} IS NULL AND ${guard}`);

/** Adds the first passkey of a subject who has none, and signs them in with it. */
export async function addFirstPasskey(db: Db, passkey: NewPasskey, answered: Answered, start: SessionStart) {
  const { now } = start;
  const hasNone = sql`NOT EXISTS (SELECT 1 FROM id_passkey WHERE subject = ${passkey.subject})`;
  const results = await once(
    db.batch([
      ...useUp(db, answered, now),
      insertPasskey(db, passkey, now, hasNone),
      ...beginSession(db, { ...start, subject: passkey.subject }),
    ]),
  );
  if (!results) return undefined;
  const [, , , , , , , [session], roles] = results;
  return session && { session, roles };
}

/** Adds one more for a session that has shown a passkey; false when the session is over or there are ten already. */
export async function addPasskey(
  db: Db,
  passkey: NewPasskey,
  answered: Answered,
  { session, now, requestId }: { session: string; now: number; requestId: string | null },
) {
  const mayAdd = sql`${aliveExists(session, now)} AND EXISTS (SELECT 1 FROM id_session WHERE id = ${session} AND subject = ${passkey.subject} AND aal >= 2)
    AND (SELECT count(*) FROM id_passkey WHERE subject = ${passkey.subject}) < ${mostPasskeys}`;
  const results = await once(
    db.batch([
      ...useUp(db, answered, now),
      insertPasskey(db, passkey, now, mayAdd),
      auditChanged(db, now, "passkey-added", session, requestId),
      db.select({ id: idPasskey.id }).from(idPasskey).where(eq(idPasskey.id, passkey.id)),
    ]),
  );
  return results?.[4].length === 1;
}

/** Uses a recovery up: its passkey becomes the only one, and every other session of the person ends. */
export async function addRecoveredPasskey(
  db: Db,
  passkey: NewPasskey,
  answered: Answered,
  recovery: string,
  start: SessionStart,
) {
  const { now, id } = start;
  const isThere = sql`EXISTS (SELECT 1 FROM id_session WHERE id = ${id})`;
  const results = await once(
    db.batch([
      ...useUp(db, answered, now),
      db
        .update(idRecovery)
        .set({ consumedAt: now })
        .where(
          sql`${idRecovery.id} = ${recovery} AND ${idRecovery.subject} = ${passkey.subject} AND ${idRecovery.approvedAt} IS NOT NULL
            AND ${idRecovery.consumedAt} IS NULL AND ${idRecovery.withdrawnAt} IS NULL AND ${idRecovery.expiresAt} > ${now}`,
        ),
      insertPasskey(db, passkey, now, changed),
      ...beginSession(db, { ...start, subject: passkey.subject }),
      db.delete(idPasskey).where(and(eq(idPasskey.subject, passkey.subject), ne(idPasskey.id, passkey.id), isThere)),
      db
        .update(idSession)
        .set({ endedAt: now, endReason: "recovered" })
        .where(and(eq(idSession.subject, passkey.subject), ne(idSession.id, id), isNull(idSession.endedAt), isThere)),
    ]),
  );
  if (!results) return undefined;
  const [, , , , , , , , [session], roles] = results;
  return session && { session, roles };
}

/** The passkey of a credential id, and whether its owner may sign in. */
export async function findPasskey(db: Db, id: string) {
  const [found] = await withDeadline(
    db
      .select({ passkey: idPasskey })
      .from(idPasskey)
      .innerJoin(idSubject, and(eq(idSubject.id, idPasskey.subject), isNull(idSubject.disabledAt)))
      .where(and(eq(idPasskey.id, id), isNull(idPasskey.suspendedAt))),
    deadline,
  );
  return found?.passkey;
}

export interface Use {
  passkey: string;
  /** Compare and swap: two answers at once cannot both move the counter on. */
  counter: { before: number; after: number };
}

const usePasskey = (db: Db, { passkey, counter }: Use, now: number) =>
  db
    .update(idPasskey)
    .set({ counter: counter.after, lastUsedAt: now })
    .where(and(eq(idPasskey.id, passkey), eq(idPasskey.counter, counter.before), isNull(idPasskey.suspendedAt)));

/** Turns an answered challenge into a session, once. */
export async function startWithPasskey(db: Db, use: Use, answered: Answered, start: SessionStart) {
  const results = await once(
    db.batch([...useUp(db, answered, start.now), usePasskey(db, use, start.now), ...beginSession(db, start)]),
  );
  if (!results) return undefined;
  const [, , , , , , , [session], roles] = results;
  return session && { session, roles };
}

export interface StepUp {
  session: string;
  subject: string;
  amr: string[];
  handle: { audience: string; generation: number; nextHash: string };
  now: number;
  requestId: string | null;
}

/** Says of a session that its owner has just proved to be there; its handle moves on, so that the old one dies. */
export async function stepUpSession(db: Db, use: Use, answered: Answered, step: StepUp) {
  const { session, subject, amr, handle, now, requestId } = step;
  const results = await once(
    db.batch([
      ...useUp(db, answered, now),
      usePasskey(db, use, now),
      db
        .update(idSession)
        .set({ aal: 2, amr, authTime: now, lastSeenAt: now })
        .where(
          sql`${idSession.id} = ${session} AND ${idSession.subject} = ${subject} AND ${aliveExists(session, now)} AND ${changed}`,
        ),
      db
        .update(idHandle)
        .set({ generation: handle.generation + 1, secretHash: handle.nextHash, rotatedAt: now })
        .where(
          and(
            eq(idHandle.session, session),
            eq(idHandle.audience, handle.audience),
            eq(idHandle.generation, handle.generation),
            changed,
          ),
        ),
      auditChanged(db, now, "step-up", session, requestId),
      handleRowOf(db, session, handle.audience),
      sessionWithId(db, session),
      rolesOf(db, session, now),
    ]),
  );
  if (!results) return undefined;
  const [, , , , , , [row], [found], roles] = results;
  return found?.authTime === now && row?.generation === handle.generation + 1 ? { session: found, roles } : undefined;
}

/** The form in which a session's handle at one service is now. */
export async function readHandleForm(db: Db, session: string, audience: string) {
  const [row] = await withDeadline(handleRowOf(db, session, audience), deadline);
  return row;
}

/** Takes a passkey that is in two places out of use, and ends what was begun with it. */
export async function suspendPasskey(
  db: Db,
  { passkey, subject, now, requestId }: { passkey: string; subject: string; now: number; requestId: string | null },
) {
  await withDeadline(
    db.batch([
      db
        .update(idPasskey)
        .set({ suspendedAt: now })
        .where(and(eq(idPasskey.id, passkey), isNull(idPasskey.suspendedAt))),
      auditOf(db, { now, actor: subject, action: "passkey-cloned", object: passkey, requestId }),
      db
        .update(idSession)
        .set({ endedAt: now, endReason: "passkey-cloned" })
        .where(and(eq(idSession.subject, subject), isNull(idSession.endedAt))),
    ]),
    deadline,
  );
}

/** A person's passkeys, the oldest first. */
export const readPasskeys = (db: Db, subject: string) =>
  withDeadline(
    db.select().from(idPasskey).where(eq(idPasskey.subject, subject)).orderBy(asc(idPasskey.createdAt)),
    deadline,
  );

/** Who is about to register: kind, name at work, and the passkeys they have. */
export async function readOwner(db: Db, subject: string) {
  const [[person], passkeys] = await withDeadline(
    db.batch([
      db
        .select({ kind: idSubject.kind, disabledAt: idSubject.disabledAt, name: idStaffProfile.displayName })
        .from(idSubject)
        .leftJoin(idStaffProfile, eq(idStaffProfile.subject, idSubject.id))
        .where(eq(idSubject.id, subject)),
      db.select().from(idPasskey).where(eq(idPasskey.subject, subject)),
    ]),
    deadline,
  );
  return person && { ...person, passkeys };
}

/** Gives a passkey of one's own another name; false when it is not theirs. */
export async function renamePasskey(db: Db, { id, subject, name }: { id: string; subject: string; name: string }) {
  const renamed = await withDeadline(
    db
      .update(idPasskey)
      .set({ name })
      .where(and(eq(idPasskey.id, id), eq(idPasskey.subject, subject)))
      .returning({ id: idPasskey.id }),
    deadline,
  );
  return renamed.length === 1;
}

/** Takes a passkey away. `last`: the database keeps the last one of staff. `unknown`: it is not theirs. */
export async function removePasskey(
  db: Db,
  { id, subject, now, requestId }: { id: string; subject: string; now: number; requestId: string | null },
) {
  try {
    const [removed] = await withDeadline(
      db.batch([
        db
          .delete(idPasskey)
          .where(and(eq(idPasskey.id, id), eq(idPasskey.subject, subject)))
          .returning({ id: idPasskey.id }),
        auditOf(db, { now, actor: subject, action: "passkey-removed", object: id, requestId }),
      ]),
      deadline,
    );
    return removed.length === 1 ? "removed" : "unknown";
  } catch (err) {
    if (isLastOne(err)) return "last";
    throw err;
  }
}

function isLastOne(err: unknown) {
  for (let e = err; e instanceof Error; e = e.cause)
    if (e.message.includes("the last passkey of staff stays")) return true;
  return false;
}
