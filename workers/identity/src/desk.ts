import { deployment } from "@ven/city/deployment";
import { type Db, openDb } from "@ven/db";
import { localDate, log, Problem } from "@ven/kit";

import type { Env } from "./env";
import { type Keys, keysOf } from "./keys";
import { type Ledger, ledgerIn } from "./ledger";

/** What every verb of identity works with. */
export interface Desk {
  db: Db;
  vault: Db;
  keys: Keys;
  issuer: string;
  /** Services that people may be signed in to, as configured. */
  clients: string;
  /** Messages a day by payer, as configured. */
  budgets: string | undefined;
  /** What is known outside of the databases and their backups. */
  ledger: Ledger;
  now: number;
  /** The business date of the city: what is counted by the day is counted by this one. */
  today: string;
  /** Null where no request brought this about. */
  requestId: string | null;
}

/** Opens both databases and the keys. Without good keys nothing is done: 503, and a line that cannot be missed. */
export async function deskOf(env: Env, { now, requestId }: { now: number; requestId: string | null }): Promise<Desk> {
  const keys = await keysOf(env);
  if (!keys) {
    log("error", "keys-refused", { reason: "missing, broken, or made on a developer's machine" });
    throw new Problem("keys-unavailable");
  }
  return {
    db: openDb(env.DB),
    vault: openDb(env.VAULT),
    keys,
    budgets: env.DELIVERY_BUDGETS,
    ledger: ledgerIn(env.LEDGER),
    issuer: env.IDENTITY_ORIGIN,
    clients: env.CLIENTS,
    now,
    today: localDate(now, deployment(env.CITY).timezone),
    requestId,
  };
}
