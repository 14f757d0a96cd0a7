import { faultyD1, noFaults, struck } from "@ven/kit/development-faults";

import type { Env } from "../env";

const counted = new WeakMap<D1Database, D1Database>();

function count(d1: D1Database) {
  const known = counted.get(d1);
  if (known) return known;
  const counting = faultyD1(d1, () => noFaults);
  counted.set(d1, counting);
  return counting;
}

/** The bindings with both databases counted: every trip adds one to `trips()`. */
export const countTrips = (env: Env): Env => ({ ...env, DB: count(env.DB), VAULT: count(env.VAULT) });

/** Trips to a database since this isolate began. */
export const trips = () => struck.calls;
