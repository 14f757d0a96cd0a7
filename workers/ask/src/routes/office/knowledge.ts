import { BulkImport, Imported } from "@ven/contracts/ask";
import { requirePermission, type IdentityVariables, type Principal } from "@ven/identity";
import { describe, localDate, Problem, validate } from "@ven/kit";
import { Hono } from "hono";
import * as z from "zod/mini";

import type { Env } from "../../../office/env";
import { entriesIn } from "../../entries-in";
import { csvOf, topicsOf } from "../../export-entries";
import { importEntries } from "../../import-entries";
import { allEntries } from "../../knowledge-repository";
import { renewIndex } from "../../renew-index";
import { setLexicon } from "../../set-lexicon";
import { cityOf } from "../router";
import type { StaffContext } from "../staff";

const Concept = z.object({
  id: z.string().check(z.regex(/^[a-z0-9-]{1,60}$/)),
  kind: z.enum(["concept", "place", "outside"]),
  area: z.optional(z.nullable(z.string())),
  gateway: z.optional(z.boolean()),
  terms: z.record(z.string(), z.array(z.string().check(z.maxLength(80)))),
});
/** A bare list is taken, too. */
const Entries = z.pipe(
  z.transform((given: unknown) => (Array.isArray(given) ? { entries: given } : given)),
  BulkImport,
);
const noStore = { "cache-control": "no-store" };

/** One entry a line, as corpora come (ndjson.org, jsonlines.org). */
const jsonLines = /^application\/(?:x-)?(?:ndjson|jsonl|jsonlines)\b/i;
const faultOf = ({ path, message }: { path: PropertyKey[]; message: string }) => ({
  pointer: path.map((step) => `/${String(step)}`).join(""),
  detail: message,
});

async function bringIn(c: StaffContext, entries: BulkImport) {
  const { now, principal, requestId } = c.var;
  const started = Date.now();
  const imported = await importEntries(
    {
      db: c.env.DB,
      search: c.env.SEARCH,
      now,
      actor: principal.subject,
      ...whereOf(principal),
      today: localDate(now, cityOf(c.env).timezone),
      requestId,
    },
    entries,
  );
  return { ...imported, ms: Date.now() - started };
}

/** For editors: bringing knowledge in and out, and building the index anew. */
export const knowledge = new Hono<{ Bindings: Env; Variables: IdentityVariables }>()
  .use("/api/admin/*", requirePermission("ask.edit"))
  .post(
    "/api/admin/entries",
    describe({
      summary:
        "Bring entries in, new or changed; the live ones can be found when this returns. At most 5,000 entries and 8 MiB a request, as JSON or with one entry a line (application/x-ndjson)",
      returns: { 200: Imported },
      security: "bearer",
    }),
    async (c, next) => {
      if (!jsonLines.test(c.req.header("content-type") ?? "")) return next();
      const given = BulkImport.safeParse({ entries: entriesIn(await c.req.text()).map(({ entry }) => entry) });
      if (!given.success)
        throw new Problem("validation-failed", undefined, { errors: given.error.issues.map(faultOf) });
      return c.json(await bringIn(c, given.data), 200, noStore);
    },
    validate("json", Entries),
    async (c) => c.json(await bringIn(c, c.req.valid("json")), 200, noStore),
  )
  .get(
    "/api/admin/entries",
    describe({
      summary: "All entries of one's organisation with their topics; `format=csv` for a spreadsheet",
      returns: { 200: "topics as JSON, in the form in which they are brought in, or CSV" },
      security: "bearer",
    }),
    validate("query", z.object({ format: z.optional(z.enum(["json", "csv"])) })),
    async (c) => {
      const entries = await allEntries(c.env.DB, whereOf(c.var.principal).organisations);
      if (c.req.valid("query").format === "csv")
        return c.body(csvOf(entries), 200, {
          ...noStore,
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": 'attachment; filename="entries.csv"',
        });
      return c.json({ entries: topicsOf(entries) }, 200, noStore);
    },
  )
  .post(
    "/api/admin/index",
    describe({
      summary: "Build the index anew beside the one that is searched, then swap",
      returns: { 200: z.object({ entries: z.int(), slot: z.string() }) },
      security: "bearer",
    }),
    async (c) => {
      const { DB: db, SEARCH: search } = c.env;
      return c.json(await renewIndex({ db, search, now: c.var.now }), 200, noStore);
    },
  )
  .put(
    "/api/admin/lexicon",
    describe({
      summary: "Replace concepts and places, and build the index with them",
      returns: { 200: z.object({ concepts: z.int(), entries: z.int() }) },
      security: "bearer",
    }),
    validate("json", z.object({ concepts: z.array(Concept).check(z.maxLength(5_000)) })),
    async (c) => {
      const { DB: db, SEARCH: search } = c.env;
      const { concepts } = c.req.valid("json");
      const { subject } = c.var.principal;
      return c.json(await setLexicon({ db, search, now: c.var.now, actor: subject }, concepts), 200, noStore);
    },
  );

/** Where somebody edits: new topics belong to the first of their organisations. */
export function whereOf(principal: Principal) {
  const organisations = principal.organisationsWith("ask.edit");
  const [organisation] = organisations;
  if (organisation === undefined) throw new Problem("not-found");
  return { organisation, organisations };
}
