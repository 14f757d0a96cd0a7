import type { MiddlewareHandler, ValidationTargets } from "hono";
import type * as z from "zod/mini";

// Registered symbols: the build loads a service's routes and the document's builder as two copies of this module.
/** Where `validate` leaves the schema it enforces, for the OpenAPI document. */
export const inputs = Symbol.for("ven.inputs");
/** Where `describe` leaves what a route does, for the OpenAPI document. */
export const operation = Symbol.for("ven.operation");

export interface Input {
  target: keyof ValidationTargets;
  schema: z.ZodMiniType;
}

export interface Operation {
  summary: string;
  /** What comes back, by status: a schema for JSON, a sentence for anything else. */
  returns: Record<number, z.ZodMiniType | string>;
  /** `bearer` where an access token (or its cookie) is needed; nothing otherwise. */
  security?: "bearer";
  /** Request headers that the route reads, such as `Idempotency-Key`, with what they mean. */
  headers?: Record<string, { description: string; required?: boolean }>;
}

/** Documents the route it stands in; costs nothing at run time. */
export function describe(doc: Operation) {
  const passThrough: MiddlewareHandler = (_, next) => next();
  return Object.assign(passThrough, { [operation]: doc });
}
