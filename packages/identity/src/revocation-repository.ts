import type { AccessClaims } from "@ven/contracts/identity";
import { log, withDeadline } from "@ven/kit";

import { outageGrace } from "./lifetimes";

/** Between two reads of the list in one isolate, ms. */
const pollEvery = 10_000;
/** An isolate that never could read the list trusts tokens for so long, ms. */
const coldGrace = 60_000;
/** Short, because the request that happens to read the list has its own work to do after it. */
const readDeadline = 250;
const batch = 5_000;

interface Mark {
  issuedBefore: number;
  expiresAt: number;
}

interface State {
  seq: number;
  readAt: number | undefined;
  triedAt: number;
  failingSince: number | undefined;
  marks: Map<string, Mark>;
}

/** One list per isolate and database: plain data. */
const states = new WeakMap<D1Database, State>();

export interface Revocations {
  /** False when nobody can say any more who was signed out: staff routes then answer 503. */
  known: boolean;
  isRevoked(claims: Pick<AccessClaims, "sid" | "sub" | "iat">): boolean;
}

/** The revocation list as this isolate knows it, read again when it is 10 s old. Never throws. */
export async function revocations(d1: D1Database, now: number): Promise<Revocations> {
  let state = states.get(d1);
  if (!state) {
    state = { seq: 0, readAt: undefined, triedAt: -pollEvery, failingSince: undefined, marks: new Map() };
    states.set(d1, state);
  }
  // A clock that was set back (only a test does that) must not stop the polling.
  if (now - state.triedAt >= pollEvery || now < state.triedAt || isFirstRead(state)) await poll(d1, state, now);
  const { marks, readAt, failingSince = now } = state;
  const known = readAt === undefined ? now - failingSince < coldGrace : now - readAt < outageGrace;
  const revokes = (key: string, iat: number) => (marks.get(key)?.issuedBefore ?? -1) >= iat * 1000;
  return {
    known,
    isRevoked: ({ sid, sub, iat }) => revokes(`session:${sid}`, iat) || revokes(`subject:${sub}`, iat),
  };
}

/** Requests that come while the first read is under way read for themselves, rather than trust an empty list. */
const isFirstRead = ({ readAt, failingSince }: State) => readAt === undefined && failingSince === undefined;

async function poll(d1: D1Database, state: State, now: number) {
  state.triedAt = now;
  try {
    for (;;) {
      const rows = await withDeadline(readAfter(d1, state.seq, now), readDeadline);
      for (const { scope, target, issuedBefore, expiresAt, seq } of rows) {
        state.marks.set(`${scope}:${target}`, { issuedBefore, expiresAt });
        state.seq = Math.max(state.seq, seq);
      }
      if (rows.length < batch) break;
    }
    for (const [key, { expiresAt }] of state.marks) if (expiresAt <= now) state.marks.delete(key);
    state.readAt = now;
    state.failingSince = undefined;
  } catch {
    state.failingSince ??= now;
    log("warn", "revocations-unread", { since: state.failingSince });
  }
}

interface Revocation extends Mark {
  seq: number;
  scope: string;
  target: string;
}

/** Plain SQL: this runs in every service, and not every service carries a query builder. */
async function readAfter(d1: D1Database, seq: number, now: number) {
  const { results } = await d1
    .prepare(
      `SELECT seq, scope, target, issued_before AS issuedBefore, expires_at AS expiresAt
       FROM id_revocation_list WHERE seq > ? AND expires_at > ? ORDER BY seq LIMIT ?`,
    )
    .bind(seq, now, batch)
    .all<Revocation>();
  return results;
}
