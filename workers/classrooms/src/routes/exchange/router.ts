import { type IdentityVariables, type Permission, requirePermIn } from "@ven/identity";
import { type Asked, Problem, problem, type Variables } from "@ven/kit";
import { fileRefusal } from "@ven/web-classrooms/exchange/words";
import { Hono } from "hono";

import type { Env } from "../../../exchange/env";
import type { ApplyContext } from "../../exchange/apply-import";
import { FileRefused } from "../../exchange/file-refused";
import { importRepository } from "../../exchange/import-repository";
import { timetableRepository } from "../../exchange/timetable-repository";

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

export const contextOf = (c: AskedByStaff): ApplyContext => ({
  imports: importRepository(c.env.DB),
  timetables: timetableRepository(c.env.DB),
  actor: c.var.principal.subject,
  now: c.var.now,
  requestId: c.var.requestId,
});

/** Does what reads a file; a file that is refused is a 400 that says why in the reader's language. */
export async function readingFile<T>(c: AskedByStaff, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (err) {
    if (!(err instanceof FileRefused)) throw err;
    const detail = fileRefusal(c.var.lang, err.code, err.facts);
    throw new Problem("validation-failed", detail, { extra: { fault: err.code, facts: err.facts } });
  }
}
