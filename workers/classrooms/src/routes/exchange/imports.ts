import { RecordId, SchoolId } from "@ven/contracts/classroom-ids";
import { ApplyImport, Import, ImportQuery } from "@ven/contracts/classrooms-exchange";
import { requirePermission } from "@ven/identity";
import { describe, problem, validate } from "@ven/kit";
import * as z from "zod/mini";

import { applyImport } from "../../exchange/apply-import";
import { draftCalendar } from "../../exchange/draft-calendar";
import { draftOneRoster, draftPeople, draftRooms, dropImport } from "../../exchange/draft-import";
import { draftTimetable } from "../../exchange/draft-timetable";
import type { ImportRow } from "../../exchange/import-repository";
import { contextOf, readingFile } from "./reading";
import { type AskedByStaff, schoolFor, staffRouter } from "./router";

const OfSchool = z.object({ school: SchoolId });
export const OfImport = z.object({ import: RecordId });

/** Reads an upload and keeps what it would do. */
export async function draftOf(
  c: AskedByStaff,
  school: string,
  { kind, from, to, resource }: z.infer<typeof ImportQuery>,
  bytes: Uint8Array,
): Promise<ImportRow> {
  const { timezone } = await schoolFor(c, school, "classrooms.manage");
  const context = contextOf(c);
  return readingFile(c, () => {
    switch (kind) {
      case "rooms":
        return draftRooms(context, { bytes, school, managed: c.var.principal.organisationsWith("classrooms.manage") });
      case "people":
        return draftPeople(context, { bytes, school });
      case "oneroster":
        return draftOneRoster(context, { bytes, school });
      case "timetable":
        return draftTimetable(context, { bytes, school, timezone, from });
      case "calendar":
        return draftCalendar(context, { bytes, school, timezone, resource, to });
    }
  });
}

/** An import of a school in which the caller manages; a stranger's is not there. */
export async function importFor(c: AskedByStaff, id: string): Promise<ImportRow> {
  const row = (await contextOf(c).imports.find(id)) ?? problem("not-found");
  await schoolFor(c, row.school, "classrooms.manage");
  return row;
}

/** An import as clients see it: without who made it. */
export const importView = ({ id, school, kind, status, total, done, version, createdAt, summary }: ImportRow) => ({
  id,
  school,
  kind,
  status,
  total,
  done,
  version,
  createdAt,
  summary,
});

export const imports = staffRouter()
  .post(
    "/api/exchange/schools/:school/imports",
    describe({
      summary: "Upload a file as the body; says what it would change, and changes nothing yet",
      returns: { 201: Import, 400: "validation-failed, with `fault` and `facts` about the file" },
      security: "bearer",
    }),
    requirePermission("classrooms.manage"),
    validate("param", OfSchool),
    validate("query", ImportQuery),
    async (c) => {
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      const row = await draftOf(c, c.req.valid("param").school, c.req.valid("query"), bytes);
      return c.json(importView(row), 201, { "cache-control": "no-store" });
    },
  )
  .get(
    "/api/exchange/schools/:school/imports",
    describe({
      summary: "The latest imports of a school",
      returns: { 200: z.object({ items: z.array(Import) }) },
      security: "bearer",
    }),
    requirePermission("classrooms.manage"),
    validate("param", OfSchool),
    async (c) => {
      const { id } = await schoolFor(c, c.req.valid("param").school, "classrooms.manage");
      const items = await contextOf(c).imports.list(id);
      return c.json({ items: items.map(importView) }, 200, { "cache-control": "no-store" });
    },
  )
  .get(
    "/api/exchange/imports/:import",
    describe({
      summary: "An import: what it would do, or how far it is",
      returns: { 200: Import },
      security: "bearer",
    }),
    requirePermission("classrooms.manage"),
    validate("param", OfImport),
    async (c) =>
      c.json(importView(await importFor(c, c.req.valid("param").import)), 200, { "cache-control": "no-store" }),
  )
  .post(
    "/api/exchange/imports/:import/apply",
    describe({
      summary: "Apply what was shown, or go on where it stopped; nothing is seen before all of it is there",
      returns: { 200: Import },
      security: "bearer",
    }),
    requirePermission("classrooms.manage"),
    validate("param", OfImport),
    validate("json", ApplyImport),
    async (c) => {
      const row = await importFor(c, c.req.valid("param").import);
      return c.json(importView(await applyImport(contextOf(c), row, c.req.valid("json"))));
    },
  )
  .post(
    "/api/exchange/imports/:import/drop",
    describe({ summary: "Forget a draft", returns: { 204: "Dropped" }, security: "bearer" }),
    requirePermission("classrooms.manage"),
    validate("param", OfImport),
    validate("json", z.object({ version: z.int() })),
    async (c) => {
      const row = await importFor(c, c.req.valid("param").import);
      await dropImport(contextOf(c), row, c.req.valid("json").version);
      return c.body(null, 204);
    },
  );
