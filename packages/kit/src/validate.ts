import { sValidator } from "@hono/standard-validator";
import type { ValidationTargets } from "hono";
import type * as z from "zod/mini";

import { inputs } from "./operation";
import { Problem } from "./problem";

/** Validates one part of the request; failures become a `validation-failed` problem with JSON pointers (RFC 6901). */
export function validate<Target extends keyof ValidationTargets, Schema extends z.ZodMiniType>(
  target: Target,
  schema: Schema,
) {
  const middleware = sValidator(target, schema, (result) => {
    if (result.success) return;
    const errors = result.error.map(({ path = [], message }) => ({
      pointer: path.map((step) => `/${escapePointer(String(typeof step === "object" ? step.key : step))}`).join(""),
      detail: message,
    }));
    throw new Problem("validation-failed", undefined, { errors });
  });
  return Object.assign(middleware, { [inputs]: { target, schema } });
}

const escapePointer = (step: string) => step.replaceAll("~", "~0").replaceAll("/", "~1");
