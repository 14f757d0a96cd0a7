import type { Db } from "@ven/db";
import {
  idAudit,
  idBreakGlass,
  idCode,
  idHandle,
  idOrganisation,
  idRole,
  idSession,
  idStaffProfile,
  roleIsValid,
} from "@ven/db/identity";
import { uuidv7, withDeadline } from "@ven/kit";
import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";

import { deadline } from "./deadline";

export type Session = typeof idSession.$inferSelect;
export interface HeldRole {
  organisation: string;
  role: string;
  /** When it ends, UTC ms: no token may outlive it. */
  validTo: number | null;
}
export interface HandleRow {
  generation: number;
  rotatedAt: number;
}

export const changed = sql`changes() = 1`;
/** A session that may still be used: not ended, not idle, not too old. */
const isAlive = (now: number) =>
  sql`${idSession.endedAt} IS NULL AND ${idSession.endsAt} > ${now} AND ${idSession.lastSeenAt} + ${idSession.idleMs} > ${now}`;
export const aliveExists = (session: string, now: number) =>
  sql`EXISTS (SELECT 1 FROM ${idSession} WHERE ${idSession.id} = ${session} AND ${isAlive(now)})`;

export const sessionWithId = (db: Db, session: string) => db.select().from(idSession).where(eq(idSession.id, session));
/** What a session may do: the person's roles, and first of all the organisation that it broke the glass of. */
export const rolesOf = (db: Db, session: string, now: number) =>
  db
    .select({
      organisation: idBreakGlass.organisation,
      role: sql<string>`'administrator'`,
      validTo: sql<number | null>`${idBreakGlass.endsAt}`,
    })
    .from(idBreakGlass)
    .where(and(eq(idBreakGlass.session, session), gt(idBreakGlass.endsAt, now)))
    .unionAll(
      db
        .select({
          organisation: idRole.organisation,
          role: sql<string>`${idRole.role}`,
          validTo: sql<number | null>`${idRole.validTo}`,
        })
        .from(idRole)
        .innerJoin(idSession, eq(idSession.subject, idRole.subject))
        .where(and(eq(idSession.id, session), roleIsValid(now))),
    );
export const handleRowOf = (db: Db, session: string, audience: string) =>
  db
    .select({ generation: idHandle.generation, rotatedAt: idHandle.rotatedAt })
    .from(idHandle)
    .where(and(eq(idHandle.session, session), eq(idHandle.audience, audience)));

/** The audit row of what the statement before it did, if it did anything; the actor is the session's subject. */
export const auditChanged = (db: Db, now: number, action: string, session: string, requestId: string | null) =>
  db.insert(idAudit).select(sql`
    SELECT ${uuidv7(now)}, ${now}, ${idSession.subject}, ${action}, ${session}, NULL, NULL, ${requestId}
    FROM ${idSession} WHERE ${idSession.id} = ${session} AND ${changed}`);

const endingOf = (db: Db, session: string, reason: string, now: number) =>
  db
    .update(idSession)
    .set({ endedAt: now, endReason: reason })
    .where(and(eq(idSession.id, session), isNull(idSession.endedAt)));

export interface Rotation {
  session: string;
  audience: string;
  /** The form that was presented and the hashes of its secret and of the next one's. */
  generation: number;
  secretHash: string;
  nextHash: string;
  now: number;
}

/** Moves a handle on by compare-and-swap, if its session is alive, and tells what is true afterwards. */
export async function rotateHandle(db: Db, rotation: Rotation) {
  const { session, audience, generation, secretHash, nextHash, now } = rotation;
  const [, , [handle], [found], roles] = await withDeadline(
    db.batch([
      db
        .update(idHandle)
        .set({ generation: generation + 1, secretHash: nextHash, rotatedAt: now })
        .where(
          and(
            eq(idHandle.session, session),
            eq(idHandle.audience, audience),
            eq(idHandle.generation, generation),
            eq(idHandle.secretHash, secretHash),
            aliveExists(session, now),
          ),
        ),
      db
        .update(idSession)
        .set({ lastSeenAt: now })
        .where(and(eq(idSession.id, session), changed)),
      handleRowOf(db, session, audience),
      sessionWithId(db, session),
      rolesOf(db, session, now),
    ]),
    deadline,
  );
  return { handle, session: found, roles };
}

/** Ends a session, whatever it was used for, and says so to everybody. False when it had ended before. */
export async function endSession(
  db: Db,
  { session, reason, now, requestId }: { session: string; reason: string; now: number; requestId: string | null },
) {
  const [ended] = await withDeadline(
    db.batch([
      endingOf(db, session, reason, now).returning({ id: idSession.id }),
      auditChanged(db, now, reason, session, requestId),
    ]),
    deadline,
  );
  return ended.length === 1;
}

export interface NewCode {
  hash: string;
  session: string;
  client: string;
  redirectUri: string;
  codeChallenge: string;
  now: number;
  expiresAt: number;
}

/** Stores an authorization code for a session that is alive; false when it is not. */
export async function addCode(db: Db, { now, ...code }: NewCode) {
  const stored = await withDeadline(
    db
      .insert(idCode)
      .select(
        sql`SELECT ${code.hash}, ${code.session}, ${code.client}, ${code.redirectUri}, ${code.codeChallenge}, ${code.expiresAt}, NULL
          WHERE ${aliveExists(code.session, now)}`,
      )
      .returning({ hash: idCode.hash }),
    deadline,
  );
  return stored.length === 1;
}

