import { TokenAnswer } from "@ven/contracts/identity";
import { limitCalls, Problem, sha256 } from "@ven/kit";

import { ask, type Asking } from "./asking";
import type { Keys } from "./keys";

/** What an isolate remembers of a key that identity refused, ms: a revoked key in a loop must not reach the database. */
const refusedFor = 10_000;
/** Calls of one key in one isolate. */
const budget = { limit: 600, windowMs: 60_000 };
const mostKept = 500;

interface Kept {
  /** Undefined: identity does not know this key. */
  accessToken: string | undefined;
  /** Identity knows it, and it has called too often lately, everywhere together. */
  isSpent?: boolean;
  until: number;
  /** Calls in this isolate since identity was asked last. */
  calls: number;
}

/** Tokens by the hash of the key that they were given for: plain data, per configuration of the isolate. */
const kept = new WeakMap<Keys, Map<string, Kept>>();

/** `ven_<16 hex digits>_<43 characters>` */
export const isApiKey = (sent: string) => sent.startsWith("ven_");

/**
 * The access token of an integrator's key. A warm isolate asks nobody: identity is asked once per key and token life,
 * at most every 5 minutes. Revoking a key revokes its tokens, so the isolate's next look at the list ends it.
 */
export async function tokenOfApiKey(asking: Asking, key: string): Promise<string> {
  const { keys, now, service } = asking;
  const id = /^ven_([0-9a-f]{16})_[\w-]{43}$/.exec(key)?.[1];
  if (id === undefined) throw new Problem("not-signed-in");
  limitCalls(`api-key:${service}:${id}`, now, budget);
  const tokens = kept.get(keys) ?? new Map<string, Kept>();
  kept.set(keys, tokens);
  const hash = await sha256(key);
  let found = tokens.get(hash);
  if (!found || found.until <= now) {
    const calls = found?.calls ?? 0;
    const answer = TokenAnswer.safeParse(await ask(asking, (identity) => identity.exchangeApiKey({ key, calls })));
    if (!answer.success) throw new Problem("keys-unavailable");
    found = answer.data.ok
      ? { accessToken: answer.data.accessToken, until: answer.data.expiresAt, calls: 0 }
      : { accessToken: undefined, isSpent: answer.data.reason === "too-many", until: now + refusedFor, calls: 0 };
    if (tokens.size >= mostKept) tokens.clear();
    tokens.set(hash, found);
  }
  found.calls++;
  if (found.isSpent) throw new Problem("too-many-requests");
  if (found.accessToken === undefined) throw new Problem("not-signed-in");
  return found.accessToken;
}
