import { Complaint } from "@ven/contracts/ask";
import { type IdentityVariables, requirePermIn } from "@ven/identity";
import { localDate, Problem } from "@ven/kit";
import { Hono } from "hono";
import * as z from "zod/mini";

import type { Env } from "../../../desk/env";
import { deskThread, desks, type DeskThread } from "../../desk-repository";
import { duplicatesOf } from "../../duplicates";
import { expectedBy } from "../../expected-answer";
import { draftFrom, mark, transfer, type Working } from "../../work-thread";
import { cityOf } from "../router";
import type { StaffContext } from "../staff";

export const deskRouter = () => new Hono<{ Bindings: Env; Variables: IdentityVariables }>();

/** The desk has machines that the office has not. */
export type DeskContext = StaffContext & { env: Env };

export const ById = z.object({ id: z.string().check(z.maxLength(64)) });
export const version = z.coerce.number().check(z.int());
export const Code = z.string().check(z.minLength(1), z.maxLength(40));
export const Key = z.optional(z.string().check(z.maxLength(128)));
export const Text = (longest: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(longest));
export const waiting = ["open", "claimed"] as const;
export const handled = ["answered", "published", "closed"] as const;

export const mine = (c: StaffContext) => c.var.principal.organisationsWith("ask.desk");

/** A thread of somebody else's desk is not there. */
export async function rowOf(c: StaffContext, id: string) {
  const row = await deskThread(c.env.DB, id);
  await requirePermIn(c.env.DB, c.var.principal, "ask.desk", row?.organisation, c.var.now);
  if (!row) throw new Problem("not-found");
  return row;
}

/** A desk that does not exist would swallow the question. */
export async function handOn(by: Working, row: DeskThread, seen: number, organisation: string) {
  const to = (await desks(by.db)).find((one) => one.organisation === organisation);
  if (!to)
    throw new Problem("validation-failed", undefined, {
      errors: [{ pointer: "/organisation", detail: "there is no such desk" }],
    });
  return transfer(by, row, seen, { organisation, expectedBy: expectedBy(by.now, to) });
}

export const marked = (
  by: Working,
  row: DeskThread,
  { version: seen, category, urgent }: { version: number; category: string; urgent: boolean },
) => {
  const { data = null } = Complaint.safeParse(category);
  return mark(by, row, seen, { category: data, urgent });
};

/** Makes a draft of the answer, unless there is an entry like it already and nobody said that it is another. */
export async function keepDraft(
  c: StaffContext,
  by: Working,
  row: DeskThread,
  { title, another }: { title: string; another: boolean },
) {
  const city = cityOf(c.env);
  const alike = another
    ? []
    : await duplicatesOf({ search: c.env.SEARCH, now: by.now, city: city.id }, { title, lang: row.lang });
  if (alike.length > 0) throw new Problem("conflict", alike.map((one) => one.title).join("; "), { extra: { alike } });
  return draftFrom(by, row, {
    title,
    today: localDate(by.now, city.timezone),
    source: city.authority.vi,
    area: city.id,
  });
}
