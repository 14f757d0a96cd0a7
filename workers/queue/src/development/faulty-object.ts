import { batched, faultyD1 } from "@ven/kit/development-faults";

import type { Env } from "../../live/env";
import { FacilityObject } from "../facility-object";
import { faults, type Faults, setFaults } from "./faults";

/** The object, with a database that can be made to fail, and with the count of rows it has touched. */
export class FaultyFacilityObject extends FacilityObject {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, { ...env, DB: faultyD1(env.DB, () => faults().d1) });
  }

  /** Rows read and written since it was started: in the object's own database, and in D1 when it handed over. */
  cost() {
    return { ...this.repository.counts, d1: { ...batched } };
  }

  /** How often the plan has struck in the objects' isolate. */
  struck() {
    return faults().struck;
  }

  /** The plan for all objects of this isolate: which is not the isolate of the pages. */
  setFaults(plan: Partial<Faults>) {
    return setFaults(plan);
  }
}
