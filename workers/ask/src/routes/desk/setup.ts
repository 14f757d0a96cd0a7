import { languages } from "@ven/contracts";
import { type IdentityVariables, requirePermIn, requirePermission } from "@ven/identity";
import { audit, commit, html, minuteOf, Problem, uuidv7, validate } from "@ven/kit";
import { deskSetupPage } from "@ven/web-ask/desk";
import { Hono } from "hono";
import * as z from "zod/mini";

import type { Env } from "../../../desk/env";
import { type DeskRow, desks, dropCanned, putCanned, setHours, withoutDesk } from "../../desk-repository";
import { cannedTexts } from "../../thread-repository";
import { cityOf } from "../router";
import { frameOf, orTrouble, type StaffContext, working } from "../staff";
import { Code, Text } from "./context";

const time = z.string().check(z.regex(/^(?:[01]\d|2[0-4]):[0-5]\d$/));
const days = z.union([z.string(), z.array(z.string())]);
const Hours = z.object({
  organisation: Code,
  opens: time,
  closes: time,
  within: z.coerce.number().check(z.int(), z.minimum(1), z.maximum(10_080)),
  days: z.optional(days),
});
const text = z.optional(z.string().check(z.maxLength(2_000)));
const CannedForm = z.object({
  organisation: Code,
  id: z.optional(z.string().check(z.maxLength(64))),
  title: Text(120),
  drop: z.optional(z.string()),
  ...Object.fromEntries(languages.map((lang) => [`text-${lang}`, text])),
});

/** How a desk works: its hours, and what it says often. For who leads it. */
export const deskSetup = new Hono<{ Bindings: Env; Variables: IdentityVariables }>()
  .get("/desk/setup", requirePermission("ask.edit"), (c) => answer(c))
  .post("/desk/setup/hours", requirePermission("ask.edit"), validate("form", Hours), async (c) => {
    const form = c.req.valid("form");
    await maySetUp(c, form.organisation);
    return orTrouble(
      c,
      "/desk/setup?done=hours",
      async () => {
        const chosen = [form.days ?? []].flat().filter((day) => /^[1-7]$/.test(day));
        const opens = minuteOf(form.opens);
        const closes = minuteOf(form.closes);
        if (chosen.length === 0 || closes <= opens || closes > 1440) throw new Problem("validation-failed");
        const { db, now, actor } = working(c);
        const hours = { organisation: form.organisation, opens, closes, answersWithin: form.within };
        await commit(db, [
          setHours(db, { ...hours, timezone: cityOf(c.env).timezone, days: chosen.toSorted().join("") }),
          audit(db, "ask", {
            at: now,
            actor,
            action: "desk.hours",
            object: form.organisation,
            organisation: form.organisation,
            detail: { ...hours, days: chosen.join("") },
          }),
        ]);
      },
      (trouble) => answer(c, trouble),
    );
  })
  .post("/desk/setup/canned", requirePermission("ask.edit"), validate("form", CannedForm), async (c) => {
    const form: Record<string, string | undefined> & z.infer<typeof CannedForm> = c.req.valid("form");
    await maySetUp(c, form.organisation);
    return orTrouble(
      c,
      "/desk/setup?done=canned",
      async () => {
        const { db, now, actor } = working(c);
        const id = form.id || uuidv7(now);
        const texts = Object.fromEntries(
          languages.flatMap((lang) => {
            const said = form[`text-${lang}`]?.trim();
            return said ? [[lang, said]] : [];
          }),
        );
        if (form.drop === undefined && !texts["en"] && !texts["vi"])
          throw new Problem("validation-failed", undefined, { errors: [{ pointer: "/text-vi", detail: "is empty" }] });
        await commit(db, [
          form.drop === undefined
            ? putCanned(db, form.organisation, { id, title: form.title, texts })
            : dropCanned(db, form.organisation, id),
          audit(db, "ask", {
            at: now,
            actor,
            action: form.drop === undefined ? "canned.put" : "canned.drop",
            object: id,
            organisation: form.organisation,
          }),
        ]);
      },
      (trouble) => answer(c, trouble),
    );
  });

const maySetUp = (c: StaffContext, organisation: string) =>
  requirePermIn(c.env.DB, c.var.principal, "ask.edit", organisation, c.var.now);

async function answer(c: StaffContext, trouble?: string) {
  const held = c.var.principal.organisationsWith("ask.edit");
  const all = await desks(c.env.DB);
  const may = await Promise.all(
    all.map(async (desk) => ({
      desk,
      ok: await maySetUp(c, desk.organisation).then(
        () => true,
        () => false,
      ),
    })),
  );
  const own: DeskRow[] = may.filter(({ ok }) => ok).map(({ desk }) => desk);
  return html(
    c,
    deskSetupPage({
      ...(await frameOf(c)),
      desks: own,
      without: await withoutDesk(c.env.DB, held, cityOf(c.env).timezone),
      canned: await cannedTexts(c.env.DB, held),
      done: new URL(c.req.url).searchParams.get("done"),
      ...(trouble !== undefined && { trouble }),
    }),
    trouble === undefined ? 200 : 409,
  );
}
