import { developmentMarker } from "./development";

/** Shares of calls that fail, 0 to 1, drawn from a seeded sequence so that a run can be repeated. */
export interface FaultPlan {
  seed: number;
  /** Refused before anything happened. */
  before: number;
  /** Done, and the answer lost. */
  after: number;
  overloaded: number;
  /** Answered after `slowMs`. */
  slow: number;
  slowMs: number;
  /** Nothing answers at all: every call waits and fails. */
  down: boolean;
}

export const noFaults: FaultPlan = { seed: 1, before: 0, after: 0, overloaded: 0, slow: 0, slowMs: 0, down: false };

const none = { calls: 0, before: 0, after: 0, overloaded: 0, slow: 0, down: 0 };

/** How often each fault struck, and how many calls there were: a test that saw no fault has shown nothing. */
export const struck = { ...none, marker: developmentMarker };
export const forgetStruck = () => void Object.assign(struck, none);

/** Rows that batches have read and written, as D1 counts them: every write goes through a batch, so none is missed. */
export const batched = { read: 0, written: 0 };

/** Where each plan's own sequence stands: two plans in one isolate must not disturb each other. */
const states = new WeakMap<FaultPlan, number>();

/** Mulberry32: small, seeded, good enough to choose faults by. */
function random(plan: FaultPlan) {
  const state = ((states.get(plan) ?? plan.seed) + 0x6d2b79f5) | 0;
  states.set(plan, state);
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
}

const fault = (message: string, more: object = {}) => Object.assign(new Error(message), more);

/** One call under a plan. Which share strikes is drawn once, so that the shares add up. */
async function under<T>(plan: FaultPlan, call: () => Promise<T>): Promise<T> {
  struck.calls++;
  if (plan.down) {
    struck.down++;
    await new Promise((resolve) => setTimeout(resolve, plan.slowMs));
    throw fault("Network connection lost.", { retryable: true });
  }
  const draw = random(plan);
  let edge = plan.before;
  if (draw < edge) {
    struck.before++;
    throw fault("Network connection lost.", { retryable: true });
  }
  if (draw < (edge += plan.overloaded)) {
    struck.overloaded++;
    throw fault("D1 DB is overloaded. Requests queued for too long.", { overloaded: true });
  }
  if (draw < (edge += plan.slow)) {
    struck.slow++;
    await new Promise((resolve) => setTimeout(resolve, plan.slowMs));
  }
  const value = await call();
  if (draw >= edge && draw < edge + plan.after) {
    struck.after++;
    throw fault("Network connection lost.", { retryable: true });
  }
  return value;
}

const statementCalls = new Set<PropertyKey>(["first", "all", "run", "raw"]);
const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>();

function faultyStatement(statement: D1PreparedStatement, plan: () => FaultPlan): D1PreparedStatement {
  const wrapped: D1PreparedStatement = new Proxy(statement, {
    get(target, name) {
      if (name === "bind") return (...values: unknown[]) => faultyStatement(target.bind(...values), plan);
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      if (!statementCalls.has(name)) return member.bind(target);
      return (...values: unknown[]) => under(plan(), () => Reflect.apply(member, target, values) as Promise<unknown>);
    },
  });
  originals.set(wrapped, statement);
  return wrapped;
}

/** A D1 binding whose calls fail by plan. */
export function faultyD1(d1: D1Database, plan: () => FaultPlan): D1Database {
  return new Proxy(d1, {
    get(target, name) {
      if (name === "prepare") return (sql: string) => faultyStatement(target.prepare(sql), plan);
      if (name === "batch")
        return (statements: D1PreparedStatement[]) =>
          under(plan(), async () => {
            const results = await target.batch(statements.map((one) => originals.get(one) ?? one));
            for (const { meta } of results) {
              batched.read += meta.rows_read;
              batched.written += meta.rows_written;
            }
            return results;
          });
      const member: unknown = Reflect.get(target, name);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
}

/** A stub of a Durable Object whose calls fail by plan. */
export function faultyStub<Stub extends object>(stub: Stub, plan: () => FaultPlan): Stub {
  return new Proxy(stub, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return (...values: unknown[]) => under(plan(), () => Reflect.apply(member, target, values) as Promise<unknown>);
    },
  });
}
