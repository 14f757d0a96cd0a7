import { DateText, ResourceId, SchoolId } from "@ven/contracts/classroom-ids";
import { ImportKind } from "@ven/contracts/classrooms-exchange";
import { requirePermission } from "@ven/identity";
import { html, Problem, validate } from "@ven/kit";
import { localDate } from "@ven/kit/local-time";
import { byVietnamese } from "@ven/kit/text";
import { exchangeHome, importPage } from "@ven/web-classrooms/exchange";
import * as z from "zod/mini";

import { applyImport } from "../../exchange/apply-import";
import { dropImport } from "../../exchange/draft-import";
import { importRepository } from "../../exchange/import-repository";
import { frameOf } from "./frame";
import { draftOf, importFor, importView, OfImport } from "./imports";
import { contextOf } from "./reading";
import { type AskedByStaff, schoolFor, staffRouter } from "./router";

const OfSchool = z.object({ school: SchoolId });
const Version = z.object({ version: z.coerce.number().check(z.int()) });
// An empty field of a form means nothing was chosen.
const orNothing = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.pipe(
    z.transform((value) => (value === "" ? undefined : value)),
    z.optional(schema),
  );
const Upload = z.object({
  kind: ImportKind,
  file: z.instanceof(File),
  from: orNothing(DateText),
  resource: orNothing(ResourceId),
});

async function homeAnswer(c: AskedByStaff, id: string, refused?: string) {
  const school = await schoolFor(c, id, "classrooms.manage");
  const [rooms, imports, frame] = await Promise.all([
    importRepository(c.env.DB).rooms([id]),
    importRepository(c.env.DB).list(id),
    frameOf(c),
  ]);
  const page = exchangeHome({
    ...frame,
    here: `/exchange/${id}`,
    school,
    rooms: rooms
      .filter(({ kind, status }) => kind !== "equipment" && status === "active")
      .toSorted((a, b) => byVietnamese(a.name, b.name)),
    imports: imports.map(importView),
    today: localDate(c.var.now, school.timezone),
    ...(refused && { refused }),
  });
  return html(c, page, refused ? 400 : 200);
}

export const exchangePages = staffRouter()
  .get("/exchange/:school", requirePermission("classrooms.manage"), validate("param", OfSchool), (c) =>
    homeAnswer(c, c.req.valid("param").school),
  )
  .post(
    "/exchange/:school/imports",
    requirePermission("classrooms.manage"),
    validate("param", OfSchool),
    validate("form", Upload),
    async (c) => {
      const { school } = c.req.valid("param");
      const { file, kind, from, resource } = c.req.valid("form");
      try {
        const bytes = new Uint8Array(await file.arrayBuffer());
        const run = await draftOf(c, school, { kind, ...(from && { from }), ...(resource && { resource }) }, bytes);
        return c.redirect(`/exchange/imports/${run.id}`, 303);
      } catch (err) {
        // A refused file is shown where it was chosen, with the form as it was.
        if (Problem.is(err) && err.code === "validation-failed" && err.detail) return homeAnswer(c, school, err.detail);
        throw err;
      }
    },
  )
  .get("/exchange/imports/:import", requirePermission("classrooms.manage"), validate("param", OfImport), async (c) => {
    const run = importView(await importFor(c, c.req.valid("param").import));
    return html(c, importPage({ ...(await frameOf(c)), run }));
  })
  .post(
    "/exchange/imports/:import/apply",
    requirePermission("classrooms.manage"),
    validate("param", OfImport),
    validate("form", Version),
    async (c) => {
      const row = await importFor(c, c.req.valid("param").import);
      await applyImport(contextOf(c), row, c.req.valid("form"));
      return c.redirect(`/exchange/imports/${row.id}`, 303);
    },
  )
  .post(
    "/exchange/imports/:import/drop",
    requirePermission("classrooms.manage"),
    validate("param", OfImport),
    validate("form", Version),
    async (c) => {
      const row = await importFor(c, c.req.valid("param").import);
      await dropImport(contextOf(c), row, c.req.valid("form").version);
      return c.redirect(`/exchange/${row.school}`, 303);
    },
  );
