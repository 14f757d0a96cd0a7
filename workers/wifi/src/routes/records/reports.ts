import { addDays, describe, html, localDate, localMidnight, validate, weekdayOf } from "@ven/kit";
import { writeCsv } from "@ven/kit/csv";
import { reportPage } from "@ven/web-wifi/records";
import * as z from "zod/mini";

import { dimensions, makeReport, type Report } from "../../make-report";
import { type Group, operatorRepository } from "../../operator-repository";
import { reportRepository } from "../../report-repository";
import { type AskedByOffice, asks, fileOf, frameOf, notFound, officeRouter } from "../office/frame";

/** What is kept of visits reaches back so many whole weeks. */
const weeksKept = 8;
const Week = z.object({ week: z.optional(z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/))) });

/** Whole weeks that are over: two reports never differ by a few days, in which only a few people came. */
export const reports = officeRouter()
  .get(
    "/hotspots/:group/reports",
    ...asks("report"),
    describe({
      summary: "A week's sessions and devices, nobody in them",
      returns: { 200: "the page" },
      security: "bearer",
    }),
    validate("query", Week),
    async (c) => {
      const { group } = c.var;
      const { week, weeks, report } = await reportFor(c, group, c.req.valid("query").week);
      const spots = await operatorRepository(c.env.DB).hotspots(group.id, c.var.now);
      const sites = new Map(spots.map(({ id, name, nameEn }) => [id, { name, nameEn }]));
      return html(c, reportPage({ ...(await frameOf(c, group)), week, weeks, report, sites }));
    },
  )
  .get(
    "/hotspots/:group/reports/:week/report.csv",
    ...asks("report"),
    describe({ summary: "The same as a table", returns: { 200: "text/csv" }, security: "bearer" }),
    validate("param", z.extend(Week, { group: z.string(), week: z.string() })),
    async (c) => {
      const { group } = c.var;
      const { week, report } = await reportFor(c, group, c.req.valid("param").week);
      return fileOf(c, `${group.id}-${week}.csv`, csvOf(week, report), "text/csv");
    },
  );

async function reportFor(c: AskedByOffice, group: Group, asked: string | undefined) {
  const { timezone } = group;
  const { now } = c.var;
  const today = localDate(now, timezone);
  const monday = addDays(today, 1 - weekdayOf(today));
  const weeks = Array.from({ length: weeksKept }, (_, index) => addDays(monday, -7 * (index + 1)));
  const week = asked ?? weeks[0] ?? monday;
  const repository = reportRepository(c.env.DB);
  const kept = await repository.find(group.id, week);
  if (kept) return { week, weeks, report: kept };
  if (!weeks.includes(week)) return notFound();
  const from = localMidnight(week, timezone);
  const to = localMidnight(addDays(week, 7), timezone);
  await repository.keep(group.id, week, makeReport(await repository.counts(group.id, from, to)), now);
  // Of two who asked at once, the first one's stands.
  const report = (await repository.find(group.id, week)) ?? notFound();
  return { week, weeks, report };
}

/** Left out is an empty cell. */
function csvOf(week: string, report: Report) {
  const rows = dimensions.flatMap((dimension) =>
    report.by[dimension].map(({ key, sessions, devices }) => [
      week,
      dimension,
      dimension === "day" ? addDays(week, Number(key)) : key,
      sessions,
      devices,
    ]),
  );
  return writeCsv([
    ["week", "by", "row", "sessions", "devices"],
    [week, "all", "", report.sessions, report.devices],
    ...rows,
  ]);
}
