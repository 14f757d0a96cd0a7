import type { AccessClaims } from "@ven/contracts/identity";

import { type Principal, principalFrom } from "./principal";

/** What a good token said, and who that is. */
export interface Known {
  ok: true;
  claims: AccessClaims;
  principal: Principal;
}

/**
 * Verified tokens, the least recently used dropped first. By the token itself, not its hash: to hash it costs half of a
 * small request, and whoever reads this memory reads the requests too (ADR 7). Holds plain data only: a promise that
 * one request made must not be awaited by another in the same isolate.
 */
export function tokenCache(limit = 500) {
  const entries = new Map<string, Known>();
  return {
    get(token: string, now: number) {
      const known = entries.get(token);
      if (!known) return undefined;
      entries.delete(token);
      if (known.claims.exp * 1000 <= now) return undefined;
      entries.set(token, known);
      return known;
    },
    set(token: string, claims: AccessClaims) {
      const known: Known = { ok: true, claims, principal: principalFrom(claims) };
      entries.set(token, known);
      if (entries.size > limit) entries.delete(entries.keys().next().value ?? "");
      return known;
    },
    get size() {
      return entries.size;
    },
  };
}
