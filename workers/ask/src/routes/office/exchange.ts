import { requirePermission } from "@ven/identity";
import { html, localDate, Problem, validate } from "@ven/kit";
import { exchangePage } from "@ven/web-ask/office";
import * as z from "zod/mini";

import { bringIn, planImport, readFile } from "../../plan-import";
import { cityOf } from "../router";
import { frameOf, orTrouble, type StaffContext, working } from "../staff";
import { edits, officeRouter } from "./context";
import { whereOf } from "./knowledge";

/** Entries in from a file, after their difference has been seen. */
export const exchange = officeRouter()
  .use("/office/:page{exchange}/*", requirePermission("ask.edit"))
  .get(
    "/office/exchange",
    validate("query", z.object({ imported: z.optional(z.string().check(z.maxLength(8))) })),
    (c) => answer(c, { imported: c.req.valid("query").imported ?? null }),
  )
  .post("/office/exchange", async (c) => {
    try {
      const { file } = await c.req.parseBody();
      if (!(file instanceof File)) throw new Problem("validation-failed");
      const plan = await planImport(c.env.DB, edits(c), readFile(new Uint8Array(await file.arrayBuffer())));
      const shown = (entry: { topic: string; lang: string; title?: string | null | undefined }) => ({
        topic: entry.topic,
        lang: entry.lang,
        title: entry.title ?? entry.topic,
      });
      return await answer(c, {
        plan: {
          ...plan,
          news: plan.news.map(shown),
          changes: plan.changes.map(({ entry, pieces }) => ({ ...shown(entry), pieces })),
          entries: JSON.stringify([...plan.news, ...plan.changes.map(({ entry }) => entry)]),
        },
      });
    } catch (err) {
      if (!Problem.is(err) || err.code !== "validation-failed") throw err;
      return answer(c, { trouble: err.message });
    }
  })
  .post("/office/exchange/apply", validate("form", z.object({ entries: z.string() })), async (c) =>
    orTrouble(
      c,
      (count) => `/office/exchange?imported=${count}`,
      () =>
        bringIn(
          working(c),
          { ...whereOf(c.var.principal), today: localDate(c.var.now, cityOf(c.env).timezone) },
          readFile(new TextEncoder().encode(c.req.valid("form").entries)),
        ),
      (trouble) => answer(c, { trouble }),
    ),
  );

async function answer(
  c: StaffContext,
  {
    plan = null,
    imported = null,
    trouble,
  }: {
    plan?: Parameters<typeof exchangePage>[0]["plan"];
    imported?: string | null;
    trouble?: string;
  },
) {
  return html(
    c,
    exchangePage({ ...(await frameOf(c)), plan, imported, ...(trouble !== undefined && { trouble }) }),
    trouble === undefined ? 200 : 409,
  );
}
