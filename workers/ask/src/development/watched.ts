import { faultyD1, type FaultPlan, noFaults, struck } from "@ven/kit/development-faults";

import type { Env } from "../env";

let plan: FaultPlan = noFaults;
const watched = new WeakMap<D1Database, D1Database>();

function watch(d1: D1Database) {
  const known = watched.get(d1);
  if (known) return known;
  const one = faultyD1(d1, () => plan);
  watched.set(d1, one);
  return one;
}

/** The bindings with both databases watched: each trip counts, and fails when it is to fail. */
export const watchedStores = (env: Env): Env => ({ ...env, DB: watch(env.DB), SEARCH: watch(env.SEARCH) });

/** Trips to a database since this isolate began. */
export const trips = () => struck.calls;

/** Lets both databases fail as the plan says; what it leaves out is well. */
export function setFaults(wanted: Partial<FaultPlan>) {
  plan = { ...noFaults, ...wanted };
  return plan;
}
