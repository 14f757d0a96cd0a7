import { type IdentityVariables, type Permission, requirePermIn, staffName } from "@ven/identity";
import { type Asked, Problem, type ProblemCode, statusOf, titleOf, withDeadline } from "@ven/kit";

import type { Env } from "../../office/env";
import { announce } from "../announce";
import { entryById } from "../knowledge-repository";
import type { Working } from "../work-thread";
import { type Lasting, later } from "./later";
import { cityOf } from "./router";

/** What routes for staff know of a request; the desk's and the office's bindings are the same. */
export type StaffContext = Asked<Env, IdentityVariables> & Lasting;
export type Redirecting = StaffContext & { redirect: (to: string, status: 303) => Response };
export const noStore = { "cache-control": "no-store" };

export const working = (c: StaffContext): Working => ({
  db: c.env.DB,
  now: c.var.now,
  actor: c.var.principal.subject,
  requestId: c.var.requestId,
  announce: (moved) => later(c, announce(c.env.LIVE, moved)),
});

/** An entry of somebody else's is not there. */
export async function mayEdit(c: StaffContext, id: string) {
  const entry = await entryById(c.env.DB, id);
  await requirePermIn(c.env.DB, c.var.principal, "ask.edit", entry?.organisation, c.var.now);
  if (!entry) throw new Problem("not-found");
  return entry;
}

const holds = (c: StaffContext, permission: Permission) => c.var.principal.organisationsWith(permission).length > 0;

/** What every page for staff shows: whose it is, and where else they may go. */
export async function frameOf(c: StaffContext) {
  const name = await withDeadline(staffName(c.env.DB, c.var.principal.subject, c.var.now), 500).catch(() => "");
  return {
    lang: c.var.lang,
    city: cityOf(c.env),
    selfOrigin: c.env.SELF_ORIGIN,
    now: c.var.now,
    person: { name },
    desk: holds(c, "ask.desk"),
    editor: holds(c, "ask.edit"),
    reports: holds(c, "ask.report"),
  };
}

const sayable = (code: ProblemCode) => statusOf(code) < 500 && code !== "not-found" && code !== "not-signed-in";

/** Does it and goes on to `to`, or shows the page again with why not. */
export async function orTrouble<Done>(
  c: Redirecting,
  to: string | ((done: Done) => string),
  what: () => Promise<Done>,
  again: (trouble: string) => Promise<Response>,
) {
  let done: Done;
  try {
    done = await what();
  } catch (err) {
    if (!Problem.is(err) || !sayable(err.code)) throw err;
    return again([titleOf(err.code, c.var.lang), err.detail].filter(Boolean).join(". "));
  }
  return c.redirect(typeof to === "string" ? to : to(done), 303);
}
