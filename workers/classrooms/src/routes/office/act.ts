import { html } from "@ven/kit";
import { roomWords } from "@ven/web-classrooms/office";

import { ruleRepository } from "../../rule-repository";
import { wallRepository } from "../../wall-repository";
import { schoolContext } from "../context";
import { refusalOf } from "../page-parts";
import type { AskedByStaff } from "../router";

/** Everything that a manager's act may need, of one school; anybody else gets 404. */
export async function officeContext(c: AskedByStaff, school: string) {
  const context = await schoolContext(c, school, "classrooms.manage");
  return { ...context, rules: ruleRepository(c.env.DB), walls: wallRepository(c.env.DB) };
}
export type OfficeContext = Awaited<ReturnType<typeof officeContext>>;

export interface Said {
  refusal?: Record<string, unknown> | undefined;
  notice?: string | undefined;
}
/** What an act says afterwards; `extra` is what only this page shows, as a preview. */
type Outcome<Extra> = Said & { extra?: Partial<Extra> };

/**
 * Pages that show a matter and do something about it: `show` makes the page of a context, and of what was just said. An act
 * shows the page as it is afterwards; what was refused is said on it, with 409.
 */
export const matter = <Extra extends object>(
  show: (
    c: AskedByStaff,
    context: OfficeContext,
    said: Said,
    extra: Partial<Extra> | undefined,
  ) => Promise<Parameters<typeof html>[1]>,
) => ({
  show: async (c: AskedByStaff, school: string) => {
    return html(c, await show(c, await officeContext(c, school), {}, undefined));
  },
  act: async (
    c: AskedByStaff,
    school: string,
    work: (context: OfficeContext) => Promise<Outcome<Extra> | undefined | void>,
  ) => {
    const context = await officeContext(c, school);
    let outcome: Outcome<Extra>;
    try {
      outcome = (await work(context)) ?? { notice: roomWords(c.var.lang).done };
    } catch (err) {
      return html(c, await show(c, context, { refusal: refusalOf(err) }, undefined), 409);
    }
    const { extra, ...said } = outcome;
    return html(c, await show(c, await officeContext(c, school), said, extra), said.refusal ? 409 : 200);
  },
});

/** Runs statements with their line in the audit. */
export const recorded = (
  { bookings, actor, frame, now, requestId }: OfficeContext,
  statements: D1PreparedStatement[],
  action: string,
  object: string,
  detail?: Record<string, unknown>,
) =>
  bookings.run([
    ...statements,
    bookings.audit({
      at: now,
      actor: actor.subject,
      action,
      object,
      organisation: frame.school.id,
      ...(detail && { detail }),
      requestId,
    }),
  ]);
