import type { IdentityVariables } from "@ven/identity";
import { Problem } from "@ven/kit";
import { Hono } from "hono";
import * as z from "zod/mini";

import type { Env } from "../../../office/env";
import type { EntryText } from "../../entry-repository";
import type { StaffContext } from "../staff";

export const officeRouter = () => new Hono<{ Bindings: Env; Variables: IdentityVariables }>();

const count = z.coerce.number().check(z.int(), z.minimum(0));
/** An entry and the change beside it, as they were seen. */
export const Seen = z.object({ id: z.string().check(z.maxLength(160)), version: count, revision: count });
const short = (longest: number) => z.string().check(z.maxLength(longest));
export const TextForm = z.object({
  title: short(300),
  questions: short(24_000),
  answer: short(20_000),
  machine: z.optional(z.string()),
});

/** What was typed, as an entry has it. */
export const textOf = ({ title, questions, answer, machine }: z.infer<typeof TextForm>): EntryText => ({
  title: title.trim(),
  questions: linesOf(questions)
    .slice(0, 60)
    .map((line) => line.slice(0, 400)),
  answer: answer.replaceAll("\r\n", "\n").trim(),
  machine: machine !== undefined,
});

export const linesOf = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

export function complete(text: EntryText) {
  const errors = (["title", "answer"] as const).flatMap((name) =>
    text[name] === "" ? [{ pointer: `/${name}`, detail: "is empty" }] : [],
  );
  if (errors.length > 0) throw new Problem("validation-failed", undefined, { errors });
  return text;
}

export const edits = (c: StaffContext) => c.var.principal.organisationsWith("ask.edit");
