import type { KeySet } from "@ven/contracts/identity";

import type { IdentityEnv } from "./environment";
import { tokenCache } from "./token-cache";
import { readKeySet } from "./verify-token";

/** Between two attempts to fetch keys that are not pinned, ms. */
const fetchEvery = 30_000;
/** After a failure identity is left alone for so long, ms. */
export const awayFor = 5_000;

/** What an isolate knows of identity for one configuration: plain data. */
export interface Keys {
  readonly set: KeySet;
  readonly cache: ReturnType<typeof tokenCache>;
  awayUntil: number;
  mayFetch(now: number): boolean;
  add(fetched: KeySet, now: number): void;
}

interface Configuration {
  service: string;
  origin: string;
  pinned: string | undefined;
  environment: string | undefined;
}

const known: { configuration: Configuration; keys: Keys }[] = [];

/** The keys of a service, kept for the isolate. Another configuration, for example another pinned set, starts anew. */
export function keysFor(service: string, env: IdentityEnv): Keys {
  const { IDENTITY_ORIGIN: origin, JWKS: pinned, ENVIRONMENT: environment } = env;
  // Compared member by member: to write the key set down for a name would cost each request more than all else here.
  const found = known.find(
    ({ configuration: one }) =>
      one.service === service && one.origin === origin && one.pinned === pinned && one.environment === environment,
  );
  if (found) return found.keys;
  const keys = createKeys(pinned, environment === "development");
  if (known.length >= 8) known.length = 0;
  known.push({ configuration: { service, origin, pinned, environment }, keys });
  return keys;
}

function createKeys(pinned: string | undefined, allowLocal: boolean): Keys {
  const set = readKeySet(pinned, { allowLocal });
  let fetchedAt = Number.NEGATIVE_INFINITY;
  return {
    set,
    cache: tokenCache(),
    awayUntil: 0,
    mayFetch: (now) => now - fetchedAt >= fetchEvery,
    add(fetched, now) {
      fetchedAt = now;
      const fresh = readKeySet(JSON.stringify(fetched), { allowLocal }).keys;
      // A pinned key is never replaced by a fetched one of the same name.
      for (const key of fresh) if (!set.keys.some(({ kid }) => kid === key.kid)) set.keys.push(key);
    },
  };
}

export const isAway = (keys: Keys, now: number) => now < keys.awayUntil;
export const noteAway = (keys: Keys, now: number) => void (keys.awayUntil = now + awayFor);
export const noteReached = (keys: Keys) => void (keys.awayUntil = 0);
