import { type IdentityVariables, requirePermission } from "@ven/identity";
import { describe, html, Problem, validate } from "@ven/kit";
import { editorPage } from "@ven/web-ask/office";
import { Hono } from "hono";
import * as z from "zod/mini";

import type { Env } from "../../../office/env";
import { approveEntry } from "../../approve-entry";
import { editorView } from "../../editor-view";
import { setEntryState } from "../../knowledge-repository";
import { publishEntries } from "../../publish";
import { cityOf } from "../router";
import { frameOf, mayEdit, noStore, orTrouble, type StaffContext, working } from "../staff";

const version = z.coerce.number().check(z.int());

/** Entries for those who write them. */
export const entries = new Hono<{ Bindings: Env; Variables: IdentityVariables }>()
  .get("/office/entries", requirePermission("ask.edit"), (c) => editorAnswer(c))
  .post(
    "/office/entries/state",
    requirePermission("ask.edit"),
    validate("form", z.object({ id: z.string(), version, state: z.enum(["live", "expired"]) })),
    async (c) => {
      const { id, version: seen, state } = c.req.valid("form");
      return orTrouble(
        c,
        "/office/entries",
        () => decideEntry(c, id, seen, state),
        (problem) => editorAnswer(c, problem),
      );
    },
  )
  .post(
    "/api/admin/entries/:entry/approve",
    describe({
      summary: "Make a draft live; it is found by the next question",
      returns: { 200: z.object({ id: z.string(), version: z.int() }) },
      security: "bearer",
    }),
    requirePermission("ask.edit"),
    validate("param", z.object({ entry: z.string() })),
    validate("json", z.object({ version: z.int(), thread: z.optional(z.string()) })),
    async (c) => {
      const { entry } = c.req.valid("param");
      const { version: seen, thread } = c.req.valid("json");
      await mayEdit(c, entry);
      const approved = await approveEntry(
        { ...working(c), search: c.env.SEARCH },
        { id: entry, version: seen, ...(thread !== undefined && { thread }) },
      );
      return c.json(approved, 200, noStore);
    },
  );

async function decideEntry(c: StaffContext, id: string, seen: number, state: "live" | "expired") {
  const entry = await mayEdit(c, id);
  const by = { ...working(c), search: c.env.SEARCH };
  if (state === "live") return approveEntry(by, { id, version: seen });
  const changed = await setEntryState(c.env.DB, { id, version: seen, state, now: c.var.now, actor: by.actor }).run();
  if (changed.meta.changes === 0) throw new Problem("stale-version");
  return publishEntries(c.env.SEARCH, [{ ...entry, state }]);
}

async function editorAnswer(c: StaffContext, trouble?: string) {
  const { DB: db, SEARCH: search } = c.env;
  const view = await editorView({ db, search, now: c.var.now }, c.var.principal.organisationsWith("ask.edit"));
  const { languages } = cityOf(c.env);
  return html(
    c,
    editorPage({ ...(await frameOf(c)), ...view, languages, ...(trouble !== undefined && { trouble }) }),
    trouble === undefined ? 200 : 409,
  );
}
