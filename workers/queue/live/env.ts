import type { FacilityObject } from "../src/facility-object";

/** What the live queues need: the city's database for configuration and history, and nobody else. */
export interface Env {
  DB: D1Database;
  FACILITY: DurableObjectNamespace<FacilityObject>;
  VERSION?: { id: string; tag: string };
}
