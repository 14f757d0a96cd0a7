import { deployment } from "@ven/city/deployment";
import { units } from "@ven/city/units";
import { DateText, ResourceId, SchoolId } from "@ven/contracts/classroom-ids";
import { FeedId, FeedKind } from "@ven/contracts/classrooms-exchange";
import { requirePermission } from "@ven/identity";
import { html, Problem, problem, validate } from "@ven/kit";
import { writeCsv } from "@ven/kit/csv";
import { addDays, localDate, weekdayOf } from "@ven/kit/local-time";
import { byVietnamese } from "@ven/kit/text";
import { feedsPage, recordPage, usagePage } from "@ven/web-classrooms/exchange";
import { exchangeWords } from "@ven/web-classrooms/exchange/words";
import * as z from "zod/mini";

import { exportRepository } from "../../exchange/export-repository";
import { feedRepository } from "../../exchange/feed-repository";
import { importRepository } from "../../exchange/import-repository";
import { borrowingTable, registerTable } from "../../exchange/register";
import { groupUsage, shareOfOpen, type UsageRow } from "../../exchange/usage";
import { writeXlsx } from "../../exchange/write-xlsx";
import { usageRepository, type WeekOfUse } from "../../usage-repository";
import { frameOf } from "../exchange/frame";
import { type AskedByStaff, mayIn, schoolFor, staffRouter } from "../exchange/router";
import { csvType, fileHeaders } from "./exports";
import { makeFeed } from "./feeds";

const OfSchool = z.object({ school: SchoolId });
const Days = z.object({ from: z.optional(DateText), to: z.optional(DateText), resource: z.optional(ResourceId) });
/** A school or a commune whose weeks are charted; nothing: all that one may see. */
const UsageQuery = z.object({ ...Days.shape, of: z.optional(z.string().check(z.maxLength(60))) });
const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/** What a register shows when nobody says which days: this month so far and the days ahead of it. */
async function recordOf(c: AskedByStaff, id: string, kind: "register" | "borrowing", asked: z.infer<typeof Days>) {
  const school = await schoolFor(c, id, "classrooms.report");
  const repository = exportRepository(c.env.DB);
  const rooms = (await repository.rooms(id))
    .filter((room) => room.kind === "room")
    .toSorted((a, b) => byVietnamese(a.name, b.name));
  const today = localDate(c.var.now, school.timezone);
  const { from = `${today.slice(0, 8)}01`, to = today } = asked;
  if (from > to || addDays(from, 400) < to)
    throw new Problem("validation-failed", undefined, { errors: [{ pointer: "/to", detail: "at most 400 days" }] });
  const resource = kind === "borrowing" ? undefined : (asked.resource ?? rooms[0]?.id ?? problem("not-found"));
  const entries = await repository.register(id, { resource, from, to }, school.timezone);
  const table = (kind === "register" ? registerTable : borrowingTable)(entries, c.var.lang);
  const name = rooms.find((room) => room.id === resource)?.name;
  return { school, rooms, resource, name, from, to, table };
}

export const recordPages = staffRouter()
  .get("/records/usage", requirePermission("classrooms.report"), validate("query", UsageQuery), async (c) => {
    const { of = "", ...asked } = c.req.valid("query");
    const { rows, weeks, from, to } = await usageOf(c, asked);
    const share = (row: UsageRow, id: string) => ({ id, ...row, ...shareOfOpen(row, row.targetPerMille) });
    const names = communeNames(c.env.CITY);
    const [province] = groupUsage(rows, () => exchangeWords(c.var.lang).province).map((row) => share(row, "province"));
    const communes = groupUsage(rows, ({ commune }) => names.get(commune) ?? commune)
      .map((row) => share(row, row.commune))
      .toSorted((a, b) => byVietnamese(a.name, b.name));
    const schools = rows.map((row) => share(row, row.id)).toSorted((a, b) => byVietnamese(a.name, b.name));
    const chosen = rows.filter(({ id, commune }) => of === "" || of === id || of === commune);
    const charted = new Set(chosen.map(({ id }) => id));
    const target = groupUsage(chosen, () => "")[0]?.targetPerMille ?? 0;
    const chart = [
      ...Map.groupBy(
        weeks.filter(({ school }) => charted.has(school)),
        ({ startsOn }) => startsOn,
      ),
    ].map(([startsOn, all]) => {
      const sum = (count: (week: WeekOfUse) => number) => all.reduce((total, week) => total + count(week), 0);
      const totals = {
        open: sum(({ open }) => open),
        booked: sum(({ booked }) => booked),
        used: sum(({ used }) => used),
      };
      return { startsOn, ...shareOfOpen(totals, target) };
    });
    const frame = await frameOf(c);
    return html(
      c,
      usagePage({ ...frame, from, to, of: chosen.length > 0 ? of : "", target, chart, province, communes, schools }),
    );
  })
  .get("/records/usage.csv", requirePermission("classrooms.report"), validate("query", Days), async (c) => {
    const { rows, from } = await usageOf(c, c.req.valid("query"));
    const words = exchangeWords(c.var.lang);
    const names = communeNames(c.env.CITY);
    const head = [words.school, words.commune, words.roomCount, words.booked, words.used, words.target];
    const body = rows
      .toSorted((a, b) => byVietnamese(a.name, b.name))
      .map((row) => {
        const { perMille, usedPerMille, target } = shareOfOpen(row, row.targetPerMille);
        return [
          row.name,
          names.get(row.commune) ?? row.commune,
          row.rooms,
          perMille / 10,
          usedPerMille / 10,
          target / 10,
        ];
      });
    return c.body(writeCsv([head, ...body]), 200, fileHeaders(csvType, `usage-${from}.csv`));
  })
  .get("/records/:school/feeds", requirePermission("classrooms.see"), validate("param", OfSchool), (c) =>
    feedsAnswer(c, c.req.valid("param").school),
  )
  .post(
    "/records/:school/feeds",
    requirePermission("classrooms.see"),
    validate("param", OfSchool),
    validate("form", z.object({ target: z.string().check(z.maxLength(120)), privacy: z.enum(["full", "busy"]) })),
    async (c) => {
      const { school } = c.req.valid("param");
      const { target, privacy } = c.req.valid("form");
      const [kind, object = ""] = target.split(/:(.*)/s);
      const asked = z.safeParse(FeedKind, kind);
      if (!asked.success) return problem("validation-failed");
      const { url } = await makeFeed(c, school, { kind: asked.data, object, privacy });
      return feedsAnswer(c, school, url);
    },
  )
  .post(
    "/records/:school/feeds/revoke",
    requirePermission("classrooms.see"),
    validate("param", OfSchool),
    validate("form", z.object({ feed: FeedId })),
    async (c) => {
      const { id } = await schoolFor(c, c.req.valid("param").school, "classrooms.see");
      const repository = feedRepository(c.env.DB);
      await repository.run([repository.revoke(c.req.valid("form").feed, c.var.principal.subject, c.var.now)]);
      return c.redirect(`/records/${id}/feeds`, 303);
    },
  );

