import { staffName } from "@ven/identity";
import { Problem, statusOf, withDeadline } from "@ven/kit";
import type { StaffFrame } from "@ven/web-classrooms";
import * as z from "zod/mini";

import type { Frame } from "../frame-repository";
import type { Actor } from "../judge";
import { type AskedByStaff, cityOf } from "./router";

/** What every page of somebody who is signed in begins with. */
export async function staffFrame(c: AskedByStaff, frame?: Frame, actor?: Actor, here?: string): Promise<StaffFrame> {
  const { pathname, search } = new URL(c.req.url);
  const person = await withDeadline(staffName(c.env.DB, c.var.principal.subject, c.var.now), 500).catch(() => "");
  return {
    lang: c.var.lang,
    city: cityOf(c.env),
    selfOrigin: c.env.SELF_ORIGIN,
    // The answer to a form can be fetched again only where its page is.
    here: here ?? pathname + search,
    person,
    school: frame && { id: frame.school.id, name: frame.school.name },
    manages: actor?.manages ?? false,
  };
}

/** What a form says when a room is taken or given back; an empty note is none. */
export const HandoverForm = z.object({
  version: z.coerce.number().check(z.int()),
  condition: z.optional(z.enum(["good", "fault"])),
  note: z.optional(z.string().check(z.trim(), z.maxLength(300))),
});

/** The facts of a refusal that a page can put into words; anything else is the error page's. */
export function refusalOf(err: unknown): Record<string, unknown> {
  if (!Problem.is(err) || statusOf(err.code) >= 500 || err.code === "not-found" || err.code === "not-signed-in")
    throw err;
  return { rule: err.code, ...err.extra };
}

/** How many periods the longest day has. */
export const mostPeriods = ({ bells }: Pick<Frame, "bells">) =>
  Math.max(1, ...bells.flatMap(({ periods }) => periods.map(({ period }) => period)));
