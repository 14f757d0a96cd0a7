import type { SignInRpc } from "@ven/contracts/identity";
import { log, withDeadline } from "@ven/kit";

import type { IdentityEnv } from "./environment";
import { awayFor, isAway, type Keys, noteAway, noteReached } from "./keys";

export const rpcDeadline = 2_000;

/** What is needed to find out who is asking. */
export interface Asking {
  service: string;
  env: IdentityEnv;
  identity: SignInRpc;
  keys: Keys;
  now: number;
}

/** Asks identity; undefined when it does not answer. After a failure nobody waits for it for 5 s. */
export async function ask<T>({ identity, keys, now, service }: Asking, question: (identity: SignInRpc) => Promise<T>) {
  if (isAway(keys, now)) return undefined;
  try {
    const answer = await withDeadline(question(identity), rpcDeadline);
    noteReached(keys);
    return answer;
  } catch {
    noteAway(keys, now);
    log("warn", "identity-away", { service, ms: awayFor });
    return undefined;
  }
}
