import { requirePermission } from "@ven/identity";
import { addDays, html, localDate, localMidnight, Problem, validate } from "@ven/kit";
import { type Cell, writeCsv } from "@ven/kit/csv";
import { reportPage } from "@ven/web-ask/desk";
import * as z from "zod/mini";

import { type Report, report } from "../../report";
import { cityOf } from "../router";
import { frameOf, noStore, type StaffContext } from "../staff";
import { deskRouter } from "./context";

const date = z.optional(z.union([z.literal(""), z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/))]));
const Days = z.object({ from: date, to: date });
const dayMs = 86_400_000;
const longest = 366;

/** What the province looks at: pages and files of the same figures. */
export const reports = deskRouter()
  .use("/office/:page{report}/*", requirePermission("ask.report"))
  .get("/office/report", validate("query", Days), async (c) => {
    const { from, to, found } = await figures(c, c.req.valid("query"));
    return html(c, reportPage({ ...(await frameOf(c)), from, to, ...found }));
  })
  .get(
    "/office/report/:table{[a-z]+\\.csv}",
    validate("param", z.object({ table: z.string() })),
    validate("query", Days),
    async (c) => {
      const { from, to, found } = await figures(c, c.req.valid("query"));
      const name = c.req.valid("param").table.slice(0, -4);
      const table = tables(found, cityOf(c.env).languages)[name];
      if (!table) throw new Problem("not-found");
      return c.body(writeCsv([table[0], ...table[1]]), 200, {
        ...noStore,
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${name}-${from}-${to}.csv"`,
      });
    },
  );

const bands = ["asked", "answer", "suggest", "none", "emergency", "right", "wrong"] as const;

/** Each figure as a table: its head and its rows. */
function tables(
  { days, languages, places, complaints, unanswered, coverage }: Awaited<ReturnType<typeof figures>>["found"],
  all: readonly string[],
): Record<string, [head: string[], rows: Cell[][]]> {
  return {
    days: [["day", "asked", "none"], days.map(({ day, asked, none }) => [day, asked, none])],
    languages: [["lang", ...bands], languages.map((row) => [row.lang, ...bands.map((band) => row[band])])],
    places: [["place", ...bands], places.map((row) => [row.place, ...bands.map((band) => row[band])])],
    complaints: [
      ["category", "place", "desk", "count", "waiting"],
      complaints.map((row) => [row.category, row.place, row.desk, row.count, row.waiting]),
    ],
    unanswered: [["lang", "text", "times"], unanswered.map(({ lang, text, times }) => [lang, text, times])],
    coverage: [
      ["category", ...all],
      coverage.map(({ category, byLanguage }) => [category, ...all.map((lang) => byLanguage[lang] ?? 0)]),
    ],
  };
}

/** Thirty days up to today, unless others are asked for; a year at most. */
async function figures(c: StaffContext, days: z.infer<typeof Days>) {
  const { timezone } = cityOf(c.env);
  const today = localDate(c.var.now, timezone);
  const to = days.to || today;
  const from = days.from || addDays(to, -29);
  const span = { from: localMidnight(from, timezone), to: localMidnight(addDays(to, 1), timezone) };
  const length = (span.to - span.from) / dayMs;
  if (!(length > 0 && length <= longest))
    throw new Problem("validation-failed", undefined, { errors: [{ pointer: "/from", detail: "is no span of days" }] });
  const zone = Date.parse(`${from}T00:00:00Z`) - span.from;
  const held = c.var.principal.organisationsWith("ask.report");
  const found: Report = await report({ db: c.env.DB, zone }, held, span);
  const named = found.days.map(({ day, ...row }) => ({
    ...row,
    day: new Date(day * dayMs).toISOString().slice(0, 10),
  }));
  return { from, to, found: { ...found, days: named } };
}