export interface Redemption {
  hash: string;
  session: string;
  client: string;
  redirectUri: string;
  codeChallenge: string;
  /** Hash of the secret of the handle's first form, for a service that the session is new to. */
  firstHash: string;
  now: number;
}

/**
 * Redeems a code once and gives the session a handle at the client. `before` is the code as it was, so that a second
 * redemption can be told from a stranger's guess.
 */
export async function redeemCode(db: Db, redemption: Redemption) {
  const { hash, session, client, redirectUri, codeChallenge, firstHash, now } = redemption;
  const [[before], redeemed, , , [handle], [found], roles] = await withDeadline(
    db.batch([
      db.select({ client: idCode.client, consumedAt: idCode.consumedAt }).from(idCode).where(eq(idCode.hash, hash)),
      db
        .update(idCode)
        .set({ consumedAt: now })
        .where(
          and(
            eq(idCode.hash, hash),
            eq(idCode.session, session),
            eq(idCode.client, client),
            eq(idCode.redirectUri, redirectUri),
            eq(idCode.codeChallenge, codeChallenge),
            isNull(idCode.consumedAt),
            gt(idCode.expiresAt, now),
            aliveExists(session, now),
          ),
        )
        .returning({ hash: idCode.hash }),
      db
        .update(idSession)
        .set({ lastSeenAt: now })
        .where(and(eq(idSession.id, session), changed)),
      db
        .insert(idHandle)
        .select(sql`SELECT ${session}, ${client}, 0, ${firstHash}, ${now} WHERE ${changed}`)
        .onConflictDoNothing(),
      handleRowOf(db, session, client),
      sessionWithId(db, session),
      rolesOf(db, session, now),
    ]),
    deadline,
  );
  return { before, redeemed: redeemed.length === 1, handle, session: found, roles };
}

export interface Delegation {
  session: string;
  subject: string;
  /** The service that acts for them, and the one at which it does. */
  client: string;
  audience: string;
  now: number;
  requestId: string | null;
}

/** A subject's session that is alive, and what it may do, with the audit row of who will act for them; else undefined. */
export async function delegateSession(db: Db, { session, subject, client, audience, now, requestId }: Delegation) {
  const isTheirs = and(eq(idSession.id, session), eq(idSession.subject, subject), isAlive(now));
  const [, [found], roles] = await withDeadline(
    db.batch([
      db.insert(idAudit).select(
        sql`SELECT ${uuidv7(now)}, ${now}, ${subject}, 'token-exchanged', ${session}, NULL, ${JSON.stringify({ client, audience })}, ${requestId}
          FROM ${idSession} WHERE ${isTheirs}`,
      ),
      db.select().from(idSession).where(isTheirs),
      rolesOf(db, session, now),
    ]),
    deadline,
  );
  return found && { session: found, roles };
}

/** Whether a session of this subject is alive at this instant. */
export async function isSessionAlive(db: Db, session: string, subject: string, now: number) {
  const found = await withDeadline(
    db
      .select({ id: idSession.id })
      .from(idSession)
      .where(and(eq(idSession.id, session), eq(idSession.subject, subject), isAlive(now))),
    deadline,
  );
  return found.length === 1;
}

/** What a person's account page shows: name, roles by organisation and sessions that are alive, the newest first. */
export async function readAccount(db: Db, subject: string, now: number) {
  const [[profile], roles, sessions] = await withDeadline(
    db.batch([
      db
        .select({ displayName: idStaffProfile.displayName })
        .from(idStaffProfile)
        .where(eq(idStaffProfile.subject, subject)),
      db
        .select({ role: idRole.role, organisation: idOrganisation.name, organisationEn: idOrganisation.nameEn })
        .from(idRole)
        .innerJoin(idOrganisation, eq(idOrganisation.id, idRole.organisation))
        .where(and(eq(idRole.subject, subject), roleIsValid(now))),
      db
        .select({
          id: idSession.id,
          device: idSession.device,
          authTime: idSession.authTime,
          lastSeenAt: idSession.lastSeenAt,
        })
        .from(idSession)
        .where(and(eq(idSession.subject, subject), isAlive(now)))
        .orderBy(desc(idSession.authTime))
        .limit(50),
    ]),
    deadline,
  );
  return { name: profile?.displayName, roles, sessions };
}

/** Ends one session of a subject; false when it is not theirs, or over. */
export async function endOwnSession(
  db: Db,
  { subject, session, now, requestId }: { subject: string; session: string; now: number; requestId: string | null },
) {
  const [ended] = await withDeadline(
    db.batch([
      db
        .update(idSession)
        .set({ endedAt: now, endReason: "sign-out" })
        .where(and(eq(idSession.id, session), eq(idSession.subject, subject), isNull(idSession.endedAt)))
        .returning({ id: idSession.id }),
      auditChanged(db, now, "sign-out", session, requestId),
    ]),
    deadline,
  );
  return ended.length === 1;
}

/** The audit row of what the statement before it did to something else than a session, if it did anything. */
export const auditOf = (
  db: Db,
  {
    now,
    actor,
    action,
    object,
    organisation = null,
    requestId,
  }: {
    now: number;
    actor: string;
    action: string;
    object: string;
    organisation?: string | null;
    requestId: string | null;
  },
) =>
  db
    .insert(idAudit)
    .select(
      sql`SELECT ${uuidv7(now)}, ${now}, ${actor}, ${action}, ${object}, ${organisation}, NULL, ${requestId} WHERE ${changed}`,
    );