for (const kind of ["register", "borrowing"] as const)
  recordPages
    .get(
      `/records/:school/${kind}`,
      requirePermission("classrooms.report"),
      validate("param", OfSchool),
      validate("query", Days),
      async (c) => {
        const record = await recordOf(c, c.req.valid("param").school, kind, c.req.valid("query"));
        return html(c, recordPage({ ...(await frameOf(c)), kind, ...record }));
      },
    )
    .get(
      `/records/:school/${kind}.csv`,
      requirePermission("classrooms.report"),
      validate("param", OfSchool),
      validate("query", Days),
      async (c) => {
        const { table, from, school } = await recordOf(c, c.req.valid("param").school, kind, c.req.valid("query"));
        return c.body(
          writeCsv([table.head, ...table.rows]),
          200,
          fileHeaders(csvType, `${school.id}-${kind}-${from}.csv`),
        );
      },
    )
    .get(
      `/records/:school/${kind}.xlsx`,
      requirePermission("classrooms.report"),
      validate("param", OfSchool),
      validate("query", Days),
      async (c) => {
        const record = await recordOf(c, c.req.valid("param").school, kind, c.req.valid("query"));
        const { table, school, name, from, to } = record;
        const title = exchangeWords(c.var.lang)[kind];
        const bytes = await writeXlsx({
          name: title,
          title: [title.toLocaleUpperCase("vi"), [school.name, name].filter(Boolean).join(" · "), `${from} – ${to}`],
          ...table,
        });
        return c.body(new Uint8Array(bytes), 200, fileHeaders(xlsxType, `${school.id}-${kind}-${from}.xlsx`));
      },
    );

/** Whole weeks: from the Monday of the first day; four of them unless said otherwise. */
async function usageOf(c: AskedByStaff, asked: z.infer<typeof Days>) {
  const { timezone } = deployment(c.env.CITY);
  const today = localDate(c.var.now, timezone);
  const { from: day = addDays(today, -28), to = today } = asked;
  const from = addDays(day, 1 - weekdayOf(day));
  const organisations = c.var.principal.organisationsWith("classrooms.report");
  const [rows, weeks] = await Promise.all([
    exportRepository(c.env.DB).usage(organisations, from, to),
    usageRepository(c.env.DB).weeks(organisations, from, to),
  ]);
  return { rows, weeks, from, to };
}

const communeNames = (city: string) =>
  new Map(units(city === "hue" ? "46" : "22").map(({ code, fullName }) => [code, fullName]));

async function feedsAnswer(c: AskedByStaff, id: string, made?: string) {
  const school = await schoolFor(c, id, "classrooms.see");
  const imports = importRepository(c.env.DB);
  const repository = feedRepository(c.env.DB);
  const [people, mine, manages, frame, own] = await Promise.all([
    imports.schoolPeople(id),
    repository.mine(c.var.principal.subject),
    mayIn(c, id, "classrooms.manage"),
    frameOf(c),
    repository.personOf(id, c.var.principal.subject),
  ]);
  const sorted = <Item extends { name: string }>(items: readonly Item[]) =>
    items.toSorted((a, b) => byVietnamese(a.name, b.name));
  const targets = [
    ...(own ? [{ id: `person:${own.id}`, name: exchangeWords(c.var.lang).mine }] : []),
    ...sorted(people.rooms).map((room) => ({ id: `room:${room.id}`, name: room.name })),
    ...sorted(people.classes).map((group) => ({ id: `class:${group.id}`, name: group.name })),
    ...(manages
      ? [
          { id: `school:${id}`, name: school.name },
          ...sorted(people.persons).map((person) => ({ id: `person:${person.id}`, name: person.name })),
        ]
      : []),
  ];
  const names = new Map(
    [...people.rooms, ...people.classes, ...people.persons, school].map((one) => [one.id, one.name]),
  );
  const feeds = mine
    .filter(({ object }) => names.has(object))
    .map(({ id: feed, object, privacy }) => ({ id: feed, privacy, name: names.get(object) ?? object }));
  return html(c, feedsPage({ ...frame, here: `/records/${id}/feeds`, school, targets, feeds, ...(made && { made }) }));
}
