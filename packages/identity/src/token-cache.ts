import type { AccessClaims } from "@ven/contracts/identity";

/**
 * Verified tokens by their hash, the least recently used dropped first. Holds plain data only: a promise that one
 * request made must not be awaited by another in the same isolate.
 */
export function tokenCache(limit = 500) {
  const entries = new Map<string, AccessClaims>();
  return {
    get(hash: string, now: number) {
      const claims = entries.get(hash);
      if (!claims) return undefined;
      entries.delete(hash);
      if (claims.exp * 1000 <= now) return undefined;
      entries.set(hash, claims);
      return claims;
    },
    set(hash: string, claims: AccessClaims) {
      entries.set(hash, claims);
      if (entries.size > limit) entries.delete(entries.keys().next().value ?? "");
    },
    get size() {
      return entries.size;
    },
  };
}
