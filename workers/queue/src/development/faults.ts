import { Problem } from "@ven/kit";
import { type FaultPlan, faultyD1, faultyStub, noFaults } from "@ven/kit/development-faults";

import type { Env } from "../env";
import { FacilityObject } from "../facility-object";

export interface DevelopmentEnv extends Omit<Env, "FACILITY"> {
  FACILITY: DurableObjectNamespace<FaultyFacilityObject>;
}

let plan: { d1: FaultPlan; object: FaultPlan } = { d1: noFaults, object: noFaults };

export const faults = () => plan;

/** Which calls fail from now on, in this isolate: the worker's and its objects'. */
export function setFaults(next: Partial<typeof plan>) {
  plan = { d1: { ...noFaults, ...next.d1 }, object: { ...noFaults, ...next.object } };
  return plan;
}

/** The bindings, each call of which asks the plan first. */
export function withFaults(env: DevelopmentEnv): Env {
  const namespace = env.FACILITY;
  return {
    ...env,
    DB: faultyD1(env.DB, () => plan.d1),
    FACILITY: new Proxy(namespace, {
      get(target, name) {
        if (name === "getByName") return (id: string) => faultyStub(target.getByName(id), () => plan.object);
        throw new Problem("internal", undefined, { cause: new Error(`FACILITY.${String(name)} is not used here`) });
      },
    }),
  };
}

/** The object, with a database that can be made to fail, and with the count of rows it has touched. */
export class FaultyFacilityObject extends FacilityObject {
  constructor(ctx: DurableObjectState, env: DevelopmentEnv) {
    super(ctx, { ...env, DB: faultyD1(env.DB, () => plan.d1) });
  }

  /** Rows read and written in the object's own database since it was started. */
  cost() {
    return { ...this.repository.counts };
  }
}
