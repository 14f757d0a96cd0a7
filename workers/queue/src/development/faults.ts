import { Problem } from "@ven/kit";
import { type FaultPlan, faultyD1, faultyStub, forgetStruck, noFaults, struck } from "@ven/kit/development-faults";

import type { Env } from "../env";
import type { FaultyFacilityObject } from "./faulty-object";

export interface DevelopmentEnv extends Omit<Env, "FACILITY"> {
  FACILITY: DurableObjectNamespace<FaultyFacilityObject>;
}

/** Which calls fail: those of the database, and those of the pages to the objects. */
export interface Faults {
  d1: FaultPlan;
  object: FaultPlan;
}

let plan: Faults = { d1: noFaults, object: noFaults };

/** The plan, and how often it has struck in this isolate since it was made. */
export const faults = () => ({ ...plan, struck: { ...struck } });

/** From now on, in this isolate. */
export function setFaults(next: Partial<Faults>) {
  plan = { d1: { ...noFaults, ...next.d1 }, object: { ...noFaults, ...next.object } };
  forgetStruck();
  return plan;
}

const wrapped = new WeakMap<D1Database, Env>();

/** The bindings, each call of which asks the plan first. One for all requests: what is kept by database is kept. */
export function withFaults(env: DevelopmentEnv): Env {
  const known = wrapped.get(env.DB);
  if (known) return known;
  const namespace = env.FACILITY;
  const faulty: Env = {
    ...env,
    DB: faultyD1(env.DB, () => plan.d1),
    FACILITY: new Proxy(namespace, {
      get(target, name) {
        if (name === "getByName") return (id: string) => faultyStub(target.getByName(id), () => plan.object);
        throw new Problem("internal", undefined, { cause: new Error(`FACILITY.${String(name)} is not used here`) });
      },
    }),
  };
  wrapped.set(env.DB, faulty);
  return faulty;
}
