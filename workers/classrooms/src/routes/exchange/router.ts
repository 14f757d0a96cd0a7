import { type IdentityVariables, type Permission, requirePermIn } from "@ven/identity";
import { type Asked, Problem, problem, type Variables } from "@ven/kit";
import { Hono } from "hono";

import type { Env } from "../../../exchange/env";
import { importRepository } from "../../exchange/import-repository";

/** A part that everybody may use. */
export const publicRouter = () => new Hono<{ Bindings: Env; Variables: Variables }>();
/** A part behind `authenticate`. */
export const staffRouter = () => new Hono<{ Bindings: Env; Variables: IdentityVariables }>();
export type AskedByStaff = Asked<Env, IdentityVariables>;

/** A school in which the caller holds a permission; any other is not there. */
export async function schoolFor(c: AskedByStaff, school: string, permission: Permission) {
  await requirePermIn(c.env.DB, c.var.principal, permission, school, c.var.now);
  const [found] = await importRepository(c.env.DB).schools([school]);
  return found ?? problem("not-found");
}

/** Whether the caller holds a permission in a school. */
export async function mayIn(c: AskedByStaff, school: string, permission: Permission) {
  try {
    await requirePermIn(c.env.DB, c.var.principal, permission, school, c.var.now);
    return true;
  } catch (err) {
    if (Problem.is(err) && err.code === "not-found") return false;
    throw err;
  }
}
