import type { FieldError, Lang } from "@ven/contracts";

import { titles } from "./problem-titles";

/** Every way a city service can refuse a request. Closed: a new refusal is a new line here, with its six titles. */
const catalogue = {
  "validation-failed": 400,
  "idempotency-key-missing": 400,
  "not-signed-in": 401,
  "step-up-needed": 403,
  "cross-site": 403,
  "not-allowed": 403,
  "expired-code": 403,
  "sign-in-expired": 403,
  "join-code-needed": 403,
  "not-found": 404,
  "method-not-allowed": 405,
  conflict: 409,
  "stale-version": 409,
  "wrong-state": 409,
  "already-holding": 409,
  "service-closed": 409,
  "daily-limit": 409,
  "too-soon": 409,
  "too-many-calls": 409,
  "too-many-returns": 409,
  "counter-busy": 409,
  "other-counter": 409,
  "service-not-here": 409,
  "not-bookable": 409,
  "day-over": 409,
  "class-needs-staff": 403,
  "reason-needed": 400,
  "in-flight": 409,
  "too-large": 413,
  "key-reused": 422,
  "too-many-requests": 429,
  "budget-spent": 429,
  internal: 500,
  unavailable: 503,
  "keys-unavailable": 503,
} as const;

export type ProblemCode = keyof typeof catalogue;
export const problemCodes = Object.keys(catalogue).filter((code): code is ProblemCode => code in catalogue);

interface ProblemOptions extends ErrorOptions {
  errors?: FieldError[];
  /** Seconds after which a retry makes sense; sent as `Retry-After`. */
  retryAfter?: number;
  /** Members of the problem document beside the standard ones, such as the current state. */
  extra?: Record<string, unknown>;
}

/** A refusal (RFC 9457). Thrown anywhere below a route; `createApp` turns it into the answer. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: ProblemCode;
  readonly detail: string | undefined;
  readonly errors: FieldError[] | undefined;
  readonly retryAfter: number | undefined;
  readonly extra: Record<string, unknown> | undefined;

  constructor(code: ProblemCode, detail?: string, options: ProblemOptions = {}) {
    super(detail ?? titles("en")[code], options);
    this.code = code;
    this.detail = detail;
    this.errors = options.errors;
    this.retryAfter = options.retryAfter ?? (catalogue[code] === 503 ? 5 : undefined);
    this.extra = options.extra;
  }

  /** Also true for a problem thrown by another worker: RPC keeps own fields but not the class. */
  static is(err: unknown): err is Problem {
    return err instanceof Error && err.name === "Problem" && "code" in err && String(err.code) in catalogue;
  }

  get status() {
    return catalogue[this.code];
  }
}

/** The status of a code, also for a problem that came over RPC without its class. */
export const statusOf = (code: ProblemCode) => catalogue[code];
export const titleOf = (code: ProblemCode, lang: Lang) => titles(lang)[code];

export function problem(code: ProblemCode, detail?: string, options?: ProblemOptions): never {
  throw new Problem(code, detail, options);
}
